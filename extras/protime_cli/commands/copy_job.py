"""One run of ``protime sync`` for a tenant: what is asked for, and what it brought."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from attrs import asdict, evolve, field, frozen

from protime import Protime
from protime.catalog import CATALOG
from protime_cli import values
from protime_cli.commands.levels import Levels, is_below
from protime_cli.commands.targets import DltPipeline, Target, alone, sync_module
from protime_cli.output.progress import Counter, counting
from protime_cli.output.reports import Record
from protime_cli.session.session import Session
from protime_cli.values import Reference
from protime_runtime.asking.days import DateRange
from protime_runtime.catalog import CollectionInfo


@frozen(kw_only=True)
class CopyJob:
    """Which collections are copied, of which days, with which columns besides."""

    names: Sequence[str]
    days: DateRange | None
    structures: Levels = field(factory=dict)
    """Levels of activity structures; those that the copy has, if none."""
    references: Sequence[Reference] = ()
    timezone: str | None = None
    """Zone of points in time beside minutes of a day; without it, minutes alone."""
    allow_deletions: bool = False
    """Whether full loads may delete most of what the copy holds."""
    accept_older: bool = False
    """Whether full loads may bring older versions than the copy holds."""
    keep_deleted: bool = False
    tenant_column: bool = False
    prune: bool = False
    """Whether the copy's window may become smaller."""
    full: bool = False
    """Whether everything is read again, or what `days` and `people` name."""
    people: Sequence[int] = ()
    backfill: date | None = None
    """Day from which lists are read besides, up to where the copy begins."""

    @classmethod
    def like(cls, rows: Sequence[Any], names: Sequence[str]) -> CopyJob:
        """Return a job with the columns that copies have.

        Args:
            rows: Rows of the control table.
            names: The collections.
        """
        ours = [row for row in rows if row.collection in names]
        refs = sorted({pair for row in ours for pair in row.refs.split(",") if pair})
        return cls(
            names=names,
            days=None,
            references=values.reference_types(refs),
            timezone=next((row.timezone for row in ours if row.timezone), None),
            keep_deleted=any(row.keeps_deleted for row in ours),
            tenant_column=any("tenant string" in row.columns for row in ours),
        )

    def later(self) -> CopyJob:
        """Return the job of later turns: what was allowed once is not for months."""
        return evolve(
            self,
            allow_deletions=False,
            accept_older=False,
            prune=False,
            full=False,
            backfill=None,
            people=(),
            days=None if self.full else self.days,
        )

    def remarks(self) -> list[str]:
        """Return what is worth knowing before the first run."""
        return [
            f"{info.name}: no delta, so all is read and compared each time"
            + (", by a request for each row" if _reading(info) == "get" else "")
            for info in self._infos()
            if not info.delta
        ]

    def run(
        self,
        session: Session,
        target: Target,
        leases: MutableMapping[Target, Any] | None = None,
    ) -> Sequence[Any]:
        """Copy all there is, or what changed; return an `Outcome` for each collection.

        Args:
            session: The run of the command.
            target: Where to.
            leases: Leases that are kept between two turns, for who goes on at once.

        Raises:
            SyncBusy: Another process keeps the same copy.
            TargetFailed: The target could not be written; nothing is lost. It is a
                `TargetBlocked` if someone has to change something first.
            ProtimeError: No collection could be asked for; nothing is lost.
        """
        owner = sync_module("protime_sync.feeds.following").default_owner()
        with session.client() as client:
            tenant = client.settings.tenant
            pipeline = target.pipeline(tenant)
            with (
                sync_module("protime_sync.causes").telling(target.name),
                alone(pipeline, owner),
                counting(session, f"{tenant} to {target.name}") as count,
            ):
                copy = self.copy(session, client, pipeline, target, owner)
                copy.watch = partial(_watched, count)
                if leases is None:
                    return self._turn(copy)
                copy.keeps_lease, copy.lease = True, leases.get(target)
                found = self._turn(copy)
                leases[target] = copy.lease
                return found

    def _turn(self, copy: Any) -> Sequence[Any]:  # noqa: ANN401 - a `Copy`
        found: Sequence[Any]
        if self.backfill is not None:
            found = copy.backfill(self.backfill)
        elif self.full and (self.days is not None or self.people):
            found = copy.refresh(days=self.days, people=self.people)
        else:
            found = copy.turn()
        return found

    def copy(
        self,
        session: Session,
        client: Protime,
        pipeline: DltPipeline,
        target: Target,
        owner: str,
    ) -> Any:  # noqa: ANN401 - a `Copy`
        """Return the copy that is to be brought up to date."""
        options = sync_module("protime_sync.dlt.table").Options(
            client=client,
            references={info.name: self._references(info) for info in self._infos()},
            timezone=self.timezone,
            table_format=target.table_format,
            owner=owner,
            now=session.now,
            today=lambda: session.now().date(),
            allow_deletions=self.allow_deletions,
            accept_older=self.accept_older,
            tenant_column=self.tenant_column,
            keep_deleted=self.keep_deleted,
            prune=self.prune,
            anew=self.full,
        )
        return sync_module("protime_sync.dlt.copying").Copy(
            pipeline=pipeline,
            name=target.name,
            options=options,
            filters={info.name: self._filter(info) for info in self._infos()},
            remark=session.say,
        )

    def _references(self, info: CollectionInfo) -> tuple[str, ...]:
        named = sync_module("protime_sync.source.named")
        # What is asked for by its id takes none that would be read in the id's place.
        taken = named.operation_of(info, _reading(info)).askable
        return tuple(
            reference for reference in self.references if reference.collection in taken
        )

    def _filter(self, info: CollectionInfo) -> Mapping[str, object]:
        if is_below(info):
            return {"structures": self.structures} if self.structures else {}
        if self.days is None or self.full:
            return {}
        dated = any(filter.wire == "date" for filter in info.filters)
        return {"date": self.days} if dated else {}

    def _infos(self) -> list[CollectionInfo]:
        return [CATALOG[name] for name in self.names]


def _reading(info: CollectionInfo) -> str:
    """Return the operation that gives the rows of a collection."""
    known = {operation.name for operation in info.operations}
    return next(name for name in ("delta", "list", "get") if name in known)


def record(outcome: Any) -> Record:  # noqa: ANN401 - an `Outcome`
    """Return a result as a line of the report."""
    said = None if outcome.error is None else str(outcome.error)
    return {**asdict(outcome, recurse=False), "error": said}


def _watched(count: Counter, collection: str, changes: int) -> None:
    count(changes, collection)
