"""Compares two versions of a field."""

from __future__ import annotations

from collections.abc import Iterator

from generator import spec

Found = Iterator[tuple[str, str]]


def field(old: spec.Field, new: spec.Field, *, same_name: bool) -> Found:
    """Yield the rule of each change, and what it is."""
    yield from _shape(old, new)
    yield from _reading(old, new)
    yield from _writing(old, new)
    yield from _spelling(old, new)
    if same_name and old.python != new.python:
        yield "field-renamed", "Change the Python name"
    if old.personal != new.personal:
        what = "personal" if new.personal else "not personal"
        yield "field-privacy-changed", f"Say that the value is {what}"
    if (old.summary, old.example) != (new.summary, new.example):
        yield "summary-changed", "Change the description"
    if old.inferred != new.inferred:
        yield "inference-changed", "Say what is known"


def _shape(old: spec.Field, new: spec.Field) -> Found:
    before, after = (_words(one) for one in (old, new))
    if before != after:
        yield "field-type-changed", f"Change the type from {before} to {after}"
    limits = [(one.minimum, one.maximum, one.max_length) for one in (old, new)]
    if limits[0] != limits[1]:
        yield "field-limits-changed", f"Change the limits to {_limits(new)}"


def _words(one: spec.Field) -> str:
    named = one.identifier if isinstance(one.identifier, str) else one.identifier or []
    target = named if isinstance(named, str) else " or ".join(named)
    text = one.type or ""
    if target:
        text = f"{text} identifier of {target}".strip()
    if one.list:
        text = f"list of {text}"
    return f"map of {text}" if one.map else text


def _limits(one: spec.Field) -> str:
    parts = [
        f"{words} {value}"
        for words, value in (
            ("from", one.minimum),
            ("to", one.maximum),
            ("characters:", one.max_length),
        )
        if value is not None
    ]
    return " ".join(parts) or "none"


def _reading(old: spec.Field, new: spec.Field) -> Found:
    match (old.read, new.read):
        case (before, after) if before == after:
            return
        case ("always", "sometimes"):
            yield "field-optional-to-read", "Leave out the value sometimes"
        case ("sometimes", "always"):
            yield "field-always-read", "Give the value always"
        case (_, "never"):
            yield "field-not-read", "Give the value no more"
        case _:
            yield "field-read-added", "Give the value"


def _writing(old: spec.Field, new: spec.Field) -> Found:
    match (old.write, new.write):
        case (before, after) if before == after:
            return
        case (_, "required"):
            yield "field-required", "Demand the value"
        case ("required", "optional"):
            yield "field-optional-to-write", "Demand the value no more"
        case (_, "never"):
            yield "field-not-written", "Take the value no more"
        case _:
            yield "field-write-added", "Take the value"


def _spelling(old: spec.Field, new: spec.Field) -> Found:
    for one in (each for each in old.also if each not in new.also):
        yield "field-spelling-removed", f"Read the spelling `{one}` no more"
    for one in (each for each in new.also if each not in old.also):
        yield "field-spelling-added", f"Read the spelling `{one}`"
