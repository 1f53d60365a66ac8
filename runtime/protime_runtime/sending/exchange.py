"""One request from token to answer, as a generator without any I/O.

It yields what is to be done (send, wait, get a token) and is sent what came of it, so
that both clients drive the same logic and differ only in how they wait.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from datetime import datetime
from typing import TypeAlias
from urllib.parse import urlsplit

from attrs import define, evolve, field, frozen

from protime_runtime.messages import Failure, Method, Response
from protime_runtime.secret import Secret, as_secret, hidden_body, secret_or_none
from protime_runtime.sending.budget import RetryBudget
from protime_runtime.sending.hooks import RequestEvent, ResponseEvent, Watch
from protime_runtime.sending.limiter import Limiter
from protime_runtime.sending.retries import RetryPolicy, may_have_done, retry_after


@frozen(kw_only=True)
class HttpRequest:
    """A request as it goes over the wire."""

    method: Method
    url: str
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    content: bytes | None = field(default=None, repr=False, converter=hidden_body)
    label: str = ""
    """Path for logs, without what may name a person."""

    @property
    def shown(self) -> str:
        """Path for logs, never with the query."""
        return self.label or urlsplit(self.url).path


@frozen
class Send:
    """Send this and reply with the `Response` or the `Failure`."""

    request: HttpRequest


@frozen
class Wait:
    """Wait this many seconds."""

    seconds: float


@frozen(kw_only=True)
class NeedToken:
    """Get a token that covers one of the scopes, and is not the rejected one."""

    scopes: tuple[str, ...]
    rejected: Secret | None = field(default=None, converter=secret_or_none)


@frozen(kw_only=True)
class Bearer:
    """An access token, as a reply."""

    token: Secret = field(converter=as_secret)


Step: TypeAlias = Send | Wait | NeedToken
Reply: TypeAlias = Response | Failure | Bearer | None


@frozen(kw_only=True)
class Context:
    """What an exchange reads besides its arguments; tests give their own."""

    clock: Callable[[], float]
    """Seconds that only grow."""

    now: Callable[[], datetime]
    random: Callable[[], float]
    limiter: Limiter = field(factory=Limiter)
    """Shared by all calls of a client, as the budget is."""

    budget: RetryBudget = field(factory=RetryBudget)
    watch: Watch = field(factory=Watch)


@frozen(kw_only=True)
class Outcome:
    """What came of all attempts together."""

    last: Response | Failure
    attempts: int
    is_unclear: bool = False
    """Whether an attempt before the last may have been carried out."""


def exchange(
    request: HttpRequest,
    scopes: tuple[str, ...],
    retries: RetryPolicy,
    context: Context,
) -> Generator[Step, Reply, Outcome]:
    """Send with a token, renew it once on 401, and repeat what is worth repeating."""
    attempts = _Attempts(request, request.method, retries, context)
    with context.watch.span(request.method, request.shown) as span:
        outcome = yield from _authorized(attempts, scopes)
        span.ended(getattr(outcome.last, "status", None), outcome.attempts)
        return outcome


def _authorized(
    attempts: _Attempts, scopes: tuple[str, ...]
) -> Generator[Step, Reply, Outcome]:
    token = yield from _token(NeedToken(scopes=scopes))
    renewed = False
    while (yield from attempts.paced()):
        outcome = yield from attempts.send(token)
        attempts.adapt(outcome)
        if getattr(outcome, "status", None) == 401 and not renewed:
            renewed = True
            token = yield from _token(NeedToken(scopes=scopes, rejected=token))
        elif not (yield from attempts.goes_on()):
            break
    return attempts.outcome()


def persist(
    request: HttpRequest, retries: RetryPolicy, context: Context, *, like: Method
) -> Generator[Step, Reply, Outcome]:
    """Send as it is, and repeat what is worth repeating for a method `like` this."""
    attempts = _Attempts(request, like, retries, context)
    yield from attempts.send(None)
    while (yield from attempts.goes_on()):
        yield from attempts.send(None)
    return attempts.outcome()


@define
class _Attempts:
    """The attempts of one request: their number, their time, and the last outcome."""

    request: HttpRequest
    like: Method
    retries: RetryPolicy
    context: Context
    begin: float = field(init=False)
    number: int = field(default=1, init=False)
    event: ResponseEvent | None = field(default=None, init=False)
    is_unclear: bool = field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self.begin = self.context.clock()

    def outcome(self) -> Outcome:
        if self.event is None:
            reason = "SlowedDown: 429 holds the client back beyond the call's deadline"
            return Outcome(last=Failure(reason=reason, sent=False), attempts=0)
        sent = self.event.request.attempt
        return Outcome(
            last=self.event.outcome, attempts=sent, is_unclear=self.is_unclear
        )

    def paced(self) -> Generator[Step, Reply, bool]:
        """Wait for the client's turn; `False` if it comes after the deadline."""
        now = self.context.clock()
        left = self.retries.deadline - (now - self.begin)
        seconds = self.context.limiter.reserve(now, at_most=max(0.0, left))
        if seconds is None:
            return False
        if seconds > 0:
            yield Wait(seconds)
        return True

    def send(self, token: Secret | None) -> Generator[Step, Reply, Response | Failure]:
        if self.event is not None:
            self.is_unclear |= may_have_done(self.event.outcome)
        asked = RequestEvent(
            method=self.request.method,
            path=self.request.shown,
            url=self.request.url,
            attempt=self.number,
        )
        self.context.watch.sends(asked)
        begin = self.context.clock()
        outcome = yield from transmit(_carrying(self.request, token))
        seconds = self.context.clock() - begin
        self.event = ResponseEvent(request=asked, outcome=outcome, seconds=seconds)
        self.context.watch.answered(self.event)
        return outcome

    def adapt(self, outcome: Response | Failure) -> None:
        """Let the client's later calls be faster or slower for this answer."""
        if not isinstance(outcome, Response):
            return
        now = self.context.clock()
        if outcome.status == 429:
            asked = retry_after(outcome.headers.get("retry-after"), self.context.now)
            pause = min(asked or 0.0, self.retries.longest)
            self.context.limiter.refused(now, pause)
            return
        self.context.limiter.accepted()
        if outcome.status < 500:
            self.context.budget.earn(now)

    def goes_on(self) -> Generator[Step, Reply, bool]:
        """Wait for what is worth repeating; `False` if nothing is."""
        if self.event is None:
            return False
        now = self.context.clock()
        seconds = self.retries.wait(
            self.like,
            self.event.outcome,
            attempt=self.number,
            elapsed=now - self.begin,
            now=self.context.now,
            random=self.context.random,
        )
        # Not the budget but the limiter answers to 429: there, the API is alive.
        if seconds is None or not (
            self.event.status == 429 or self.context.budget.spend(now)
        ):
            return False
        self.context.watch.repeats(self.event, seconds)
        yield Wait(seconds)
        self.number += 1
        return True


def transmit(request: HttpRequest) -> Generator[Step, Reply, Response | Failure]:
    """Send once."""
    reply = yield Send(request)
    if not isinstance(reply, Response | Failure):
        raise TypeError("The driver replied to Send with something else.")
    return reply


def _token(step: NeedToken) -> Generator[Step, Reply, Secret]:
    reply = yield step
    if not isinstance(reply, Bearer):
        raise TypeError("The driver replied to NeedToken with something else.")
    return reply.token


def _carrying(request: HttpRequest, token: Secret | None) -> HttpRequest:
    if token is None:
        return request
    authorization = {"authorization": f"Bearer {token.reveal()}"}
    return evolve(request, headers={**request.headers, **authorization})
