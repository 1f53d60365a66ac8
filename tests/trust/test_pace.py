"""Repeats in hand, and a rate that slows on 429 and recovers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.errors import RequestFailed, ServerError, TooManyRequests
from protime_runtime.sending.pace import Pace, Rates
from protime_runtime.sending.retries import RetryPolicy
from tests.trust.helpers import Sent, Served, Time, answering, awaiting, said

OK = said({"id": 1})


def test_a_dead_api_is_not_hammered() -> None:
    """A hundred calls send a hundred times, and the repeats in hand."""
    client, stub = answering(lambda _: said({}, 503), retries=RetryPolicy(budget=20))
    time = Time()
    time.drives(client)
    client._sleep = lambda _: None
    for _ in range(100):
        with pytest.raises(ServerError):
            client.people.get(1)
    assert len(stub.log) - stub.tokens == 100 + 20


def test_time_and_successes_give_repeats_back() -> None:
    """Six a minute, and one for two answers; never more than there were."""
    pace = Pace(10)
    assert all(pace.spend(0.0) for _ in range(10))
    assert not pace.spend(0.0)
    assert not pace.spend(9.9)
    assert pace.spend(20.0)
    pace.adapt(20.0, 200)
    pace.adapt(20.0, 200)
    assert pace.left(20.0) == pytest.approx(2.0)
    assert pace.left(10_000.0) == 10


def test_a_429_takes_nothing_from_the_budget() -> None:
    """The rate answers to it."""
    given = iter([said({}, 429, **{"retry-after": "1"})] * 3 + [OK])
    client, _ = answering(lambda _: next(given), retries=RetryPolicy(budget=0))
    Time().drives(client)
    assert client.people.get(1).id == 1


def test_nothing_is_held_back_before_a_429() -> None:
    """Limits are not published, so none is invented."""
    pace = Pace()
    assert {pace.reserve(0.0, at_most=0.0) for _ in range(1000)} == {0.0}
    pace.adapt(0.0, 200)
    assert pace.rate is None


def test_a_429_halves_the_rate_once() -> None:
    """Sixty-four that come together are one congestion."""
    pace = Pace()
    for tick in range(20):
        pace.reserve(tick * 0.1, at_most=60)
    for _ in range(64):
        pace.adapt(2.0, 429, 0.0)
    assert pace.rate == pytest.approx(5.0)
    pace.adapt(3.5, 429, 0.0)
    assert pace.rate == pytest.approx(2.5)
    assert pace.reserve(4.0, at_most=60) == pytest.approx(0.0)
    assert pace.reserve(4.0, at_most=60) == pytest.approx(0.4)
    assert pace.reserve(4.0, at_most=60) == pytest.approx(0.8)


def test_the_rate_recovers_until_nothing_is_held_back() -> None:
    """A little with each answer."""
    pace = Pace(rates=Rates(fastest=2.0, step=0.5))
    pace.adapt(0.0, 429, 0.0)
    assert pace.rate == pytest.approx(1.0)
    pace.adapt(0.0, 200)
    assert pace.rate == pytest.approx(1.5)
    pace.adapt(0.0, 200)
    assert pace.rate is None


def test_retry_after_holds_back_all_calls() -> None:
    """Also those that were not refused themselves."""
    pace = Pace()
    pace.adapt(0.0, 429, 30.0)
    assert pace.reserve(10.0, at_most=60) == pytest.approx(20.0)


def test_a_turn_after_the_deadline_is_not_taken() -> None:
    """And leaves its place to others."""
    pace = Pace()
    pace.adapt(0.0, 429, 30.0)
    assert pace.reserve(0.0, at_most=10) is None
    assert pace.reserve(0.0, at_most=60) == pytest.approx(30.0)


@given(
    st.lists(
        st.tuples(st.floats(0, 10), st.sampled_from(["ask", "429", "ok"])), max_size=80
    )
)
def test_turns_keep_the_rate(steps: list[tuple[float, str]]) -> None:
    """Whatever comes when: turns are in order, and apart by what the rate says."""
    pace = Pace()
    now = 0.0
    last = 0.0
    for passed, kind in steps:
        now += passed
        if kind == "429":
            pace.adapt(now, 429, passed)
        elif kind == "ok":
            pace.adapt(0.0, 200)
        else:
            wait = pace.reserve(now, at_most=float("inf"))
            assert wait is not None
            assert now + wait >= last
            last = now + wait
        assert pace.rate is None or 0.2 <= pace.rate < 50


class Limited:
    """A tenant that takes so many requests a second, by the client's clock."""

    def __init__(self, rate: float) -> None:
        self.time = Time()
        self.rate = rate
        self.refused = 0
        self._allowed = rate

    def serve(self, _: Sent) -> object:
        self._allowed = min(self.rate, self._allowed + self.passed() * self.rate)
        self.time.now += 0.001
        if self._allowed < 1:
            self.refused += 1
            return said({}, 429)
        self._allowed -= 1
        return OK

    def passed(self) -> float:
        before, self._before = getattr(self, "_before", self.time.now), self.time.now
        return self.time.now - before


