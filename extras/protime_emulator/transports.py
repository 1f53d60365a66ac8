"""Ways to ask the application without a port."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
from anyio.from_thread import BlockingPortal
from starlette.types import ASGIApp


class PortalTransport(httpx.BaseTransport):
    """Lets a blocking client ask an ASGI application that runs behind a portal."""

    def __init__(self, app: ASGIApp, portal: BlockingPortal) -> None:
        """Take the application and the portal whose event loop it runs in."""
        self._inner = httpx.ASGITransport(app=app)
        self._portal = portal

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and wait for the whole answer."""
        content = request.read()
        return self._portal.call(self._send, request, content)

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
