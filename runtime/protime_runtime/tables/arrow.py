"""Pages as Arrow record batches, without making models; needs pyarrow.

Measured against pyarrow's, polars' and DuckDB's own readers of JSON, the fastest way is
msgspec's objects, of which each column takes one attribute. (arrow-rs' reader is no
faster, reads 1.5 as 1, and ends the process over some answers.) All columns can be
null. A value of another type than the spec says is null and counted as a model's is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

from attrs import field, frozen

from protime_runtime.messages import Expected, Items, Page, Response
from protime_runtime.reading import native
from protime_runtime.reading.decoder import Decoder, Fast
from protime_runtime.reading.native_plan import plan
from protime_runtime.reading.responses import read, read_by, reads
from protime_runtime.tables.cells import MISFIT
from protime_runtime.tables.columns import Column, columns
from protime_runtime.tables.rows import (
    Values,
    arrays_of_models,
    arrays_of_rows,
    taking,
)
from protime_runtime.tables.types import pa, type_of


@frozen
class _Batches:
    """How the pages of a model become record batches."""

    model: type
    columns: tuple[Column, ...]
    values: Values
    schema: Any
    flat: native.Flat

    def read(self, answer: Response, decoder: Decoder) -> Page[Any]:
        """Return a page whose only item is a record batch."""
        fast: Fast[Any] | None = decoder.fast(self.model)
        rows = self.flat.page(answer.content) if fast else None
        if rows is not None:
            arrays = arrays_of_rows(self.columns, self.values, rows.value)
            if arrays is not None:
                return self._page(arrays, rows.next_link)
        page = read_by(fast, answer, decoder, self.model)
        told = partial(self._told, decoder)
        arrays = arrays_of_models(self.columns, page.value, told)
        return self._page(arrays, page.next_link)

    def _page(self, arrays: list[Any], next_link: str | None) -> Page[Any]:
        batch = pa.RecordBatch.from_arrays(arrays, schema=self.schema)
        return Page(value=(batch,), next_link=next_link)

    def _told(self, decoder: Decoder, column: Column, why: str) -> None:
        if why != MISFIT:  # What is not of its type was counted by the converter.
            decoder.unheld(self.model.__name__, column.wire, why)


@cache
def _batches(model: type, references: bool) -> _Batches:
    made = columns(plan(model), references=references)
    schema = pa.schema([pa.field(one.name, type_of(one)) for one in made])
    flat = native.Flat(model, references=references)
    return _Batches(model, made, taking(made), schema, flat)


@frozen
class Columns(Expected[Page[Any]]):
    """A page of a list whose one item is a record batch."""

    items: Items[Any]
    batches: _Batches = field(repr=False)


def columns_of(items: Items[Any], *, references: bool) -> Columns:
    """Return what to expect in place of a page of models.

    Raises:
        NotPlanned: The model is only sent.
    """
    model: type = items.model
    return Columns(items, _batches(model, references))


@reads(Columns)
def read_columns(expected: Columns, answer: Response, decoder: Decoder) -> Page[Any]:
    """Read a page, after the models where a path names whose they are.

    Such lists are short, and only models are held against what the path names.

    Raises:
        WrongItem: An item belongs to another than the path names.
    """
    if expected.items.identities:
        read(expected.items, answer, decoder)
    return expected.batches.read(answer, decoder)


def table(made: Columns, found: Sequence[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Table
    """Return record batches as one table."""
    return pa.Table.from_batches(found, schema=made.batches.schema)
