"""How a plain value of JSON is read: one rule for each type, held by every reader.

======== ====================================== ====================================
type     what is read                           what is not of the type
======== ====================================== ====================================
integer  510; 510.0, 5.1e2, -0: it is the value 510.5, "510", true, 1e400
         that counts, as in JSON Schema
number   0.5, 5, 1e300                          "0.5", true, NaN, Infinity, 1e400
string   any text                               5, true
boolean  true, false                            0, 1, "true"
date     2026-01-05; "" is an open end, as      2026-01-05T00:00:00, 20260105,
         older pages have it                    2026-W01-1, 2026-1-5, year 0, a blank
datetime 2026-01-05T08:30:00+01:00, as RFC 3339 without an offset, without seconds,
         has it; t and z too; what is finer     24:00, a blank for the T, a date only
         than a microsecond is cut off
enum     a text; letter case does not matter,   5, true
         one that is not known is kept
======== ====================================== ====================================

Null is as if nothing stood there; in a list it is not of the type. An id is an integer
or a string, as its collection's are; texts by name are read one by one, without those
that are null; so are the elements of a list.

What is not of its type stays in a model as it came and is null in a typed column; it is
counted once (`DeviationWarning`, ``client.deviations``) or raised with ``strict=True``.
A datetime without an offset is not guessed, since an hour would be lost in silence;
only where two are compared, with hours to spare, it counts as UTC (`compared`). A date
with a time is not cut, since it is to be written back as it came. Nothing depends on
the version of Python, whose own readers of dates take more from one to the next.

To read a type otherwise, register a hook at
`protime_runtime.reading.converter.converter`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_OFFSET = r"(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
_DATE = re.compile(_DAY)
_LOCAL = re.compile(rf"{_DAY}[Tt]{_TIME}(\.[0-9]+)?")
_DATETIME = re.compile(_LOCAL.pattern + _OFFSET)


class NotOfType(ValueError):
    """A value that is not of the type; it holds none of it."""


def integer(value: object) -> int:
    """Read a number whose value is whole."""
    if type(value) is int:
        return value
    if type(value) is float and value.is_integer():
        return int(value)
    raise NotOfType


def number(value: object) -> float:
    """Read a number, with or without a fraction."""
    if type(value) is float and math.isfinite(value):
        return value
    if type(value) is int:
        try:
            return float(value)
        except OverflowError:
            raise NotOfType from None
    raise NotOfType


def string(value: object) -> str:
    """Read a text."""
    if type(value) is str:
        return value
    raise NotOfType


def boolean(value: object) -> bool:
    """Read true or false."""
    if type(value) is bool:
        return value
    raise NotOfType


def day(value: object) -> date | None:
    """Read a date; an empty text is an open end."""
    if value == "":
        return None
    found = _DATE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise NotOfType
    try:
        return date.fromisoformat(found[0])
    except ValueError:
        raise NotOfType from None


def point(value: object) -> datetime:
    """Read a date and time with its offset."""
    return _moment(value, _DATETIME)


def compared(value: object) -> datetime | None:
    """Return the point in time that a field holds, to be compared with another.

    The field itself holds what came. For the comparison alone a date and time without
    an offset counts as UTC, since what the API means by one is not said; whoever
    compares it has hours to spare. To have it read otherwise, register a hook for
    `datetime` at `protime_runtime.reading.converter.converter`: what has an offset is
    taken as it is. `None` is what is no date and time by the rule above but for the
    offset.
    """
    try:
        found = value if isinstance(value, datetime) else point(value)
    except NotOfType:
        try:
            found = _moment(value, _LOCAL)
        except NotOfType:
            return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _moment(value: object, form: re.Pattern[str]) -> datetime:
    found = form.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise NotOfType
    text, fraction = found[0].upper(), found[1]
    if fraction is not None:
        # Versions of Python differ in the digits that they take.
        text = f"{text[:19]}{fraction[:7]:0<7}{text[19 + len(fraction) :]}"
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise NotOfType from None


def spelled(text: str, known: Iterable[str]) -> str:
    """Return a text in the letter case of the known one that it is, else as it is."""
    folded = text.casefold()
    return next((value for value in known if value.casefold() == folded), text)


def identity(value: object) -> int | str | None:
    """Return a value as an id: a whole number or a text; `None` for anything else."""
    if isinstance(value, str):
        return value or None
    try:
        return integer(value)
    except NotOfType:
        return None


def version(value: object) -> str | None:
    """Return a value as a version: a text; `None` for what says nothing."""
    return value if isinstance(value, str) and value else None


class ScalarRule(NamedTuple):
    """How a type is read."""

    words: str
    """What it is called where something else is found."""
    read: Callable[[object], object]
    """Returns the value, or raises `NotOfType`."""


RULES: Mapping[str, ScalarRule] = {
    "integer": ScalarRule("an integer", integer),
    "number": ScalarRule("a number", number),
    "string": ScalarRule("a text", string),
    "boolean": ScalarRule("true or false", boolean),
    "date": ScalarRule("a date", day),
    "datetime": ScalarRule("a date and time", point),
    "enum": ScalarRule("a text", string),
}
"""The rule of each type, by the name that the spec has for it."""

NAMES: Mapping[object, str] = {
    int: "integer",
    float: "number",
    str: "string",
    bool: "boolean",
    date: "date",
    datetime: "datetime",
    object: "json",
}
"""The name that the spec has for each type of Python."""
