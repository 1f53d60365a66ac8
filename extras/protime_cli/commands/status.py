"""``protime status``: how the copies in a target are doing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import cast

from protime.api import API
from protime.catalog import CATALOG
from protime_cli.commands.targets import sync_module, target
from protime_cli.output.reports import Record, show
from protime_cli.session.session import current


def status(to: str | None, dataset: str, state: str | None, output: str | None) -> int:
    """Print how the copies in the target are doing."""
    session = current()
    place = target(session, to, dataset, state)
    with session.client() as client:
        tenant = client.settings.tenant
    found = list(_standing(place.pipeline(tenant).state, datetime.now(UTC)))
    if not found:
        session.say(f"Nothing was copied there yet: protime sync ... --to {to or ''}")
    show(found, output)
    return 0


def _standing(state: Mapping[str, object], now: datetime) -> Iterator[Record]:
    keeping = sync_module("protime_sync.dlt.state").DltState
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
                "aside": position.aside,
                "older": position.older or None,
            }


def older(state: Mapping[str, object], collection: str) -> int | None:
    """Return the rows that a collection's last full load left out as older, if any."""
    document = _resources(state).get(collection.replace("-", "_"))
    position = document.get("position") if isinstance(document, Mapping) else None
    count = position.get("older", 0) if isinstance(position, Mapping) else 0
    return count if isinstance(count, int) and count else None


def _resources(state: Mapping[str, object]) -> Mapping[str, object]:
    found: object = state
    for key in ("sources", "protime", "resources"):
        found = found.get(key, {}) if isinstance(found, Mapping) else {}
    return cast("Mapping[str, object]", found)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
