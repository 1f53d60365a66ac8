"""One run of one collection: the rows it brings, and where the copy stands after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from attrs import evolve

from protime_runtime.asking.days import DateRange
from protime_runtime.errors import InvalidRequest
from protime_runtime.tables.cells import holds, json_text
from protime_sync.arrow import pa
from protime_sync.dlt.blocks import in_blocks
from protime_sync.dlt.levels import check_levels
from protime_sync.dlt.state import TargetState
from protime_sync.dlt.table import Table
from protime_sync.dlt.turns import Turn
from protime_sync.errors import DeltaTaken, TargetRefused
from protime_sync.feeds.feed import Feed
from protime_sync.feeds.following import Following, followed
from protime_sync.source.changes import Changes
from protime_sync.source.collection import Mode
from protime_sync.source.entries import Key
from protime_sync.state.protocol import Position
from protime_sync.target.checking import check_table
from protime_sync.target.opening import name_of
from protime_sync.target.standing import Standing

_DAY = timedelta(days=1)


def check(table: Table) -> None:
    """Refuse a filter that the API would refuse, before anything is asked.

    Raises:
        InvalidRequest: The API would refuse it.
    """
    _followed(table, None, Standing(tenant="", collection=""), ())


class CollectionRun:
    """One run of one collection, under the lease of its turn."""

    def __init__(self, table: Table, turn: Turn) -> None:
        """Look at where the copy stands.

        Raises:
            InvalidRequest: The API would refuse the filter, or the window would become
                smaller and was not to.
        """
        self.table = table
        self.turn = turn
        self.stored = turn.columns(table.name)
        self.reached: Standing | None = None
        """Where the copy stands once the rows are there; `None` before the end."""
        self.changed = self.deleted = 0
        standing = turn.standing(table.info.name)
        if not table.options.prune:
            check_levels(table.info.name, standing, table.filter)
        self._standing = _windowed(table, turn, standing)
        self._lost_at = standing.lost_at
        self.following, self.state = _followed(table, turn, self._standing, self.stored)
        self.following.lost = self._lost
        self._before = self.state.load(self.following.name)

    def tables(self) -> Iterator[pa.Table]:
        """Yield rows to write; after the last one, `reached` is known.

        Raises:
            ProtimeError: A request failed; what was yielded may be written, as it
                comes again.
        """
        with Feed(self.table.options.client, self.following).batch() as batch:
            yield from self.written(batch.parts())
        if self.state.reached is not None:
            self.reached = self._after(self.state.reached)

    def written(self, parts: Iterable[Changes]) -> Iterator[pa.Table]:
        """Yield changes as rows to write."""
        if {*self.table.rows.schema.names} - {*self.stored}:
            # dlt makes nothing again whose schema it has stored.
            self.turn.target.forget_schema("protime")
        decoder = self.table.options.client._decoder
        kept = holds(name_of(self.turn.pipeline))
        yield from self.table.rows.tables(
            self._counted(parts), decoder, kept, self._rows
        )

    def _counted(self, parts: Iterable[Changes]) -> Iterator[Changes]:
        for changes in parts:
            self.deleted += len(changes.deletes)
            self.changed += len(changes) - len(changes.deletes)
            yield changes

    def _rows(self, ids: Sequence[Key]) -> Iterator[Mapping[str, Any]]:
        """Yield the rows of ids as they stand in the table."""
        names = [name for name in self.table.rows.schema.names if name in self.stored]
        where = evolve(self.table.where, ids=ids, existing=False)
        if not self.stored:
            return
        for part in self.turn.target.select(self.table.name, names, where):
            for row in part:
                yield self.plain(dict(zip(names, row, strict=True)))

    def plain(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row of the database as Arrow takes it."""
        schema = self.table.rows.schema
        return {name: _plain(schema.field(name), value) for name, value in row.items()}

    def _lost(self) -> None:
        now, before = self.table.options.now(), self._lost_at
        if before is not None and now - before < _DAY:
            raise DeltaTaken(self.table.feed, before)
        self._lost_at = now

    def _after(self, position: Position) -> Standing:
        before, standing, source = self._before, self._standing, self.following.source
        follows_on = before is not None and before.load == position.load
        window = self.table.window
        found = evolve(
            standing.at(position),
            feed=self.table.feed,
            filter=source.places or _scopes(standing, source.scope),
            **self.table.kept,
            rows=self._count(is_counted=follows_on or source.mode is Mode.COMPARISON),
            checked_at=self.table.options.now(),
            error=None,
            failed_at=None,
            lost_at=self._lost_at,
        )
        if window is None or follows_on:
            return found
        return evolve(
            found,
            since=window.start,
            until=window.end,
            followed_since=source.tracked_since or window.start,
        )

    def _count(self, *, is_counted: bool) -> int | None:
        """Return the rows that there are after changes; `None` to count the table."""
        rows = self._standing.rows
        if not is_counted or rows is None or not self.state.added_is_known:
            return None
        return rows + self.state.added


