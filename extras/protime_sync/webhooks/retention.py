"""How long an inbox remembers what is done, so that it does not grow for ever."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

KEEP = timedelta(days=30)
"""For how long Protime sends an event again is not published; this should be longer."""

_EVERY = 3600.0
"""Seconds between two times of forgetting, each of which reads whole tables."""

log = logging.getLogger("protime.webhooks")


class Retention:
    """Makes an inbox forget, at most once an hour, when somebody consumes from it."""

    def __init__(
        self,
        keep: timedelta | None,
        forget: Callable[[datetime], int],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take how long is remembered (`None` for ever), and what forgets."""
        self._keep = keep
        self._forget = forget
        self._clock = clock
        self._next = clock()  # At once: a consumer may run for a moment a day.

    def apply(self) -> None:
        """Forget what is too old, unless that was done within the last hour.

        Raises:
            StateError: The inbox cannot be written.
        """
        if self._keep is None or self._clock() < self._next:
            return
        self._next = self._clock() + _EVERY
        aside = self._forget(datetime.now(UTC) - self._keep)
        if aside:
            log.warning(
                "%d deliveries were deleted that were set aside and that nobody took"
                " care of within %s",
                aside,
                self._keep,
            )
