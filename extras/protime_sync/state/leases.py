"""Leases: who reads a feed, until when, and which of two holders is the later one.

Each time that a lease is taken, and each time that it is given back, its *fence* rises.
Whatever is written in the name of a lease is written in a transaction that finds the
fence unchanged, or not at all: a process that slept past its lease, on a suspended
machine or with a slow consumer, can no longer touch what a later holder keeps.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from attrs import evolve, field, frozen

from protime_sync.errors import LeaseHeld
from protime_sync.state.processes import is_gone, this_process

LENGTH = timedelta(minutes=10)
"""How long a lease holds after it was renewed last, unless a sync says otherwise."""

CLOCKS = timedelta(minutes=1)
"""By how much the clocks of two hosts may differ.

A lease whose end is further away than its length and this was made by a clock that was
ahead, and is void: it might block a feed for years.
"""

OVER = datetime(1970, 1, 1, tzinfo=UTC)
"""End of a lease that was given back."""


@frozen(kw_only=True)
class Lease:
    """Who reads a feed, until when."""

    owner: str
    until: datetime
    length: timedelta = LENGTH
    """For how long it was taken."""
    process: str = field(factory=this_process)
    """What shows on the same host whether the holder lives; empty if nothing does."""
    fence: int = 0
    """Greater than that of every lease before; 0 for one that no state has given."""

    def is_in_force(self, now: datetime) -> bool:
        """Whether nobody else may take it."""
        is_void = self.until - now > self.length + CLOCKS
        return self.until > now and not is_void and not is_gone(self.process)


def granted(
    feed: str, held: Lease | None, wanted: Lease, now: datetime, *, force: bool
) -> Lease:
    """Return the lease that follows on the one before.

    Args:
        feed: The feed.
        held: The last lease there was, in force or not.
        wanted: The lease that somebody asks for.
        now: The time, in UTC.
        force: Whether it is taken from whoever has it.

    Raises:
        LeaseHeld: Somebody has it.
    """
    if held is None:
        return evolve(wanted, fence=1)
    if held.is_in_force(now) and not force:
        raise LeaseHeld(feed, held.owner, held.until)
    return evolve(wanted, fence=held.fence + 1)
