"""An ASGI application that takes events: verified, stored, and only then answered.

::

    app = Receiver(SqliteInbox("inbox.db"), routes)      # uvicorn module:app
    Mount("/protime", app)                               # in Starlette or FastAPI

``POST /<name>`` takes a delivery of the webhook of that name, ``GET /health`` reports
whether the inbox can be written, what waits in it, and how many deliveries were refused
since the receiver was made, by status. Nothing of a body is read before it is verified.

Source: how-to/set-up-webhooks/, concepts/webhook-lifecycle/ (answer with success, over
HTTPS; the time that Protime waits is not published, so the response comes at once).
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from attrs import define, field

from protime_runtime.errors import WebhookRefused
from protime_runtime.webhooks.signatures import ByName, by_name
from protime_sync.errors import StateError
from protime_sync.webhooks.bodies import Body, Limits, Refused, check_headers, is_json
from protime_sync.webhooks.inbox import Inbox, Received
from protime_sync.webhooks.routes import NotReady, Route, Routes
from protime_sync.webhooks.writer import Writer

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

log = logging.getLogger("protime.webhooks")

_RETRY = ((b"retry-after", b"5"),)


@define
class Tally:
    """What became of requests since the receiver was made."""

    stored: int = 0
    repeated: int = 0
    """Genuine, and in the inbox already: answered with success, not stored again."""
    refusals: Counter[int] = field(factory=Counter)
    """What was refused, by the status that said so: 401 for a missing or wrong
    signature."""
    failed: int = 0
    """Not stored for a fault of ours; Protime sends them again."""

    @property
    def refused(self) -> int:
        """All that was refused."""
        return self.refusals.total()


class Receiver:
    """Takes deliveries into an inbox; mountable wherever ASGI applications are."""

    def __init__(
        self,
        inbox: Inbox,
        routes: Routes,
        *,
        largest: int = 1024 * 1024,
        within: timedelta = timedelta(seconds=10),
        at_once: int = 64 * 1024 * 1024,
        json_only: bool = True,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take the inbox and what knows webhooks by name.

        Args:
            inbox: Keeps deliveries until they are consumed.
            routes: Tells each webhook's collection and verifier.
            largest: Bytes of a body; more are answered with 413.
            within: Time in which a body must have come; then 408.
            at_once: Bytes of all bodies that are held at the same time; then 503.
            json_only: Refuse other content types with 415; which one Protime sends is
                not published.
            now: The time, in UTC.
        """
        self._inbox = inbox
        self._routes = routes
        self._limits = Limits(largest=largest, within=within, at_once=at_once)
        self._json_only = json_only
        self._now = now
        self._writer = Writer(inbox)
        self._warned: set[tuple[int, str]] = set()
        self.tally = Tally()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1003})
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = _name(scope)
        if name == "health" and scope["method"] in ("GET", "HEAD"):
            await self._health(send)
            return
        try:
            await self._take(name, scope, receive)
        except Refused as refusal:
            self._note(name, refusal)
            await _send(send, refusal.status, refusal.headers)
        except StateError:
            self.tally.failed += 1
            log.exception("A delivery could not be stored")
            await _send(send, 503, _RETRY)
        else:
            await _send(send, 204)

    def _note(self, name: str, refusal: Refused) -> None:
        """Count what was refused, and warn the first time that a webhook's is."""
        if refusal.status >= 500:
            self.tally.failed += 1
        else:
            self.tally.refusals[refusal.status] += 1
        # Names of no webhook are whatever somebody asks for.
        kind = refusal.status, "" if refusal.status == 404 else name
        level = logging.INFO if kind in self._warned else logging.WARNING
        self._warned.add(kind)
        log.log(level, "A delivery was refused: %s", refusal)

    async def _take(self, name: str, scope: Scope, receive: Receive) -> None:
        route = self._route(name, scope)
        headers = by_name(scope["headers"])
        if self._json_only and not is_json(headers):
            raise Refused(415, "It is not JSON")
        try:
            route.verifier.expect_signature(headers)
        except WebhookRefused as error:
            # Which header it is, is not published: those that came may tell.
            raise Refused(401, f"{error}; there are {_names(headers)}") from None
        with Body(self._limits, check_headers(headers, self._limits)) as body:
            content = await body.read(receive)
            try:
                route.verifier.verify(content, headers, now=self._now())
            except WebhookRefused as error:
                raise Refused(401, str(error)) from None
            is_new = await self._writer.put(
                Received(
                    source=name,
                    collection=route.collection,
                    body=content,
                    received_at=self._now(),
                )
            )
        self.tally.stored += is_new
        self.tally.repeated += not is_new

    def _route(self, name: str, scope: Scope) -> Route:
        try:
            route = self._routes(name)
        except NotReady:
            raise Refused(503, "The webhook's key is not stored", _RETRY) from None
        if route is None:
            raise Refused(404, "There is no such webhook")
        if scope["method"] != "POST":
            raise Refused(405, "Deliveries are posted", ((b"allow", b"POST"),))
        return route

    async def _health(self, send: Send) -> None:
        try:
            counts = await self._writer.counts()
        except StateError:
            log.exception("The inbox cannot be used")
            await _send(send, 503, body={"ok": False})
            return
        refused = {str(status): n for status, n in sorted(self.tally.refusals.items())}
        waiting = {"waiting": counts.waiting, "aside": counts.aside}
        await _send(send, 200, body={"ok": True, **waiting, "refused": refused})

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            else:
                self.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def close(self) -> None:
        """End the thread that writes; servers do this by their lifespan."""
        self._writer.close()


def beside(receiver: Receiver, prefix: str, other: Any) -> Any:  # noqa: ANN401 - ASGI applications have no type of their own
    """Return an application that gives one prefix to the receiver.

    For Django and others that mount nothing::

        application = beside(receiver, "/protime", get_asgi_application())
    """
    prefix = prefix.rstrip("/")

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        if scope["type"] == "http" and path.startswith(f"{prefix}/"):
            await receiver(scope, receive, send)
        else:
            await other(scope, receive, send)

    return application


def _names(headers: ByName) -> str:
    return ", ".join(sorted(ascii(header[:40])[1:-1] for header in headers)[:30])


def _name(scope: Scope) -> str:
    return str(scope["path"]).rstrip("/").rpartition("/")[2]


async def _send(
    send: Send,
    status: int,
    headers: Iterable[tuple[bytes, bytes]] = (),
    body: object = None,
) -> None:
    content = b"" if body is None else json.dumps(body).encode()
    more = [(b"content-type", b"application/json")] if content else []
    # The length of a 204 must not be sent.
    length = [(b"content-length", b"%d" % len(content))] if status != 204 else []
    start = {"status": status, "headers": [*headers, *more, *length]}
    await send({"type": "http.response.start", **start})
    await send({"type": "http.response.body", "body": content})
