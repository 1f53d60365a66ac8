"""How a client waits in an event loop; `client` says what it is made of."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from math import inf
from types import TracebackType
from typing import Any, Self, TypeVar

from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.bulk import BulkReport, Mapper
from protime_runtime.client.base import BaseClient
from protime_runtime.client.deadlines import passed
from protime_runtime.client.flows import Flow
from protime_runtime.client.frames import Forgetting
from protime_runtime.client.loops import Loops
from protime_runtime.client.transport import AsyncHttpClient, read_response
from protime_runtime.errors import ProtimeError
from protime_runtime.messages import Change, Failure, Method, Page, Request, Response
from protime_runtime.paging.delta import AsyncDeltaPager
from protime_runtime.paging.pager import AsyncPager
from protime_runtime.paging.prefetch import async_told
from protime_runtime.secret import HiddenHeaders
from protime_runtime.sending.exchange import (
    Bearer,
    HttpRequest,
    NeedToken,
    Reply,
    Send,
    Step,
    Wait,
)

T = TypeVar("T")


class AwaitingClient(BaseClient):
    """All of a client that is awaited but how it is made."""

    _connection: Loops
    _sleep: Callable[[float], Awaitable[None]]

    @property
    def _http(self) -> AsyncHttpClient:
        return self._connection.http

    async def send(self, request: Request[T]) -> T:
        """Send a request and return what its answer reads as.

        Raises:
            ProtimeError: See `protime_runtime.errors`.
        """
        with Forgetting():
            return await self._drive(self._flow(request))

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

        Args:
            method: The verb.
            path: Below the API's base path, or with a slash in front below the host.
            query: Parameters, not encoded.
            body: A model, or what JSON has a form for.
            headers: Further ones; the token is the client's.
            scopes: Of which the token needs any one; whatever it has, if none.

        Raises:
            ResponseError: The API answered with an error.
            ProtimeError: See `protime_runtime.errors`.
        """
        return await self.send(self._raw(method, path, query, body, headers, scopes))

    def paginate(self, parts: Sequence[Request[Page[T]]]) -> AsyncPager[T]:
        """Return a pager over a list; iterating sends."""
        return AsyncPager(self, parts)

    def follow(self, request: Request[Page[Change[T]]]) -> AsyncDeltaPager[T]:
        """Return a pager over changes; iterating sends."""
        return AsyncDeltaPager(self, request)

    async def put_all(
        self,
        endpoint: Endpoint[object, str],
        collection: str,
        reference: str,
        references: Mapping[str, int | str],
    ) -> BulkReport:
        """Map many values to ids, and report what conflicts."""
        mapper = Mapper(endpoint, collection, reference, references)
        for value, id, request in mapper.requests():
            try:
                await self.send(request)
            except ProtimeError as error:
                mapper.failed(value, id, error)
            else:
                mapper.done()
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

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the client."""
        await self.close()

    async def _drive(self, flow: Flow[T]) -> T:
        try:
            step = flow.send(None)
            while True:
                try:
                    reply = await self._do(step)
                except BaseException as error:
                    # The flow ends what it began: a span, a refresh of the token.
                    step = flow.throw(error)
                else:
                    step = flow.send(reply)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]  # typed by the flow

    async def _do(self, step: Step) -> Reply:
        if isinstance(step, Wait):
            await self._sleep(step.seconds)
            return None
        if isinstance(step, Send):
            return await self._transmit(step.request)
        return await self._bearer(step)

    async def _bearer(self, step: NeedToken) -> Bearer:
        kept = self._tokens.cached(step.scopes, step.rejected)
        if kept is not None:
            return Bearer(token=kept)
        ticket = self._tokens.ticket()
        async with self._connection.here().token_lock:
            flow = self._tokens.obtain(step.scopes, step.rejected, ticket)
            return Bearer(token=await self._drive(flow))

    async def _transmit(self, request: HttpRequest) -> Response | Failure:
        connection = self._connection.here()
        http = await connection.taken()
        try:
            return await self._answered(http, request)
        finally:
            await connection.end(connection.give_back())

    async def _answered(
        self, http: AsyncHttpClient, request: HttpRequest
    ) -> Response | Failure:
        options: dict[str, Any] = self._timeouts()
        if extensions := async_told():
            options["extensions"] = extensions
        seconds = self._attempt_deadline
        scope = asyncio.timeout(None if seconds == inf else seconds)
        try:
            async with scope:
                response = await http.request(
                    request.method,
                    request.url,
                    headers=HiddenHeaders(request.headers),
                    content=request.content,
                    follow_redirects=False,
                    **options,
                )
        except Exception as error:
            if scope.expired():
                return Failure(reason=f"ReadTimeout: {passed(seconds)}", sent=True)
            return self._failed(error, http)
        return read_response(response)
