"""An ASGI layer that lets requests go wrong as `faults` says."""

from __future__ import annotations

from collections.abc import Callable

import anyio
import httpx
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .faults import Fault, Faults
from .responses import CODES, Problem
from .wire import encoded


class Misbehaving:
    """The application, or what a fault makes of it."""

    def __init__(
        self,
        app: ASGIApp,
        faults: Faults,
        *,
        concerns: Callable[[str], bool],
        expire_tokens: Callable[[], None],
        note: Callable[[Scope, int], None],
    ) -> None:
        """Take the application, the faults, and which paths they concern.

        What a fault keeps from the application is noted here.
        """
        self._app = app
        self._faults = faults
        self._concerns = concerns
        self._expire_tokens = expire_tokens
        self._note = note

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or fail as planned."""
        fault = None
        if scope["type"] == "http" and self._concerns(scope["path"]):
            fault = self._faults.next(scope["method"], scope["path"])
        if fault is None:
            await self._app(scope, receive, send)
        elif fault.kind in ("status", "html"):
            self._note(scope, fault.status)
            await _error(fault)(scope, receive, send)
        elif fault.kind == "drop":
            self._note(scope, 0)
            _break(send, httpx.ReadError("The connection was dropped."))
        elif fault.kind == "lose":
            await self._lost(scope, receive, send)
        elif fault.kind in ("truncate", "garble"):
            await self._cut(fault, scope, receive, send)
        else:
            await self._delayed(fault, scope, receive, send)

    async def _lost(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def drop(_: Message) -> None:
            """Keep the response from the caller."""

        await self._app(scope, receive, drop)
        _break(send, httpx.ReadError("The connection was dropped."))

    async def _delayed(
        self, fault: Fault, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if fault.kind == "expire-tokens":
            self._expire_tokens()
        await anyio.sleep(fault.seconds)
        await self._app(scope, receive, send)

    async def _cut(
        self, fault: Fault, scope: Scope, receive: Receive, send: Send
    ) -> None:
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        start = messages[0]
        body = b"".join(message.get("body", b"") for message in messages[1:])
        half = body[: len(body) // 2]
        if fault.kind == "garble":
            start["headers"] = _with_length(start["headers"], len(half))
        await send(start)
        is_whole = fault.kind == "garble" or not body
        last = {"type": "http.response.body", "body": half, "more_body": not is_whole}
        await send(last)
        if not is_whole:
            _break(send, httpx.RemoteProtocolError("The connection ended in the body."))


def _with_length(
    headers: list[tuple[bytes, bytes]], length: int
) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in headers if name != b"content-length"]
    return [*kept, (b"content-length", str(length).encode())]


def _error(fault: Fault) -> Response:
    headers = {}
    if fault.retry_after is not None:
        headers["Retry-After"] = str(fault.retry_after)
    name = CODES.get(fault.status, "Error")
    if fault.kind == "html":
        page = f"<!doctype html><title>{name}</title><h1>{fault.status} {name}</h1>"
        return HTMLResponse(page, status_code=fault.status, headers=headers)
    body = encoded(Problem(fault.status, "A fault was asked for.").response().body)
    media = "application/json"
    return Response(body, status_code=fault.status, headers=headers, media_type=media)


def _break(send: Send, error: httpx.TransportError) -> None:
    """End the connection, or raise what a client in process would see of that.

    ASGI knows no way to break a connection; uvicorn's `send` is a method of what holds
    the socket's transport.
    """
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        raise error
    transport.close() if isinstance(
        error, httpx.RemoteProtocolError
    ) else transport.abort()
