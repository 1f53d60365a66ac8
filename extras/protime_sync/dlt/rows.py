"""Changes as Arrow tables for dlt: the fields of items, and what is kept besides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import field, frozen

from protime_runtime.messages import Delete
from protime_runtime.reading.decoder import Decoder
from protime_runtime.tables.cells import Holds
from protime_sync.arrow import Shape, pa, repeated
from protime_sync.dlt.blocks import Block
from protime_sync.loads.fitting import fitting
from protime_sync.source.changes import Changes
from protime_sync.source.entries import Key, digest

_ROWS = 20_000
"""Rows of an Arrow table that dlt is given at the least."""

_LAST = "~"
"""Sorts after every version, for what vanished without one."""

Gone = Callable[[Sequence[Key]], Iterable[Mapping[str, Any]]]
"""Gives the rows that stand in the table of ids that are gone."""


@frozen(kw_only=True)
class Rows:
    """How changes of a collection become rows of its table."""

    shape: Shape
    collection: str
    compared: bool
    """Whether rows carry a digest, by which the next run sees what has changed."""
    tenant: str | None
    """What names the tenant in its column; `None` without one."""
    keeps_deleted: bool
    now: Callable[[], datetime]
    schema: Any = field(init=False, repr=False)
    """The columns, of which those besides the fields come last."""

    @schema.default
    def _schema(self) -> Any:  # noqa: ANN401 - a pyarrow.Schema
        made = self.shape.schema
        at = made.get_field_index("id")
        made = made.set(at, made.field(at).with_nullable(False))
        if self.tenant is not None:
            made = made.append(pa.field("tenant", pa.string(), nullable=False))
        if self.compared:
            made = made.append(pa.field("_digest", pa.string()))
        made = made.append(pa.field("_synced_at", pa.timestamp("us", "UTC")))
        return made.append(pa.field("deleted", pa.bool_()))

    def tables(
        self, parts: Iterable[Changes], decoder: Decoder, holds: Holds, gone: Gone
    ) -> Iterator[pa.Table]:
        """Yield tables of many rows each.

        Args:
            parts: Changes.
            decoder: Counts what differs from the spec.
            holds: What the target can hold.
            gone: Gives the rows of ids that are gone, where those are kept.
        """
        waiting: list[pa.Table] = []
        for changes in parts:
            if changes:
                made = pa.concat_tables(self._of(changes, decoder, gone))
                waiting.append(
                    fitting(
                        made,
                        holds,
                        lambda name, why: decoder.unheld(self.collection, name, why),
                    )
                )
            if sum(map(len, waiting)) >= _ROWS:
                yield pa.concat_tables(waiting)
                waiting = []
        if waiting:
            yield pa.concat_tables(waiting)

    def _of(self, changes: Changes, decoder: Decoder, gone: Gone) -> list[pa.Table]:
        found = []
        if changes.upserts:
            made = self.shape.table(changes.upserts, decoder)
            digests = [digest(row).hex() for row in changes.upserts if self.compared]
            found.append(self._completed(made, digests))
        if isinstance(changes, Block):
            found.append(self._completed(changes.table, ()))
        if changes.deletes and self.keeps_deleted:
            found.append(self._kept(changes.deletes, gone))
        elif changes.deletes:
            made = self.shape.table_of_ids(
                [_gone(delete) for delete in changes.deletes]
            )
            found.append(self._completed(made, (), deleted=True))
        return found

    def _completed(
        self, table: pa.Table, digests: Sequence[str], *, deleted: bool = False
    ) -> pa.Table:
        besides = {
            "tenant": self.tenant,
            "_digest": None,
            "_synced_at": self.now(),
            "deleted": deleted,
        }
        for column in self.schema:
            if column.name not in besides:
                continue
            if column.name == "_digest" and digests:
                values = pa.array(digests, column.type)
            else:
                values = repeated(besides[column.name], column.type, len(table))
            table = table.append_column(column, values)
        return table.cast(self.schema)

    def _kept(self, deletes: Sequence[Delete], gone: Gone) -> pa.Table:
        """Return the rows of the table that are gone, marked as deleted."""
        versions = {delete.id: delete.change_version for delete in deletes}
        rows = [
            {
                **row,
                "deleted": True,
                "_synced_at": self.now(),
                "change_version": versions[row["id"]] or row.get("change_version"),
            }
            for row in gone(list(versions))
        ]
        return pa.Table.from_pylist(rows, schema=self.schema)


def _gone(delete: Delete) -> dict[str, Key]:
    return {"id": delete.id, "changeVersion": delete.change_version or _LAST}
