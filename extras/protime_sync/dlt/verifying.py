"""A copy held against its tenant: for each part, every column of every row.

The API has no count and no checksum, so a list of the tenant is read and compared with
the table. What changed in Protime after the copy's last turn is no difference; it is
counted as pending.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from attrs import define, field, frozen

from protime_runtime.asking.days import DateRange
from protime_runtime.errors import ProtimeError
from protime_sync.dlt.table import Table
from protime_sync.loads.windows import Part, months
from protime_sync.source.days import Window
from protime_sync.source.entries import Key
from protime_sync.target.standing import Standing

_NAMED = 1000
"""Rows that are named; all are counted."""


@frozen(kw_only=True)
class Difference:
    """A row that differs."""

    id: Key
    kind: str
    """``missing`` in the table, ``extra`` there, or ``changed``."""
    columns: tuple[str, ...] = ()


@define(kw_only=True)
class Comparison:
    """What was found of one part of a collection."""

    tenant: str
    dataset: str
    collection: str
    part: str = ""
    """The month, or empty for a collection without days."""
    rows: int = 0
    """Rows of the tenant."""
    stored: int = 0
    """Rows of the table."""
    version: str | None = None
    """Greatest version of the tenant's rows."""
    stored_version: str | None = None
    missing: int = 0
    extra: int = 0
    changed: int = 0
    pending: int = 0
    """Rows that changed after the copy's last turn."""
    columns: tuple[str, ...] = ()
    """Columns that differ."""
    differences: list[Difference] = field(factory=list)
    repaired: bool = False
    error: ProtimeError | None = None

    @property
    def is_equal(self) -> bool:
        """Whether nothing differs."""
        return not (self.missing or self.extra or self.changed)


def by_id(rows: Sequence[Mapping[str, Any]]) -> dict[Key, Mapping[str, Any]]:
    """Return rows by their ids."""
    return {row["id"]: row for row in rows}


def differing(
    theirs: Mapping[str, Any], ours: Mapping[str, Any] | None
) -> tuple[str, ...]:
    """Return the columns in which a row of the table differs from the tenant's."""
    if ours is None:
        return ("id",)
    return tuple(
        name
        for name, value in theirs.items()
        if value != ours.get(name) and _read(value) != _read(ours.get(name))
    )


def _read(value: Any) -> Any:  # noqa: ANN401 - a cell
    """Return JSON as what it says, which databases spell in forms of their own."""
    if isinstance(value, str) and value[:1] in '[{"':
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def greatest(rows: Mapping[Key, Mapping[str, Any]]) -> str | None:
    """Return the greatest version of rows."""
    return (
        max((row.get("change_version") or "" for row in rows.values()), default="")
        or None
    )


def add(comparison: Comparison, id: Key, kind: str, columns: tuple[str, ...]) -> None:
    """Note a row that differs."""
    setattr(comparison, kind, getattr(comparison, kind) + 1)
    comparison.columns = tuple(sorted({*comparison.columns, *columns} - {"id"}))
    if len(comparison.differences) < _NAMED:
        named = columns if kind == "changed" else ()
        comparison.differences.append(Difference(id=id, kind=kind, columns=named))


def name_of_part(part: Part) -> str:
    """Return a part as reports have it: a month, or nothing."""
    days = part.filter.get("date")
    if not isinstance(days, DateRange):
        return ""
    return f"{days.start:%Y-%m}" + ("" if days.end else " and later")


def parts_of(
    table: Table,
    standing: Standing,
    filter: Mapping[str, object],
    today: date,
    only: DateRange | None = None,
) -> list[Part]:
    """Return the parts that a collection is compared by: months, or all at once.

    Rows that span months are compared all at once, as each of them is in many lists.

    Args:
        table: The collection and its table.
        standing: Where the copy stands.
        filter: What the copy is narrowed by.
        today: Where the last month of an open range lies at the earliest.
        only: Days to compare; of those that the copy has, all if not given.
    """
    window = table.window
    if window is None:
        return [Part(filter=filter)]
    had = Window(standing.backfilled_since or window.start, window.end)
    asked = Window() if only is None else Window(only.start, only.end)
    both = had.and_(asked)
    if both.first is None or both.is_empty:
        return []
    days = DateRange(both.first, both.last)
    plain = {name: value for name, value in filter.items() if name != "date"}
    if table.days is not None and table.days[0] != table.days[1]:
        return [Part(filter={**plain, "date": days})]
    return [Part(filter={**plain, "date": month}) for month in months(days, today)]
