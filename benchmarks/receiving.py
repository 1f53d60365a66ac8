"""The servers that benchmarks.webhooks sends to: ``receiving.py NAME PORT``."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from typing import Any

from benchmarks.delivering import HEADER, KEY

transactions = 0


def bare() -> Any:
    """Return a Starlette application that stores nothing."""
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    async def take(request: Request) -> Response:
        await request.body()
        return Response(status_code=204)

    return Starlette(routes=[Route("/hook", take, methods=["POST"])])


def ours() -> Any:
    """Return the receiver with an inbox in the working folder."""
    from protime_runtime.webhooks.verifier import WebhookVerifier
    from protime_sync.webhooks import (
        FixedRoutes,
        Received,
        Receiver,
        Route,
        SqliteInbox,
    )

    class Counted(SqliteInbox):
        """Counts transactions."""

        def put(self, deliveries: Sequence[Received]) -> Sequence[bool]:
            global transactions
            transactions += 1
            return super().put(deliveries)

    verifier = WebhookVerifier([KEY], header=HEADER)
    routes = FixedRoutes({"hook": Route(collection="clockings", verifier=verifier)})
    return Receiver(Counted("inbox.db"), routes)


def spent(app: Any) -> Any:
    """Return the application with ``/spent``: CPU time and transactions so far."""

    async def application(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] != "/spent":
            await app(scope, receive, send)
            return
        found = {"cpu": time.process_time(), "transactions": transactions}
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": json.dumps(found).encode()})

    return application


if __name__ == "__main__":
    import uvicorn

    made = {"receiver": ours, "bare Starlette": bare}[sys.argv[1]]
    uvicorn.run(
        spent(made()), port=int(sys.argv[2]), log_level="warning", access_log=False
    )
