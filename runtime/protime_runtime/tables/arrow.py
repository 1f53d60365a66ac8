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

from attrs import frozen

from protime_runtime.messages import Answer
from protime_runtime.paging.cursor import Page
from protime_runtime.paging.pager import read_by
from protime_runtime.reading import native
from protime_runtime.reading.decoding import Decoder
from protime_runtime.reading.native_plan import plan
from protime_runtime.reading.native_rows import Fast
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
class Batches:
    """How the pages of a model become record batches."""

    model: type
    columns: tuple[Column, ...]
    values: Values
    schema: Any
    flat: native.Flat

    def read(self, answer: Answer, decoder: Decoder) -> Page[Any]:
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
def batches(model: type, references: bool) -> Batches:
    """Return how the pages of a model become record batches.

    Raises:
        NotPlanned: The model is only sent.
    """
    made = columns(plan(model), references=references)
    schema = pa.schema([pa.field(one.name, type_of(one)) for one in made])
    flat = native.Flat(model, references=references)
    return Batches(model, made, taking(made), schema, flat)


def table(made: Batches, found: Sequence[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Table
    """Return record batches as one table."""
    return pa.Table.from_batches(found, schema=made.schema)
