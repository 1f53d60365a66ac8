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
from protime_cli import exits
from protime_cli.commands.copying import Copying
from protime_cli.commands.targets import OPTIONS, Target, target
from protime_cli.output.reports import OUTPUT, show
from protime_cli.output.telling import tell
from protime_cli.parameters import values
from protime_cli.session.session import Session, current
from protime_runtime.asking.filters import DateRange
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
    **place: Any,  # noqa: ANN401 - of OPTIONS
) -> int:
    """Copy collections to the target, or bring their copies up to date."""
    # What is cleaned or set aside is told once, however many turns there are.
    warnings.simplefilter("default", DeviationWarning)
    session = current()
    many = _tenants(session, target(session, **place), profiles)
    copying = Copying(
        names=[_name(name) for name in names],
        days=_days(since, until),
        references=values.reference_types(refs),
        timezone=None if timezone is None else _zone(timezone),
        allow_deletions=allow_deletions,
        accept_older=accept_older,
    )
    for remark in copying.remarks():
        session.say(remark)
    first = _turn(copying, many, output)
    # What was allowed was allowed for what is known now, and not for months.
    later = evolve(copying, allow_deletions=False, accept_older=False)
    while follow and first.done:
        # What ran once goes on: an outage must not end what follows for months.
        time.sleep(every)
        _turn(later, many, output)
    return _status(first)


@define
class _Turn:
    """What came of all tenants and collections in one turn."""

    done: int = 0
    """Collections that are up to date."""
    aside: int = 0
    """Rows that could not be kept."""
    errors: list[ProtimeError] = field(factory=list)


def _turn(copying: Copying, many: Tenants, output: str | None) -> _Turn:
    """Run for each tenant, whatever becomes of another; count what is up to date."""
    turn = _Turn()
    for session, place in many:
        try:
            found = copying.run(session, place)
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
    tell(f"{': '.join(place)}: {exits.sentence(error)}", err=True)


def _status(turn: _Turn) -> int:
    found = {exits.kind_of(error).status for error in turn.errors}
    if (turn.done and (found or turn.aside)) or len(found) > 1:
        return exits.PARTLY.status
    return found.pop() if found else 0


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


def command() -> click.Command:
    """Return the command, which its words are parsed by."""
    day = click.DateTime(["%Y-%m-%d"])
    return click.Command(
        "sync",
        params=[
            click.Argument(["names"], nargs=-1, required=True, metavar="COLLECTION..."),
            *OPTIONS,
            click.Option(["--since"], type=day, metavar="DAY", help="First day."),
            click.Option(["--until"], type=day, metavar="DAY", help="Last day."),
            click.Option(
                ["--refs"],
                multiple=True,
                metavar="COLLECTION:TYPE,...",
                help="Other systems' names to have columns of.",
            ),
            click.Option(
                ["--timezone"],
                metavar="ZONE",
                help="Add points in time to minutes of a day: Europe/Brussels.",
            ),
            click.Option(
                ["--profiles"],
                metavar="NAME,...",
                help="Several tenants, each into a schema DATASET_NAME; none waits for"
                " another that fails.",
            ),
            click.Option(["--follow"], is_flag=True, help="Keep running."),
            click.Option(
                ["--every"],
                type=click.FloatRange(min=0),
                default=60,
                show_default=True,
                metavar="SECONDS",
                help="Pause between two turns of --follow.",
            ),
            click.Option(
                ["--allow-deletions"],
                is_flag=True,
                help="Let this run's full loads delete what they do not bring. Without"
                " it, more than 100 rows that are more than half of those in the window"
                " stop a collection.",
            ),
            click.Option(
                ["--accept-older"],
                is_flag=True,
                help="Let this run's full loads bring older versions than the copy"
                " holds, as after the tenant was restored.",
            ),
            OUTPUT,
        ],
        callback=sync,
        help=(
            "Copy collections into a warehouse; run again, only what changed is asked"
            " for, and deletions reach the copy."
        ),
    )
