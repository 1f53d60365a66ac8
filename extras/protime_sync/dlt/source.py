"""Collections as a dlt source, for any destination of dlt that merges and deletes.

::

    pipeline = dlt.pipeline("acme", destination="duckdb", dataset_name="protime")
    since = DateRange(date(2026, 1, 1))
    run(pipeline, protime_source(client, clockings={"date": since}, people={}))

Where each collection stands is a row of ``_protime_feeds`` in the dataset, written once
its rows are there: a load that fails leaves both as they were, and the next one brings
the same changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from protime_runtime.client.sync import Client
from protime_runtime.errors import InvalidRequest
from protime_runtime.given import several
from protime_sync.arrow import pa
from protime_sync.dlt.packages import finish, loaded
from protime_sync.dlt.resources import (
    current_load,
    documents_of,
    resource_of,
    source_of,
)
from protime_sync.dlt.run import CollectionRun, check, check_target
from protime_sync.dlt.settling import settle
from protime_sync.dlt.table import Filters, Options, Table
from protime_sync.dlt.turns import Turn, travelling, turn_of
from protime_sync.errors import need
from protime_sync.feeds.deletions import Allowed
from protime_sync.feeds.following import default_owner, unique, utc_now
from protime_sync.source.named import info_of
from protime_sync.target.opening import check_destination, kept_open

dlt = need("dlt")


def protime_source(
    client: Client,
    collections: Filters | Iterable[str] = (),
    *,
    external_references: Mapping[str, Iterable[object]] | None = None,
    timezone: str | None = None,
    table_format: Literal["delta"] | None = None,
    owner: str | None = None,
    now: Callable[[], datetime] = utc_now,
    today: Callable[[], date] | None = None,
    allow_deletions: Allowed = False,
    accept_older: bool = False,
    tenant_column: bool = False,
    keep_deleted: bool = False,
    prune: bool = False,
    **filters: Mapping[str, object],
) -> Any:  # noqa: ANN401 - dlt's own class
    """Return a dlt source with a resource for each collection.

    Args:
        client: Asks; it stays yours to close.
        collections: Names, or names with the filter of each.
        external_references: Reference types to ask for, by collection.
        timezone: Zone of the tenant, to add points in time to minutes of a day.
        table_format: ``delta`` for a lake of Delta tables.
        owner: Names this process to others that want the same copy.
        now: The time, in UTC.
        today: The day that filters are checked against; by default the client's.
        allow_deletions: Let full loads delete whatever they did not bring. Without it,
            more than 100 rows that are more than half of those in the table's window
            stop the load; a `DeletionLimit` has other numbers.
        accept_older: Let full loads bring older versions than stand in the table, as
            after the tenant was restored. Without it they are left out and logged; with
            it, what was left out is loaded anew.
        tenant_column: Let several tenants share tables, with a column ``tenant``.
        keep_deleted: Keep rows that are gone, with ``deleted`` true.
        prune: Let a window become smaller, and delete what lies outside.
        **filters: More collections, by the client's attribute, with their filters.

    Raises:
        InvalidRequest: The API would refuse a filter.
    """
    named = collections if isinstance(collections, Mapping) else None
    asked = dict(named or {name: {} for name in several(collections, "collections")})
    asked.update({info_of(name).name: filter for name, filter in filters.items()})
    options = Options(
        client=client,
        references=references_of(external_references or {}),
        timezone=timezone,
        table_format=table_format,
        owner=owner or default_owner(),
        now=now,
        today=today or client._today,
        allow_deletions=allow_deletions,
        accept_older=accept_older,
        tenant_column=tenant_column,
        keep_deleted=keep_deleted,
        prune=prune,
    )
    tables = [Table(options, name, filter) for name, filter in asked.items()]
    for table in tables:
        check(table)
    made = source_of([resource_of(table, _rows(table)) for table in tables])
    made.tables = tables
    return made


def references_of(
    given: Mapping[str, Iterable[object]],
) -> Mapping[str, tuple[str, ...]]:
    """Return reference types by the collections' names in the API.

    Raises:
        InvalidRequest: Something else was given.
    """
    return {
        info_of(name).name: tuple(
            _reference(reference) for reference in several(many, "external_references")
        )
        for name, many in given.items()
    }


def _reference(reference: object) -> str:
    if not isinstance(reference, str):
        raise InvalidRequest(f"{type(reference).__name__} is no reference type.")
    return reference


def _rows(table: Table) -> Callable[[], Iterator[pa.Table]]:
    """Return what yields a collection's changes within a run of dlt's."""

    def rows() -> Iterator[pa.Table]:
        options, pipeline = table.options, dlt.current.pipeline()
        check_destination(pipeline, options.table_format)
        owner = unique(options.owner)
        turn = turn_of(pipeline, options.tenant, owner, options.now)
        turn.look()
        check_target(table, turn)
        with turn.held({table.info.name: table.feed}) as refused:
            for error in refused.values():
                raise error
            # Which destination it is shows only now.
            hints = table.hints(turn.target.dialect)
            dlt.current.get_resource().apply_hints(columns=hints)
            yield from _under_lease(table, turn)

    return rows


def _under_lease(table: Table, turn: Turn) -> Iterator[pa.Table]:
    document = dlt.current.resource_state()
    settle(turn, [table], {table.name: document})
    run, count = CollectionRun(table, turn), 0
    for rows in run.tables():
        count += 1
        yield rows
    if run.reached is None:
        return
    if count:
        document["reached"] = travelling(run.reached, current_load())
    else:
        turn.commit(run.reached)


def run(pipeline: Any, source: Any) -> Any:  # noqa: ANN401 - dlt's own classes
    """Load what a run that broke off has extracted, and then what is new.

    Raises:
        ProtimeError: What the source raised, without dlt's wrapping.
        KeyboardInterrupt: Ctrl-C, likewise.
        PipelineStepFailed: dlt or the destination failed; nothing is lost. Within
            `protime_sync.causes.telling` it is a `TargetFailed`, which says what
            passes by itself from what does not.
    """
    with kept_open(pipeline):
        finish(pipeline)
        info = loaded(pipeline, source)
        _settle(pipeline, getattr(source, "tables", ()))
        return info


def _settle(pipeline: Any, tables: Sequence[Table]) -> None:  # noqa: ANN401 - dlt's
    """Write where collections stand whose rows were loaded just now."""
    documents = documents_of(pipeline)
    ours = [table for table in tables if "reached" in documents.get(table.name, {})]
    if not ours:
        return
    options = ours[0].options
    turn = turn_of(pipeline, options.tenant, unique(options.owner), options.now)
    with turn.held({table.info.name: table.feed for table in ours}) as refused:
        held = [table for table in ours if table.info.name not in refused]
        settle(turn, held, documents)
