"""Rules for prose: it fits a line of a docstring and reads as one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator import spec
from generator.problems import Problem
from generator.validation.walking import Located, nodes

_LONGEST_SUMMARY = 76
# A collection's stands two levels deep, under a property of the client.
_LONGEST_COLLECTION_SUMMARY = 74
_LONGEST_INFERRED = 64
_LONGEST_NOTE = 80
_SECOND_SENTENCE = re.compile(r"[.!?] +[A-Z]")
_MARKUP = re.compile(r'["\\\n]|(?<!`)`(?!`)')


def summaries(root: spec.Spec) -> Iterator[Problem]:
    """Refuse summaries that are no sentence or do not fit."""
    for place in nodes(root):
        summary = getattr(place.node, "summary", None)
        if summary is not None:
            yield from _summary(place, summary)


def _summary(place: Located, text: str) -> Iterator[Problem]:
    is_collection = isinstance(place.node, spec.Collection)
    longest = _LONGEST_COLLECTION_SUMMARY if is_collection else _LONGEST_SUMMARY
    for what in _sentence(text, longest):
        yield place.problem(f"the summary {what}", ".summary")


def inferences(root: spec.Spec) -> Iterator[Problem]:
    """Refuse what is inferred if it does not fit after its introduction."""
    for place in nodes(root):
        text = getattr(place.node, "inferred", None)
        if text is None:
            continue
        for what in _too_long(text, _LONGEST_INFERRED):
            yield place.problem(f"what is inferred {what}", ".inferred")
        if text.endswith("."):
            what = "what is inferred ends in a full stop, which is added to it"
            yield place.problem(what, ".inferred")


def notes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse notes that are no sentence or do not fit."""
    for place in nodes(root):
        for index, text in enumerate(getattr(place.node, "notes", ())):
            for what in _sentence(text, _LONGEST_NOTE):
                yield place.problem(f"the note {what}", f".notes[{index}]")


def _sentence(text: str, longest: int) -> Iterator[str]:
    yield from _too_long(text, longest)
    if not text.endswith("."):
        yield "does not end in a full stop"
    if _SECOND_SENTENCE.search(text):
        yield "holds more than one sentence"


def _too_long(text: str, longest: int) -> Iterator[str]:
    if len(text) > longest:
        yield f"has {len(text)} characters, more than {longest}"
    if _MARKUP.search(text):
        yield "holds a quote, a backslash, a line break or a single backtick"


RULES = (summaries, inferences, notes)
