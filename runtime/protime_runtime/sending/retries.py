"""What to do on 429, 5xx and no response, in functions without a clock."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from attrs import field

from protime_runtime.messages import Failure, Response
from protime_runtime.values import frozen

IDEMPOTENT = frozenset({"GET", "PUT", "DELETE"})
_SECONDS = re.compile(r"\s*[0-9]+(\.[0-9]+)?\s*")


@frozen(kw_only=True)
class RetryPolicy:
    """How often, and how long, a request is repeated.

    A POST is repeated only if it was certainly not received, or was answered with 429,
    since a second one could create a second item.

    The response to a repeat need not be the outcome of the call: an attempt before it,
    whose response was lost or was 500 and above, may have been carried out. It was
    chosen that a DELETE is done if its repeat finds nothing (404, 410). Any other
    response is reported as it is, with whether it may be of a repeat: by ``maybe_done``
    of an error's `RequestInfo`, ``maybe_created`` of `Upserted`, and
    ``maybe_done_before`` of a `Response`. With one attempt nothing is repeated, so that
    a lost response is an error.
    """

    attempts: int = 5
    """Times that a request is sent at the most."""

    deadline: float = 120.0
    """Seconds after which nothing is repeated any more."""

    shortest: float = 0.5
    """Seconds that the first wait lasts at the most; each further one twice that."""

    longest: float = 60.0
    """Seconds that one wait lasts at the most, even if the API asks for more."""

    statuses: frozenset[int] = field(default=frozenset({429, 500, 502, 503, 504}))
    """Statuses after which a request is repeated, if it may be."""

    budget: float = 50.0
    """Repeats that all calls of a client together have in hand; see `Pace`."""

    def wait(
        self,
        method: str,
        outcome: Response | Failure,
        *,
        attempt: int,
        elapsed: float,
        now: Callable[[], datetime],
        random: Callable[[], float],
    ) -> float | None:
        """Return the seconds to wait before repeating, or `None` to give up.

        Args:
            method: The request's verb.
            outcome: The response, or why there is none.
            attempt: Number of the attempt, from 1.
            elapsed: Seconds since the first attempt began.
            now: The time, for ``Retry-After`` with a date.
            random: A number from 0 to 1, for jitter.
        """
        if attempt >= self.attempts or not self._worth(method, outcome):
            return None
        seconds = self._seconds(outcome, attempt, now, random)
        return seconds if elapsed + seconds <= self.deadline else None

    def _worth(self, method: str, outcome: Response | Failure) -> bool:
        if isinstance(outcome, Failure):
            return method in IDEMPOTENT or not outcome.sent
        if outcome.status == 429:
            return True
        return outcome.status in self.statuses and method in IDEMPOTENT

    def _seconds(
        self,
        outcome: Response | Failure,
        attempt: int,
        now: Callable[[], datetime],
        random: Callable[[], float],
    ) -> float:
        doubled = self.shortest * 2.0 ** min(attempt - 1, 64)
        backoff = random() * min(self.longest, doubled)
        if isinstance(outcome, Failure):
            return backoff
        asked = retry_after(outcome.headers.get("retry-after"), now)
        return backoff if asked is None else min(self.longest, asked + backoff / 4)


def may_have_done(outcome: Response | Failure) -> bool:
    """Whether the API may have carried out an attempt, of which it does not say so.

    A 429 says that it did not, as do the other responses below 500.
    """
    return outcome.sent if isinstance(outcome, Failure) else outcome.status >= 500


def retry_after(value: str | None, now: Callable[[], datetime]) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for: a number or a date.

    A fraction such as ``2.5`` is more than HTTP allows, and means what it says.

    Source: reference/general-specs/ (that numbers are seconds is inferred)
    """
    if value is None:
        return None
    if _SECONDS.fullmatch(value):
        return float(value)
    moment = http_date(value)
    return None if moment is None else max(0.0, (moment - now()).total_seconds())


def http_date(text: str) -> datetime | None:
    """Return the moment that a header names, in UTC where it names no zone."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
