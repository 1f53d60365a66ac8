"""Collections as a dlt source, for any destination of dlt that merges and deletes.

::

    pipeline = dlt.pipeline("acme", destination="duckdb", dataset_name="protime")
    pipeline.run(protime_source(client, clockings={"date": DateRange(...)}, people={}))

The delta link is part of the state that dlt commits with the rows: a load that fails
leaves both as they were, and the next one brings the same changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Literal

from attrs import field, frozen

from protime_runtime.client import Client
from protime_runtime.delta import Delete
from protime_runtime.errors import ProtimeError

from .ahead import AskingAhead
from .arrow import Shape, pa
from .blocks import Block, in_blocks
from .changes import Changes
from .dlt_state import DltJournal, DltState
from .dlt_target import check_destination, check_table, stored_ids, strategy_of
from .errors import need
from .feed import driven
from .following import Following, default_owner, followed, unique, utc_now
from .parallel import Report
from .source import info_of
from .state import Judged, Phase, State
from .wide import Windows
from .wire import Key

dlt = need("dlt")

_ROWS = 20_000
"""Rows of an Arrow table that dlt is given at the least."""

_LAST = "~"
"""Sorts after every version, for what vanished without one."""

Filters = Mapping[str, Mapping[str, object]]


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


def protime_source(
    client: Client,
    collections: Filters | Iterable[str] = (),
    *,
    external_references: Mapping[str, Iterable[object]] | None = None,
    timezone: str | None = None,
    table_format: Literal["delta"] | None = None,
    leases: State | None = None,
    owner: str | None = None,
    now: Callable[[], datetime] = utc_now,
    today: Callable[[], date] | None = None,
    parallel: int | None = None,
    days: int = 31,
    report: Report = lambda progress: None,
    **filters: Mapping[str, object],
) -> Any:  # noqa: ANN401 - dlt's own class
    """Return a dlt source with a resource for each collection.

    Args:
        client: Asks; it stays yours to close.
        collections: Names, or names with the filter of each.
        external_references: Reference types to ask for, by collection.
        timezone: Zone of the tenant, to add points in time to minutes of a day.
        table_format: ``delta`` for a lake of Delta tables.
        leases: State that holds leases, if several processes can meet.
        owner: Names this process to them.
        now: The time, in UTC.
        today: The day that filters are checked against; by default the client's.
        parallel: Windows of days that are read at the same time, to have the rows of a
            first load early; so many are one load, after which dlt has them for good.
            Then the delta is read, which decides. `run` makes all these loads.
        days: Days of a window at the most.
        report: Called after each window.
        **filters: More collections, by the client's attribute, with their filters.

    Raises:
        InvalidRequest: The API would refuse a filter.
    """
    named = collections if isinstance(collections, Mapping) else None
    asked = dict(named or {name: {} for name in collections})
    asked.update({info_of(name).name: one for name, one in filters.items()})
    references = {
        info_of(name).name: tuple(str_of(one) for one in many)
        for name, many in (external_references or {}).items()
    }
    options = Options(
        client=client,
        references=references,
        timezone=timezone,
        table_format=table_format,
        leases=leases,
        owner=owner or default_owner(),
        now=now,
        today=today or client.today,
        parallel=parallel,
        days=days,
        report=report,
    )
    made = [_resource(options, info_of(name).name, one) for name, one in asked.items()]
    return dlt.source(lambda: made, name="protime")()


def str_of(reference: object) -> str:
    """Return a reference type as it is: a text that knows its collection."""
    if not isinstance(reference, str):
        raise TypeError(f"{reference!r} is no reference type.")
    return reference


def _resource(options: Options, name: str, filter: Mapping[str, object]) -> Any:  # noqa: ANN401
    table = _Table(options, name, filter)
    table.following({})

    def rows() -> Iterator[pa.Table]:
        yield from table.rows()

    return dlt.resource(
        rows,
        name=table.shape.info.attribute,
        primary_key="id",
        write_disposition={
            "disposition": "merge",
            "strategy": strategy_of(options.table_format),
        },
        table_format=options.table_format,
        columns=table.hints(),
    )()


class _Table:
    """One collection on its way to a table."""

    def __init__(
        self, options: Options, name: str, filter: Mapping[str, object]
    ) -> None:
        self._options = options
        self._filter = filter
        self.shape = Shape(
            info=info_of(name),
            references=options.references.get(name, ()),
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
        check_table(pipeline, self.shape.info.attribute)
        document = dlt.current.resource_state()
        following = self.following(document, pipeline)
        windows = self._windows(following, document)
        if windows is not None and windows.left():
            yield from self._tables(windows.changes())
        else:
            yield from self._batch(following)

    def _batch(self, following: Following[Any]) -> Iterator[pa.Table]:
        reading = following.begin(None, take_over=False)
        try:
            with AskingAhead(self._options.client) as sender:
                yield from self._tables(driven(sender, reading.steps()))
            following.end(reading)
        finally:
            following.release()

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
    ) -> Following[Any]:
        """Return how the collection is followed, with dlt's own state.

        Raises:
            InvalidRequest: The API would refuse the filter.
        """
        options, name = self._options, self.shape.info.name

        def stored(judged: Judged) -> Iterable[Any]:
            table = self.shape.info.attribute
            return stored_ids(pipeline, table, judged, self._days())

        tracks = options.table_format is not None
        state = DltState(document, stored=stored, tracks=tracks, leases=options.leases)
        found = followed(
            options.client,
            name,
            self._filter,
            references=self.shape.references,
            today=options.today,
            state=state,
            owner=unique(options.owner),
            now=options.now,
            skip_unchanged=False,
        )
        if not tracks:
            in_blocks(found, self.shape, state.note)
        return found

    def _days(self) -> tuple[str, str] | None:
        names = self.shape.schema.names
        if "date" in names:
            return "date", "date"
        return ("from_", "until") if "from_" in names else None

    def _tables(self, parts: Iterable[Changes]) -> Iterator[pa.Table]:
        waiting: list[pa.Table] = []
        for changes in parts:
            if changes:
                waiting.append(self._table(changes))
            if sum(len(one) for one in waiting) >= _ROWS:
                yield pa.concat_tables(waiting)
                waiting = []
        if waiting:
            yield pa.concat_tables(waiting)

    def _table(self, changes: Changes) -> pa.Table:
        gone = [_gone(one) for one in changes.deletes]
        found = [
            self._flagged(self.shape.table(rows), deleted)
            for rows, deleted in ((changes.upserts, None), (gone, True))
            if rows
        ]
        if isinstance(changes, Block):
            found.append(self._flagged(changes.table, None))
        return pa.concat_tables(found)

    def _flagged(self, table: pa.Table, deleted: bool | None) -> pa.Table:
        flags = pa.array([deleted] * len(table), pa.bool_())
        table = table.append_column("deleted", flags)
        at = table.schema.get_field_index("id")
        id = table.schema.field(at).with_nullable(False)
        return table.cast(table.schema.set(at, id))


def _gone(delete: Delete) -> dict[str, Key]:
    return {"id": delete.id, "changeVersion": delete.change_version or _LAST}


def duckdb_file(path: str, *, memory: str = "100MB") -> Any:  # noqa: ANN401 - dlt's own class
    """Return a DuckDB file as dlt's destination, with a bound to what merging takes.

    Args:
        path: The file; it is made if there is none.
        memory: What DuckDB holds at the most; beyond it, it uses files beside this one.
    """
    made = need("dlt.destinations.impl.duckdb.configuration").DuckDbCredentials(path)
    made.global_config = {"memory_limit": memory}
    return dlt.destinations.duckdb(made)


def run(pipeline: Any, source: Any) -> Any:  # noqa: ANN401 - dlt's own classes
    """Load what a run that broke off has extracted, and then what is new.

    With `parallel`, there is a load for so many windows, and one for the delta.

    Raises:
        ProtimeError: What the source raised, without dlt's wrapping.
        PipelineStepFailed: dlt or the destination failed; nothing is lost.
    """
    if pipeline.has_pending_data:
        _loaded(pipeline)
    info = _loaded(pipeline, source)
    while names := _unfinished(pipeline, source):
        info = _loaded(pipeline, source.with_resources(*names))
    return info


def _unfinished(pipeline: Any, source: Any) -> list[str]:  # noqa: ANN401
    states = pipeline.state.get("sources", {}).get(source.name, {}).get("resources", {})
    return [
        name
        for name in source.selected_resources
        if states.get(name, {}).get("position", {}).get("phase") == Phase.LOADING
    ]


def _loaded(pipeline: Any, *source: Any) -> Any:  # noqa: ANN401
    try:
        info = pipeline.run(*source)
    except Exception as error:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ProtimeError):
                raise cause from None
            cause = cause.__cause__ or cause.__context__
        raise
    if info is not None:
        info.raise_on_failed_jobs()
    return info
