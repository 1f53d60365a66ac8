"""A copy of a tenant: one run for all of its collections, each with its own result.

::

    from protime_sync.dlt import duckdb_file
    from protime_sync.dlt.copying import Copy, Options

    warehouse = duckdb_file("acme.duckdb")
    pipeline = dlt.pipeline("acme", destination=warehouse, dataset_name="protime")
    options = Options(client=client)
    copy = Copy(pipeline=pipeline, options=options, filters={"people": {}, "jobs": {}})
    for outcome in copy.turn():
        print(outcome.collection, outcome.changed, outcome.deleted, outcome.error)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from attrs import define, evolve, field

from protime_runtime.asking.days import DateRange
from protime_runtime.asking.rules import NotBeforePreviousYear
from protime_runtime.catalog import CollectionInfo
from protime_sync.causes import telling
from protime_sync.dlt.levels import places_of
from protime_sync.dlt.listing import DAYS, ListRun, VerifyRun, backwards
from protime_sync.dlt.loading import Begin, Loading, Watch
from protime_sync.dlt.outcomes import Outcome as Outcome
from protime_sync.dlt.outcomes import noted
from protime_sync.dlt.packages import finish, keep_private, tidy
from protime_sync.dlt.resources import documents_of
from protime_sync.dlt.run import CollectionRun, check_target
from protime_sync.dlt.settling import settle
from protime_sync.dlt.table import Filters, Table
from protime_sync.dlt.table import Options as Options
from protime_sync.dlt.turns import Turn, turn_of
from protime_sync.dlt.verifying import Comparison, parts_of
from protime_sync.feeds.following import feed_name, unique
from protime_sync.loads.windows import Part, parts
from protime_sync.state.leases import Lease
from protime_sync.target.opening import (
    check_destination,
    kept_open,
    name_of,
    tell_untried,
)

_WINDOWS = 12
"""Parts of a backfill that are read and noted at once."""


@define(kw_only=True)
class Copy:
    """Collections of a tenant in a dataset, brought up to date by turns."""

    pipeline: Any
    options: Options
    filters: Filters
    """Filters, by collection; days that are not given are those that the copy has, and
    so are the structures of activities."""
    name: str = ""
    """What the target is called in messages; by default, dlt's name of its kind."""
    keeps_lease: bool = False
    """Whether the lease is kept for the next turn, so that an idle one is one write."""
    lease: Lease | None = field(default=None, repr=False)
    """The lease that the last turn had."""
    watch: Watch = field(default=lambda collection, count: None, repr=False)
    remark: Callable[[str], object] = field(default=lambda text: None, repr=False)
    """Takes what is worth knowing once."""

    def turn(self) -> list[Outcome]:
        """Bring the copy up to date; return a result for each collection.

        Raises:
            TargetFailed: The target could not be written; nothing is lost. It is a
                `TargetBlocked` if someone has to change something first.
            TargetRefused: Tables there cannot follow changes.
            LeaseLost: Somebody else has taken the lease.
        """
        return self._made(self._changes)

    def refresh(
        self, *, days: DateRange | None = None, people: Sequence[int] = ()
    ) -> list[Outcome]:
        """Read some days or people anew, by lists, and write what they say.

        Args:
            days: Days to read; without them, all that the copy has.
            people: Ids of people; without them, all.

        Raises:
            TargetFailed: As `turn` does.
        """
        person = {"person": tuple(people)} if people else {}

        def listed(name: str, turn: Turn) -> CollectionRun:
            table = self._table(name, turn)
            found = {**table.filter, **person}
            if table.window is not None:
                begin = turn.standing(name).backfilled_since or table.window.start
                found["date"] = days or DateRange(begin, table.window.end)
            return ListRun(table, turn, self._parts(found))

        return self._made(listed)

    def backfill(self, since: date) -> list[Outcome]:
        """Bring the copy up to date, and read what lies before it by lists.

        Months that are there stay noted in the control table, so that a run that was
        ended goes on. What a backfill brought is not followed.

        Raises:
            TargetFailed: As `turn` does.
        """
        outcomes = {outcome.collection: outcome for outcome in self.turn()}
        waiting = [name for name, outcome in outcomes.items() if outcome.error is None]
        while waiting:
            left: list[str] = []
            begin = partial(self._before, since=since, left=left)
            for outcome in evolve(self, filters=self._only(waiting))._made(begin):
                outcomes[outcome.collection].add(outcome)
            waiting = [name for name in left if outcomes[name].error is None]
        return list(outcomes.values())

    def _before(
        self, name: str, turn: Turn, *, since: date, left: list[str]
    ) -> CollectionRun:
        table, standing = self._table(name, turn), turn.standing(name)
        days = backwards(standing, since) if table.window is not None else None
        whole = self._parts({**table.filter, "date": days}) if days else []
        last = whole[-_WINDOWS:]
        if len(whole) > len(last):
            left.append(name)
        begin = last[0].filter["date"] if last else None
        reached = begin.start if isinstance(begin, DateRange) else None
        return ListRun(
            table,
            turn,
            last,
            lambda row: evolve(row, backfilled_since=reached or row.backfilled_since),
        )

    def verify(
        self, *, days: DateRange | None = None, repair: bool = False
    ) -> list[Comparison]:
        """Compare the copy with the tenant, and repair it if wanted.

        Args:
            days: Days to compare; of those that the copy has, all if not given.
            repair: Whether what the tenant says is written where it differs.

        Raises:
            TargetFailed: As `turn` does.
        """
        runs: list[VerifyRun] = []

        def begin(name: str, turn: Turn) -> CollectionRun:
            table = self._table(name, turn)
            compared = parts_of(
                table, turn.standing(name), table.filter, self._today, days
            )
            runs.append(VerifyRun(table, turn, compared, repair=repair))
            return runs[-1]

        outcomes = self._made(begin)
        failed = [
            Comparison(
                tenant=outcome.tenant,
                dataset=outcome.dataset,
                collection=outcome.collection,
                error=outcome.error,
            )
            for outcome in outcomes
            if outcome.error is not None
        ]
        return [*(found for run in runs for found in run.comparisons), *failed]

    def _parts(self, filter: Mapping[str, object]) -> list[Part]:
        return list(parts(filter, days=DAYS, today=self._today))

    @property
    def _today(self) -> date:
        return self.options.today()

    def _only(self, names: Sequence[str]) -> Filters:
        return {name: self.filters[name] for name in names}

    def _changes(self, name: str, turn: Turn) -> CollectionRun:
        return CollectionRun(self._table(name, turn), turn)

    def _made(self, begin: Begin) -> list[Outcome]:
        pipeline, options = self.pipeline, self.options
        check_destination(pipeline, options.table_format)
        # dlt's state stays in its folder: what counts stands in the control table.
        pipeline.config.restore_from_destination = False
        with telling(self.name or name_of(pipeline)), kept_open(pipeline):
            keep_private(pipeline)
            finish(pipeline)
            tidy(pipeline)
            turn = turn_of(pipeline, options.tenant, unique(options.owner), options.now)
            return self._under_lease(turn, begin)

    def _under_lease(self, turn: Turn, begin: Begin) -> list[Outcome]:
        outcomes = {name: self._outcome(name) for name in self.filters}
        self._look(turn, outcomes)
        feeds = {
            name: feed_name(self.options.client, name)
            for name, outcome in outcomes.items()
            if outcome.error is None
        }
        if feeds:
            with turn.held(feeds, self.lease, keep=self.keeps_lease) as refused:
                for name, error in refused.items():
                    outcomes[name].error = error
                ours = [name for name in feeds if name not in refused]
                self._settle(turn, ours)
                Loading(
                    name=self.name or name_of(self.pipeline),
                    turn=turn,
                    options=self.options,
                    begin=begin,
                    watch=self.watch,
                    remark=self.remark,
                ).take({name: outcomes[name] for name in ours})
            self.lease = turn.lease
        return list(outcomes.values())

    def _look(self, turn: Turn, outcomes: Mapping[str, Outcome]) -> None:
        """Look at what is there, and refuse what is not ours, before any writing."""
        with turn.target.opened():
            turn.look()
            if not any(row.columns for row in turn.standings.values()):
                tell_untried(turn.target, name_of(self.pipeline))
            for name, outcome in outcomes.items():
                with noted(outcome):
                    check_target(Table(self.options, name, {}), turn)

    def _outcome(self, name: str) -> Outcome:
        tenant = self.options.client.settings.tenant
        return Outcome(tenant, self.pipeline.dataset_name, name)

    def _settle(self, turn: Turn, names: Sequence[str]) -> None:
        tables = [Table(self.options, name, {}) for name in names]
        settle(turn, tables, documents_of(self.pipeline))

    def _table(self, name: str, turn: Turn) -> Table:
        standing = turn.standing(name)
        filter = {**places_of(name, standing), **self.filters[name]}
        table = Table(self.options, name, filter)
        days = days_of(table.info, standing.since, standing.until, self.options)
        if table.window is None and days is not None:
            if standing.since is None:
                self.remark(f"{name}: from {days.start} on; --since says otherwise")
            table = Table(self.options, name, {**filter, "date": days})
        return table


def days_of(
    info: CollectionInfo,
    since: date | None,
    until: date | None,
    options: Options,
) -> DateRange | None:
    """Return the days to follow where none are given: those that the copy has.

    At first they begin where the API's change tracking does: on 1 January of the
    previous year (reference/delta/).
    """
    dated = [filter for filter in info.filters if filter.python == "date"]
    if not dated or not dated[0].required:
        return None if since is None else DateRange(since, until)
    return DateRange(since or NotBeforePreviousYear.earliest(options.today()), until)
