"""The client that waits in an event loop."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from math import inf
from types import ModuleType
from typing import Self, TypeVar

import httpx

from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.bulk import BulkReport, Mapper
from protime_runtime.client.configured import ConfiguredClient
from protime_runtime.client.deadlines import options, passed
from protime_runtime.client.direct import AsyncDirectClient
from protime_runtime.client.frames import forget
from protime_runtime.client.loops import Loops
from protime_runtime.client.own_http import made
from protime_runtime.client.transport import AsyncHttpClient, read_response
from protime_runtime.messages import Change, Failure, Method, Page, Request, Response
from protime_runtime.paging.delta import AsyncDeltaPager
from protime_runtime.paging.pager import AsyncPager
from protime_runtime.paging.prefetch import trace
from protime_runtime.process import HiddenHeaders, Secret
from protime_runtime.sending.exchange import NeedToken, Reply, Send, Steps, Wait

T = TypeVar("T")


class AsyncClient(ConfiguredClient[AsyncHttpClient]):
    """A client that waits in an event loop; its tasks can share it."""

    _default_library: ModuleType = httpx
    _connection: Loops
    _sleep: Callable[[float], Awaitable[None]]

    def _connect(
        self, http: AsyncHttpClient | None, *, http2: bool, encrypted: bool
    ) -> None:
        make = partial(made, httpx.AsyncClient, AsyncDirectClient, http2, encrypted)
        self._connection = Loops(http, make)
        self._sleep = asyncio.sleep

    @property
    def _http(self) -> AsyncHttpClient:
        return self._connection.http

    async def _send(self, request: Request[T]) -> T:
        """Send a request and return what its response reads as.

        Raises:
            ProtimeError: See `protime_runtime.errors`.
        """
        outer = sys.exception()
        try:
            return await self._run(self._steps(request))
        except BaseException as error:
            forget(error, outer)
            raise

    async def raw(
        self,
        method: Method,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        scopes: Sequence[str] = (),
    ) -> Response:
        """Send any request with the client's token, repeats and rate.

        Takes and raises what `Client.raw` does.
        """
        return await self._send(self._raw(method, path, query, body, headers, scopes))

    def _paginate(self, parts: Sequence[Request[Page[T]]]) -> AsyncPager[T]:
        """Return a pager over a list; iterating sends."""
        return AsyncPager(self, parts)

    def _follow(self, request: Request[Page[Change[T]]]) -> AsyncDeltaPager[T]:
        """Return a pager over changes; iterating sends."""
        return AsyncDeltaPager(self, request)

    async def _put_all(
        self,
        endpoint: Endpoint[object, str],
        collection: str,
        reference: str,
        references: Mapping[str, int | str],
    ) -> BulkReport:
        """Map many values to ids, and report what conflicts."""
        mapper = Mapper(endpoint, collection, reference, references)
        for request in mapper.requests():
            with mapper.noted():
                await self._send(request)
        return mapper.report()

    async def close(self) -> None:
        """Refuse further requests, and close the connections that are the client's own.

        Requests in flight finish first, in their tasks; this does not wait for them.
        Each event loop has connections of its own; those of another end with it.
        Clients that `with_options` made are closed, too.
        """
        await self._connection.close()

    async def __aenter__(self) -> Self:
        """Enter a block at whose end the client is closed."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the client."""
        await self.close()

    async def _run(self, steps: Steps[T]) -> T:
        reply: Reply
        try:
            step = next(steps)
            while True:
                try:
                    if isinstance(step, Send):
                        reply = await self._transmit(step)
                    elif isinstance(step, Wait):
                        reply = await self._sleep(step.seconds)  # type: ignore[func-returns-value]  # None is the reply
                    else:
                        reply = await self._token(step)
                except BaseException as error:
                    # The steps end what they began: a span, a refresh of the token.
                    step = steps.throw(error)
                else:
                    step = steps.send(reply)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]  # typed by the steps

    async def _token(self, step: NeedToken) -> Secret:
        ticket = self._tokens.ticket()
        async with self._connection.here().token_lock:
            obtained = self._tokens.obtain(step.scopes, step.rejected, ticket)
            return await self._run(obtained)

    async def _transmit(self, step: Send) -> Response | Failure:
        connection = self._connection.here()
        http = await connection.taken()
        seconds = self._attempt_deadline
        scope = asyncio.timeout(None if seconds == inf else seconds)
        try:
            async with scope:
                response = await http.request(
                    step.request.method,
                    step.request.url,
                    headers=HiddenHeaders(step.request.headers, step.token),
                    content=step.request.content,
                    follow_redirects=False,
                    **options(None, self._timeout, inf, trace.get()),
                )
        except Exception as error:
            if scope.expired():
                return Failure(reason=f"ReadTimeout: {passed(seconds)}", sent=True)
            return self._failed(error, http)
        finally:
            await connection.end(connection.give_back())
        return read_response(response)
