"""Hooks and log lines of a client at work.

Log lines hold the verb, the path without query and without names that other systems
give to people, the status and the time. Hooks are given all but the token.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from attrs import field

from protime_runtime.messages import Failure, Response
from protime_runtime.values import frozen

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
    """A request with its response, or with the reason that none came."""

    request: RequestEvent
    outcome: Response | Failure
    seconds: float
    """Time that the attempt took."""

    @property
    def status(self) -> int | None:
        """The status, if a response came."""
        return self.outcome.status if isinstance(self.outcome, Response) else None


@frozen(kw_only=True)
class Hooks:
    """Functions that are called with a client's requests and responses.

    They are called in the thread or task that sends, token requests included; what they
    raise ends the call.
    """

    on_request: Callable[[RequestEvent], None] | None = None
    on_response: Callable[[ResponseEvent], None] | None = None
    tracing: bool = False
    """Whether each call is a span of OpenTelemetry; needs the extra ``otel``."""


def log_response(event: ResponseEvent) -> None:
    """Log an attempt."""
    request, came = event.request, _word(event)
    _log.debug("%s %s: %s, %.3f s", request.method, request.path, came, event.seconds)


def log_repeat(event: ResponseEvent, seconds: float) -> None:
    """Log that a request will be sent again."""
    _log.info(
        "%s %s: %s at attempt %d, again in %.1f s",
        event.request.method,
        event.request.path,
        _word(event),
        event.request.attempt,
        seconds,
    )


def _word(event: ResponseEvent) -> str:
    """Return an outcome as one word: a status, or a failure's kind."""
    if isinstance(event.outcome, Response):
        return str(event.outcome.status)
    # What follows the kind is the HTTP library's text, which may quote an address.
    return event.outcome.reason.partition(":")[0]
