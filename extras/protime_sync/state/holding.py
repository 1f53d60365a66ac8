"""A lease while it is held: renewed whatever the consumer does, and lost only once."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime

from attrs import evolve

from protime_sync.errors import LeaseLost, StateError
from protime_sync.state.leases import Lease
from protime_sync.state.protocol import State

_PART = 5
"""A lease is renewed when the fifth part of it has passed."""

_PATIENCE = 6
"""Lengths of a lease for which it is renewed while nothing is taken of a batch."""

log = logging.getLogger("protime.sync")


class Holding:
    """A lease that one batch holds, and the thread that renews it.

    The thread ends with the batch, however that ends. It also ends if nothing was taken
    of the batch for six lengths of the lease, an hour if nothing else was said: a
    consumer that hangs keeps others out no longer. One that goes on after all keeps the
    lease if nobody else has taken it.
    """

    def __init__(
        self, state: State, feed: str, lease: Lease, now: Callable[[], datetime]
    ) -> None:
        """Take a lease that the state gave just now."""
        self.lease = lease
        self._state = state
        self._feed = feed
        self._now = now
        self._renewed = now()
        self._taken = 0
        self._is_lost = False
        self._ended = threading.Event()
        self._thread = threading.Thread(
            target=self._beat, name=f"lease of {feed}", daemon=True
        )

    def begin(self) -> None:
        """Begin to renew the lease."""
        self._thread.start()

    def end(self) -> None:
        """Renew the lease no longer."""
        self._ended.set()
        if self._thread.ident is not None:  # It may never have been started.
            self._thread.join()

    def taken(self) -> None:
        """Note that the consumer took something; costs next to nothing.

        Raises:
            LeaseLost: Somebody else has taken the lease meanwhile.
        """
        self._taken += 1
        if self._is_lost:
            raise LeaseLost(self._feed, self.lease.owner)

    def renew(self) -> None:
        """Renew the lease if a good part of it has passed.

        Raises:
            LeaseLost: Somebody else has taken it.
        """
        if self._now() - self._renewed > self.lease.length / _PART:
            self.confirm()

    def confirm(self) -> None:
        """Renew the lease now, which shows whether it is still held.

        Raises:
            LeaseLost: Somebody else has taken it.
        """
        now = self._now()
        lease = evolve(self.lease, until=now + self.lease.length)
        self._state.renew(self._feed, lease)
        self.lease, self._renewed = lease, now

    def _beat(self) -> None:
        length = self.lease.length.total_seconds()
        seen, since = self._taken, time.monotonic()
        while not self._ended.wait(length / _PART):
            if seen != self._taken:
                seen, since = self._taken, time.monotonic()
            elif time.monotonic() - since > length * _PATIENCE:
                log.warning("%s: the lease ends, as nothing is taken", self._feed)
                return
            try:
                self.confirm()
            except LeaseLost:
                self._is_lost = True
                return
            except StateError as error:
                log.warning("%s: the lease was not renewed: %s", self._feed, error)
