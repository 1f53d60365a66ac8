"""``protime sync`` and ``protime status``, over `protime_sync` and dlt."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeAlias, cast

import click
from attrs import evolve

from protime.api import API
from protime.catalog import CATALOG
from protime_cli import exits, values
from protime_cli.copying import Copying, Record
from protime_cli.session import Session, current
from protime_cli.tables import pairs
from protime_cli.targets import VARIABLE, Target, sync_module, target
from protime_runtime.errors import ProtimeError
from protime_runtime.filters import DateRange

Tenants: TypeAlias = Sequence[tuple[Session, Target]]

_TARGET = [
    click.Option(
        ["--to"],
        metavar="TARGET",
        help="duckdb:FILE, postgresql://host/database, delta:FOLDER (Delta tables), or"
        f" a destination of dlt by its name; {VARIABLE} if not given. With a password,"
        " only there.",
    ),
    click.Option(["--dataset"], default="protime", help="Schema of the tables."),
    click.Option(
        ["--state"], metavar="FOLDER", help="Where dlt keeps its pipelines; ~/.dlt."
    ),
]
_OUTPUT = click.Option(
    ["-o", "--output"],
    type=click.Choice(["table", "jsonl"]),
    help="Form of the report; a table on a terminal, else JSON Lines.",
)


def run(name: str, arguments: Sequence[str]) -> int:
    """Run ``sync`` or ``status`` with its arguments."""
    made = {"sync": _sync_command, "status": _status_command}[name]()
    parent = click.get_current_context().parent
    done: object = made.main(
        list(arguments), name, standalone_mode=False, parent=parent
    )
    return done if isinstance(done, int) else 0


def sync(
    names: Sequence[str],
    to: str | None,
    dataset: str,
    state: str | None,
    since: datetime | None,
    until: datetime | None,
    refs: Sequence[str],
    profiles: str | None,
    follow: bool,
    every: float,
    output: str | None,
) -> int:
    """Copy collections to the target, or bring their copies up to date."""
    session = current()
    place = target(session, to, dataset, state)
    copying = Copying(
        names=[_name(name) for name in names],
        days=_days(since, until),
        references=values.reference_types(refs),
    )
    for remark in copying.remarks():
        session.say(remark)
    many = _tenants(session, place, profiles)
    turn = partial(_turn, copying, many, output)
    done, errors = turn()
    while follow and done:
        # What ran once goes on: an outage must not end what follows for months.
        time.sleep(every)
        turn()
    return _status(done, errors)


def _turn(
    copying: Copying, many: Tenants, output: str | None
) -> tuple[int, list[ProtimeError]]:
    """Run for each tenant, whatever becomes of another; count what is up to date."""
    done, errors = 0, list[ProtimeError]()
    for session, place in many:
        try:
            found = copying.run(session, place)
        except ProtimeError as error:
            _tell(session.profile, "", error)
            errors.append(error)
            continue
        _print([one.record() for one in found], output)
        for one in found:
            if one.error is not None:
                _tell(session.profile, one.collection, one.error)
                errors.append(one.error)
        done += sum(one.error is None for one in found)
    return done, errors


def _tell(profile: str | None, collection: str, error: ProtimeError) -> None:
    place = [one for one in ("protime", profile, collection) if one]
    click.echo(f"{': '.join(place)}: {exits.sentence(error)}", err=True)


def _status(done: int, errors: Sequence[ProtimeError]) -> int:
    found = {exits.kind_of(one).status for one in errors}
    if (done and errors) or len(found) > 1:
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


def status(to: str | None, dataset: str, state: str | None, output: str | None) -> int:
    """Print how the copies in the target are doing."""
    session = current()
    place = target(session, to, dataset, state)
    with session.client() as client:
        tenant = client.settings.tenant
    found = list(_standing(place.pipeline(tenant).state, datetime.now(UTC)))
    if not found:
        session.say(f"Nothing was copied there yet: protime sync ... --to {to or ''}")
    _print(found, output)
    return 0


def _standing(state: Mapping[str, object], now: datetime) -> Iterator[Record]:
    keeping = sync_module("dlt_state").DltState
    for name, document in sorted(_resources(state).items()):
        if not isinstance(document, dict) or "feed" not in document:
            continue
        kept = keeping(document, stored=lambda _: (), tracks=False, leases=None)
        position = kept.load(document["feed"])
        if position is not None:
            follows = CATALOG[name.replace("_", "-")].delta
            left = position.used_at + timedelta(hours=API.delta_hours) - now
            hours = round(max(0.0, left.total_seconds() / 3600), 1)
            yield {
                "collection": name.replace("_", "-"),
                "phase": str(position.phase),
                "used": _moment(position.used_at),
                "changed": _moment(position.changed_at),
                "hours_left": hours if follows else None,
            }


def _resources(state: Mapping[str, object]) -> Mapping[str, object]:
    found: object = state
    for key in ("sources", "protime", "resources"):
        found = found.get(key, {}) if isinstance(found, Mapping) else {}
    return cast("Mapping[str, object]", found)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def _print(records: Sequence[Record], output: str | None) -> None:
    form = output or ("table" if sys.stdout.isatty() else "jsonl")
    if form == "jsonl":
        for one in records:
            click.echo(json.dumps(one))
    elif records:
        rows = [
            ["" if cell is None else f"{cell}" for cell in one.values()]
            for one in records
        ]
        click.echo(pairs(rows, [name.replace("_", " ") for name in records[0]]))
    sys.stdout.flush()


def _name(text: str) -> str:
    name = text.replace("_", "-")
    if name not in CATALOG:
        raise click.BadParameter(values.unknown("collection", text, CATALOG))
    return name


def _days(since: datetime | None, until: datetime | None) -> DateRange | None:
    if since is None:
        if until is not None:
            raise click.UsageError("--until needs --since.")
        return None
    return DateRange(since.date(), None if until is None else until.date())


def _sync_command() -> click.Command:
    day = click.DateTime(["%Y-%m-%d"])
    return click.Command(
        "sync",
        params=[
            click.Argument(["names"], nargs=-1, required=True, metavar="COLLECTION..."),
            *_TARGET,
            click.Option(["--since"], type=day, metavar="DAY", help="First day."),
            click.Option(["--until"], type=day, metavar="DAY", help="Last day."),
            click.Option(
                ["--refs"],
                multiple=True,
                metavar="COLLECTION:TYPE,...",
                help="Other systems' names to have columns of.",
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
            _OUTPUT,
        ],
        callback=sync,
        help=(
            "Copy collections into a warehouse; run again, only what changed is asked"
            " for, and deletions reach the copy."
        ),
    )


def _status_command() -> click.Command:
    return click.Command(
        "status",
        params=[*_TARGET, _OUTPUT],
        callback=status,
        help="Show how the copies in a target are doing; nothing is sent.",
    )
