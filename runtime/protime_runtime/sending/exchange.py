"""One request from token to response, as a generator without any I/O.

It yields what is to be done (send, wait, get a token) and is sent the outcome, so
that both clients drive the same logic and differ only in how they wait.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Mapping
from datetime import datetime
from typing import TypeAlias, TypeVar
from urllib.parse import urlsplit

from attrs import define, field
from attrs.converters import optional

from protime_runtime.messages import Failure, Method, Response
from protime_runtime.process import Secret, hidden_body
from protime_runtime.sending.hooks import (
    Hooks,
    RequestEvent,
    ResponseEvent,
    log_repeat,
    log_response,
)
from protime_runtime.sending.pace import Pace
from protime_runtime.sending.retries import RetryPolicy, may_have_done, retry_after
from protime_runtime.values import frozen

R = TypeVar("R")
_log = logging.getLogger("protime")


@frozen(kw_only=True)
class HttpRequest:
    """A request as it goes over the wire, but for its token."""

    method: Method
    url: str
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    content: bytes | None = field(
        default=None, repr=False, converter=optional(hidden_body)
    )
    label: str = field()
    """Path for logs, without the query and what may name a person."""

    @label.default
    def _path(self) -> str:
        return urlsplit(self.url).path


@frozen
class Send:
    """Send this, with the token if there is one; reply with the outcome."""

    request: HttpRequest
    token: Secret | None = None


@frozen
class Wait:
    """Wait this many seconds."""

    seconds: float


@frozen(kw_only=True)
class NeedToken:
    """Reply with a token that covers one of the scopes, and is not the rejected one."""

    scopes: tuple[str, ...]
    rejected: Secret | None = None


Step: TypeAlias = Send | Wait | NeedToken
Reply: TypeAlias = Response | Failure | Secret | None
Steps: TypeAlias = Generator[Step, Reply, R]


@frozen(kw_only=True)
class Context:
    """Clock, randomness, hooks and shared limits of an exchange."""

    clock: Callable[[], float]
    """Seconds that only grow."""

    now: Callable[[], datetime]
    random: Callable[[], float]
    pace: Pace = field(factory=Pace)
    """Shared by all calls of a client."""

    hooks: Hooks = field(factory=Hooks)


@frozen(kw_only=True)
class Outcome:
    """The last of all attempts together."""

    last: Response | Failure
    attempts: int
    is_unclear: bool = False
    """Whether an attempt before the last may have been carried out."""


def exchange(
    request: HttpRequest,
    scopes: tuple[str, ...],
    policy: RetryPolicy,
    context: Context,
    token: Secret | None = None,
) -> Steps[Outcome]:
    """Send with a token, renew it once on 401, and repeat what is worth repeating.

    A token is asked for if none is given.
    """
    attempts = _Attempts(request, request.method, policy, context, context.clock())
    if token is None:
        token = _token((yield NeedToken(scopes=scopes)))
    renewed = False
    while (pause := attempts.turn()) is not None:
        if pause > 0:
            yield Wait(pause)
        attempts.begin()
        outcome = attempts.end((yield Send(request, token)))
        attempts.adapt(outcome)
        status = getattr(outcome, "status", 500)
        if status < 400 and status not in policy.statuses:
            break
        if not renewed and status == 401:
            renewed = True
            token = _token((yield NeedToken(scopes=scopes, rejected=token)))
        elif (pause := attempts.repeat(outcome)) is not None:
            yield Wait(pause)
        else:
            break
    return attempts.result()


def persist(
    request: HttpRequest, policy: RetryPolicy, context: Context, *, like: Method
) -> Steps[Outcome]:
    """Send as it is, and repeat what is worth repeating for a method `like` this."""
    attempts = _Attempts(request, like, policy, context, context.clock())
    pause: float | None = 0.0
    while pause is not None:
        attempts.begin()
        outcome = attempts.end((yield Send(request)))
        if (pause := attempts.repeat(outcome)) is not None:
            yield Wait(pause)
    return attempts.result()


@define
class _Attempts:
    """The attempts of one request: their number, their time, and the last outcome."""

    request: HttpRequest
    like: Method
    policy: RetryPolicy
    context: Context
    began: float
    number: int = 1
    sent: float = 0.0
    asked: RequestEvent = field(init=False)
    event: ResponseEvent | None = None
    is_unclear: bool = False

    def turn(self) -> float | None:
        """Return the seconds until the client's turn; `None` if past the deadline."""
        now = self.context.clock()
        left = self.policy.deadline - (now - self.began)
        return self.context.pace.reserve(now, at_most=max(0.0, left))

    def begin(self) -> None:
        """Report the attempt that is about to be sent."""
        if self.event is not None:
            self.is_unclear |= may_have_done(self.event.outcome)
        self.asked = RequestEvent(
            method=self.request.method,
            path=self.request.label,
            url=self.request.url,
            attempt=self.number,
        )
        if self.context.hooks.on_request is not None:
            self.context.hooks.on_request(self.asked)
        self.sent = self.context.clock()

    def end(self, outcome: Reply) -> Response | Failure:
        """Report the attempt's outcome, and return it."""
        if not isinstance(outcome, Response | Failure):
            raise TypeError("The driver replied to Send with something else.")
        seconds = self.context.clock() - self.sent
        self.event = ResponseEvent(request=self.asked, outcome=outcome, seconds=seconds)
        if _log.isEnabledFor(logging.DEBUG):
            log_response(self.event)
        if self.context.hooks.on_response is not None:
            self.context.hooks.on_response(self.event)
        return outcome

    def adapt(self, outcome: Response | Failure) -> None:
        """Adjust the client's pace to this outcome."""
        if isinstance(outcome, Response):
            pause = 0.0
            if outcome.status == 429:
                after = outcome.headers.get("retry-after")
                asked = retry_after(after, self.context.now) or 0.0
                pause = min(asked, self.policy.longest)
            self.context.pace.adapt(self.context.clock(), outcome.status, pause)

    def repeat(self, outcome: Response | Failure) -> float | None:
        """Return the seconds until a repeat; `None` if nothing is worth it."""
        now = self.context.clock()
        seconds = self.policy.wait(
            self.like,
            outcome,
            attempt=self.number,
            elapsed=now - self.began,
            now=self.context.now,
            random=self.context.random,
        )
        # 429 takes no repeat, as the rate answers to it: there, the API is alive.
        is_429 = getattr(outcome, "status", None) == 429
        if seconds is None or not (is_429 or self.context.pace.spend(now)):
            return None
        if self.event is not None:
            log_repeat(self.event, seconds)
        self.number += 1
        return seconds

    def result(self) -> Outcome:
        """Return the outcome of all of them."""
        if self.event is None:
            reason = "SlowedDown: 429 holds the client back beyond the call's deadline"
            return Outcome(last=Failure(reason=reason, sent=False), attempts=0)
        return Outcome(
            last=self.event.outcome,
            attempts=self.event.request.attempt,
            is_unclear=self.is_unclear,
        )


def _token(reply: Reply) -> Secret:
    if not isinstance(reply, Secret):
        raise TypeError("The driver replied to NeedToken with something else.")
    return reply
