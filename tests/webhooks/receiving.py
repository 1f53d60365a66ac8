"""A receiver in a process of its own: inbox, keys and port are its arguments."""

from __future__ import annotations

import sys
from functools import partial

import uvicorn

from protime_runtime.verifying import WebhookVerifier
from protime_sync.webhooks import Receiver, SqliteInbox, StoredRoutes, SubscriptionStore

HEADER = "X-Protime-Signature"


def main(inbox: str, keys: str, port: str) -> None:
    """Serve until killed."""
    routes = StoredRoutes(
        SubscriptionStore(keys), partial(WebhookVerifier, header=HEADER)
    )
    receiver = Receiver(SqliteInbox(inbox), routes)
    uvicorn.run(receiver, port=int(port), log_level="warning", access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
