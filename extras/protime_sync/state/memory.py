"""A state that lives as long as the process, for tests."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from attrs import define, evolve, field

from protime_runtime.reading.entries import Key
from protime_sync.errors import LeaseLost
from protime_sync.state.leases import OVER, Lease, granted
from protime_sync.state.protocol import POSSIBLE, Judged, Known, Position

_PART = 1000


@define
class _Stored:
    """What is kept of a feed."""

    position: Position | None = None
    items: dict[Key, Known] = field(factory=dict)
    staged: dict[Key, Known] = field(factory=dict)
    kept: list[bytes] = field(factory=list)
    lease: Lease | None = None

    def forget_before(self, load: int) -> None:
        # A full load brings all there is, so what was deleted before it is over.
        over = [row for row in self.items.values() if row.deleted and row.load != load]
        for row in over:
            del self.items[row.id]


class MemoryState:
    """Keeps everything in dictionaries."""

    def __init__(self) -> None:
        """Begin without any feed."""
        self._feeds: dict[str, _Stored] = {}
        self._lock = threading.RLock()

    def _feed(self, feed: str) -> _Stored:
        with self._lock:
            return self._feeds.setdefault(feed, _Stored())

    def load(self, feed: str) -> Position | None:
        """Return where the feed stands, or `None` if it never ran."""
        return self._feed(feed).position

    def commit(self, feed: str, position: Position, lease: Lease) -> None:
        """Store a position with all that was staged, and drop what was kept."""
        with self._lock:
            self._owned(feed, lease)
            stored = self._feed(feed)
            stored.items.update(stored.staged)
            stored.staged.clear()
            stored.kept.clear()
            if stored.position is None or stored.position.load != position.load:
                stored.forget_before(position.load)
            stored.position = position

    def stage(self, feed: str, rows: Iterable[Known], lease: Lease) -> None:
        """Note rows that count once the position is committed."""
        with self._lock:
            self._owned(feed, lease)
            self._feed(feed).staged.update((row.id, row) for row in rows)

    def discard(self, feed: str, lease: Lease) -> None:
        """Forget what was staged, but not which rows it may have brought."""
        with self._lock:
            self._owned(feed, lease)
            stored = self._feed(feed)
            for id, row in stored.staged.items():
                if not row.deleted:
                    before = stored.items.get(id)
                    version = None if before is None else before.version
                    stored.items[id] = row._replace(
                        version=version, digest=None, load=POSSIBLE
                    )
            stored.staged.clear()

    def known(self, feed: str, ids: Collection[Key]) -> Mapping[Key, Known]:
        """Return what is known of ids, staged or stored."""
        stored = self._feed(feed)
        found: dict[Key, Known] = {}
        for id in ids:
            row = stored.staged.get(id) or stored.items.get(id)
            if row is not None:
                found[id] = row
        return found

    def count(self, feed: str, judged: Judged) -> int:
        """Return the number of rows that exist in a window, whatever brought them."""
        return len(self._existing(feed, judged))

    def _existing(self, feed: str, judged: Judged) -> Sequence[Known]:
        with self._lock:
            stored = self._feed(feed)
            rows = {**stored.items, **stored.staged}.values()
        return [row for row in rows if _is_judged(row, judged)]

    def vanished(self, feed: str, judged: Judged) -> Iterator[Sequence[Key]]:
        """Yield ids, in parts, that a full load should have brought and did not."""
        rows = self._existing(feed, judged)
        ids = [row.id for row in rows if row.load != judged.load]
        for start in range(0, len(ids), _PART):
            yield ids[start : start + _PART]

    def keep(self, feed: str, body: bytes, position: Position, lease: Lease) -> None:
        """Store changes that were not handed over yet, with the link that follows."""
        with self._lock:
            self._owned(feed, lease)
            self._feed(feed).kept.append(body)
            self._feed(feed).position = position

    def kept(self, feed: str) -> Sequence[bytes]:
        """Return the changes that were kept, oldest first."""
        return tuple(self._feed(feed).kept)

    def rows(self, feed: str) -> int:
        """Return the number of rows that exist."""
        return sum(not row.deleted for row in self._feed(feed).items.values())

    def acquire(self, feed: str, wanted: Lease, now: datetime, *, force: bool) -> Lease:
        """Take a lease that is not in force, or any with `force`; return it fenced."""
        with self._lock:
            stored = self._feed(feed)
            stored.lease = granted(feed, stored.lease, wanted, now, force=force)
            return stored.lease

    def renew(self, feed: str, lease: Lease) -> None:
        """Extend a lease to the end that it names."""
        with self._lock:
            self._owned(feed, lease)
            self._feed(feed).lease = lease

    def release(self, feed: str, lease: Lease) -> None:
        """Release the lease, unless somebody else has taken it."""
        with self._lock:
            stored = self._feed(feed)
            if stored.lease is not None and stored.lease.fence == lease.fence:
                stored.lease = evolve(lease, until=OVER, fence=lease.fence + 1)

    def lease(self, feed: str, now: datetime) -> Lease | None:
        """Return the lease that is in force."""
        lease = self._feed(feed).lease
        return lease if lease is not None and lease.is_in_force(now) else None

    def _owned(self, feed: str, lease: Lease) -> None:
        last = self._feed(feed).lease
        if last is None or last.fence != lease.fence:
            raise LeaseLost(feed, lease.owner)


def _is_judged(row: Known, judged: Judged) -> bool:
    if row.deleted:
        return False
    if judged.scope and row.scope != judged.scope:
        return False
    if row.first is None or row.last is None:
        return judged.undated
    return (judged.last is None or row.first <= judged.last) and (
        judged.first is None or row.last >= judged.first
    )
