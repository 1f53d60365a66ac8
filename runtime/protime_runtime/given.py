"""What callers give where several things, a whole number or a day belong.

Data frames, arrays and sets hold them in other types than Python's own; what can only
mean one thing is taken, and all else is refused in plain words before anything is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from operator import index
from typing import TypeVar, cast

from protime_runtime.errors import InvalidRequest

T = TypeVar("T")


def several(value: Iterable[T] | None, name: str) -> tuple[T, ...]:
    """Return what was given where several can be, each once it was asked for.

    A text, a reference type or anything else that holds nothing is the one element:
    letter by letter, as Python iterates over a text, is never what was meant. Sets,
    ranges, generators, arrays and series are read to their end; `None` is none.

    Args:
        value: What was given.
        name: The argument, for the refusal.

    Raises:
        InvalidRequest: It is bytes, has names for what it holds, or is a table.
    """
    if value is None or (type(value) is tuple and not value):
        return ()
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (cast("T", scalar(value)),)
    if isinstance(value, Mapping | bytes | bytearray) or _shape(value) != 1:
        raise InvalidRequest(
            f"{name} takes one or several, as in a list or a column, not"
            f" {type(value).__name__}."
        )
    given = tuple(value)
    are_plain = {*map(type, given)} <= {int, str}  # Seen at once, however many.
    return given if are_plain else cast("tuple[T, ...]", tuple(map(scalar, given)))


def holds_several(value: object) -> bool:
    """Return whether a value is more than one thing to Python, and is no text."""
    return isinstance(value, Iterable) and not isinstance(value, str)


def scalar(value: object) -> object:
    """Return a number or a truth value of NumPy or Arrow as Python's own.

    All else is returned as it is.

    >>> import pyarrow
    >>> scalar(pyarrow.scalar(5))
    5
    """
    if isinstance(value, int | str):
        return value
    plain = getattr(value, "as_py", None)
    if callable(plain):
        return cast("object", plain())
    try:
        return index(cast("int", value))
    except TypeError:
        return _unwrapped(value)


def _unwrapped(value: object) -> object:
    """Return a truth value or a fraction of NumPy as Python's own."""
    item = getattr(value, "item", None)
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if callable(item) and _shape(value) == 0 and kind in ("b", "f"):
        return cast("object", item())
    return value


def day(value: object, name: str) -> date:
    """Return a day, which is a `date` and has no time.

    A time is not cut off, since whether it is midnight there, and in which zone, only
    the caller knows.

    Args:
        value: What was given.
        name: The argument or the property, for the refusal.

    Raises:
        InvalidRequest: It is something else: with a time, a text, or a missing value.
    """
    plain = scalar(value)
    if isinstance(plain, date) and not isinstance(plain, datetime):
        return plain
    raise InvalidRequest(f"{name} takes dates, not {described(plain)}.")


def described(value: object) -> str:
    """Return the type of what is refused, with what to give instead, if that is known.

    >>> from datetime import datetime
    >>> described(datetime(2026, 1, 31))
    'datetime, which has a time: give its day alone, .date()'
    """
    kind = type(value).__name__
    return f"{kind}{_ADVICE.get(kind, '')}"


_ADVICE = {
    "datetime": ", which has a time: give its day alone, .date()",
    "Timestamp": ", which has a time: give its day alone, .date()",
    "datetime64": ": give a datetime.date, as .astype('datetime64[D]').item() is",
    "NaTType": ": leave out what is missing",
    "NoneType": ": leave out what is missing",
    "NAType": ": leave out what is missing",
    "str": ": give a datetime.date, as date.fromisoformat(...) does",
}


def _shape(value: object) -> object:
    """Return how many dimensions an array or a table has; others have one."""
    return getattr(value, "ndim", 1)
