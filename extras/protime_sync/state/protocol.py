"""What is kept between two runs of a feed, and the protocol of what keeps it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from attrs import frozen

from protime.api import API
from protime_runtime.reading.entries import Key
from protime_sync.state.leases import Lease

POSSIBLE = -1
"""Load of rows that a batch brought which was not committed; no full load has it."""


def link_left(used_at: datetime, now: datetime) -> timedelta:
    """Return how long a link still holds; less than nothing if it has ended.

    Source: reference/delta/

    Args:
        used_at: When the link was given.
        now: The time, in UTC.
    """
    return used_at + timedelta(hours=API.delta_hours) - now


class Phase(StrEnum):
    """Where a feed stands."""

    LOADING = "loading"
    """Within a full load; the link leads to its next page."""

    FOLLOWING = "following"
    """After a full load; the link leads to later changes."""


@frozen(kw_only=True)
class Position:
    """How far a feed has come."""

    phase: Phase
    link: str | None
    """`None` before the first page, and between two comparisons."""
    load: int
    """Marks what the present full load and later changes brought."""
    signature: str
    """The filter that the link belongs to."""
    used_at: datetime
    """When the link was given, which its 72 hours count from."""
    changed_at: datetime | None = None
    """When changes came last."""
    last_change: str | None = None
    """Greatest version that came."""
    known: int | None = None
    """Rows that the window had when the present full load began; `None` if unknown."""
    older: int = 0
    """Rows of the last full load that were left out, as the copy has newer ones."""
    aside: int = 0
    """Rows that were set aside since the last full load began."""
    nameless: int = 0
    """Of those of the full load, how many name no id, and so may be any row."""


class Known(NamedTuple):
    """What is kept of a row: enough to judge later ones, and nothing of its content."""

    id: Key
    version: str | None
    digest: bytes | None
    deleted: bool
    load: int
    first: int | None
    """Ordinal of its first day."""
    last: int | None
    scope: str
    """The filter, besides days, that it was read with."""


@frozen(kw_only=True)
class Judged:
    """Which rows a full load must have brought if they still exist."""

    load: int
    first: int | None
    """Ordinal of the window's first day."""
    last: int | None
    scope: str
    """Only rows read with the same scope are judged; the empty one judges all."""
    undated: bool
    """Whether rows without a day are judged: if the window is the same as before."""


class State(Protocol):
    """Keeps positions, rows and leases by feed.

    `stage` and `keep` may write at once, but what was staged counts only once `commit`
    has stored it with the position, in one transaction. Everything that takes a lease
    checks in its own transaction that it is still the last one that was given, by its
    fence. A lease is renewed from a thread of its own, so methods can be called from
    any.

    Every method raises `StateError` if the state cannot be read or written.
    """

    def load(self, feed: str) -> Position | None:
        """Return where the feed stands, or `None` if it never ran."""

    def commit(self, feed: str, position: Position, lease: Lease) -> None:
        """Store a position with all that was staged, and drop what was kept.

        The first commit of a full load forgets the rows that were deleted before it.

        Raises:
            LeaseLost: The lease was taken by somebody else, or given back.
        """

    def stage(self, feed: str, rows: Iterable[Known], lease: Lease) -> None:
        """Note rows that count once the position is committed.

        Raises:
            LeaseLost: The lease was taken by somebody else, or given back.
        """

    def discard(self, feed: str, lease: Lease) -> None:
        """Forget what was staged, but not which rows it may have brought.

        A batch that was not committed may have reached the copy all the same. So its
        rows stay as `POSSIBLE` ones, of which a full load judges whether they exist;
        their version and content are not known, and the same change comes again.

        Raises:
            LeaseLost: The lease was taken by somebody else, or given back.
        """

    def known(self, feed: str, ids: Collection[Key]) -> Mapping[Key, Known]:
        """Return what is known of ids, staged or stored."""

    def count(self, feed: str, judged: Judged) -> int:
        """Return the number of rows that exist in a window, whatever brought them."""

    def vanished(self, feed: str, judged: Judged) -> Iterator[Sequence[Key]]:
        """Yield ids, in parts, that a full load should have brought and did not."""

    def keep(self, feed: str, body: bytes, position: Position, lease: Lease) -> None:
        """Store changes that were not handed over yet, with the link that follows.

        Raises:
            LeaseLost: The lease was taken by somebody else, or given back.
        """

    def kept(self, feed: str) -> Sequence[bytes]:
        """Return the changes that were kept, oldest first."""

    def rows(self, feed: str) -> int:
        """Return the number of rows that exist."""

    def acquire(self, feed: str, wanted: Lease, now: datetime, *, force: bool) -> Lease:
        """Take a lease that is not in force, or any with `force`; return it fenced.

        Raises:
            LeaseHeld: Somebody has it, be it the same process.
        """

    def renew(self, feed: str, lease: Lease) -> None:
        """Extend a lease to the end that it names.

        Raises:
            LeaseLost: The lease was taken by somebody else, or given back.
        """

    def release(self, feed: str, lease: Lease) -> None:
        """Release the lease, unless somebody else has taken it."""

    def lease(self, feed: str, now: datetime) -> Lease | None:
        """Return the lease that is in force."""
