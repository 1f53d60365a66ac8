"""Ways to ask the application without a port."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from threading import Thread
from typing import TypeVar

import httpx
from starlette.types import ASGIApp

T = TypeVar("T")


class Loop:
    """An event loop in a thread of its own, which keeps no program from ending."""

    def __init__(self) -> None:
        """Start the thread."""
        self._loop = asyncio.new_event_loop()
        run = self._loop.run_forever
        self._thread = Thread(target=run, name="protime-emulator", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[object, object, T]) -> T:
        """Return what a coroutine returns, after waiting for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self) -> None:
        """End the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        if not self._loop.is_running():  # As it seems to be while a program ends.
            self._loop.close()


class LoopTransport(httpx.BaseTransport):
    """Sends a blocking client's requests to an ASGI application in a loop."""

    def __init__(self, app: ASGIApp, loop: Loop) -> None:
        """Take the application and what it runs in."""
        self._inner = httpx.ASGITransport(app=app)
        self._loop = loop

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and wait for the whole response."""
        return self._loop.run(self._send(request, request.read()))

    async def _send(self, request: httpx.Request, content: bytes) -> httpx.Response:
        sent = httpx.Request(
            request.method,
            request.url,
            headers=request.headers,
            content=content,
            extensions=request.extensions,
        )
        response = await self._inner.handle_async_request(sent)
        body = await response.aread()
        return httpx.Response(
            response.status_code,
            headers=response.headers,
            stream=_Body(body),
            extensions=response.extensions,
        )


class _Body(httpx.SyncByteStream):
    """Bytes that are sent as they are, not decoded again."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        yield self._body
