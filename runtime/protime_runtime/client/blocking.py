"""How a client waits by blocking; `client` says what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.bulk import BulkReport, Mapper
from protime_runtime.client.base import BaseClient
from protime_runtime.client.deadlines import bounded
from protime_runtime.client.flows import Flow
from protime_runtime.client.frames import Forgetting
from protime_runtime.client.transport import Connection, HttpClient, read_response
from protime_runtime.errors import ProtimeError
from protime_runtime.forks import Lock
from protime_runtime.messages import Change, Failure, Method, Page, Request, Response
from protime_runtime.paging.delta import DeltaPager
from protime_runtime.paging.pager import Pager
from protime_runtime.paging.prefetch import told
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


class BlockingClient(BaseClient):
    """All of a client that waits by blocking but how it is made."""

    _connection: Connection[HttpClient]
    _token_lock: Lock
    _sleep: Callable[[float], None]

    @property
    def _http(self) -> HttpClient:
        return self._connection.http

    def send(self, request: Request[T]) -> T:
        """Send a request and return what its answer reads as.

        Raises:
            ProtimeError: See `protime_runtime.errors`.
        """
        with Forgetting():
            return self._drive(self._flow(request))

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
            ResponseError: The API answered with an error.
            ProtimeError: See `protime_runtime.errors`.
        """
        return self.send(self._raw(method, path, query, body, headers, scopes))

    def paginate(self, parts: Sequence[Request[Page[T]]]) -> Pager[T]:
        """Return a pager over a list; iterating sends."""
        return Pager(self, parts)

    def follow(self, request: Request[Page[Change[T]]]) -> DeltaPager[T]:
        """Return a pager over changes; iterating sends."""
        return DeltaPager(self, request)

    def put_all(
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
                self.send(request)
            except ProtimeError as error:
                mapper.failed(value, id, error)
            else:
                mapper.done()
        return mapper.report()

    def close(self) -> None:
        """Refuse further requests, and close the connections that are the client's own.

        Requests in flight finish first, in their threads; this does not wait for them.
        Clients that `with_options` made are closed, too.
        """
        self._end(self._connection.close())

    def __enter__(self) -> Self:
        """Enter a block at whose end the client is closed."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the client."""
        self.close()

    def _drive(self, flow: Flow[T]) -> T:
        try:
            step = flow.send(None)
            while True:
                try:
                    reply = self._do(step)
                except BaseException as error:
                    # The flow ends what it began: a span, a refresh of the token.
                    step = flow.throw(error)
                else:
                    step = flow.send(reply)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]  # typed by the flow

    def _do(self, step: Step) -> Reply:
        if isinstance(step, Wait):
            self._sleep(step.seconds)
            return None
        if isinstance(step, Send):
            return self._transmit(step.request)
        return self._bearer(step)

    def _bearer(self, step: NeedToken) -> Bearer:
        kept = self._tokens.cached(step.scopes, step.rejected)
        if kept is not None:
            return Bearer(token=kept)
        ticket = self._tokens.ticket()
        with self._token_lock.held:
            flow = self._tokens.obtain(step.scopes, step.rejected, ticket)
            return Bearer(token=self._drive(flow))

    def _transmit(self, request: HttpRequest) -> Response | Failure:
        http = self._connection.take()
        try:
            return self._answered(http, request)
        finally:
            self._end(self._connection.give_back())

    def _answered(self, http: HttpClient, request: HttpRequest) -> Response | Failure:
        options: dict[str, Any] = self._timeouts()
        bound = bounded(http, self._timeout, self._attempt_deadline)
        if extensions := {**told(), **bound}:
            options["extensions"] = extensions
        try:
            response = http.request(
                request.method,
                request.url,
                headers=HiddenHeaders(request.headers),
                content=request.content,
                follow_redirects=False,
                **options,
            )
        except Exception as error:
            return self._failed(error, http)
        return read_response(response)

    @staticmethod
    def _end(http: HttpClient | None) -> None:
        if http is not None:
            http.close()