def _followed(
    table: Table, turn: Turn | None, standing: Standing, stored: Sequence[str]
) -> tuple[Following[Any], TargetState]:
    options, window = table.options, table.window
    state = TargetState(
        turn,
        standing,
        table=table.name,
        stored=stored,
        where=table.where,
        columns=table.columns,
        tracks=options.table_format is not None,
        anew=options.anew,
    )
    is_known = window is not None and standing.since == window.start
    found = followed(
        options.client,
        table.info.name,
        table.filter,
        references=table.references,
        today=options.today,
        state=state,
        owner=options.owner,
        now=options.now,
        skip_unchanged=False,
        allow_deletions=options.allow_deletions,
        accept_older=options.accept_older,
        continued=True if is_known else None,
    )
    is_number = pa.types.is_integer(table.shape.schema.field("id").type)
    reader = evolve(found.source.reader, keys=int if is_number else str)
    found.source = evolve(found.source, reader=reader)
    if options.table_format is None and found.source.mode is Mode.DELTA:
        in_blocks(found, table.shape, state.note)
    return found, state


def _windowed(table: Table, turn: Turn, standing: Standing) -> Standing:
    """Return where the copy stands, once its window may be the filter's."""
    window, since, until = table.window, standing.since, standing.until
    if window is None or since is None:
        return standing
    ends_earlier = window.end is not None and (until is None or window.end < until)
    if window.start <= since and not ends_earlier:
        return standing
    if not table.options.prune:
        raise InvalidRequest(
            f"The copy of {table.info.name} has the days {DateRange(since, until)};"
            f" with {window} those outside would get no corrections any more. Leave the"
            " days away to go on as before, or give --prune (prune=True) to delete what"
            " lies outside."
        )
    return _pruned(table, turn, standing, window)


def _pruned(
    table: Table, turn: Turn, standing: Standing, window: DateRange
) -> Standing:
    """Delete what lies outside of a window, and return where the copy stands then."""
    # Without a position before, so that a crash in between means a full load.
    turn.commit(evolve(standing, phase=None, revision=standing.revision + 1))
    everything = evolve(table.where, existing=False)
    outside = [evolve(everything, before=window.start)]
    if window.end is not None:
        outside.append(evolve(everything, after=window.end))
    for where in outside if turn.columns(table.name) else ():  # No row may have come.
        turn.target.delete(table.name, where)
    pruned = evolve(
        standing,
        phase=None,
        since=window.start,
        until=window.end,
        backfilled_since=None,
        revision=standing.revision + 2,
    )
    turn.commit(pruned)
    return pruned


def check_target(table: Table, turn: Turn) -> None:
    """Refuse a table that is not a copy's own, before anything is written there.

    Raises:
        TargetRefused: Others have made the table or changed it, or ids of several
            tenants would meet in it.
    """
    stored, standing = turn.columns(table.name), turn.standing(table.info.name)
    ran = standing if standing.columns else None
    names = table.rows.schema.names
    check_table(turn.pipeline, table.name, stored, names, ran)
    wants, has = table.options.tenant_column, "tenant" in stored
    if stored and has != wants:
        raise TargetRefused(
            f"The table {table.name} {'has' if has else 'has no'} column that names the"
            f" tenant, which cannot be {'dropped' if has else 'added'} later:"
            f" {'give' if has else 'leave away'} --tenant-column, or give another"
            " dataset (--dataset)."
        )
    for row in () if wants else turn.others:
        if row.collection == table.info.name and row.columns:
            raise TargetRefused(
                f"The table {table.name} follows {row.feed}, so {table.feed} cannot go"
                " there as well; give each tenant a dataset and a pipeline of its own,"
                " or, from the first load on, all of them --tenant-column."
            )


def _scopes(standing: Standing, scope: str) -> str:
    before = standing.filter.split(" | ") if standing.filter else []
    return " | ".join(sorted({*before, scope or "all"}))


def _plain(field: Any, value: Any) -> Any:  # noqa: ANN401 - of a column
    """Return a value of a database as Arrow takes it for a column."""
    if value is None:
        return None
    if pa.types.is_string(field.type) and not isinstance(value, str):
        return json_text(value)
    if pa.types.is_boolean(field.type):
        return bool(value)
    if pa.types.is_floating(field.type):
        return float(value)
    if pa.types.is_date(field.type) and isinstance(value, str):
        return date.fromisoformat(value[:10])
    if pa.types.is_timestamp(field.type) and isinstance(value, str):
        return datetime.fromisoformat(value)
    return value
