"""Webhooks without a hole: a receiver, an inbox, subscriptions, and one live stream.

In the process that is reached from Protime::

    make_verifier = partial(WebhookVerifier, header="X-Signature")
    store, inbox = SubscriptionStore("keys.db"), SqliteInbox("inbox.db")
    app = Receiver(inbox, StoredRoutes(store, make_verifier))

and in the one that keeps the copy::

    live = Live(sync.follow("clockings", date=since), inbox)
    webhooks = Subscriptions(client, store, "https://acme.example/hooks", ["clockings"])
    webhooks.apply(resync=lambda collection: live.resync(write))    # every hour or so
    with live.batch(wait=timedelta(seconds=5)) as changes:
        for change in changes:
            write(change)
"""

from __future__ import annotations

from protime_sync.errors import need

need("sqlalchemy", "webhooks")

from protime_sync.webhooks.async_live import AsyncLive
from protime_sync.webhooks.consumer import Consumer, Seen
from protime_sync.webhooks.inbox import Counts, Inbox, Received, SetAside, Settled
from protime_sync.webhooks.listening import listening
from protime_sync.webhooks.live import Live
from protime_sync.webhooks.postgres_inbox import PostgresInbox
from protime_sync.webhooks.receiver import Receiver, Tally, beside
from protime_sync.webhooks.routes import (
    FixedRoutes,
    MakeVerifier,
    NotReady,
    Route,
    Routes,
    StoredRoutes,
)
from protime_sync.webhooks.sql_inbox import SqlInbox
from protime_sync.webhooks.sqlite_inbox import SqliteInbox
from protime_sync.webhooks.store import Stage, Subscription, SubscriptionStore
from protime_sync.webhooks.stream import LiveSeen
from protime_sync.webhooks.subscriptions import Subscriptions
from protime_sync.webhooks.waking import woken
from protime_sync.webhooks.wanted import Action, Wanted

__all__ = [
    "Action",
    "AsyncLive",
    "Consumer",
    "Counts",
    "FixedRoutes",
    "Inbox",
    "Live",
    "LiveSeen",
    "MakeVerifier",
    "NotReady",
    "PostgresInbox",
    "Received",
    "Receiver",
    "Route",
    "Routes",
    "Seen",
    "SetAside",
    "Settled",
    "SqlInbox",
    "SqliteInbox",
    "Stage",
    "StoredRoutes",
    "Subscription",
    "SubscriptionStore",
    "Subscriptions",
    "Tally",
    "Wanted",
    "beside",
    "listening",
    "woken",
]
