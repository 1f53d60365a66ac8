"""One request from token to answer, driven without any I/O."""

from __future__ import annotations

import pytest

from protime_runtime.messages import Failure, Method, Response
from protime_runtime.process import HiddenHeaders, Secret
from protime_runtime.sending.exchange import (
    HttpRequest,
    NeedToken,
    Outcome,
    Reply,
    Send,
    Step,
    Wait,
    exchange,
    persist,
)
from protime_runtime.sending.retries import RetryPolicy
from tests.runtime.helpers import Clock, answer, context_of, run

OK = answer({})
LOST = Failure(reason="ReadError", sent=True)
FIRST, SECOND = Secret("first"), Secret("second")


def sent(method: Method, *replies: Reply) -> tuple[list[Step], Outcome | None]:
    request = HttpRequest(method=method, url="https://acme.eu/x")
    context = context_of(Clock(), chance=1.0)
    return run(exchange(request, ("a",), RetryPolicy(), context), replies)


def tokens(steps: list[Step]) -> list[str]:
    return [one.token.reveal() for one in steps if isinstance(one, Send) and one.token]


def test_a_token_comes_first_and_goes_along() -> None:
    """The one place that a token is put into a request."""
    steps, outcome = sent("GET", FIRST, OK)
    assert steps[0] == NeedToken(scopes=("a",))
    assert tokens(steps) == ["first"]
    assert outcome == Outcome(last=OK, attempts=1)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_a_refused_token_is_renewed_once(method: Method) -> None:
    """Also for a POST, which was refused and so did nothing."""
    refused = answer(status=401)
    steps, outcome = sent(method, FIRST, refused, SECOND, OK)
    assert steps[2] == NeedToken(scopes=("a",), rejected=Secret("first"))
    assert tokens(steps) == ["first", "second"]
    assert outcome is not None
    assert outcome.last is OK
    steps, outcome = sent(method, FIRST, refused, SECOND, refused)
    assert outcome is not None
    assert outcome.last is refused


def test_a_lost_answer_is_asked_for_again() -> None:
    """With a wait between, and the count of attempts."""
    steps, outcome = sent("GET", FIRST, LOST, None, answer(status=503), None, OK)
    assert [one for one in steps if isinstance(one, Wait)] == [Wait(0.5), Wait(1.0)]
    assert outcome == Outcome(last=OK, attempts=3, is_unclear=True)


def test_a_post_is_not_repeated_after_a_lost_answer() -> None:
    """It may have created the item."""
    steps, outcome = sent("POST", FIRST, LOST)
    assert outcome == Outcome(last=LOST, attempts=1)
    assert len(tokens(steps)) == 1


def test_a_post_that_never_arrived_is_repeated() -> None:
    """Nothing was created, certainly."""
    unsent = Failure(reason="ConnectError", sent=False)
    _, outcome = sent("POST", FIRST, unsent, None, OK)
    assert outcome == Outcome(last=OK, attempts=2)


@pytest.mark.parametrize("reply", [answer(status=429), answer(status=401)])
def test_what_was_refused_leaves_nothing_unclear(reply: Response) -> None:
    """The API says that it did nothing; only a lost answer before it may be of more."""
    between: Reply = SECOND if reply.status == 401 else None
    _, outcome = sent("PUT", FIRST, reply, between, OK)
    assert outcome == Outcome(last=OK, attempts=2 - (reply.status == 401))
    _, outcome = sent("PUT", FIRST, LOST, None, reply, between, OK)
    assert outcome is not None
    assert outcome.is_unclear


def test_what_goes_on_failing_ends() -> None:
    """With the last answer, for the error."""
    failed = answer(status=500)
    replies: list[Reply] = [FIRST, *[failed, None] * 4, failed]
    _, outcome = sent("GET", *replies)
    assert outcome == Outcome(last=failed, attempts=5, is_unclear=True)


@pytest.mark.parametrize("status", [202, 302, 401, 404])
def test_any_status_is_repeated_that_the_policy_names(status: int) -> None:
    """A proxy may redirect to a page of its own while the API is down."""
    request = HttpRequest(method="GET", url="https://acme.eu/x")
    policy = RetryPolicy(statuses=frozenset({status}))
    renewed: list[Reply] = [answer(status=401), SECOND] if status == 401 else []
    replies: list[Reply] = [FIRST, *renewed, answer(status=status), None, OK]
    steps = exchange(request, (), policy, context_of(Clock(), chance=1.0))
    _, outcome = run(steps, replies)
    assert outcome is not None
    assert outcome.last is OK


def test_a_token_is_asked_for_like_a_get() -> None:
    """One token more is harmless, unlike one item more."""
    request = HttpRequest(method="POST", url="https://acme.eu/token")
    flow = persist(request, RetryPolicy(), context_of(Clock()), like="GET")
    steps, outcome = run(flow, [LOST, None, OK])
    assert steps == [Send(request), Wait(0.0), Send(request)]
    assert outcome == Outcome(last=OK, attempts=2, is_unclear=True)


def test_nothing_that_is_driven_shows_a_secret() -> None:
    """Steps may end in a log or in a traceback."""
    request = HttpRequest(
        method="POST",
        url="https://acme.eu",
        headers={"authorization": "Bearer s3cr3t"},
        content=b"s3cr3t",
    )
    shown = [
        request,
        Send(request),
        Send(request, Secret("s3cr3t")),
        NeedToken(scopes=(), rejected=Secret("s3cr3t")),
        HiddenHeaders(request.headers, Secret("s3cr3t")),
        Response(status=200, content=b"s3cr3t"),
    ]
    assert "s3cr3t" not in repr(shown)


@pytest.mark.parametrize("reply", [None, FIRST])
def test_a_driver_that_replies_wrongly_is_told(reply: Reply) -> None:
    """It is a mistake in the client, not in the API."""
    with pytest.raises(TypeError, match="driver"):
        sent("GET", None) if reply is None else sent("GET", FIRST, reply)
