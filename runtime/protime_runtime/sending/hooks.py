"""What can be seen of a client at work: log lines, hooks, and spans by choice.

Log lines hold the verb, the path without query and without names that other systems
give to people, the status and the time. Hooks are given all but the token.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from attrs import field, frozen

from protime_runtime.messages import Failure, Response
from protime_runtime.sending.tracing import Span, Tracing

_log = logging.getLogger("protime")


@frozen(kw_only=True)
class RequestEvent:
    """A request that is about to be sent."""

    method: str
    path: str
    """Path without query, in which `…` stands for what may name a person."""

    url: str = field(repr=False)
    attempt: int
    """Number of the attempt, from 1."""


@frozen(kw_only=True)
class ResponseEvent:
    """What came of a request."""

    request: RequestEvent
    outcome: Response | Failure
    seconds: float
    """Time that the attempt took."""

    @property
    def status(self) -> int | None:
        """The status, if an answer came."""
        return self.outcome.status if isinstance(self.outcome, Response) else None


def _unheard(_: object) -> None:
    """Do nothing."""


@frozen(kw_only=True)
class Hooks:
    """Who is told of a client's requests.

    Hooks are called in the thread or task that sends, token requests included; what
    they raise ends the call.
    """

    on_request: Callable[[RequestEvent], None] = _unheard
    on_response: Callable[[ResponseEvent], None] = _unheard
    tracing: bool = False
    """Whether each call is a span of OpenTelemetry; needs the extra ``otel``."""


class Watch:
    """Tells of the requests of one client."""

    def __init__(self, hooks: Hooks | None = None) -> None:
        """Take who is told.

        Raises:
            ConfigurationError: Spans are asked for without OpenTelemetry.
        """
        self._hooks = hooks or Hooks()
        self._tracing = Tracing() if self._hooks.tracing else None

    def sends(self, event: RequestEvent) -> None:
        """Tell of a request before it is sent."""
        self._hooks.on_request(event)

    def answered(self, event: ResponseEvent) -> None:
        """Tell of what came of a request."""
        request = event.request
        came = word(event.outcome)
        _log.debug(
            "%s %s: %s, %.3f s", request.method, request.path, came, event.seconds
        )
        self._hooks.on_response(event)

    def repeats(self, event: ResponseEvent, seconds: float) -> None:
        """Tell that a request will be sent again."""
        _log.info(
            "%s %s: %s at attempt %d, again in %.1f s",
            event.request.method,
            event.request.path,
            word(event.outcome),
            event.request.attempt,
            seconds,
        )

    def span(self, method: str, path: str) -> Span:
        """Begin a span around all attempts of a call."""
        return Span() if self._tracing is None else self._tracing.span(method, path)


def word(outcome: Response | Failure) -> str:
    """Return an outcome as one word: a status, or a failure's kind."""
    if isinstance(outcome, Response):
        return str(outcome.status)
    # What follows the kind is the HTTP library's text, which may quote an address.
    return outcome.reason.partition(":")[0]
