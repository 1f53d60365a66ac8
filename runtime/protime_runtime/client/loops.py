"""What belongs to one event loop: connections, and the lock around the token.

Sockets and locks of asyncio work in the loop that they were first used in. A client
that outlives a loop, as with one ``asyncio.run`` after another, gets others in the next
one. A loop closes what it had when it ends, as it ends all generators that it began.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable

from protime_runtime.client.transport import AsyncHttpClient, Connection
from protime_runtime.errors import ClientClosed
from protime_runtime.process import Lock


class LoopConnection(Connection[AsyncHttpClient]):
    """The connections of one loop, and the lock around its token."""

    def __init__(
        self, given: AsyncHttpClient | None, make: Callable[[], AsyncHttpClient]
    ) -> None:
        """Take the HTTP client that was given, or make one."""
        super().__init__(given, make)
        self.token_lock = asyncio.Lock()
        self._closing: AsyncGenerator[None, None] | None = None
        self._used: AsyncHttpClient | None = None

    async def taken(self) -> AsyncHttpClient:
        """Return the HTTP client for one request, after which it is given back.

        Raises:
            ClientClosed: The client was closed.
        """
        http = self.take()
        if self.owned and self._used is not http:
            self._used, self._closing = http, _closing(http)
            await anext(self._closing)  # From here on, the loop will end it.
        return http

    async def end(self, http: AsyncHttpClient | None) -> None:
        """Close the HTTP client, if there is one to be closed."""
        if http is not None and self._closing is not None:
            await self._closing.aclose()
        elif http is not None:
            await http.aclose()


async def _closing(http: AsyncHttpClient) -> AsyncGenerator[None, None]:
    """Close an HTTP client when this is closed, be it by the end of the loop."""
    try:
        yield
    finally:
        await http.aclose()


class Loops:
    """The connections of an awaited client, and of all `with_options` made of it."""

    def __init__(
        self, given: AsyncHttpClient | None, make: Callable[[], AsyncHttpClient]
    ) -> None:
        """Take the HTTP client that was given, or make one for the first loop."""
        self._given = given
        self._make = make
        self._closed = False
        self._lock = Lock()
        self._unused: LoopConnection | None = LoopConnection(given, make)
        self._by_loop: dict[asyncio.AbstractEventLoop, LoopConnection] = {}

    def here(self) -> LoopConnection:
        """Return the connections of the running loop.

        Raises:
            ClientClosed: The client was closed before it was used in this loop.
        """
        loop = asyncio.get_running_loop()
        found = self._by_loop.get(loop)
        return self._begun(loop) if found is None else found

    @property
    def http(self) -> AsyncHttpClient:
        """The HTTP client of the running loop; else one, to tell addresses by.

        Raises:
            ClientClosed: The client was closed before it was used in this loop.
        """
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return self._some().http
        return self.here().http

    def _some(self) -> LoopConnection:
        with self._lock.held:
            some = self._unused or next(iter(self._by_loop.values()), None)
            if some is None:
                some = self._unused = LoopConnection(self._given, self._make)
            return some

    def _begun(self, loop: asyncio.AbstractEventLoop) -> LoopConnection:
        with self._lock.held:
            if self._closed:
                raise ClientClosed("The client is closed; make a new one to go on.")
            self._forget()
            made = self._unused or LoopConnection(self._given, self._make)
            self._unused = None
            self._by_loop[loop] = made
            return made

    def _forget(self) -> None:
        """Leave the loops that have ended, which closed what they had."""
        for loop in [known for known in self._by_loop if known.is_closed()]:
            del self._by_loop[loop]

    async def close(self) -> None:
        """Refuse further requests, and close the connections of the running loop.

        Those of another loop are closed by its last request, or by its end.
        """
        with self._lock.held:
            self._closed = True
            self._forget()
            own = self._by_loop.get(asyncio.get_running_loop(), self._unused)
            ended = None if own is None else own.close()
            for other in self._by_loop.values():
                other.close()
        if own is not None:
            await own.end(ended)
