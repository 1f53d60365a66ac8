"""How fast a client sends: at any rate until a 429, then slower, then faster again."""

from __future__ import annotations

from collections import deque
from itertools import pairwise

from attrs import frozen

from protime_runtime.forks import Lock

_SEEN = 20
"""Requests whose rate is halved by the first 429."""


@frozen(kw_only=True)
class Pace:
    """How a limiter slows and recovers; rates are requests a second."""

    slowest: float = 0.2
    fastest: float = 50.0
    """Once recovery reaches this rate, nothing is held back any more."""

    calm: float = 1.0
    """Seconds after slowing in which further 429 are of the same congestion."""

    step: float = 0.1
    """What each answer other than 429 adds to the rate."""


class Limiter:
    """The rate of all calls of a client; additive increase, multiplicative decrease.

    The numeric limits are not published, so nothing is held back before a first 429.
    All methods take the time, in seconds of a clock that only grows.

    Source: reference/responses/ (429) and fetching-resources (broad requests are
    rate limited)
    """

    def __init__(self, pace: Pace | None = None) -> None:
        """Begin without a limit."""
        self._pace = pace or Pace()
        self._rate: float | None = None
        self._next = 0.0
        self._slowed_at = float("-inf")
        self._recent: deque[float] = deque(maxlen=_SEEN)
        self._lock = Lock()

    @property
    def rate(self) -> float | None:
        """Requests a second at the most; `None` while nothing is held back."""
        return self._rate

    def reserve(self, now: float, *, at_most: float) -> float | None:
        """Return the seconds to wait before sending; `None` if they pass `at_most`."""
        with self._lock.held:
            start = max(now, self._next)
            if start - now > at_most:
                return None
            self._recent.append(start)
            if self._rate is not None:
                self._next = start + 1 / self._rate
            return start - now

    def refused(self, now: float, pause: float) -> None:
        """Slow down after a 429, which asks for a pause of so many seconds."""
        with self._lock.held:
            self._next = max(self._next, now + pause)
            if now - self._slowed_at < self._pace.calm:
                return
            self._slowed_at = now
            self._rate = max(self._pace.slowest, self._observed() / 2)

    def accepted(self) -> None:
        """Recover a little after any other answer."""
        with self._lock.held:
            if self._rate is None:
                return
            self._rate += self._pace.step
            if self._rate >= self._pace.fastest:
                self._rate = None

    def _observed(self) -> float:
        if self._rate is not None:
            return self._rate
        gaps = [later - earlier for earlier, later in pairwise(self._recent)]
        mean = sum(gaps) / len(gaps) if gaps else 0.0
        return min(self._pace.fastest, 1 / mean if mean > 0 else self._pace.fastest)
