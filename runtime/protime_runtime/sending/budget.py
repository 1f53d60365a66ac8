"""How many repeats a client has in hand, so that a dead API is not hammered."""

from __future__ import annotations

from protime_runtime.forks import Lock


class RetryBudget:
    """Repeats in hand: each repeat takes one; successes and time give some back.

    An API that answers nothing but errors gets the first attempt of each call, the
    repeats in hand, and from then on six repeats a minute, however many threads ask.
    """

    def __init__(
        self,
        most: float = 50.0,
        *,
        for_success: float = 0.5,
        for_second: float = 0.1,
    ) -> None:
        """Begin with as many as there can be.

        Args:
            most: Repeats that are in hand at the most.
            for_success: Repeats that an answer without an error gives back.
            for_second: Repeats that a second gives back.
        """
        self._most = most
        self._for_success = for_success
        self._for_second = for_second
        self._left = most
        self._at: float | None = None
        self._lock = Lock()

    def left(self, now: float) -> float:
        """Return how many repeats are in hand.

        Args:
            now: Seconds on a clock that only grows.
        """
        with self._lock.held:
            self._pass_to(now)
            return self._left

    def spend(self, now: float) -> bool:
        """Take one repeat, or return that there is none."""
        with self._lock.held:
            self._pass_to(now)
            if self._left < 1:
                return False
            self._left -= 1
            return True

    def earn(self, now: float) -> None:
        """Give back what a success is worth."""
        with self._lock.held:
            self._pass_to(now)
            self._left = min(self._most, self._left + self._for_success)

    def _pass_to(self, now: float) -> None:
        passed = 0.0 if self._at is None else max(0.0, now - self._at)
        self._at = now
        self._left = min(self._most, self._left + passed * self._for_second)
