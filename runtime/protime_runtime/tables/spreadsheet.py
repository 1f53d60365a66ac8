"""What a spreadsheet's cell holds for a value: one rule for sheets and for CSV.

A cell has no type of its own, so nothing is lost: what is not of its column's type, and
what a spreadsheet would round or cannot count to, is the text that it came as.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from protime_runtime.scalars import spelled
from protime_runtime.tables.cells import Report, cell, json_text
from protime_runtime.tables.columns import Column, Kind, found

Cell: TypeAlias = str | bool | int | float | date | datetime | timedelta | None
"""A `timedelta` is of minutes: of a day, or of a duration."""

LARGEST = 10**15 - 1
"""Spreadsheets keep 15 digits of a number."""

_FARTHEST = 2_958_465 * 24 * 60
"""Minutes between the first and the last day that a spreadsheet knows."""

_MISFIT = "what is not of its type"


def spreadsheet_cell(column: Column, row: object, report: Report) -> Cell:
    """Return what a cell holds of a row: points in time in UTC, lists as JSON.

    Args:
        column: The cell's column.
        row: The item as JSON values.
        report: Receives why the cell has a text and no value of the column's type.
    """
    came = found(column.path, row, lambda _: report(_MISFIT))
    if came is None:
        return None
    if column.is_nested or column.kind is Kind.JSON:
        return json_text(came)
    misfits: list[str] = []
    value = cell(column.kind, came, misfits.append)
    if misfits:
        report(f"{misfits[0].partition(',')[0] or _MISFIT}, as a text")
        return value if isinstance(value, str) else _text(came)
    return _fitting(column, value, report)


def _is_minutes(column: Column) -> bool:
    """Whether a column holds minutes, by the API's name of it."""
    plain = column.kind is Kind.INTEGER and not column.list
    return plain and column.path[-1].name.endswith("InMinutes")


def _fitting(column: Column, value: Any, report: Report) -> Cell:  # noqa: ANN401 - any JSON
    are_minutes = _is_minutes(column)
    largest = _FARTHEST if are_minutes else LARGEST
    if column.kind is Kind.INTEGER and abs(value) > largest:
        report("a number too large for a spreadsheet, as a text")
        return str(value)
    if are_minutes:
        return timedelta(minutes=value)
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    if isinstance(value, date) and value.year < 1900:
        report("a day before 1900, as a text")
        return value.isoformat()
    if column.kind is Kind.ENUM:
        return spelled(value, column.values)
    made: Cell = value
    return made


def _text(came: object) -> str:
    return came if isinstance(came, str) else json_text(came)