def test_a_client_finds_the_rate_of_a_tenant() -> None:
    """Few requests of a thousand are refused, and no call fails."""
    tenant = Limited(10)
    client, stub = answering(tenant.serve)  # type: ignore[arg-type]  # a response
    tenant.time.drives(client)
    begin = tenant.time.now
    for _ in range(1000):
        assert client.raw("GET", "people/1").status == 200
    assert tenant.refused < 150
    assert tenant.time.now - begin < 250
    print(f"{tenant.refused} of {len(stub.log)} requests were refused")


def test_a_call_is_not_sent_after_its_deadline() -> None:
    """Where another call's 429 asks for a longer pause."""
    client, stub = answering(lambda _: said({}, 429, **{"retry-after": "50"}))
    Time().drives(client)
    hasty = client.with_options(retries=RetryPolicy(deadline=10))
    with pytest.raises(TooManyRequests):
        hasty.people.get(1)
    before = len(stub.log)
    with pytest.raises(RequestFailed, match="SlowedDown"):
        hasty.people.get(1)
    assert len(stub.log) == before


async def test_tasks_wait_their_turn() -> None:
    """The same steps, awaited."""
    given = iter([said({}, 429, **{"retry-after": "3"}), OK, OK])
    client, _ = awaiting(lambda _: next(given))
    waits: list[float] = []
    time = Time()
    time.drives(client)

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        time.now += seconds

    client._sleep = sleep
    await client.people.get(1)
    assert sum(waits) >= 3
    await client.people.get(1)
    assert client._context.pace.rate is not None


def answers_in_turn(*given: Served) -> Callable[[Sent], Served]:
    left = iter(given)
    return lambda _: next(left)


ASKED = {"retry-after": "2.5"}
MONITOR = "/connector/protimeapi/api/v1/status-monitor/clockings/1"


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("place", ["token", "call", "monitor", "another call"])
def test_a_fraction_of_a_second_is_waited_wherever_it_is_asked_for(
    place: str, status: int
) -> None:
    """By the token endpoint, an answer, a monitor; and by calls that come after."""
    accepted = said({}, 202, **{"operation-location": MONITOR, **ASKED})
    refused = said({}, status, **ASKED)
    serves = {
        "token": answers_in_turn(OK),
        "call": answers_in_turn(refused, OK),
        "monitor": answers_in_turn(accepted, OK),
        "another call": answers_in_turn(refused, OK),
    }
    client, stub = answering(serves[place])
    if place == "token":
        plain, first = stub._serve, answers_in_turn(refused)
        stub._serve = lambda sent: first(sent) if len(stub.log) == 1 else plain(sent)
    time = Time()
    time.drives(client)
    client._context = evolve(client._context, random=lambda: 0.0)
    client._tokens._context = client._context
    if place == "another call" and status == 429:
        with pytest.raises(TooManyRequests):
            client.with_options(retries=RetryPolicy(attempts=1)).raw("GET", "people/1")
        assert time.waits == []
    client.raw("GET", "people/1")
    assert sum(time.waits) >= 2.5
