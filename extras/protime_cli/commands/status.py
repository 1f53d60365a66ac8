"""``protime status``: how the copies in a target are doing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from protime_cli.commands.targets import Target, sync_module, target
from protime_cli.output.reports import Record, show
from protime_cli.session.session import current
from protime_cli.terminal import echo


def status(to: str | None, dataset: str, state: str | None, output: str | None) -> int:
    """Print how the copies in the target are doing."""
    session = current()
    place = target(session, to, dataset, state)
    found = standings(place)
    if not found:
        session.say(f"Nothing was copied there yet: protime sync ... --to {to or ''}")
    if output == "prometheus":
        metrics = sync_module("protime_sync.metrics")
        echo(metrics.metrics_text(found, session.now).rstrip("\n"))
        return 0
    show([_record(standing, session.now()) for standing in found], output)
    return 0


def standings(place: Target) -> Sequence[Any]:
    """Return the rows of a target's control table, whichever tenants they are of.

    Raises:
        TargetFailed: The target cannot be read.
    """
    opening = sync_module("protime_sync.target.opening")
    control = sync_module("protime_sync.target.control")
    pipeline = place.pipeline("status")
    with sync_module("protime_sync.causes").telling(place.name):
        rows = control.control_of(opening.target_of(pipeline)).standings()
    return sorted(rows, key=lambda row: (row.tenant, row.collection))


def _record(standing: Any, now: datetime) -> Record:  # noqa: ANN401
    lease = standing.lease
    reads = lease is not None and lease.is_in_force(now)
    return {
        "tenant": standing.tenant,
        "collection": standing.collection,
        "phase": standing.phase,
        "rows": standing.rows,
        "since": None if standing.since is None else str(standing.since),
        "followed_since": _if_other(standing.followed_since, standing.since),
        "used": _moment(standing.used_at),
        "changed": _moment(standing.changed_at),
        "hours_left": _hours_left(standing, now),
        "aside": standing.aside,
        "older": standing.older or None,
        "read_by": lease.owner if reads else None,
        "error": standing.error,
    }


def _hours_left(standing: Any, now: datetime) -> float | None:  # noqa: ANN401
    left: timedelta | None = standing.link_left(now)
    return None if left is None else round(left.total_seconds() / 3600, 1)


def _if_other(day: object, usual: object) -> str | None:
    return None if day is None or day == usual else str(day)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
