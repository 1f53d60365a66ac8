"""A delivery is stored before its answer, once, and only if it is genuine."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx
import pytest

from protime_runtime.webhooks.verifier import Timestamp
from protime_sync import StateError
from protime_sync.webhooks import (
    FixedRoutes,
    PostgresInbox,
    Received,
    Receiver,
    Route,
    SqliteInbox,
    beside,
)

from ..postgres import Server
from .asgi import ask, pairs
from .conftest import event, make_verifier
from .signing import HEADER, KEY, signed

BODY = event(1, "A")
GENUINE = pairs(signed(BODY))


async def test_a_genuine_delivery_is_stored_and_then_answered(
    receiver: Receiver, inbox: SqliteInbox
) -> None:
    """In any parts, with the collection of its webhook, as the bytes that came."""
    answer = await ask(
        receiver, "/hooks/hook", [BODY[:5], b"", BODY[5:]], headers=GENUINE
    )
    assert (answer.status, answer.body) == (204, b"")
    (waiting,) = inbox.waiting("clockings", 9)
    assert (waiting.body, waiting.source) == (BODY, "hook")


async def test_a_repeated_delivery_is_answered_alike_and_not_stored(
    receiver: Receiver, inbox: SqliteInbox
) -> None:
    """Protime must not send it again, and a replay must not fill the disk."""
    for _ in range(3):
        assert (await ask(receiver, "/hook", [BODY], headers=GENUINE)).status == 204
    assert inbox.counts().waiting == 1
    assert (receiver.tally.stored, receiver.tally.repeated) == (1, 2)


async def test_many_at_once_share_transactions(
    receiver: Receiver, inbox: SqliteInbox
) -> None:
    """Each answer still comes after its own row."""
    bodies = [event(id, "A") for id in range(300)]
    answers = await asyncio.gather(
        *(ask(receiver, "/hook", [one], headers=pairs(signed(one))) for one in bodies)
    )
    assert {one.status for one in answers} == {204}
    assert {one.body for one in inbox.waiting("clockings", 999)} == set(bodies)


async def test_what_is_unsigned_is_refused_before_its_body_is_read(
    receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    """The log names the headers that came, since which one signs is not published."""
    headers = [pair for pair in GENUINE if pair[0] != HEADER.lower().encode()]
    asked: list[object] = []

    async def receive() -> dict[str, Any]:
        asked.append("a body")
        return {"type": "http.request", "body": BODY, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        asked.append(message.get("status"))

    scope = {"type": "http", "method": "POST", "path": "/hook", "headers": headers}
    with caplog.at_level("INFO", "protime.webhooks"):
        await receiver(scope, receive, send)
    assert asked == [401, None]
    assert "there are content-" in caplog.text


class Broken:
    """An inbox whose disk is full."""

    def put(self, deliveries: Sequence[Received]) -> Sequence[bool]:
        raise StateError("disk full")

    def counts(self) -> object:
        raise StateError("disk full")

    def close(self) -> None:
        """Nothing is open."""


async def test_what_cannot_be_stored_is_not_confirmed() -> None:
    """503, so that Protime sends it again; health says it too."""
    inbox: Any = Broken()
    route = Route(collection="clockings", verifier=make_verifier([KEY]))
    receiver = Receiver(inbox, FixedRoutes({"hook": route}))
    answer = await ask(receiver, "/hook", [BODY], headers=GENUINE)
    assert answer.status == 503
    assert answer.headers[b"retry-after"]
    health = await ask(receiver, "/health", method="GET")
    assert (health.status, json.loads(health.body)) == (503, {"ok": False})
    assert receiver.tally.failed == 1
    receiver.close()


async def test_a_database_that_was_down_loses_nothing(
    server: Server, postgres_inbox: PostgresInbox
) -> None:
    """503 meanwhile; what was confirmed before is there, and what comes then is too."""
    route = Route(collection="clockings", verifier=make_verifier([KEY]))
    receiver = Receiver(postgres_inbox, FixedRoutes({"hook": route}))
    other = event(2, "A")
    headers = pairs(signed(other))
    assert (await ask(receiver, "/hook", [BODY], headers=GENUINE)).status == 204
    server.stop()
    assert (await ask(receiver, "/hook", [other], headers=headers)).status == 503
    server.start()
    assert (await ask(receiver, "/hook", [other], headers=headers)).status == 204
    receiver.close()
    assert len(postgres_inbox.waiting("clockings", 9)) == 2
    server.stop()
    server.start()
    # By a connection from before, which nobody has missed.
    found = [one.body for one in postgres_inbox.waiting("clockings", 9)]
    assert found == [BODY, other]


async def test_health_tells_what_waits(receiver: Receiver) -> None:
    """And nothing about webhooks or their keys."""
    await ask(receiver, "/hook", [BODY], headers=GENUINE)
    answer = await ask(receiver, "/protime/health", method="GET")
    assert json.loads(answer.body) == {
        "ok": True,
        "waiting": 1,
        "aside": 0,
        "refused": {},
    }


async def test_a_replay_out_of_time_is_refused(inbox: SqliteInbox) -> None:
    """If events tell their time, and it is signed."""
    import hashlib
    import hmac

    verifier = make_verifier(
        [KEY], signed="{X-Time}{body}", timestamp=Timestamp(name="X-Time")
    )
    receiver = Receiver(
        inbox, FixedRoutes({"hook": Route(collection="", verifier=verifier)})
    )
    for age, status in ((0, 204), (600, 401), (-600, 401)):
        text = str(int((datetime.now(UTC) - timedelta(seconds=age)).timestamp()))
        message = text.encode() + BODY
        value = hmac.new(KEY.encode(), message, hashlib.sha256).hexdigest()
        headers = pairs({"X-Time": text, "X-Signature": value})
        assert (await ask(receiver, "/hook", [BODY], headers=headers)).status == status
    receiver.close()


async def test_lifespan_and_websockets_are_answered(receiver: Receiver) -> None:
    """As servers ask for; a WebSocket is closed."""
    sent: list[Any] = []
    kinds = ["lifespan.startup", "lifespan.shutdown", "websocket.connect"]

    async def receive() -> dict[str, str]:
        return {"type": kinds.pop(0)}

    async def send(message: Any) -> None:
        sent.append(message["type"])

    await receiver({"type": "lifespan"}, receive, send)
    await receiver({"type": "websocket"}, receive, send)
    assert sent == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
        "websocket.close",
    ]


async def test_a_shutdown_ends_the_thread_that_writes(
    receiver: Receiver, inbox: SqliteInbox
) -> None:
    """A server that has stopped leaves none; what it stored is there."""
    before = set(threading.enumerate())
    assert (await ask(receiver, "/hook", [BODY], headers=GENUINE)).status == 204
    begun = set(threading.enumerate()) - before
    assert begun
    kinds = ["lifespan.startup", "lifespan.shutdown"]

    async def receive() -> dict[str, str]:
        return {"type": kinds.pop(0)}

    async def send(_: object) -> None:
        """Hear it."""

    await receiver({"type": "lifespan"}, receive, send)
    for thread in begun:
        await asyncio.to_thread(thread.join, 20)
        assert not thread.is_alive()
    assert inbox.counts().waiting == 1


async def post(app: Any, path: str, body: bytes = BODY) -> int:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.post(path, content=body, headers=signed(body))
    return answer.status_code


async def test_it_can_be_mounted_in_starlette(
    receiver: Receiver, inbox: SqliteInbox
) -> None:
    """Below a prefix, beside other routes."""
    from starlette.applications import Starlette
    from starlette.routing import Mount

    app = Starlette(routes=[Mount("/protime", app=receiver)])
    assert await post(app, "/protime/hook") == 204
    assert await post(app, "/protime/other") == 404
    assert inbox.counts().waiting == 1


async def test_it_can_be_mounted_in_fastapi(
    receiver: Receiver, inbox: SqliteInbox
) -> None:
    """As any sub-application."""
    fastapi = pytest.importorskip("fastapi")
    app = fastapi.FastAPI()
    app.mount("/protime", receiver)
    assert await post(app, "/protime/hook") == 204
    assert inbox.counts().waiting == 1


async def test_it_stands_beside_django(receiver: Receiver, inbox: SqliteInbox) -> None:
    """Django mounts no ASGI application, so one prefix is given to the receiver."""
    pytest.importorskip("django")
    from django.conf import settings
    from django.core.asgi import get_asgi_application

    if not settings.configured:
        settings.configure(
            SECRET_KEY="x", ROOT_URLCONF=(), ALLOWED_HOSTS=["*"], USE_TZ=True
        )
    app = beside(receiver, "/protime", get_asgi_application())
    assert await post(app, "/protime/hook") == 204
    assert await post(app, "/elsewhere") == 404
    assert inbox.counts().waiting == 1


def test_it_runs_behind_wsgi(receiver: Receiver, inbox: SqliteInbox) -> None:
    """By an adapter that keeps one event loop, on a server with a thread a request."""
    adapter = pytest.importorskip("a2wsgi").ASGIMiddleware(receiver)
    bodies = [event(id, "A") for id in range(20)]
    with (
        _wsgi_served(adapter) as url,
        httpx.Client(base_url=url, trust_env=False) as client,
        ThreadPoolExecutor(8) as threads,
    ):

        def status(body: bytes, **more: str) -> int:
            headers = {**signed(body), **more}
            return client.post("/hook", content=body, headers=headers).status_code

        assert set(threads.map(status, bodies)) == {204}
        assert status(BODY, **{HEADER: "0" * 64}) == 401
        assert client.get("/health").json() == {
            "ok": True,
            "waiting": 20,
            "aside": 0,
            "refused": {"401": 1},
        }
    assert {one.body for one in inbox.waiting("clockings", 99)} == set(bodies)
    large = b"x" * 2**21
    transport = httpx.WSGITransport(app=adapter)
    with httpx.Client(transport=transport, base_url="http://test") as client:
        answer = client.post("/hook", content=large, headers=signed(large))
    assert answer.status_code == 413


@contextmanager
def _wsgi_served(app: Any) -> Iterator[str]:
    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with make_server("127.0.0.1", 0, app, Server, Quiet) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("request_", "status", "said"),
    [
        ({"headers": []}, 401, "The header X-Signature is missing; there are "),
        ({"headers": [(b"x-signature", b"00")]}, 401, "signature"),
        ({"method": "GET"}, 405, "posted"),
        ({"name": "/nobody"}, 404, "no such webhook"),
    ],
    ids=str,
)
async def test_refusals_are_counted_and_warned_of_once(
    receiver: Receiver,
    caplog: pytest.LogCaptureFixture,
    request_: dict[str, Any],
    status: int,
    said: str,
) -> None:
    """One warning says why; all are in /health, by their status."""
    asked = dict(request_)
    name = str(asked.pop("name", "/hook"))
    caplog.set_level("INFO", "protime.webhooks")
    for _ in range(3):
        answer = await ask(receiver, name, [BODY], **asked)
        assert answer.status == status
    levels = [record.levelname for record in caplog.records]
    assert levels == ["WARNING", "INFO", "INFO"]
    assert said in caplog.records[0].message
    health = await ask(receiver, "/health", method="GET")
    assert json.loads(health.body)["refused"] == {str(status): 3}
