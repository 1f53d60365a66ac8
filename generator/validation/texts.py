"""Rules for prose: it fits a line of a docstring and reads as one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator import spec
from generator.problems import Problem
from generator.validation.walking import Located, everything, nodes, of

_LONGEST_SUMMARY = 76
# A collection's stands two levels deep, under a property of the client.
_LONGEST_COLLECTION_SUMMARY = 74
_LONGEST_INFERRED = 64
_LONGEST_NOTE = 80
# It stands in the docstring of the client, amid words.
_LONGEST_TITLE = 24
_SECOND_SENTENCE = re.compile(r"[.!?] +[A-Z]")
_MARKUP = re.compile(r'["\\]|(?<!`)`(?!`)')


def shown(root: spec.Spec) -> Iterator[Problem]:
    """Refuse texts that nobody sees as they are: empty, unprintable, amid spaces."""
    for place in everything(root):
        texts = [place.key] if isinstance(place.node, list | dict) else []
        texts += [place.node, place.key] if isinstance(place.node, str) else []
        for text in texts:
            if not text.isprintable():
                yield place.problem(f"{text!a} holds what cannot be printed")
            elif text != text.strip():
                yield place.problem(f"{text!r} begins or ends with a space")
        if place.node == "" and ".example" not in place.path:
            yield place.problem("the text is empty")


def summaries(root: spec.Spec) -> Iterator[Problem]:
    """Refuse summaries that are no sentence or do not fit."""
    for place in nodes(root):
        summary = getattr(place.node, "summary", None)
        if summary is not None:
            is_collection = isinstance(place.node, spec.Collection)
            longest = _LONGEST_COLLECTION_SUMMARY if is_collection else _LONGEST_SUMMARY
            yield from _summary(place, summary, ".summary", longest)
    for place, named in of(root, spec.ReferenceType):
        for name, summary in named.predefined.items():
            yield from _summary(place, summary, f".predefined[{name!r}]")
    for place, api in of(root, spec.Api):
        for status, summary in api.responses.items():
            yield from _summary(place, summary, f".responses[{status}]")


def _summary(
    place: Located, text: str, below: str, longest: int = _LONGEST_SUMMARY
) -> Iterator[Problem]:
    for what in _sentence(text, longest):
        yield place.problem(f"the summary {what}", below)


def titles(root: spec.Spec) -> Iterator[Problem]:
    """Refuse a title and a version that do not fit where they are shown."""
    for place, api in of(root, spec.Api):
        for key in ("title", "version"):
            for what in _too_long(getattr(api, key), _LONGEST_TITLE):
                yield place.problem(f"the {key} {what}", f".{key}")


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


def repeated(root: spec.Spec) -> Iterator[Problem]:
    """Refuse lists that hold something twice."""
    for place in everything(root):
        if not isinstance(place.node, list) or ".example" in place.path:
            continue
        for index, value in enumerate(place.node):
            if isinstance(value, str | int) and value in place.node[:index]:
                yield place.problem(f"{value!r} is given twice", f"[{index}]")


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
        yield "holds a quote, a backslash or a single backtick"


RULES = (shown, summaries, titles, inferences, notes, repeated)
