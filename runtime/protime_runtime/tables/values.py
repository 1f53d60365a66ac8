"""Columns of rows as they came, read value by value: what is not of its type is null.

What a column holds for a value is said by `protime_runtime.tables.cells`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeAlias, cast
from zoneinfo import ZoneInfo

from protime_runtime.scalars import spelled
from protime_runtime.tables.cells import MISFIT, OUTSIDE, Told, cell
from protime_runtime.tables.columns import Column, Kind, Path
from protime_runtime.types import moment

Tell: TypeAlias = Callable[[int], Told]
"""Gives what is told of a row's value, by the row's number."""


def found(path: Path, row: object, told: Told) -> Any:  # noqa: ANN401 - any JSON
    """Return what stands in a row, `None` for nothing; tell of what is no object."""
    value: Any = row
    for step in path:
        if value is None:
            return None
        if not isinstance(value, dict):
            told(MISFIT)
            return None
        names = (step.name, *step.also)
        value = next((value[name] for name in names if name in value), None)
    return value


def held(column: Column, value: Any, told: Told) -> Any:  # noqa: ANN401 - any JSON
    """Return what a column holds for a value."""
    if not column.list:
        return _plain(column, value, told)
    if isinstance(value, list):
        return [_element(column, element, told) for element in value]
    if value is not None:
        told(MISFIT)
    return None


def _element(column: Column, value: Any, told: Told) -> Any:  # noqa: ANN401 - any JSON
    if value is None or (column.fields and not isinstance(value, dict)):
        told(MISFIT)
        return None
    if not column.fields:
        return _plain(column, value, told)
    return {
        field.name: held(field, found(field.path, value, told), told)
        for field in column.fields
    }


def _plain(column: Column, value: Any, told: Told) -> Any:  # noqa: ANN401 - any JSON
    made = cell(column.kind, value, told)
    if column.kind is Kind.ENUM and isinstance(made, str):
        return spelled(made, column.values)
    return made


def moments(
    days: Sequence[Any], minutes: Sequence[Any], zone: ZoneInfo, tell: Tell
) -> list[datetime | None]:
    """Return the points in time that dates and minutes make in a zone.

    Args:
        days: The dates; what is none is told where their own column is made.
        minutes: The minutes, of which the same holds.
        zone: The zone.
        tell: Is told of a moment that no column holds.
    """
    pairs = enumerate(zip(days, minutes, strict=True))
    return [_moment(*pair, zone, tell(at)) for at, pair in pairs]


def _moment(text: Any, minutes: Any, zone: ZoneInfo, told: Told) -> datetime | None:  # noqa: ANN401 - any JSON
    on = cell("date", text, _pass)
    number = cell("integer", minutes, _pass)
    if on is None or number is None:
        return None
    try:
        point = moment(cast("Any", on), cast("int", number), zone)
    except OverflowError:
        told(OUTSIDE)
        return None
    return cast("datetime | None", cell("datetime", point, told))


def _pass(_: str) -> None:
    """Ignore what the column of the field itself reports."""
