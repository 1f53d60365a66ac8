"""What the reader of an example has already: a client, a state, what is imported."""

from __future__ import annotations

import hashlib
import hmac
import importlib
from datetime import date, timedelta
from functools import partial
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import protime

KEY = "a-private-key"
BODY = b'{"changeType": "Delete", "data": {"id": 7, "changeVersion": "0A"}}'


def given(client: protime.Protime) -> dict[str, object]:
    """Return the names that examples leave to their reader."""
    dlt, sync = importlib.import_module("dlt"), importlib.import_module("protime_sync")
    webhooks = importlib.import_module("protime_sync.webhooks")
    since = protime.DateRange(date(2026, 2, 1))
    inbox = webhooks.SqliteInbox("given.db")
    routes = webhooks.StoredRoutes(
        webhooks.SubscriptionStore("given-keys.db"),
        partial(protime.WebhookVerifier, header="X-Signature"),
    )
    signature = hmac.new(KEY.encode(), BODY, hashlib.sha256).hexdigest()
    return {
        **{name: getattr(protime, name) for name in protime.__all__},
        **{name: getattr(sync, name) for name in sync.__all__},
        **{name: getattr(webhooks, name) for name in webhooks.__all__},
        "date": date,
        "timedelta": timedelta,
        "partial": partial,
        "dlt": dlt,
        "client": client,
        "brussels": ZoneInfo("Europe/Brussels"),
        "january": protime.DateRange(date(2026, 1, 1), date(2026, 1, 31)),
        "since": since,
        "year": protime.DateRange(date(2026, 1, 1), date(2026, 12, 31)),
        "sync": sync.Sync(client, state=sync.SqliteState("given-state.db")),
        "inbox": inbox,
        "store": webhooks.SubscriptionStore("given-store.db"),
        "routes": routes,
        "receiver": webhooks.Receiver(inbox, routes),
        "get_asgi_application": lambda: None,
        "Mount": importlib.import_module("starlette.routing").Mount,
        "write": lambda change: None,
        "key": KEY,
        "raw_body": BODY,
        "request": SimpleNamespace(headers={"X-Signature": signature}),
    }
