"""A tenant that really delivers, and a copy of it that is kept by webhooks."""

from __future__ import annotations

from datetime import date
from typing import Any

import httpx

from protime import DateRange, NewWebhook, Protime, WebhookCollection
from protime_emulator import Emulator
from protime_emulator.deliveries import Signature
from protime_runtime.messages import Upsert
from protime_sync import Sync
from protime_sync.feeds.feed import Batch
from protime_sync.webhooks import SqliteInbox

from .conftest import received
from .signing import HEADER

TODAY = date(2026, 3, 2)
AGENT = "Hooks/v1 (Acme)"
SINCE = date(2026, 2, 1)
FEBRUARY = DateRange(SINCE)

Rows = dict[object, dict[str, object]]


def emulated(**more: Any) -> Emulator:
    """Return a tenant whose deliveries are signed as the tests' receivers expect."""
    options: dict[str, Any] = {"people": 5, "days": 35, "seed": 1, "page_size": 500}
    signature = Signature(header=HEADER)
    return Emulator(today=TODAY, signature=signature, **{**options, **more})


def client_of(emulator: Emulator) -> Protime:
    """Return a client in process."""
    settings = emulator.settings()
    return Protime(**settings, user_agent=AGENT, http=emulator.http())


def sync_of(emulator: Emulator, state: Any) -> Sync:
    """Return feeds on the tenant's time."""
    clock = emulator.clock
    return Sync(client_of(emulator), state, now=clock.now, today=clock.today)


def apply(batch: Batch[Any], copy: Rows) -> int:
    """Apply a batch, and check that no older version comes over a newer one."""
    count = 0
    for change in batch:
        count += 1
        if isinstance(change, Upsert):
            before = copy.get(change.id, {}).get("version", "")
            assert str(before) <= str(change.change_version)
            copy[change.id] = {
                "version": change.change_version,
                "minutes": change.item.time_of_day_in_minutes,
                "status": str(change.item.status),
            }
        else:
            copy.pop(change.id, None)
    return count


def tenant(emulator: Emulator) -> Rows:
    """Return what a copy of the clockings since February must be."""
    return {
        row["id"]: {
            "version": row["changeVersion"],
            "minutes": row["timeOfDayInMinutes"],
            "status": str(row.get("status")),
        }
        for row in emulator.collection("clockings")
        if str(row["date"]) >= SINCE.isoformat()
    }


def clocking(
    minutes: int, day: str = "2026-02-27", person: int = 1
) -> dict[str, object]:
    """Return a clocking to add."""
    return {
        "person": {"id": person},
        "date": day,
        "timeOfDayInMinutes": minutes,
        "kind": "InOut",
    }


class Postbox:
    """Takes deliveries of clockings into the inbox, or loses them."""

    def __init__(self, inbox: SqliteInbox) -> None:
        self.inbox = inbox
        self.loses = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if not self.loses:
            self.inbox.put([received(request.content)])
        return httpx.Response(204)


def subscribe(emulator: Emulator, collection: str) -> None:
    """Create a webhook."""
    client_of(emulator).webhooks.create(
        NewWebhook(
            destination_url="https://hooks.example/hook",
            collection_name=WebhookCollection(collection),
        )
    )
