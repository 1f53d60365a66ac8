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
from protime_cli.commands.copy_job import CopyJob
from protime_cli.commands.targets import Target, target
from protime_cli.output.reports import show
from protime_cli.session.session import Session, current
from protime_cli.terminal import echo
from protime_runtime.asking.days import DateRange
from protime_runtime.errors import DeviationWarning, ProtimeError

Tenants: TypeAlias = Sequence[tuple[Session, Target]]


def sync(
    names: Sequence[str],
    since: datetime | None,
    until: datetime | None,
    refs: Sequence[str],
    timezone: str | None,
    profiles: str | None,
    follow: bool,
    every: float,
    allow_deletions: bool,
    accept_older: bool,
    output: str | None,
    **place: Any,  # noqa: ANN401 - where to
) -> int:
    """Copy collections to the target, or bring their copies up to date."""
    # What is cleaned or set aside is reported once, however many turns there are.
    warnings.simplefilter("default", DeviationWarning)
    session = current()
    many = _tenants(session, target(session, **place), profiles)
    job = CopyJob(
        names=[_name(name) for name in names],
        days=_days(since, until),
        references=values.reference_types(refs),
        timezone=None if timezone is None else _zone(timezone),
        allow_deletions=allow_deletions,
        accept_older=accept_older,
    )
    for remark in job.remarks():
        session.say(remark)
    first = _turn(job, many, output)
    # What was allowed was allowed for what is known now, and not for months.
    later = evolve(job, allow_deletions=False, accept_older=False)
    while follow and first.done:
        # What ran once goes on: an outage must not end what follows for months.
        time.sleep(every)
        _turn(later, many, output)
    return _status(first)


@define
class _Turn:
    """The results of all tenants and collections in one turn."""

    done: int = 0
    """Collections that are up to date."""
    aside: int = 0
    """Rows that could not be kept."""
    errors: list[ProtimeError] = field(factory=list)


def _turn(job: CopyJob, many: Tenants, output: str | None) -> _Turn:
    """Run for each tenant, whatever becomes of another; count what is up to date."""
    turn = _Turn()
    for session, place in many:
        try:
            found = job.run(session, place)
        except ProtimeError as error:
            _tell(session.profile, "", error)
            turn.errors.append(error)
            continue
        show([copy.record() for copy in found], output)
        for copy in found:
            if copy.error is not None:
                _tell(session.profile, copy.collection, copy.error)
                turn.errors.append(copy.error)
            else:
                turn.done += 1
            turn.aside += copy.aside
    return turn


def _tell(profile: str | None, collection: str, error: ProtimeError) -> None:
    place = [part for part in ("protime", profile, collection) if part]
    echo(f"{': '.join(place)}: {exits.sentence(error)}", err=True)


def _status(turn: _Turn) -> int:
    found = {exits.kind_of(error).status for error in turn.errors}
    if not found and not turn.aside:
        return 0
    return exits.of_many(found, partly=bool(turn.done))


def _tenants(session: Session, place: Target, profiles: str | None) -> Tenants:
    if profiles is None:
        return [(session, place)]
    # Tenants have rows of the same ids, so each has a schema of its own.
    return [
        (
            evolve(session, profile=name),
            evolve(place, dataset=f"{place.dataset}_{name}".replace("-", "_")),
        )
        for name in profiles.split(",")
    ]


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


def _days(since: datetime | None, until: datetime | None) -> DateRange | None:
    if since is None:
        if until is not None:
            raise click.UsageError("--until needs --since.")
        return None
    return DateRange(since.date(), None if until is None else until.date())
