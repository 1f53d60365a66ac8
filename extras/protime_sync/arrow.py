"""Rows as Arrow tables, with a schema from the catalog.

All columns can be null. Tables are built a column at a time from the rows as they came,
so no model is made. A value of another type than the spec says becomes null and is
reported once, with `protime_runtime.errors.DeviationWarning`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, TypeAlias

from attrs import evolve, field, frozen

from protime_runtime.catalog import CollectionInfo

from .columns import Column, Kind, columns
from .errors import need
from .wire import Row

need("pyarrow")

import pyarrow as pa  # noqa: E402

from . import arrow_values as values  # noqa: E402

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

    def table(self, rows: Sequence[Row]) -> pa.Table:
        """Return rows as a table."""
        return self.table_of(lambda one: values.found(one, rows))

    def table_of(self, found: Found) -> pa.Table:
        """Return a table of what is found for each column."""
        arrays = [self._array(one, found) for one in self.columns]
        return pa.Table.from_arrays(arrays, schema=self.schema)

    def batches(self, parts: Iterable[Sequence[Row]]) -> Iterable[pa.RecordBatch]:
        """Iterate over record batches, one for each part that has rows."""
        for rows in parts:
            if rows:
                yield from self.table(rows).to_batches()

    def _type(self, column: Column) -> pa.DataType:
        if self.nested == "json" and (column.list or column.kind is Kind.TEXTS):
            return pa.string()
        if column.kind is Kind.MOMENT:
            return pa.timestamp("us", tz=self.timezone)
        if column.kind is Kind.ENUM and not column.list and not self.dictionaries:
            return pa.string()
        return values.type_of(column)

    def _array(self, column: Column, found: Found) -> pa.Array[Any]:
        kind, held = self._type(column), found(column)
        if column.kind is Kind.MOMENT:
            minutes = found(evolve(column, path=(column.minutes,)))
            return values.moments(held, minutes, self.timezone or "UTC")
        if pa.types.is_string(kind) and (column.list or column.kind is Kind.TEXTS):
            return pa.array([values.json_text(one) for one in held], kind)
        made = values.array(column, held, self.info.name)
        return made if made.type == kind else made.cast(kind)
