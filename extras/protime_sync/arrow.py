"""Rows as Arrow tables, with a schema from the catalog.

All columns can be null. Tables are built a column at a time from the rows as they came,
so no model is made. A value of another type than the spec says becomes null and is
counted as a model's is; JSON columns keep what came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Literal, TypeAlias
from zoneinfo import ZoneInfo

from attrs import evolve, field, frozen

from protime_runtime.catalog import CollectionInfo
from protime_runtime.reading.decoder import Decoder
from protime_runtime.tables.cells import MISFIT, Told, cell, json_text
from protime_sync.columns import Column, Kind, columns
from protime_sync.errors import need
from protime_sync.source.entries import Row

need("pyarrow")

import pyarrow as pa  # noqa: E402

from protime_sync import arrow_values as values  # noqa: E402
from protime_sync.arrow_lists import check  # noqa: E402
from protime_sync.arrow_whole import quickly  # noqa: E402

__all__ = ["Nested", "Shape", "pa"]

Nested = Literal["native", "json"]
"""Lists and translations as Arrow has them, or as JSON texts for targets without."""

Found: TypeAlias = Callable[[Column], list[Any]]
"""Gives what stands in each row, `None` where nothing does."""


@frozen(kw_only=True)
class Shape:
    """How a collection's rows become a table; can be pickled.

    Args:
        info: The collection.
        references: Reference types that were asked for.
        timezone: Zone of the tenant, to add points in time to minutes of a day.
        nested: How lists and translations are held.
        dictionaries: Whether enums are dictionaries; plain texts otherwise.
    """

    info: CollectionInfo
    references: tuple[str, ...] = ()
    timezone: str | None = None
    nested: Nested = "native"
    dictionaries: bool = True
    columns: tuple[Column, ...] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Settle the columns."""
        made = columns(
            self.info, references=self.references, moments=self.timezone is not None
        )
        object.__setattr__(self, "columns", made)

    @property
    def schema(self) -> pa.Schema:
        """The schema; a later version of the spec only adds columns to it."""
        return pa.schema([pa.field(one.name, self._type(one)) for one in self.columns])

    def table(self, rows: Sequence[Row], decoder: Decoder | None = None) -> pa.Table:
        """Return rows as a table.

        Args:
            rows: Items as they came.
            decoder: Counts what differs from the spec; by default, a new one.

        Raises:
            DecodingError: A row differs from the spec, and the decoder is strict.
        """
        if decoder is not None and decoder.strict:
            self._count(rows, decoder)
        try:
            return self.table_of(lambda one: values.found(one, rows))
        except values.MISFITS:
            telling = _Telling()
            made = self._fitting(rows, telling)
        self._tell(rows, telling, decoder or Decoder())
        return made

    def table_of_ids(self, rows: Sequence[Row]) -> pa.Table:
        """Return rows of no more than an id and a version, of which none is counted."""
        return self._fitting(rows, _Telling())

    def table_of(self, found: Found, *, typed: bool = False) -> pa.Table:
        """Return a table of what is found for each column.

        Args:
            found: Gives what stands in each row.
            typed: Whether msgspec has read it as the columns' types.

        Raises:
            MISFITS: A column does not hold a value as it came.
        """
        arrays = [self._array(one, found, typed) for one in self.columns]
        return pa.Table.from_arrays(arrays, schema=self.schema)

    def batches(
        self, parts: Iterable[Sequence[Row]], decoder: Decoder | None = None
    ) -> Iterable[pa.RecordBatch]:
        """Iterate over record batches, one for each part that has rows."""
        for rows in parts:
            if rows:
                yield from self.table(rows, decoder).to_batches()

    def _fitting(self, rows: Sequence[Row], telling: _Telling) -> pa.Table:
        arrays = [self._cells(one, rows, telling) for one in self.columns]
        return pa.Table.from_arrays(arrays, schema=self.schema)

    def _tell(self, rows: Sequence[Row], telling: _Telling, decoder: Decoder) -> None:
        self._count([rows[at] for at in sorted(telling.odd)], decoder)
        for column, why in telling.unheld:
            place = column.minutes or ".".join(column.path)
            decoder.unheld(self.info.item or self.info.name, place, why)

    def _count(self, rows: Sequence[Row], decoder: Decoder) -> None:
        """Count and refuse what differs in rows, as the models' own reading does."""
        decoder.items(rows, self.info.model, b"")

    def _cells(
        self, column: Column, rows: Sequence[Row], telling: _Telling
    ) -> pa.Array[Any]:
        told = [telling(column, at) for at in range(len(rows))]
        found = list(map(partial(values.found_in, column), rows, told))
        if column.kind is Kind.MOMENT:
            minutes = list(map(partial(values.found_in, _minutes(column)), rows, told))
            return self._moments(column, found, minutes, told.__getitem__)
        cells = list(map(partial(values.held, column), found, told))
        if self._is_text(column):
            return pa.array(list(map(partial(cell, "json"), found, told)), pa.string())
        return self._cast(column, values.array(column, cells))

    def _type(self, column: Column) -> pa.DataType:
        if self._is_text(column):
            return pa.string()
        if column.kind is Kind.MOMENT:
            return pa.timestamp("us", tz=self.timezone)
        if column.kind is Kind.ENUM and not column.list and not self.dictionaries:
            return pa.string()
        return values.type_of(column)

    def _array(self, column: Column, found: Found, typed: bool) -> pa.Array[Any]:
        held = found(column)
        if column.kind is Kind.MOMENT:
            minutes = found(_minutes(column))
            return self._moments(column, held, minutes, lambda _: values.refuse)
        if self._is_text(column):
            check(column, held)
            texts = [None if value is None else json_text(value) for value in held]
            return pa.array(texts, pa.string())
        return self._cast(column, quickly(column, held, typed=typed))

    def _moments(
        self,
        column: Column,
        days: list[Any],
        minutes: list[Any],
        told: Callable[[int], Told],
    ) -> pa.Array[Any]:
        zone = ZoneInfo(self.timezone or "UTC")
        pairs = enumerate(zip(days, minutes, strict=True))
        made = [values.moment_cell(*pair, zone, told(at)) for at, pair in pairs]
        return pa.array(made, self._type(column))

    def _is_text(self, column: Column) -> bool:
        return self.nested == "json" and (column.list or column.kind is Kind.TEXTS)

    def _cast(self, column: Column, made: pa.Array[Any]) -> pa.Array[Any]:
        kind = self._type(column)
        return made if made.type == kind else made.cast(kind)


def _minutes(column: Column) -> Column:
    return evolve(column, path=(column.minutes,))


class _Telling:
    """Which rows hold what is not of its type, and which values no column holds."""

    def __init__(self) -> None:
        self.odd: set[int] = set()
        self.unheld: list[tuple[Column, str]] = []

    def __call__(self, column: Column, at: int) -> Told:
        def told(why: str) -> None:
            if why == MISFIT:
                self.odd.add(at)
            else:
                self.unheld.append((column, why))

        return told
