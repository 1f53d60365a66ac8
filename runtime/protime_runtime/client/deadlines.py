"""How long one attempt may take, however slowly its response comes.

HTTP libraries bound each wait for a byte, so that a response which drips, a byte at a
time, never ends. Here all waits of an attempt together are bounded. A client that is
awaited is interrupted by its event loop. One that blocks has nothing that could
interrupt it; but a socket takes a timeout before each read and write, and takes it from
any object that says a whole number. So the HTTP library is given an object for its
timeouts that says what is left, and fails once nothing is. To connect and to write are
single waits, so a limit of theirs that is a fraction is kept as it is; a read has as
many waits as its response has parts, so its limit becomes whole.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from math import ceil, inf
from typing import Any

from attrs import field

from protime_runtime.errors import ConfigurationError
from protime_runtime.values import frozen

LONGEST = 300.0
"""Seconds that an attempt takes at the most, unless the client is given another."""

_PHASES = ("connect", "read", "write")
_SINGLE = ("connect", "write")
"""Phases whose waits are few, whatever the server does."""


def checked(seconds: float) -> float:
    """Return the seconds that an attempt may take; infinite for no bound.

    Raises:
        ConfigurationError: It is no time in which anything could be sent.
    """
    if not seconds > 0:
        raise ConfigurationError(
            f"attempt_deadline is {seconds!r}: give the seconds that an attempt may"
            " take, or math.inf for no bound."
        )
    return seconds


def passed(seconds: float) -> str:
    """Return what is said of an attempt that took longer."""
    return f"the attempt's deadline of {seconds:g} s has passed"


@frozen(order=False)
class Left:
    """The seconds that are left of an attempt: another number each time it is asked."""

    seconds: float
    at_most: float | None
    """Seconds that one wait lasts at the most; `None` for as long as there is."""

    _ends_at: float
    _clock: Callable[[], float] = field(default=time.monotonic, repr=False)

    def __float__(self) -> float:
        """Return what is left.

        Raises:
            TimeoutError: Nothing is; HTTP libraries take it for their own.
        """
        left = self._ends_at - self._clock()
        if left <= 0:
            raise TimeoutError(passed(self.seconds))
        return float(left if self.at_most is None else min(left, self.at_most))

    def __le__(self, other: float) -> bool:
        """Compare what is left, as transports do that are not httpx's own."""
        return float(self) <= other

    def __ge__(self, other: float) -> bool:
        """Compare what is left."""
        return float(self) >= other

    def __lt__(self, other: float) -> bool:
        """Compare what is left."""
        return float(self) < other

    def __gt__(self, other: float) -> bool:
        """Compare what is left."""
        return float(self) > other

    def __index__(self) -> int:
        """Return what is left in whole seconds, which is all a socket asks for."""
        return ceil(float(self))


def options(
    http: object, timeout: float | None, seconds: float, trace: object
) -> dict[str, Any]:
    """Return what a request of an HTTP client is given besides itself.

    Args:
        http: See `bounded`; `None` for one that an event loop interrupts.
        timeout: See `bounded`.
        seconds: See `bounded`.
        trace: What is called with each event of the request, if anything is.
    """
    extensions = bounded(http, timeout, seconds)
    if trace is not None:
        extensions["trace"] = trace
    found: dict[str, Any] = {"extensions": extensions} if extensions else {}
    if timeout is not None:
        found["timeout"] = timeout
    return found


def bounded(http: object, timeout: float | None, seconds: float) -> dict[str, Any]:
    """Return the extension of a request that bounds an attempt of a blocking client.

    Args:
        http: The client of httpx or httpx2; another is not bounded, since nothing is
            known of its timeouts.
        timeout: Seconds without a byte, if they are not the HTTP client's own.
        seconds: Seconds that the attempt may take.
    """
    own = getattr(getattr(http, "timeout", None), "as_dict", None)
    if own is None or seconds == inf:
        return {}
    waits: Mapping[str, float | None] = own()
    if timeout is not None:
        waits = dict.fromkeys(waits, timeout)
    ends_at = time.monotonic() + seconds
    pool = waits.get("pool")
    limits: dict[str, object] = {}
    for phase in _PHASES:
        wait = waits.get(phase)
        exact = phase in _SINGLE and wait is not None and wait % 1 and wait < seconds
        limits[phase] = wait if exact else Left(seconds, wait, ends_at)
    limits["pool"] = seconds if pool is None else min(pool, seconds)
    return {"timeout": limits}
