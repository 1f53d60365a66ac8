"""A receiver in a process of its own: inbox, keys and port are its arguments."""

from __future__ import annotations

import socket
import sys
from functools import partial

import uvicorn

from protime_runtime.webhooks.verifier import WebhookVerifier
from protime_sync.webhooks import Receiver, SqliteInbox, StoredRoutes, SubscriptionStore

HEADER = "X-Signature"


def reusable(port: int) -> socket.socket:
    """Return a socket that is bound to a port beside another one of ours."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "SO_REUSEPORT"):
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind(("127.0.0.1", port))
    return made


def main(inbox: str, keys: str, port: str) -> None:
    """Serve until killed."""
    routes = StoredRoutes(
        SubscriptionStore(keys), partial(WebhookVerifier, header=HEADER)
    )
    receiver = Receiver(SqliteInbox(inbox), routes)
    config = uvicorn.Config(receiver, log_level="error", access_log=False)
    with reusable(int(port)) as listener:
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(*sys.argv[1:])
