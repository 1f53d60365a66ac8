"""How fast a client sends, and how many repeats it has in hand, behind one lock.

The numeric limits are not published, so nothing is held back before a first 429; then
the rate is halved, and recovers with each other response (additive increase,
multiplicative decrease). Repeats keep a dead API from being hammered: an API that
returns nothing but errors gets the first attempt of each call, the repeats in hand, and
from then on six repeats a minute, however many threads ask.

Source: reference/responses/ (429) and fetching-resources (broad requests are rate
limited)
"""

from __future__ import annotations

from collections import deque
from itertools import pairwise

from protime_runtime.process import Lock
from protime_runtime.values import frozen

_SEEN = 20
"""Requests whose rate is halved by the first 429."""

_FOR_SUCCESS = 0.5
"""Repeats that a response without an error gives back."""

_FOR_SECOND = 0.1
"""Repeats that a second gives back."""


@frozen(kw_only=True)
class Rates:
    """How a pace slows and recovers, in requests a second."""

    slowest: float = 0.2
    fastest: float = 50.0
    """Once recovery reaches this rate, nothing is held back any more."""

    calm: float = 1.0
    """Seconds after slowing in which further 429 are of the same congestion."""

    step: float = 0.1
    """What each response other than 429 adds to the rate."""


class Pace:
    """The rate of all calls of a client, and the repeats that they have in hand.

    All methods take the time, in seconds of a clock that only grows.
    """

    def __init__(self, repeats: float = 50.0, rates: Rates | None = None) -> None:
        """Begin without a limit, and with as many repeats as there can be."""
        self._rates = rates or Rates()
        self._rate: float | None = None
        self._next = 0.0
        self._slowed_at = float("-inf")
        self._recent: deque[float] = deque(maxlen=_SEEN)
        self._most = repeats
        self._left = repeats
        self._at: float | None = None
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

    def adapt(self, now: float, status: int, pause: float = 0.0) -> None:
        """Adjust rate and repeats to a response.

        Args:
            now: The time.
            status: The response's.
            pause: Seconds for which a 429 asks to send nothing.
        """
        with self._lock.held:
            if status == 429:
                self._slow(now, pause)
                return
            if self._rate is not None:
                self._rate += self._rates.step
                if self._rate >= self._rates.fastest:
                    self._rate = None
            if status < 500 and self._left < self._most:
                self._pass_to(now)
                self._left = min(self._most, self._left + _FOR_SUCCESS)

    def spend(self, now: float) -> bool:
        """Take one repeat, or return that there is none."""
        with self._lock.held:
            self._pass_to(now)
            if self._left < 1:
                return False
            self._left -= 1
            return True

    def left(self, now: float) -> float:
        """Return how many repeats are in hand."""
        with self._lock.held:
            self._pass_to(now)
            return self._left

    def _slow(self, now: float, pause: float) -> None:
        self._next = max(self._next, now + pause)
        if now - self._slowed_at >= self._rates.calm:
            self._slowed_at = now
            self._rate = max(self._rates.slowest, self._observed() / 2)

    def _observed(self) -> float:
        if self._rate is not None:
            return self._rate
        gaps = [later - earlier for earlier, later in pairwise(self._recent)]
        mean = sum(gaps) / len(gaps) if gaps else 0.0
        fastest = self._rates.fastest
        return min(fastest, 1 / mean if mean > 0 else fastest)

    def _pass_to(self, now: float) -> None:
        passed = 0.0 if self._at is None else max(0.0, now - self._at)
        self._at = now
        self._left = min(self._most, self._left + passed * _FOR_SECOND)
