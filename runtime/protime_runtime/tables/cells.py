"""What a typed column holds for a value: one rule for Arrow, Parquet and each target.

A value of its type is held as `protime_runtime.scalars` reads it, and anything else is
null. So is what a column cannot hold: an integer of more than 64 bits, a moment that is
outside of the years 1 to 9999 in UTC. Half a character (one of a pair of surrogates) is
held as U+FFFD. Of texts by name those that are null or no texts are left out. JSON is
held as a text, in one form for all. What more a database of dlt or a form of file
cannot hold stands in `TARGETS`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TypeAlias

import msgspec
from attrs import frozen

from protime_runtime.reading.documents import DEEPEST, is_shallow, whole
from protime_runtime.scalars import (
    NotOfType,
    boolean,
    day,
    integer,
    number,
    point,
    string,
)

MISFIT = ""
"""Why a value is not held: it is not of its type."""

Report: TypeAlias = Callable[[str], None]
"""Takes why a value is not held as it is: `MISFIT`, or what a column cannot hold."""

OUTSIDE = "a moment outside of the years 1 to 9999, read as null"
"""What is reported of a moment that no column holds."""

LARGEST = 2**63 - 1
"""The greatest integer of a column."""


class Beyond(ValueError):
    """A value of its type that no column holds."""


def cell(kind: str, value: object, report: Report) -> object:
    """Return what a column holds for a value, as JSON or a model has it.

    Args:
        kind: The column's type, by the name that the spec has for it; ``json``, and
            ``texts`` for texts by name.
        value: The value; null and nothing are both `None`.
        report: Takes why the value is not held as it is.
    """
    if value is None:
        return None
    if kind == "texts":
        return _texts(value, report)
    try:
        found = _HELD[kind](value)
        return _whole(found, report) if isinstance(found, str) else found
    except NotOfType:
        report(MISFIT)
    except Beyond as beyond:
        report(str(beyond))
    return None


def json_text(value: object) -> str:
    """Return a value as JSON, compact, in which NaN is null."""
    try:
        return str(_quick_json(value), "utf-8")  # Eight times as fast.
    except (ValueError, TypeError, OverflowError):
        # What msgspec cannot write: half a character, or a very large integer.
        return _json(_finite(value))


def json_cell(value: object) -> str | None:
    """Return a value as JSON, `None` for what is null in it."""
    text = json_text(value)
    return None if text == "null" else text


def are_finite(numbers: Iterable[float | None]) -> bool:
    """Whether no number is ``NaN`` or infinite, seen of all of them at once.

    Very large ones, whose sum is infinite, are taken for such; who refuses them here
    looks at each.
    """
    return math.isfinite(sum(filter(None, numbers)))


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_quick_json = msgspec.json.Encoder().encode


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return {key: _finite(element) for key, element in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(element) for element in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _texts(value: object, report: Report) -> object:
    if not isinstance(value, Mapping):
        report(MISFIT)
        return None
    pairs = [
        (_whole(name, report), cell("string", text, report))
        for name, text in value.items()
    ]
    return [pair for pair in pairs if pair[1] is not None] or None


def _whole(text: str, report: Report) -> str:
    """Return a text without halves of characters, of which columns hold none."""
    found = whole(text)
    if found != text:
        report("half a character, read as U+FFFD")
    return found


def _shallow(value: object) -> str | None:
    if not is_shallow(value):
        raise Beyond(f"more than {DEEPEST} levels, read as null")
    return json_cell(value)


def _integer(value: object) -> int:
    found = integer(value)
    if not -LARGEST - 1 <= found <= LARGEST:
        raise Beyond("an integer of more than 64 bits, read as null")
    return found


def _date(value: object) -> date | None:
    return value if type(value) is date else day(value)


def _moment(value: object) -> datetime:
    found = value if isinstance(value, datetime) else point(value)
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise Beyond(OUTSIDE) from None


def _spelled(value: object) -> str:
    if isinstance(value, str):  # A member of an enum, too.
        return str(value)
    raise NotOfType


_HELD: Mapping[str, Callable[[object], object]] = {
    "integer": _integer,
    "number": number,
    "string": string,
    "boolean": boolean,
    "date": _date,
    "datetime": _moment,
    "enum": _spelled,
    "json": _shallow,
}


@frozen(kw_only=True)
class Holds:
    """What a target can hold."""

    nul: bool = False
    """U+0000 in a text."""


TARGETS: Mapping[str, Holds] = {
    "duckdb": Holds(nul=True),
    "filesystem": Holds(nul=True),  # Delta tables, which are Parquet.
    "postgres": Holds(nul=False),
    "parquet": Holds(nul=True),
    "jsonl": Holds(nul=True),
    "json": Holds(nul=True),
    "csv": Holds(nul=False),  # Most readers end the cell or fail.
    "xlsx": Holds(nul=False),  # XML has no form for it.
}


def holds(name: str) -> Holds:
    """Return what a target can hold; of one that is not known, the least."""
    return TARGETS.get(name, Holds())
