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

from .async_live import AsyncLive
from .consumer import Consumer, Seen
from .inbox import Counts, Inbox, Received, SetAside, Settled
from .listening import listening
from .live import Live
from .postgres_inbox import PostgresInbox
from .receiver import Receiver, Tally, beside
from .registry import MODELS
from .routes import FixedRoutes, MakeVerifier, NotReady, Route, Routes, StoredRoutes
from .sqlite_inbox import SqliteInbox
from .store import Stage, Subscription, SubscriptionStore
from .stream import LiveSeen
from .subscriptions import Subscriptions
from .waking import woken
from .wanted import Action, Wanted

__all__ = [
    "MODELS",
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
