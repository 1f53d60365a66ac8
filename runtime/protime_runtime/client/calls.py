"""All between a `Request` and its result but the waiting.

Nothing here knows the HTTP library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from types import ModuleType
from typing import Any, ClassVar, TypeVar

from attrs import evolve

from protime_runtime.api import ApiInfo
from protime_runtime.asking import links
from protime_runtime.client.transport import failure_of, library_of
from protime_runtime.errors import (
    ClientClosed,
    CreationUnconfirmed,
    DecodingError,
    ProtimeError,
    RequestFailed,
    RequestInfo,
)
from protime_runtime.messages import Failure, Method, Nothing, Request, Response, Whole
from protime_runtime.process import Secret, hidden_body
from protime_runtime.reading import responses
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.failures import response_error
from protime_runtime.sending.exchange import (
    Context,
    HttpRequest,
    Outcome,
    Steps,
    Wait,
    exchange,
)
from protime_runtime.sending.retries import RetryPolicy, may_have_done, retry_after
from protime_runtime.sending.tokens import Tokens
from protime_runtime.sending.tracing import Tracing

T = TypeVar("T")

kept_responses: ContextVar[list[Response] | None] = ContextVar(
    "protime_responses", default=None
)
"""Where the raw responses of the present thread or task go, if someone wants them."""

_LONGEST_MONITORING = 300.0
"""Seconds that an item accepted with 202 is waited for."""


class Calls:
    """What a client does with a request, as steps that both ways of waiting take."""

    _api: ClassVar[ApiInfo]
    _default_library: ModuleType
    _user_agent: str
    _origin: str
    _retries: RetryPolicy
    _decoder: Decoder
    _tokens: Tokens
    _context: Context
    _tracing: Tracing | None

    @property
    def _http(self) -> object:
        raise NotImplementedError

    def _url(self, request: Request[Any]) -> str:
        """Return the absolute address of a request.

        Raises:
            ForeignLink: It leads to another host.
        """
        if not request.is_link:
            return self._origin + request.target
        library = library_of(self._http) or self._default_library
        return links.resolve(self._origin, request.target, library.URL)

    def _read(self, request: Request[T], response: Response) -> T:
        """Return a response as what its request expects.

        Raises:
            DecodingError: It is something else.
        """
        try:
            return responses.read(request.expects, response, self._decoder)
        except DecodingError as error:
            url = self._url(request)
            error.request = RequestInfo(method=request.method, url=url, attempts=1)
            raise

    def _steps(self, request: Request[T]) -> Steps[T]:
        self._tokens.check(request.scopes)
        token = self._tokens.cached(request.scopes)
        wire = self._wire(request)
        outcome = yield from self._exchange(wire, request.scopes, token)
        response = _response(outcome, wire)
        if response.status == 202:
            response = yield from self._monitored(response, request.scopes)
        if outcome.is_unclear:
            response = evolve(response, maybe_done_before=True)
        is_fine = 200 <= response.status < 300 or _was_deleted(wire, response)
        if not (is_fine or response.status in request.expects.also):
            raise response_error(response, _info(wire, outcome))
        try:
            return responses.read(request.expects, response, self._decoder)
        except DecodingError as error:
            error.request = _info(wire, outcome)
            raise

    def _exchange(
        self, wire: HttpRequest, scopes: tuple[str, ...], token: Secret | None
    ) -> Steps[Outcome]:
        steps = exchange(wire, scopes, self._retries, self._context, token)
        return steps if self._tracing is None else self._tracing.traced(wire, steps)

    def _monitored(
        self, response: Response, scopes: tuple[str, ...]
    ) -> Steps[Response]:
        """Follow ``Operation-Location`` until the API is done.

        Raises:
            CreationUnconfirmed: It is not done in time, or the monitor fails, which
                does not say that the request did.

        Source: general-specs (older page; the monitor's body is not published)
        """
        monitor = response.headers.get("operation-location")
        if monitor is None:
            return response
        try:
            done = yield from self._polled(response, monitor, scopes)
        except CreationUnconfirmed:
            raise
        except ProtimeError as error:
            raise CreationUnconfirmed(
                f"The API accepted it with 202, but its monitor fails: {error}",
                monitor=monitor,
                body=response.content,
            ) from error
        return evolve(done, headers={"operation-location": monitor, **done.headers})

    def _polled(
        self, response: Response, monitor: str, scopes: tuple[str, ...]
    ) -> Steps[Response]:
        asked = self._wire(Request(target=monitor, is_link=True, expects=Nothing()))
        begin = self._context.clock()
        while response.status == 202:
            if self._context.clock() - begin > _LONGEST_MONITORING:
                raise CreationUnconfirmed(
                    "The API is still working on what it accepted with 202.",
                    monitor=monitor,
                    body=response.content,
                )
            pause = retry_after(response.headers.get("retry-after"), self._context.now)
            yield Wait(1.0 if pause is None else min(max(pause, 0.5), 60.0))
            token = self._tokens.cached(scopes)
            outcome = yield from self._exchange(asked, scopes, token)
            response = _response(outcome, asked)
        if not 200 <= response.status < 300:
            raise response_error(response, _info(asked, outcome))
        return response

    def _wire(self, request: Request[Any]) -> HttpRequest:
        url = self._url(request)  # What it raises must not hold the body.
        headers = {
            "accept": "application/json",
            "user-agent": self._user_agent,
            **request.headers,
        }
        content = None
        if request.body is not None:
            # Most clients only read, and need no converter for it.
            from protime_runtime.reading.converter import encode

            content = hidden_body(encode(request.body))
            headers["content-type"] = "application/json"
        return HttpRequest(
            method=request.method,
            url=url,
            headers=headers,
            content=content,
            label=request.label or links.label(request.target),
        )

    def _raw(
        self,
        method: Method,
        path: str,
        query: Mapping[str, str] | None,
        body: object,
        headers: Mapping[str, str] | None,
        scopes: Sequence[str],
    ) -> Request[Response]:
        below = path.startswith(("/", "http://", "https://"))
        whole = path if below else f"{self._api.base_path}/{path}"
        return Request(
            method=method,
            target=links.target(whole, tuple((query or {}).items())),
            is_link=True,
            scopes=tuple(scopes),
            body=body,
            headers={name.lower(): value for name, value in (headers or {}).items()},
            expects=Whole(),
        )

    def _failed(self, error: Exception, http: object) -> Failure:
        """Return what an exception of the HTTP library means; raise any other."""
        failure = failure_of(error, library_of(http) or self._default_library)
        if failure is None and getattr(http, "is_closed", False):
            raise ClientClosed("The HTTP client was closed.") from error
        if failure is None:
            raise error
        return failure


def _response(outcome: Outcome, wire: HttpRequest) -> Response:
    """Return the response that came, and keep it if someone wants it.

    Raises:
        RequestFailed: None came.
    """
    if not isinstance(outcome.last, Response):
        raise RequestFailed(outcome.last.reason, _info(wire, outcome))
    kept = kept_responses.get()
    if kept is not None:
        kept.append(outcome.last)
    return outcome.last


def _info(wire: HttpRequest, outcome: Outcome) -> RequestInfo:
    last = outcome.last
    return RequestInfo(
        method=wire.method,
        url=wire.url,
        attempts=outcome.attempts,
        request_id=last.request_id if isinstance(last, Response) else None,
        maybe_done=wire.method != "GET" and (outcome.is_unclear or may_have_done(last)),
    )


def _was_deleted(wire: HttpRequest, response: Response) -> bool:
    """Whether nothing is there to delete any more, and this call may have done it."""
    is_gone = response.status in (404, 410) and wire.method == "DELETE"
    return is_gone and response.maybe_done_before
