"""One collection on its way to a table that dlt keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Literal

from attrs import evolve, field, frozen

from protime_runtime.client.sync import Client
from protime_runtime.messages import Delete
from protime_runtime.tables.cells import Holds, holds
from protime_runtime.tables.columns import RENAMED
from protime_sync.arrow import pa, shape_of
from protime_sync.dlt.blocks import Block, in_blocks
from protime_sync.dlt.state import DltJournal, DltState
from protime_sync.dlt.target import (
    Columns,
    check_destination,
    check_table,
    columns_in,
    stored_ids,
    versions_in,
)
from protime_sync.errors import need
from protime_sync.feeds.deletions import Allowed
from protime_sync.feeds.feed import Feed
from protime_sync.feeds.following import Following, followed, unique, utc_now
from protime_sync.feeds.wide import Windows
from protime_sync.loads.fitting import fitting
from protime_sync.loads.parallel import Report
from protime_sync.source.changes import Changes
from protime_sync.source.entries import Key
from protime_sync.source.named import info_of
from protime_sync.state.protocol import Judged, State

dlt = need("dlt")

_ROWS = 20_000
"""Rows of an Arrow table that dlt is given at the least."""

_LAST = "~"
"""Sorts after every version, for what vanished without one."""


@frozen(kw_only=True)
class Options:
    """How all collections of a source are read."""

    client: Client
    references: Mapping[str, tuple[str, ...]]
    timezone: str | None
    table_format: Literal["delta"] | None
    leases: State | None
    owner: str
    now: Callable[[], datetime] = field(default=utc_now)
    today: Callable[[], date]
    parallel: int | None
    days: int
    report: Report
    allow_deletions: Allowed
    accept_older: bool


class Table:
    """One collection on its way to a table."""

    def __init__(
        self, options: Options, name: str, filter: Mapping[str, object]
    ) -> None:
        """Take how all are read, the collection, and its filter."""
        self._options = options
        self._filter = filter
        self.info = info_of(name)
        self._references = options.references.get(name, ())
        self.shape = shape_of(
            self.info,
            references=self._references,
            timezone=options.timezone,
            nested="json",
            dictionaries=False,
        )

    def hints(self) -> dict[str, dict[str, object]]:
        """Return what dlt must know of the columns besides their types."""
        found: dict[str, dict[str, object]] = {
            "id": {"nullable": False},
            "deleted": {"data_type": "bool", "hard_delete": True},
        }
        if "change_version" in self.shape.schema.names:
            found["change_version"] = {"dedup_sort": "desc"}
        return found

    def rows(self) -> Iterator[pa.Table]:
        """Yield windows or a batch of the feed; dlt commits their end with them."""
        pipeline, table_format = dlt.current.pipeline(), self._options.table_format
        check_destination(pipeline, table_format)
        table = self.info.attribute
        columns = columns_in(pipeline, table)
        check_table(pipeline, table, columns, self.shape.schema.names)
        document = dlt.current.resource_state()
        following = self.following(document, pipeline, columns)
        windows = self._windows(following, document)
        if windows is not None and windows.left():
            yield from self._tables(windows.changes())
            return
        with Feed(self._options.client, following).batch() as changes:
            yield from self._tables(changes.parts())

    def _windows(
        self, following: Following[Any], document: dict[str, Any]
    ) -> Windows | None:
        options = self._options
        if options.parallel is None:
            return None
        return Windows(
            client=options.client,
            following=following,
            days=options.days,
            threads=options.parallel,
            journal=DltJournal(document),
            report=options.report,
            at_most=options.parallel,
        )

    def following(
        self,
        document: dict[str, Any],
        pipeline: Any = None,  # noqa: ANN401
        columns: Columns = tuple,
    ) -> Following[Any]:
        """Return how the collection is followed, with dlt's own state.

        Args:
            document: The state.
            pipeline: The running pipeline; without one, what was given is only judged.
            columns: Gives the columns of the table in the target.

        Raises:
            InvalidRequest: The API would refuse the filter.
        """
        options, name = self._options, self.info.name
        table = self.info.attribute

        def stored(judged: Judged) -> Iterable[Any]:
            return stored_ids(pipeline, table, columns, judged, self._days())

        tracks = options.table_format is not None
        state = DltState(
            document,
            stored=stored,
            versions=versions_in(pipeline, table, columns),
            tracks=tracks,
            leases=options.leases,
            columns=[f"{field.name} {field.type}" for field in self.shape.schema],
        )
        found = followed(
            options.client,
            name,
            self._filter,
            references=self._references,
            today=options.today,
            state=state,
            owner=unique(options.owner),
            now=options.now,
            skip_unchanged=False,
            allow_deletions=options.allow_deletions,
            accept_older=options.accept_older,
        )
        is_number = pa.types.is_integer(self.shape.schema.field("id").type)
        reader = evolve(found.source.reader, keys=int if is_number else str)
        found.source = evolve(found.source, reader=reader)
        if not tracks:
            in_blocks(found, self.shape, state.note)
        return found

    def _days(self) -> tuple[str, str] | None:
        names = self.shape.schema.names
        if "date" in names:
            return "date", "date"
        days = RENAMED["from"], RENAMED["until"]
        return days if days[0] in names else None

    def _tables(self, parts: Iterable[Changes]) -> Iterator[pa.Table]:
        waiting: list[pa.Table] = []
        for changes in parts:
            if changes:
                waiting.append(self._table(changes))
            if sum(len(rows) for rows in waiting) >= _ROWS:
                yield pa.concat_tables(waiting)
                waiting = []
        if waiting:
            yield pa.concat_tables(waiting)

    def _table(self, changes: Changes) -> pa.Table:
        found: list[pa.Table] = []
        if changes.upserts:
            decoder = self._options.client._decoder
            made = self.shape.table(changes.upserts, decoder)
            found.append(self._flagged(made, None))
        if changes.deletes:
            gone = [_gone(delete) for delete in changes.deletes]
            found.append(self._flagged(self.shape.table_of_ids(gone), True))
        if isinstance(changes, Block):
            found.append(self._flagged(changes.table, None))
        table = fitting(pa.concat_tables(found), self._holds(), self._unheld)
        at = table.schema.get_field_index("id")
        id = table.schema.field(at).with_nullable(False)
        return table.cast(table.schema.set(at, id))

    def _holds(self) -> Holds:
        return holds(dlt.current.pipeline().destination.destination_name)

    def _unheld(self, column: str, why: str) -> None:
        self._options.client._decoder.unheld(self.info.name, column, why)

    def _flagged(self, table: pa.Table, deleted: bool | None) -> pa.Table:
        flags = pa.array([deleted] * len(table), pa.bool_())
        return table.append_column("deleted", flags)


def _gone(delete: Delete) -> dict[str, Key]:
    return {"id": delete.id, "changeVersion": delete.change_version or _LAST}
