"""``protime sync``: copies that follow their tenants, over `protime_sync` and dlt."""

from __future__ import annotations

import time
import warnings
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from attrs import define, evolve, field

from protime.catalog import CATALOG
from protime_cli import exits, values
from protime_cli.commands.copy_job import CopyJob, record
from protime_cli.commands.levels import check_levels, is_below, levels_of_options
from protime_cli.commands.status import standings
from protime_cli.commands.targets import Target, sync_module, target
from protime_cli.output.reports import show
from protime_cli.session.session import Session, current
from protime_cli.terminal import echo
from protime_runtime.asking.days import DateRange
from protime_runtime.catalog import CollectionInfo
from protime_runtime.errors import DeviationWarning, ProtimeError

Tenants: TypeAlias = Sequence[tuple[Session, Target]]


def sync(
    names: Sequence[str],
    every_collection: bool,
    excepted: Sequence[str],
    since: datetime | None,
    until: datetime | None,
    structure: Sequence[str],
    refs: Sequence[str],
    timezone: str | None,
    profiles: str | None,
    follow: bool,
    every: float,
    metrics: str | None,
    person: Sequence[int],
    backfill: datetime | None,
    output: str | None,
    to: str | None,
    dataset: str,
    state: str | None,
    **choices: bool,
) -> int:
    """Copy collections to the target, or bring their copies up to date."""
    # What is cleaned or set aside is reported once, however many turns there are.
    warnings.simplefilter("default", DeviationWarning)
    session = current()
    if person and not choices["full"]:
        raise click.UsageError("--person needs --full, which reads those people anew.")
    place = target(session, to, dataset, state)
    many = _tenants(session, place, profiles, shared=choices["tenant_column"])
    structures = levels_of_options(structure)
    wanted = chosen(names, every_collection, excepted, below=bool(structures))
    check_levels(wanted, structures)
    job = CopyJob(
        names=wanted,
        structures=structures,
        days=days_of_options(since, until),
        references=values.reference_types(refs),
        timezone=None if timezone is None else _zone(timezone),
        people=person,
        backfill=None if backfill is None else backfill.date(),
        **choices,
    )
    for remark in job.remarks():
        session.say(remark)
    turns = _Turns(many, output, metrics, follow)
    first = turns.take(job)
    while follow and first.done:
        # What ran once goes on: an outage must not end what follows for months.
        time.sleep(every)
        turns.take(job.later())
    return _status(first)


@define
class _Turn:
    """The results of all tenants and collections in one turn."""

    done: int = 0
    """Collections that are up to date."""
    aside: int = 0
    """Rows that could not be kept."""
    errors: list[ProtimeError] = field(factory=list)


@define
class _Turns:
    """One turn after another, for each tenant, whatever becomes of the others."""

    many: Tenants
    output: str | None
    metrics: str | None
    follows: bool = False
    count: int = 0
    _leases: dict[Target, Any] = field(factory=dict)
    _failed: dict[Target, str] = field(factory=dict)
    """Why the last turn of a tenant could not begin."""

    def take(self, job: CopyJob) -> _Turn:
        """Run for each tenant, and report; count what is up to date."""
        turn, self.count = _Turn(), self.count + 1
        self._failed.clear()
        for session, place in self.many:
            try:
                found = job.run(session, place, self._leases if self.follows else None)
            except ProtimeError as error:
                tell(session.profile, "", error)
                turn.errors.append(error)
                self._failed[place] = str(error)
                continue
            self._report(session, turn, found)
        if self.metrics is not None:
            self._write_metrics(self.metrics)
        return turn

    def _report(self, session: Session, turn: _Turn, found: Sequence[Any]) -> None:
        # Lines of a program that keeps running are told apart by time and turn.
        at = session.now().isoformat(timespec="seconds")
        more = {"at": at, "turn": self.count} if self.follows else {}
        show([{**record(each), **more} for each in found], self.output)
        for outcome in found:
            if outcome.error is not None:
                tell(session.profile, outcome.collection, outcome.error)
                turn.errors.append(outcome.error)
            else:
                turn.done += 1
            turn.aside += outcome.aside

    def _write_metrics(self, path: str) -> None:
        metrics = sync_module("protime_sync.metrics")
        session = self.many[0][0]
        try:
            rows = [
                evolve(row, error=self._failed.get(place, row.error))
                for place in dict.fromkeys(place for _, place in self.many)
                for row in standings(place)
            ]
            metrics.write_metrics(rows, path, session.now)
        except (ProtimeError, OSError) as error:
            echo(f"protime: {path}: {error}", err=True)


def tell(profile: str | None, collection: str, error: ProtimeError) -> None:
    """Print what went wrong with a collection of a tenant."""
    place = [part for part in ("protime", profile, collection) if part]
    echo(f"{': '.join(place)}: {exits.sentence(error)}", err=True)


def _status(turn: _Turn) -> int:
    found = {exits.kind_of(error).status for error in turn.errors}
    if not found and not turn.aside:
        return 0
    return exits.of_many(found, partly=bool(turn.done))


def _tenants(
    session: Session, place: Target, profiles: str | None, *, shared: bool
) -> Tenants:
    if profiles is None:
        return [(session, place)]
    # Tenants have rows of the same ids, so each has a schema of its own, unless a
    # column of the tables names it.
    return [
        (
            evolve(session, profile=name),
            place
            if shared
            else evolve(place, dataset=f"{place.dataset}_{name}".replace("-", "_")),
        )
        for name in profiles.split(",")
    ]


def chosen(
    names: Sequence[str],
    every_collection: bool,
    excepted: Sequence[str],
    *,
    below: bool = False,
) -> Sequence[str]:
    """Return the collections that are named, or all that can be copied but some.

    Args:
        names: Those that are named.
        every_collection: Whether it is all.
        excepted: Those that are left out of all.
        below: Whether those below activity structures are among all.

    Raises:
        click.UsageError: None is named, or names and ``--all`` are given.
        click.BadParameter: There is no such collection.
    """
    if bool(names) == every_collection:
        raise click.UsageError("Name collections, or give --all, and not both.")
    if excepted and not every_collection:
        raise click.UsageError("--except needs --all.")
    without = {_name(name) for text in excepted for name in text.split(",")}
    if not every_collection:
        return [_name(name) for name in names]
    return [
        info.name
        for info in CATALOG.values()
        if info.name not in without
        and (can_be_copied(info) or (below and is_below(info)))
    ]


def can_be_copied(info: CollectionInfo) -> bool:
    """Whether a collection is data of the tenant that can be listed as a whole."""
    # What cuts across all is how the API is used: webhooks, references.
    is_data = info.item is not None and info.domain != "cross-cutting"
    return is_data and any(
        operation.name == "list" and not operation.path_parameters
        for operation in info.operations
    )


def _name(text: str) -> str:
    name = text.replace("_", "-")
    if name not in CATALOG:
        raise click.BadParameter(values.unknown("collection", text, CATALOG))
    return name


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise click.BadParameter(f"There is no zone {name!r}.") from None


def days_of_options(since: datetime | None, until: datetime | None) -> DateRange | None:
    """Return the days that options say.

    Raises:
        click.UsageError: They say only the last one.
    """
    if since is None:
        if until is not None:
            raise click.UsageError("--until needs --since.")
        return None
    return DateRange(since.date(), None if until is None else until.date())
