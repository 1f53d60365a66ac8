"""Columns as Arrow has them, of msgspec's objects at once or of rows value by value.

Read value by value, what is not of its type is null; what a column holds for a value is
said by `protime_runtime.tables.cells`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from attrs import frozen

from protime_runtime.scalars import spelled
from protime_runtime.tables.arrays import array, pa, refuse, type_of
from protime_runtime.tables.cells import MISFIT, OUTSIDE, Report, cell, json_text
from protime_runtime.tables.columns import Column, Kind, Lists, found
from protime_runtime.tables.models import ModelColumns, model_columns
from protime_runtime.tables.objects import REFUSALS, Objects, check, objects
from protime_runtime.types import moment

Nested = Literal["native", "json"]
"""Lists and translations as Arrow has them, or as JSON texts for targets without."""

MISFITS = (*REFUSALS, pa.ArrowException)
"""Why values are not made into columns at once."""


@frozen(kw_only=True, cache_hash=True)
class Layout:
    """How columns are held."""

    columns: tuple[Column, ...]
    timezone: str | None = None
    """Zone of points in time that are made of minutes of a day."""
    nested: Nested = "native"
    dictionaries: bool = True
    """Whether enums are dictionaries; plain texts otherwise."""

    @property
    def schema(self) -> Any:  # noqa: ANN401 - a pyarrow.Schema
        """The schema."""
        return _schema(self)

    def objects(self, *, lenient: bool) -> Objects:
        """Return how msgspec reads items; `lenient` ones lack required properties."""
        return _objects(self, lenient)

    def arrays_of_rows(self, rows: Sequence[Any], oddities: Oddities) -> list[Any]:
        """Return the columns of rows: at once, or else value by value."""
        items = self.objects(lenient=True)
        try:
            return self.arrays(items.of_rows(rows), items)
        except MISFITS:
            return [self._cells(column, rows, oddities) for column in self.columns]

    def arrays_of_models(self, items: Sequence[object]) -> list[Any] | None:
        """Return the columns of models, or `None` if rows have to be looked at."""
        objects = _models(self)
        try:
            return self.arrays(objects.lists(items), objects)
        except MISFITS:
            return None

    def arrays(self, lists: Lists, items: Objects | ModelColumns) -> list[Any]:
        """Return the columns of what msgspec's objects, or models, hold.

        Raises:
            MISFITS: A column does not hold a value as it came.
        """
        return [self._array(column, lists, items) for column in self.columns]

    def type_of(self, column: Column) -> Any:  # noqa: ANN401 - a pyarrow.DataType
        """Return the type that a column is held as."""
        if self._is_text(column):
            return pa.string()
        if column.kind is Kind.MOMENT:
            return pa.timestamp("us", tz=self.timezone)
        if column.kind is Kind.ENUM and not column.list and not self.dictionaries:
            return pa.string()
        return type_of(column)

    def _is_text(self, column: Column) -> bool:
        return self.nested == "json" and column.is_nested

    def _array(
        self, column: Column, lists: Lists, items: Objects | ModelColumns
    ) -> Any:  # noqa: ANN401 - a pyarrow.Array
        values = lists[column.path]
        if column.kind is Kind.MOMENT:
            return self._moments(column, values, lists[column.minutes])
        if self._is_text(column):
            check(column, values)
            texts = [None if value is None else json_text(value) for value in values]
            return pa.array(texts, pa.string())
        made = array(column, values, items)
        kind = self.type_of(column)
        return made if made.type == kind else made.cast(kind)

    def _cells(self, column: Column, rows: Sequence[Any], oddities: Oddities) -> Any:  # noqa: ANN401 - a pyarrow.Array
        reports = [oddities.report_of(column, at) for at in range(len(rows))]
        values = list(map(partial(found, column.path), rows, reports))
        if column.kind is Kind.MOMENT:
            minutes = list(map(partial(found, column.minutes), rows, reports))
            return self._moments(column, values, minutes, reports.__getitem__)
        cells = list(map(partial(_held, column), values, reports))
        if self._is_text(column):
            cells = list(map(partial(cell, "json"), values, reports))
        return pa.array(cells, self.type_of(column))

    def _moments(
        self,
        column: Column,
        days: Sequence[Any],
        minutes: Sequence[Any],
        reports: Callable[[int], Report] = lambda _: refuse,
    ) -> Any:  # noqa: ANN401 - a pyarrow.Array
        made = _points(days, minutes, ZoneInfo(self.timezone or "UTC"), reports)
        return pa.array(made, self.type_of(column))


class Oddities:
    """Which rows hold what is not of its type, and which values no column holds."""

    def __init__(self) -> None:
        self.odd: set[int] = set()
        self.unheld: list[tuple[Column, str]] = []

    def report_of(self, column: Column, at: int) -> Report:
        """Return what takes reports of a row's value."""

        def report(why: str) -> None:
            if why == MISFIT:
                self.odd.add(at)
            else:
                self.unheld.append((column, why))

        return report


@cache
def _schema(layout: Layout) -> Any:  # noqa: ANN401 - a pyarrow.Schema
    fields = [(column.name, layout.type_of(column)) for column in layout.columns]
    return pa.schema(fields)


@cache
def _models(layout: Layout) -> ModelColumns:
    return model_columns(layout.columns)


@cache
def _objects(layout: Layout, lenient: bool) -> Objects:
    as_texts = layout.nested == "json"
    return objects(layout.columns, lenient=lenient, as_texts=as_texts)


def _held(column: Column, value: Any, report: Report) -> Any:  # noqa: ANN401 - any JSON
    """Return what a column holds for a value."""
    if not column.list:
        return _plain(column, value, report)
    if isinstance(value, list):
        return [_element(column, element, report) for element in value]
    if value is not None:
        report(MISFIT)
    return None


def _element(column: Column, value: Any, report: Report) -> Any:  # noqa: ANN401 - any JSON
    if value is None or (column.fields and not isinstance(value, dict)):
        report(MISFIT)
        return None
    if not column.fields:
        return _plain(column, value, report)
    return {
        field.name: _held(field, found(field.path, value, report), report)
        for field in column.fields
    }


def _plain(column: Column, value: Any, report: Report) -> Any:  # noqa: ANN401 - any JSON
    made = cell(column.kind, value, report)
    if column.kind is Kind.ENUM and isinstance(made, str):
        return spelled(made, column.values)
    return made


def _points(
    days: Sequence[Any],
    minutes: Sequence[Any],
    zone: ZoneInfo,
    reports: Callable[[int], Report],
) -> list[datetime | None]:
    """Return the points in time that dates and minutes make in a zone.

    What is no date and no minutes is reported where their own columns are made.
    """
    pairs = enumerate(zip(days, minutes, strict=True))
    return [_moment(*pair, zone, reports(at)) for at, pair in pairs]


def _moment(text: Any, minutes: Any, zone: ZoneInfo, report: Report) -> datetime | None:  # noqa: ANN401 - any JSON
    on = cell("date", text, _pass)
    number = cell("integer", minutes, _pass)
    if on is None or number is None:
        return None
    try:
        point = moment(cast("Any", on), cast("int", number), zone)
    except OverflowError:
        report(OUTSIDE)
        return None
    return cast("datetime | None", cell("datetime", point, report))


def _pass(_: str) -> None:
    """Ignore what the column of the field itself reports."""
