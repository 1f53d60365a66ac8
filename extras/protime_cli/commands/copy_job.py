"""One run of ``protime sync`` for a tenant: what is asked for, and what it brought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from attrs import asdict, define, frozen

from protime import Protime
from protime.catalog import CATALOG
from protime_cli.commands.status import older
from protime_cli.commands.targets import DltPipeline, Target, alone, sync_module
from protime_cli.output.progress import Counter, counting
from protime_cli.output.reports import Record
from protime_cli.session.session import Session
from protime_cli.values import Reference
from protime_runtime.asking.days import DateRange
from protime_runtime.catalog import CollectionInfo
from protime_runtime.errors import ProtimeError, ResponseError


@frozen(kw_only=True)
class CopyJob:
    """Which collections are copied, of which days, with which columns besides."""

    names: Sequence[str]
    days: DateRange | None
    references: Sequence[Reference]
    timezone: str | None = None
    """Zone of points in time beside minutes of a day; without it, minutes alone."""
    allow_deletions: bool = False
    """Whether full loads may delete most of what the copy holds."""
    accept_older: bool = False
    """Whether full loads may bring older versions than the copy holds."""

    def remarks(self) -> Iterator[str]:
        """Yield what is worth knowing before the first run."""
        for info in self._infos():
            if not info.delta:
                yield f"{info.name}: no delta, so all is read and compared each time"
            if self.days is None and self._filter(info):
                yield f"{info.name}: from {_default()} on; --since says otherwise"

    def run(self, session: Session, target: Target) -> list[CopyResult]:
        """Copy all there is, or what changed; return a result for each collection.

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
                source = self._source(client, target)
                return [
                    CopyResult(tenant, target.dataset, info.name).load(
                        pipeline, source.with_resources(info.attribute), count, client
                    )
                    for info in self._infos()
                ]

    def _source(self, client: Protime, target: Target) -> Any:  # noqa: ANN401 - dlt's
        references = {
            info.name: [
                reference
                for reference in self.references
                if reference.collection in info.external_references
            ]
            for info in self._infos()
        }
        filters = {info.name: self._filter(info) for info in self._infos()}
        return sync_module("protime_sync.dlt").protime_source(
            client,
            filters,
            external_references=references,
            timezone=self.timezone,
            table_format=target.table_format,
            allow_deletions=self.allow_deletions,
            accept_older=self.accept_older,
        )

    def _filter(self, info: CollectionInfo) -> dict[str, object]:
        dated = [filter for filter in info.filters if filter.wire == "date"]
        if not dated or (self.days is None and not dated[0].required):
            return {}
        return {"date": self.days or DateRange(_default())}

    def _infos(self) -> list[CollectionInfo]:
        return [CATALOG[name] for name in self.names]


@define
class CopyResult:
    """What a run brought of a collection, or why it brought nothing."""

    tenant: str
    dataset: str
    collection: str
    changed: int = 0
    deleted: int = 0
    aside: int = 0
    """Rows that could not be kept."""
    older: int | None = None
    """Rows of the last full load that were left out, as the copy holds newer ones."""
    error: ProtimeError | None = None

    def load(
        self,
        pipeline: DltPipeline,
        source: Any,  # noqa: ANN401 - dlt's
        count: Counter,
        client: Protime,
    ) -> CopyResult:
        """Load the one resource of a source, and return the result.

        What the API or a table refuses is no reason to leave other collections alone.
        """

        def add(table: Any) -> Any:  # noqa: ANN401 - an Arrow table
            gone = table.num_rows - table["deleted"].null_count
            self.deleted += gone
            self.changed += table.num_rows - gone
            count(self.changed + self.deleted, self.collection)
            return table

        for resource in source.selected_resources.values():
            resource.add_map(add)
        before = self._aside(client)
        try:
            sync_module("protime_sync.dlt").run(pipeline, source)
            self.older = older(pipeline.state, self.collection)
        except _refusals() as error:
            self.changed, self.deleted, self.error = 0, 0, error
        self.aside = self._aside(client) - before
        return self

    def _aside(self, client: Protime) -> int:
        kind = sync_module("protime_sync.source.aside").SET_ASIDE
        return sum(
            count
            for found, count in client.deviations.items()
            if (found.model, found.kind) == (self.collection, kind)
        )

    def record(self) -> Record:
        """Return it as a line of the report."""
        said = None if self.error is None else str(self.error)
        return {**asdict(self, recurse=False), "error": said}


def _refusals() -> tuple[type[ProtimeError], ...]:
    """Return the errors of one collection that say nothing of the others."""
    errors = sync_module("protime_sync.errors")
    return ResponseError, errors.TargetRefused, errors.TooManyDeletions


def _default() -> date:
    return date(date.today().year, 1, 1)
