"""Rules for limits and examples: they fit the type of their field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from math import isfinite

from generator import spec
from generator.problems import Problem, unknown
from generator.validation.fields import visible
from generator.validation.walking import of

_NUMBERS = ("integer", "number")


def limits(root: spec.Spec) -> Iterator[Problem]:
    """Refuse limits that the type cannot have, or that nothing can keep."""
    for place, field in of(root, spec.Field):
        low, high, longest = field.minimum, field.maximum, field.max_length
        for key in ("minimum", "maximum"):
            if getattr(field, key) is not None and field.type not in _NUMBERS:
                yield place.problem(f"only numbers have a {key}", f".{key}")
        if low is not None and high is not None and low > high:
            yield place.problem(f"{low} is more than the maximum, {high}", ".minimum")
        if longest is not None and field.type != "string":
            yield place.problem("only texts have a longest length", ".max_length")
        elif longest is not None and longest < 1:
            yield place.problem("a text has at least one character", ".max_length")


def examples(root: spec.Spec) -> Iterator[Problem]:
    """Refuse examples that the API would not write, or not take."""
    for place, field in of(root, spec.Field):
        if field.example is not None:
            what = _misfit(field.example, field, visible(place, root))
            if what:
                yield place.problem(f"the example is not {what}", ".example")


def _misfit(
    value: object, field: spec.Field, types: Mapping[str, spec.Type]
) -> str | None:
    """Return what the example ought to be, if it is not."""
    if field.list:
        some = value if isinstance(value, list) else [None]
        return _first(some, field, types, "a list, each")
    if field.map:
        fits = isinstance(value, dict) and all(isinstance(key, str) for key in value)
        some = [*value.values()] if fits and isinstance(value, dict) else [None]
        return _first(some, field, types, "a mapping, each")
    return _misfit_of_one(value, field, types)


def _first(
    values: list[object], field: spec.Field, types: Mapping[str, spec.Type], word: str
) -> str | None:
    found = (_misfit_of_one(value, field, types) for value in values)
    return next((f"{word} {what}" for what in found if what), None)


def _misfit_of_one(
    value: object, field: spec.Field, types: Mapping[str, spec.Type]
) -> str | None:
    known = types.get(field.type or "")
    if known and known.values:
        given = value if isinstance(value, str) else repr(value)
        fits = value in known.values
        return (
            None if fits else f"a {field.type}: {unknown('value', given, known.values)}"
        )
    what, fits_type = _TYPES.get(field.type or "", _OBJECT)
    if not fits_type(value):
        return what
    return _beyond(value, field)


def _beyond(value: object, field: spec.Field) -> str | None:
    if isinstance(value, int | float):
        low, high = field.minimum, field.maximum
        if low is not None and value < low:
            return f"at least {low}"
        if high is not None and value > high:
            return f"at most {high}"
    if isinstance(value, str) and field.max_length and len(value) > field.max_length:
        return f"of at most {field.max_length} characters"
    return None


def _is_number(value: object) -> bool:
    return type(value) is int or (isinstance(value, float) and isfinite(value))


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value) is not None
    except ValueError:
        return False


def _is_moment(value: object) -> bool:
    try:
        return (
            isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
        )
    except ValueError:
        return False


def _is_json(value: object) -> bool:
    if isinstance(value, dict):
        keys = all(isinstance(key, str) for key in value)
        return keys and all(map(_is_json, value.values()))
    if isinstance(value, list):
        return all(map(_is_json, value))
    return value is None or isinstance(value, str | bool) or _is_number(value)


def _is_object(value: object) -> bool:
    return isinstance(value, dict) and _is_json(value)


def _is_references(value: object) -> bool:
    pairs = value.items() if isinstance(value, dict) else [(None, None)]
    return all(isinstance(text, str) for pair in pairs for text in pair)


_OBJECT = ("a mapping", _is_object)
_TYPES: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    "integer": ("a whole number", lambda value: type(value) is int),
    "number": ("a number", _is_number),
    "string": ("a text", lambda value: isinstance(value, str)),
    "boolean": ("true or false", lambda value: isinstance(value, bool)),
    "date": ("a day, such as '2026-01-31'", _is_day),
    "datetime": ("a time with its offset, such as '2026-01-31T08:30:00Z'", _is_moment),
    "json": ("what JSON can hold", _is_json),
    "references": ("a mapping of texts to texts", _is_references),
}

RULES = (limits, examples)
