"""Holding single values of a body against what the catalog says of them."""

from __future__ import annotations

from datetime import datetime
from typing import TypeGuard

from protime_runtime.catalog import FieldInfo, TypeInfo

from .wire import LARGEST, Key, day

_LONGEST_ID = 200


def plain_errors(value: object, info: FieldInfo, inner: TypeInfo | None) -> list[str]:
    """Return what is wrong with a value that is neither object nor list."""
    if inner is not None:
        fits = value in inner.values
        return [] if fits else [f"expected one of {', '.join(inner.values)}."]
    if info.type == "string":
        return _text(value, info)
    if info.type in ("integer", "number"):
        return _number(value, info)
    fits = {
        "boolean": isinstance(value, bool),
        "date": day(value) is not None,
        "datetime": _is_moment(value),
    }.get(info.type, True)
    return [] if fits else [f"expected a {info.type}."]


def _text(value: object, info: FieldInfo) -> list[str]:
    if not isinstance(value, str):
        return ["expected a string."]
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        return ["half of a surrogate pair is not text."]
    if info.max_length is not None and len(value) > info.max_length:
        return [f"must have at most {info.max_length} characters."]
    return []


def _number(value: object, info: FieldInfo) -> list[str]:
    numbers = int if info.type == "integer" else int | float
    if not isinstance(value, numbers) or isinstance(value, bool):
        return [f"expected {'an integer' if info.type == 'integer' else 'a number'}."]
    low = -LARGEST if info.minimum is None else info.minimum
    high = LARGEST if info.maximum is None else info.maximum
    return [] if low <= value <= high else [f"must be between {low} and {high}."]


def _is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value) is not None
    except ValueError:
        return False


def is_id(value: object) -> TypeGuard[Key]:
    """Return whether a value is an id that the API could store."""
    if isinstance(value, str):
        return len(value) <= _LONGEST_ID
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return -LARGEST <= value <= LARGEST
