"""What is repeated, and after how long, follows from the arguments alone."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.messages import Failure
from protime_runtime.sending.retries import RetryPolicy, retry_after
from tests.runtime.helpers import NOW, answer

LOST = Failure(reason="ReadError", sent=True)
UNSENT = Failure(reason="ConnectError", sent=False)


def wait(
    method: str,
    outcome: object,
    *,
    attempt: int = 1,
    elapsed: float = 0.0,
    chance: float = 1.0,
    retries: RetryPolicy = RetryPolicy(),  # noqa: B008 - a value
) -> float | None:
    return retries.wait(
        method,
        outcome,  # type: ignore[arg-type]  # parametrized
        attempt=attempt,
        elapsed=elapsed,
        now=lambda: NOW,
        random=lambda: chance,
    )


@pytest.mark.parametrize(
    ("method", "outcome", "repeated"),
    [
        ("GET", LOST, True),
        ("PUT", LOST, True),
        ("DELETE", LOST, True),
        ("POST", LOST, False),
        ("POST", UNSENT, True),
        ("POST", answer(status=429), True),
        ("POST", answer(status=500), False),
        ("POST", answer(status=503), False),
        ("GET", answer(status=429), True),
        ("GET", answer(status=500), True),
        ("PUT", answer(status=503), True),
        ("GET", answer(status=400), False),
        ("GET", answer(status=401), False),
        ("GET", answer(status=404), False),
        ("GET", answer(status=409), False),
        ("GET", answer(status=410), False),
        ("GET", answer(status=501), False),
        ("GET", answer(status=200), False),
    ],
)
def test_only_what_cannot_happen_twice_is_repeated(
    method: str, outcome: object, *, repeated: bool
) -> None:
    """A POST whose answer was lost may have created an item, so it is not."""
    assert (wait(method, outcome) is not None) == repeated


def test_waits_double_up_to_the_longest() -> None:
    """Full jitter: a share of twice the wait before, never above the longest."""
    retries = RetryPolicy(attempts=10**6, deadline=10**6)
    waits = [
        wait("GET", LOST, attempt=attempt, retries=retries)
        for attempt in (1, 2, 3, 8, 9, 5000)
    ]
    assert waits == [0.5, 1.0, 2.0, 60.0, 60.0, 60.0]
    assert wait("GET", LOST, attempt=3, chance=0.25) == 0.5


def test_attempts_and_the_deadline_end_it() -> None:
    """The last attempt is not waited after, nor is anything past the deadline."""
    assert wait("GET", LOST, attempt=4) is not None
    assert wait("GET", LOST, attempt=5) is None
    assert wait("GET", LOST, elapsed=119.4) is not None
    assert wait("GET", LOST, elapsed=119.6) is None


def test_retry_after_is_honoured_and_capped() -> None:
    """As long as the API asks, a little spread, and never above the longest."""
    assert wait("GET", answer(status=429, retry_after="7"), chance=0) == 7
    assert wait("GET", answer(status=429, retry_after="7"), chance=1) == 7.125
    assert wait("GET", answer(status=503, retry_after="600")) == 60
    date = format_datetime(NOW + timedelta(seconds=9), usegmt=True)
    assert wait("GET", answer(status=503, retry_after=date), chance=0) == 9


@pytest.mark.parametrize(
    "date",
    [
        "Sat, 10 Jan 2026 12:00:09 GMT",
        "Sat, 10 Jan 2026 14:00:09 +0200",
        "Sat, 10 Jan 2026 12:00:09 -0000",
    ],
)
def test_a_date_is_read_in_its_zone(date: str) -> None:
    """And in UTC where it says that it tells none."""
    assert retry_after(date, lambda: NOW) == 9


def test_a_date_in_the_past_means_now() -> None:
    """No wait is negative."""
    date = format_datetime(NOW - timedelta(days=1), usegmt=True)
    assert retry_after(date, lambda: NOW) == 0


@pytest.mark.parametrize("text", ["2.5", " 2.5 ", "2.50", "002.5"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_fraction_of_a_second_is_waited(text: str, status: int) -> None:
    """At least as long as was asked, by repeats of every method that may be."""
    for chance in (0.0, 1.0):
        waited = wait("GET", answer(status=status, retry_after=text), chance=chance)
        assert waited is not None
        assert waited >= 2.5


@pytest.mark.parametrize("text", ["-1", "1e3", "2,5", "2.", ".", "٣", "inf", "nan", ""])
def test_what_is_no_number_is_no_wait(text: str) -> None:
    """Nothing that a float could be read from, but no header should hold."""
    assert retry_after(text, lambda: NOW) is None


@given(
    st.text()
    | st.from_regex(r"(Mon, )?\d+ Jan \d+ \d+:\d+:\d+ ([+-]\d+|GMT)", fullmatch=True)
)
def test_any_header_is_seconds_or_nothing(text: str) -> None:
    """What cannot be read is as if it were not there."""
    seconds = retry_after(text, lambda: NOW)
    assert seconds is None or seconds >= 0


def test_a_wait_may_last_until_the_deadline_and_no_longer() -> None:
    """To the second."""
    assert wait("GET", LOST, elapsed=119.5) == 0.5
    assert wait("GET", LOST, elapsed=119.5 + 2**-20) is None
