"""The client that waits by blocking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import ModuleType
from typing import Self, TypeVar

import httpx

from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.bulk import BulkReport, Mapper
from protime_runtime.client.configured import ConfiguredClient
from protime_runtime.client.deadlines import options
from protime_runtime.client.direct import DirectClient
from protime_runtime.client.frames import forget
from protime_runtime.client.own_http import made
from protime_runtime.client.transport import Connection, HttpClient, read_response
from protime_runtime.messages import Change, Failure, Method, Page, Request, Response
from protime_runtime.paging.delta import DeltaPager
from protime_runtime.paging.pager import Pager
from protime_runtime.paging.prefetch import trace
from protime_runtime.process import HiddenHeaders, Lock, Secret
from protime_runtime.sending.exchange import NeedToken, Reply, Send, Steps, Wait

T = TypeVar("T")


class Client(ConfiguredClient[HttpClient]):
    """A client that waits by blocking; threads can share it."""

    _default_library: ModuleType = httpx
    _connection: Connection[HttpClient]
    _token_lock: Lock
    _sleep: Callable[[float], None]

    def _connect(
        self, http: HttpClient | None, *, http2: bool, encrypted: bool
    ) -> None:
        make = partial(made, httpx.Client, DirectClient, http2, encrypted)
        self._connection = Connection(http, make)
        self._token_lock = Lock()
        self._sleep = self._connection.pause

    @property
    def _http(self) -> HttpClient:
        return self._connection.http

    def _send(self, request: Request[T]) -> T:
        """Send a request and return what its response reads as.

        Raises:
            ProtimeError: See `protime_runtime.errors`.
        """
        outer = sys.exception()
        try:
            return self._run(self._steps(request))
        except BaseException as error:
            forget(error, outer)
            raise

    def raw(
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
            ResponseError: The API responded with an error.
            ProtimeError: See `protime_runtime.errors`.
        """
        return self._send(self._raw(method, path, query, body, headers, scopes))

    def _paginate(self, parts: Sequence[Request[Page[T]]]) -> Pager[T]:
        """Return a pager over a list; iterating sends."""
        return Pager(self, parts)

    def _follow(self, request: Request[Page[Change[T]]]) -> DeltaPager[T]:
        """Return a pager over changes; iterating sends."""
        return DeltaPager(self, request)

    def _put_all(
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
                self._send(request)
        return mapper.report()

    def close(self) -> None:
        """Refuse further requests, and close the connections that are the client's own.

        Requests in flight finish first, in their threads; this does not wait for them.
        Clients that `with_options` made are closed, too.
        """
        ended = self._connection.close()
        if ended is not None:
            ended.close()

    def __enter__(self) -> Self:
        """Enter a block at whose end the client is closed."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the client."""
        self.close()

    def _run(self, steps: Steps[T]) -> T:
        reply: Reply
        try:
            step = next(steps)
            while True:
                try:
                    if isinstance(step, Send):
                        reply = self._transmit(step)
                    elif isinstance(step, Wait):
                        reply = self._sleep(step.seconds)  # type: ignore[func-returns-value]  # None is the reply
                    else:
                        reply = self._token(step)
                except BaseException as error:
                    # The steps end what they began: a span, a refresh of the token.
                    step = steps.throw(error)
                else:
                    step = steps.send(reply)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]  # typed by the steps

    def _token(self, step: NeedToken) -> Secret:
        ticket = self._tokens.ticket()
        with self._token_lock.held:
            return self._run(self._tokens.obtain(step.scopes, step.rejected, ticket))

    def _transmit(self, step: Send) -> Response | Failure:
        http = self._connection.take()
        try:
            response = http.request(
                step.request.method,
                step.request.url,
                content=step.request.content,
                follow_redirects=False,
                **options(http, self._timeout, self._attempt_deadline, trace.get()),
                headers=HiddenHeaders(step.request.headers, step.token),
            )
        except Exception as error:
            return self._failed(error, http)
        finally:
            ended = self._connection.give_back()
            if ended is not None:
                ended.close()
        return read_response(response)
