"""``protime sync`` and ``protime status``, over `protime_sync` and dlt."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from types import ModuleType
from typing import Protocol, cast
from urllib.parse import urlsplit

import click

from protime.api import API
from protime.catalog import CATALOG
from protime_cli import values
from protime_cli.extras import extra
from protime_cli.session import Session, current
from protime_cli.tables import pairs
from protime_runtime.catalog import CollectionInfo
from protime_runtime.errors import ConfigurationError
from protime_runtime.filters import DateRange

TARGET_VARIABLE = "PROTIME_TARGET"
_TO = click.Option(
    ["--to"],
    metavar="TARGET",
    help="duckdb:FILE, postgresql://host/database, or a destination of dlt by its name;"
    f" {TARGET_VARIABLE} if not given. With a password, only there.",
)
_STATE = click.Option(
    ["--state"], metavar="FOLDER", help="Where dlt keeps its pipelines; ~/.dlt."
)
_DATASET = click.Option(["--dataset"], default="protime", help="Schema of the tables.")


class Pipeline(Protocol):
    """What is needed of a pipeline of dlt."""

    pipeline_name: str

    @property
    def state(self) -> Mapping[str, object]:
        """What the pipeline keeps."""


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
    days: str | None,
    refs: Sequence[str],
    dataset: str,
    state: str | None,
) -> int:
    """Copy collections to the target, or bring their copies up to date."""
    session = current()
    infos = [_info(name) for name in names]
    source = extra("protime_sync.dlt", "sync", "syncing")
    asked = values.reference_types(refs)
    with session.client() as client:
        filters = {one.name: _filter(one, days, session) for one in infos}
        wanted = {
            one.name: [
                ref for ref in asked if ref.collection in one.external_references
            ]
            for one in infos
        }
        made = source.protime_source(client, filters, external_references=wanted)
        pipeline = _pipeline(session, client.settings.tenant, to, dataset, state)
        source.run(pipeline, made)
        session.say(f"{', '.join(filters)}: up to date in {dataset}")
    return 0


def status(to: str | None, dataset: str, state: str | None) -> int:
    """Print how the copies in the target are doing."""
    session = current()
    extra("protime_sync.dlt", "sync", "syncing")
    with session.client() as client:
        tenant = client.settings.tenant
    pipeline = _pipeline(session, tenant, to, dataset, state)
    rows = list(_rows(pipeline.state, datetime.now(UTC)))
    if not rows:
        session.say(f"Nothing was copied there yet: protime sync ... --to {to or ''}")
    click.echo(pairs(rows, ("collection", "phase", "used", "hours left")))
    return 0


def _rows(state: Mapping[str, object], now: datetime) -> Iterator[Sequence[str]]:
    keeping = extra("protime_sync.dlt_state", "sync", "syncing").DltState
    for name, document in sorted(_resources(state).items()):
        if not isinstance(document, dict) or "feed" not in document:
            continue
        kept = keeping(document, stored=lambda _: (), tracks=False, leases=None)
        position = kept.load(document["feed"])
        if position is not None:
            left = position.used_at + timedelta(hours=API.delta_hours) - now
            hours = max(0.0, left.total_seconds() / 3600)
            follows = CATALOG[name.replace("_", "-")].delta
            yield (
                name,
                str(getattr(position.phase, "value", position.phase)),
                f"{position.used_at:%Y-%m-%d %H:%M}",
                f"{hours:.1f}" if follows else "no delta",
            )


def _resources(state: Mapping[str, object]) -> Mapping[str, object]:
    found: object = state
    for key in ("sources", "protime", "resources"):
        found = found.get(key, {}) if isinstance(found, Mapping) else {}
    return cast("Mapping[str, object]", found)


def _info(name: str) -> CollectionInfo:
    known = name.replace("_", "-")
    if known not in CATALOG:
        raise click.BadParameter(values.unknown("collection", name, CATALOG))
    return CATALOG[known]


def _filter(
    info: CollectionInfo, days: str | None, session: Session
) -> dict[str, object]:
    dated = [one for one in info.filters if one.wire == "date"]
    if not dated:
        return {}
    if days is not None:
        return {"date": values.days(days)}
    if not dated[0].required:
        return {}
    start = date(date.today().year, 1, 1)
    session.say(f"{info.name}: from {start} on; --date says otherwise")
    return {"date": DateRange(start)}


def _pipeline(
    session: Session, tenant: str, to: str | None, dataset: str, state: str | None
) -> Pipeline:
    target = to or session.environ.get(TARGET_VARIABLE)
    if not target:
        raise click.UsageError("Missing option '--to'.")
    if to and urlsplit(to).password:
        raise ConfigurationError(
            f"--to holds a password, which other users of the machine can see: put the"
            f" whole address into {TARGET_VARIABLE} instead."
        )
    os.environ.setdefault("RUNTIME__DLTHUB_TELEMETRY", "false")
    os.environ.setdefault("RUNTIME__LOG_LEVEL", "ERROR")
    dlt = extra("dlt", "sync", "syncing")
    digest = hashlib.sha256(target.encode()).hexdigest()[:8]
    made = dlt.pipeline(
        f"protime_{tenant}_{digest}".replace("-", "_"),
        destination=_destination(dlt, target),
        dataset_name=dataset,
        pipelines_dir=state,
    )
    return cast("Pipeline", made)


def _destination(dlt: ModuleType, target: str) -> object:
    name, colon, place = target.partition(":")
    if name in ("postgresql", "postgres"):
        return dlt.destinations.postgres(target)
    if colon and name == "duckdb":
        return dlt.destinations.duckdb(place)
    if colon:
        raise ConfigurationError(
            f"{target!r} is no target: duckdb:FILE, postgresql://host/database, or a"
            " destination of dlt by its name, which dlt's own settings describe."
        )
    return name


def _sync_command() -> click.Command:
    return click.Command(
        "sync",
        params=[
            click.Argument(["names"], nargs=-1, required=True, metavar="COLLECTION..."),
            _TO,
            click.Option(["--date", "days"], metavar="FROM..", help="Days to follow."),
            click.Option(
                ["--refs"],
                multiple=True,
                metavar="COLLECTION:TYPE,...",
                help="Other systems' names to have columns of.",
            ),
            _DATASET,
            _STATE,
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
        params=[_TO, _DATASET, _STATE],
        callback=status,
        help="Show how the copies in a target are doing; nothing is sent.",
    )
