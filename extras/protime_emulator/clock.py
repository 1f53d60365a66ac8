"""The emulator's own time, which tests can move."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

_END = datetime(9000, 1, 1, tzinfo=UTC)
"""Where the clock stops: what expires later still has a date that Python knows."""


class Clock:
    """A clock that starts at a given moment, ticks, and can be moved forward.

    Access tokens, continuation tokens, delta links and webhooks all expire by it.
    """

    def __init__(self, start: datetime) -> None:
        """Start at an aware moment."""
        self._start = start.astimezone(UTC)
        self._since = time.monotonic()
        self._moved = timedelta()

    @classmethod
    def at(cls, day: date) -> Clock:
        """Return a clock that starts at eight in the morning (UTC) of a day."""
        return cls(datetime(day.year, day.month, day.day, 8, tzinfo=UTC))

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        ticked = timedelta(seconds=time.monotonic() - self._since)
        return self._start + ticked + self._moved

    def today(self) -> date:
        """Return the present day."""
        return self.now().date()

    def advance(
        self,
        *,
        days: float = 0,
        hours: float = 0,
        minutes: float = 0,
        seconds: float = 0,
    ) -> None:
        """Move the clock forward; a negative sum of the parts is refused.

        Raises:
            ValueError: The clock would go back, or beyond the year 8999.
        """
        by = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        if by < timedelta():
            raise ValueError(
                "The clock cannot go back: what it has expired stays expired."
            )
        if by > _END - self.now():
            raise ValueError("The clock ends with the year 8999.")
        self._moved += by
