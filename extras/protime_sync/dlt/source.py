"""Collections as a dlt source, for any destination of dlt that merges and deletes.

::

    pipeline = dlt.pipeline("acme", destination="duckdb", dataset_name="protime")
    since = DateRange(date(2026, 1, 1))
    pipeline.run(protime_source(client, clockings={"date": since}, people={}))

The delta link is part of the state that dlt commits with the rows: a load that fails
leaves both as they were, and the next one brings the same changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Literal

from protime_runtime.client.sync import Client
from protime_runtime.errors import InvalidRequest, ProtimeError
from protime_runtime.given import several
from protime_sync.arrow import pa
from protime_sync.dlt.table import Options, Table
from protime_sync.dlt.target import strategy_of
from protime_sync.errors import need
from protime_sync.feeds.deletions import Allowed
from protime_sync.feeds.following import default_owner, utc_now
from protime_sync.loads.parallel import Report, at_least_one
from protime_sync.source.named import info_of
from protime_sync.state.protocol import Phase, State

dlt = need("dlt")

Filters = Mapping[str, Mapping[str, object]]


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
    allow_deletions: Allowed = False,
    accept_older: bool = False,
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
            first load early; so many are one load, after which dlt has them for good,
            and as many are held in memory. Then the delta is read, which decides. `run`
            makes all these loads.
        days: Days of a window at the most.
        report: Called after each window.
        allow_deletions: Let full loads delete whatever they did not bring. Without it,
            more than 100 rows that are more than half of those in the table's window
            stop the load; a `DeletionLimit` has other numbers.
        accept_older: Let full loads bring older versions than stand in the table, as
            after the tenant was restored. Without it they are left out and logged; with
            it, what was left out is loaded anew.
        **filters: More collections, by the client's attribute, with their filters.

    Raises:
        InvalidRequest: The API would refuse a filter, or a number is below 1.
    """
    at_least_one(days, 1 if parallel is None else parallel)
    named = collections if isinstance(collections, Mapping) else None
    asked = dict(named or {name: {} for name in several(collections, "collections")})
    asked.update({info_of(name).name: filter for name, filter in filters.items()})
    references = {
        info_of(name).name: tuple(
            str_of(reference) for reference in several(many, "external_references")
        )
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
        today=today or client._today,
        parallel=parallel,
        days=days,
        report=report,
        allow_deletions=allow_deletions,
        accept_older=accept_older,
    )
    made = [
        _resource(options, info_of(name).name, filter) for name, filter in asked.items()
    ]
    return dlt.source(lambda: made, name="protime")()


def str_of(reference: object) -> str:
    """Return a reference type as it is: a text that knows its collection.

    Raises:
        InvalidRequest: It is something else.
    """
    if not isinstance(reference, str):
        raise InvalidRequest(f"{type(reference).__name__} is no reference type.")
    return reference


def _resource(options: Options, name: str, filter: Mapping[str, object]) -> Any:  # noqa: ANN401
    table = Table(options, name, filter)
    table.following({})

    def rows() -> Iterator[pa.Table]:
        yield from table.rows()

    return dlt.resource(
        rows,
        name=table.info.attribute,
        primary_key="id",
        write_disposition={
            "disposition": "merge",
            "strategy": strategy_of(options.table_format),
        },
        table_format=options.table_format,
        columns=table.hints(),
    )()


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
        KeyboardInterrupt: Ctrl-C, likewise.
        PipelineStepFailed: dlt or the destination failed; nothing is lost. Within
            `protime_sync.causes.telling` it is a `TargetFailed`, which says what
            passes by itself from what does not.
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
            if isinstance(cause, ProtimeError | KeyboardInterrupt):
                raise cause from None
            cause = cause.__cause__ or cause.__context__
        raise
    if info is not None:
        info.raise_on_failed_jobs()
    return info
