"""A collection's items as Arrow tables, from rows or pages as they came.

No model is made, and all columns can be null. A value of another type than the spec
says becomes null and is counted as a model's is; JSON columns keep what came. Measured
against pyarrow's, polars' and DuckDB's own readers of JSON, msgspec's objects are the
fastest way. (arrow-rs' reader is no faster, reads 1.5 as 1, and ends the process over
some responses.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from attrs import evolve, field, frozen

from protime_runtime.messages import Expected, Items, Page, Response
from protime_runtime.model import as_read
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.failures import check
from protime_runtime.reading.responses import page_of, reads
from protime_runtime.tables.arrays import pa
from protime_runtime.tables.columns import Column, Reference, chosen, columns
from protime_runtime.tables.layout import MISFITS, Layout, Nested, Oddities
from protime_runtime.tables.objects import Objects


@frozen(kw_only=True)
class Shape:
    """How a collection's items become a table; can be pickled.

    Args:
        model: The class of the items.
        collection: The name of the collection.
        references: Reference types that were asked for.
        timezone: Zone of the tenant, to add points in time to minutes of a day.
        nested: How lists and translations are held.
        dictionaries: Whether enums are dictionaries; plain texts otherwise.
        only: Columns to hold in this order, by any of their names; all, if none. The
            others are not read.

    Raises:
        InvalidRequest: There is no such column.
    """

    model: type
    collection: str = ""
    references: tuple[Reference, ...] = ()
    timezone: str | None = None
    nested: Nested = "native"
    dictionaries: bool = True
    only: tuple[str, ...] = ()
    layout: Layout = field(init=False, repr=False)

    @layout.default
    def _layout(self) -> Layout:
        made = columns(
            self.model,
            self.collection,
            references=self.references,
            moments=self.timezone is not None,
        )
        return Layout(
            columns=chosen(made, self.only) if self.only else made,
            timezone=self.timezone,
            nested=self.nested,
            dictionaries=self.dictionaries,
        )

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the spec's order."""
        return self.layout.columns

    @property
    def schema(self) -> Any:  # noqa: ANN401 - a pyarrow.Schema
        """The schema; a later version of the spec only adds columns to it."""
        return self.layout.schema

    def table(self, rows: Sequence[Any], decoder: Decoder | None = None) -> Any:  # noqa: ANN401 - a pyarrow.Table
        """Return rows as a table.

        Args:
            rows: Items as they came.
            decoder: Counts what differs from the spec; by default, a new one.

        Raises:
            DecodingError: A row differs from the spec, and the decoder is strict.
        """
        if decoder is not None and decoder.strict:
            decoder.items(rows, self.model, b"")
        oddities = Oddities()
        made = self.layout.arrays_of_rows(rows, oddities)
        self.count(rows, oddities, decoder or Decoder())
        return pa.Table.from_arrays(made, schema=self.schema)

    def table_of_ids(self, rows: Sequence[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Table
        """Return rows of no more than an id and a version, of which none is counted."""
        made = self.layout.arrays_of_rows(rows, Oddities())
        return pa.Table.from_arrays(made, schema=self.schema)

    def batches(
        self, parts: Iterable[Sequence[Any]], decoder: Decoder | None = None
    ) -> Iterator[Any]:
        """Iterate over record batches, one for each part that has rows."""
        for rows in parts:
            if rows:
                yield from self.table(rows, decoder).to_batches()

    def count(self, rows: Sequence[Any], oddities: Oddities, decoder: Decoder) -> None:
        """Count what differs in odd rows, as the models' own reading does.

        Raises:
            DecodingError: Something does, and the decoder is strict.
        """
        odd = [rows[at] for at in sorted(oddities.odd)]
        decoder.items(odd, self.model, b"")
        for column, why in oddities.unheld:
            decoder.unheld(self.model.__name__, column.wire, why)


@frozen
class Batches:
    """How the pages of a list become record batches."""

    shape: Shape
    _objects: Objects = field(init=False)

    @_objects.default
    def _exact(self) -> Objects:
        # What lacks a required property is refused.
        return self.shape.layout.objects(lenient=False)

    def of_page(self, content: bytes) -> Page[Any] | None:
        """Return a page as one record batch, or `None` if models have to be made."""
        page = self._objects.page(content)
        if page is None:
            return None
        try:
            lists = self._objects.lists(page.value)
            arrays = self.shape.layout.arrays(lists, self._objects)
        except MISFITS:
            return None
        return evolve(page, value=(self._batch(arrays),))

    def of_items(self, items: Sequence[object], decoder: Decoder) -> Any:  # noqa: ANN401 - a pyarrow.RecordBatch
        """Return models as a record batch; the decoder has counted what differs."""
        oddities = Oddities()
        layout = self.shape.layout
        arrays = layout.arrays_of_models(items)
        if arrays is None:
            rows = [as_read(item) for item in items]
            arrays = layout.arrays_of_rows(rows, oddities)
        oddities.odd.clear()
        self.shape.count((), oddities, decoder)
        return self._batch(arrays)

    def _batch(self, arrays: list[Any]) -> Any:  # noqa: ANN401 - a pyarrow.RecordBatch
        return pa.RecordBatch.from_arrays(arrays, schema=self.shape.schema)


@frozen
class Columns(Expected[Page[Any]]):
    """A page of a list whose one item is a record batch."""

    items: Items[Any]
    batches: Batches = field(repr=False)

    def table(self, batches: Sequence[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Table
        """Return record batches as one table, which has columns even without any."""
        return pa.Table.from_batches(batches, schema=self.batches.shape.schema)


def columns_of(items: Items[Any], references: tuple[Reference, ...]) -> Columns:
    """Return what to expect in place of a page of models.

    Raises:
        NotPlanned: The model is only sent.
    """
    model: type = items.model
    return Columns(items, _batches(model, items.collection, references))


@cache
def _batches(
    model: type, collection: str, references: tuple[Reference, ...]
) -> Batches:
    return Batches(Shape(model=model, collection=collection, references=references))


@reads(Columns)
def read_columns(expected: Columns, response: Response, decoder: Decoder) -> Page[Any]:
    """Read a page; models are made of some, to count what differs from the spec.

    They are of each page whose path names whose the items are: such lists are short,
    and only models are held against what the path names.

    Raises:
        WrongItem: An item belongs to another than the path names.
    """
    items, batches = expected.items, expected.batches
    content, read, page = response.content, (Columns, items.model), None
    if items.identities or decoder.way(read) != "open":
        page = page_of(content, items.model, decoder)
        check(page.value, items.identities, content)
        decoder.seen(read)
    found = batches.of_page(content)
    if found is not None:
        return found
    page = page or page_of(content, items.model, decoder)
    return evolve(page, value=(batches.of_items(page.value, decoder),))
