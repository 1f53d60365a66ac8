"""What each answer does to the rate, to the repeats in hand, and to the waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from attrs import frozen
from hypothesis import example, given
from hypothesis import strategies as st

from protime_runtime.messages import Failure, Method, Response
from protime_runtime.process import Secret
from protime_runtime.sending.exchange import (
    Context,
    HttpRequest,
    NeedToken,
    Outcome,
    Reply,
    Step,
    Wait,
    exchange,
)
from protime_runtime.sending.pace import Pace, Rates
from protime_runtime.sending.retries import RetryPolicy
from tests.runtime.helpers import NOW, Clock, answer

LOST = Failure(reason="ReadError", sent=True)
IN_HAND = 500
RETRYING = RetryPolicy(attempts=4, deadline=1000.0, shortest=0.5, longest=60.0)
RATES = Rates()
TAKES = 0.25
"""Seconds that each answer takes to come."""


@frozen
class Answered:
    """How one answer came: its status, or 0 for none, and what it asks for."""

    status: int
    after: float | None = None

    @property
    def outcome(self) -> Response | Failure:
        if not self.status:
            return LOST
        asked = {} if self.after is None else {"retry_after": f"{self.after}"}
        return answer({}, self.status, **asked)


@frozen
class Came:
    """An answer, and the times at which it was asked for and came."""

    answered: Answered
    begin: float
    end: float

    @property
    def slows(self) -> bool:
        return self.answered.status == 429

    @property
    def succeeds(self) -> bool:
        """Whether the API is alive and well, which a refusal of the call shows too."""
        return 0 < self.answered.status < 500 and not self.slows


class Tenant:
    """Answers calls as it is told, by a clock that only they and waiting move."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.pace = Pace(2.0 * IN_HAND, RATES)
        self.pace.adapt(0.0, 429)
        # Half spent, so that what is earned is neither too much nor too little.
        assert all(self.pace.spend(0.0) for _ in range(IN_HAND))
        self.came: list[Came] = []

    def call(self, method: Method, answers: Iterable[Answered]) -> Outcome:
        context = Context(
            clock=self.clock,
            now=lambda: NOW,
            random=lambda: 1.0,
            pace=self.pace,
        )
        request = HttpRequest(method=method, url="https://acme.eu/x")
        flow = exchange(request, ("a",), RETRYING, context)
        left = iter(answers)
        reply: Reply = None
        while True:
            try:
                reply = self._replied(flow.send(reply), left)
            except StopIteration as end:
                outcome: Outcome = end.value
                return outcome

    def _replied(self, step: Step, left: Iterator[Answered]) -> Reply:
        if isinstance(step, NeedToken):
            return Secret("t")
        if isinstance(step, Wait):
            assert step.seconds > 0
            self.clock.time += step.seconds
            return None
        answered, begin = next(left), self.clock.time
        self.clock.time += TAKES
        self.came.append(Came(answered, begin, self.clock.time))
        return answered.outcome


ANSWERS = st.lists(
    st.builds(
        Answered,
        st.sampled_from([0, 200, 204, 404, 429, 500, 501, 502, 503, 504]),
        st.none() | st.sampled_from([0.0, 0.5, 2.0, 7.0, 90.0]),
    ),
    min_size=1,
    max_size=12,
)


def answered(answers: list[Answered]) -> tuple[Tenant, list[list[Came]]]:
    """Call until all answers have come; return what came of each call."""
    tenant, calls = Tenant(), []
    left = iter(answers)
    while (before := len(tenant.came)) < len(answers):
        enough = (next(left, Answered(200)) for _ in range(RETRYING.attempts))
        outcome = tenant.call("GET", enough)
        calls.append(tenant.came[before:])
        assert outcome.attempts == len(calls[-1])
        assert outcome.last == calls[-1][-1].answered.outcome
    return tenant, calls


@given(ANSWERS)
@example([Answered(504), Answered(504), Answered(200)])
@example([Answered(429, 7.0), Answered(504), Answered(429), Answered(200)])
def test_repeats_in_hand_are_spent_and_earned(answers: list[Answered]) -> None:
    """429 takes none, 5xx and silence take one and earn nothing, the rest earns."""
    tenant, calls = answered(answers)
    repeated = [came for call in calls for came in call[:-1]]
    spent = sum(not came.slows for came in repeated)
    earned = sum(0.5 for came in tenant.came if came.succeeds)
    passed = tenant.clock.time * 0.1
    left = tenant.pace.left(tenant.clock.time)
    assert left == pytest.approx(IN_HAND + earned + passed - spent)


@given(ANSWERS)
@example([Answered(429), Answered(504), Answered(429), Answered(0), Answered(429)])
def test_the_rate_follows_what_came(answers: list[Answered]) -> None:
    """Halved by a 429 out of calm, a step faster by any other answer, 5xx too."""
    tenant, _ = answered(answers)
    rate, slowed = RATES.fastest / 2, 0.0
    for came in tenant.came:
        if came.slows and came.end - slowed >= RATES.calm:
            rate, slowed = max(RATES.slowest, rate / 2), came.end
        elif came.answered.status and not came.slows:
            rate += RATES.step
    assert tenant.pace.rate == pytest.approx(rate)


@given(ANSWERS)
@example([Answered(429, 90.0), Answered(504, 7.0), Answered(503, 0.5), Answered(504)])
def test_each_repeat_waits_as_long_as_is_asked(answers: list[Answered]) -> None:
    """A little more than that, or without a word twice as long as the time before."""
    _, calls = answered(answers)
    for call in calls:
        for number, came in enumerate(call[:-1]):
            doubled = RETRYING.shortest * 2**number
            after = came.answered.after if came.answered.status else None
            asked = doubled if after is None else after + doubled / 4
            waited = call[number + 1].begin - came.end
            # The rate may ask for more: its turns are 1 / rate apart.
            at_least = min(asked, RETRYING.longest)
            assert at_least <= waited + 1e-6 <= at_least + 1 / RATES.slowest


@given(ANSWERS)
def test_a_429_holds_back_the_calls_that_come_after(answers: list[Answered]) -> None:
    """For as long as it asks, and no longer than the longest wait."""
    tenant, _ = answered(answers)
    for at, came in enumerate(tenant.came):
        if came.slows:
            pause = min(came.answered.after or 0.0, RETRYING.longest)
            later = tenant.came[at + 1 :]
            assert all(one.begin >= came.end + pause - 1e-6 for one in later)


@given(st.sampled_from(["GET", "PUT", "DELETE", "POST"]), ANSWERS)
def test_what_is_repeated_is_what_may_be(
    method: Method, answers: list[Answered]
) -> None:
    """5xx and silence by every method but POST, 429 by each, four times at the most."""
    tenant = Tenant()
    outcome = tenant.call(method, [*answers, *[Answered(200)] * 4])
    may = [429] if method == "POST" else [0, 429, 500, 502, 503, 504]
    assert all(came.answered.status in may for came in tenant.came[:-1])
    is_last = tenant.came[-1].answered.status not in may
    assert is_last or outcome.attempts == RETRYING.attempts
