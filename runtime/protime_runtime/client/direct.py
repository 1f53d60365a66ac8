"""httpx's clients that hand a request to its transport, and do no more.

Connections, certificates, HTTP/2, compression and errors are the transport's. Left out
are cookies, redirects, authentication and hooks of httpx, which no request here needs:
they take a third of its time, and keep each response with its body in a circle, until
the garbage collector runs.
"""

from __future__ import annotations

import ssl

import httpx


class DirectClient(httpx.Client):
    """A client that blocks, without proxies."""

    def __init__(self, *, timeout: float, http2: bool, verify: ssl.SSLContext) -> None:
        """Take what a client of httpx takes."""
        self._direct = httpx.HTTPTransport(verify=verify, http2=http2)
        super().__init__(timeout=timeout, http2=http2, transport=self._direct)

    def send(self, request: httpx.Request, **_: object) -> httpx.Response:
        """Send a request and read the whole response.

        Raises:
            RuntimeError: The client was closed.
        """
        if self.is_closed:
            raise RuntimeError("The client was closed.")
        response = self._direct.handle_request(request)
        try:
            response.read()
        except BaseException:
            response.close()
            raise
        return response


class AsyncDirectClient(httpx.AsyncClient):
    """A client that is awaited, without proxies."""

    def __init__(self, *, timeout: float, http2: bool, verify: ssl.SSLContext) -> None:
        """Take what a client of httpx takes."""
        self._direct = httpx.AsyncHTTPTransport(verify=verify, http2=http2)
        super().__init__(timeout=timeout, http2=http2, transport=self._direct)

    async def send(self, request: httpx.Request, **_: object) -> httpx.Response:
        """Send a request and read the whole response.

        Raises:
            RuntimeError: The client was closed.
        """
        if self.is_closed:
            raise RuntimeError("The client was closed.")
        response = await self._direct.handle_async_request(request)
        try:
            await response.aread()
        except BaseException:
            await response.aclose()
            raise
        return response
