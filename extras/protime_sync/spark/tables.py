"""The table of a collection as Spark has it, of items or of changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import evolve, frozen

from protime_runtime.reading.decoder import Decoder
from protime_sync.arrow import Shape, pa, repeated, shape_of
from protime_sync.errors import need
from protime_sync.source.entries import Entry, Row

TENANT = "tenant"
"""Column of the profile or scope that a row was read with, if there are several."""

CHANGE = "_change_type"
"""Column of a stream: `UPSERT` or `DELETE`."""

UPSERT, DELETE = "upsert", "delete"


@frozen(kw_only=True)
class Form:
    """The columns of a collection, and those that the source adds."""

    shape: Shape
    several: bool = False
    """Whether rows come of several tenants."""
    changes: bool = False
    """Whether rows are changes."""

    @classmethod
    def of(
        cls,
        collection: str,
        *,
        references: Iterable[str],
        timezone: str | None,
        only: Iterable[str],
        several: bool,
    ) -> Form:
        """Return the form of a collection's rows.

        Raises:
            InvalidRequest: There is no such collection or column.
        """
        shape = shape_of(
            collection,
            references=references,
            timezone=timezone,
            dictionaries=False,
            only=only,
        )
        return cls(shape=shape, several=several)

    def of_changes(self) -> Form:
        """Return the same for changes."""
        return evolve(self, changes=True)

    @property
    def schema(self) -> Any:  # noqa: ANN401 - a pyarrow.Schema
        """The schema in Arrow's words."""
        fields = list(self.shape.schema)
        if self.several:
            fields.insert(0, pa.field(TENANT, pa.string()))
        if self.changes:
            fields.append(pa.field(CHANGE, pa.string()))
        return pa.schema(fields)

    @property
    def spark_schema(self) -> Any:  # noqa: ANN401 - a StructType
        """The schema in Spark's words."""
        return need("pyspark.sql.pandas.types", "spark").from_arrow_schema(self.schema)

    def batches(
        self,
        pages: Iterable[Sequence[Row]],
        tenant: str,
        decoder: Decoder | None = None,
    ) -> Iterator[Any]:
        """Iterate over record batches of rows, one for each page that has some."""
        for batch in self.shape.batches(pages, decoder):
            yield self._completed(batch, tenant, UPSERT)

    def of_entries(self, entries: Sequence[Entry], tenant: str) -> Iterator[Any]:
        """Iterate over record batches of changes."""
        rows = [entry.row for entry in entries if entry.row is not None]
        yield from self.batches([rows], tenant)
        gone = [
            {"id": entry.id, "changeVersion": entry.version}
            for entry in entries
            if entry.row is None
        ]
        for batch in self.shape.table_of_ids(gone).to_batches() if gone else ():
            yield self._completed(batch, tenant, DELETE)

    def _completed(self, batch: Any, tenant: str, change: str) -> Any:  # noqa: ANN401 - record batches
        arrays = list(batch.columns)
        if self.several:
            arrays.insert(0, repeated(tenant, pa.string(), batch.num_rows))
        if self.changes:
            arrays.append(repeated(change, pa.string(), batch.num_rows))
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)
