"""One stream of a collection's changes: webhooks in seconds, the delta behind them.

::

    live = Live(sync.follow("clockings", date=since), inbox)
    with live.batch(wait=timedelta(seconds=5)) as changes:  # again and again
        for change in changes:
            write(change)

Events are judged by the feed's own state, so that neither way brings an older version
over a newer one; the delta is read every `every`, and tells what no event told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Generic, TypeVar

from attrs import define, field

from protime_runtime.delta import Change
from protime_runtime.errors import InvalidRequest

from ..changes import Changes
from ..errors import StateError
from ..feed import Feed
from ..following import Following
from ..source import Mode
from ..state import Phase, Position
from .consumer import Seen
from .inbox import Inbox, Settled, Version
from .merging import EventReading, gone, without
from .ordering import sort_unknown

T = TypeVar("T")


@define
class LiveSeen(Seen):
    """What a stream has met since it was made."""

    deltas: int = 0
    """How often the delta was read."""
    recovered: int = 0
    """Changes that the delta told and no event had; late events count here too."""
    is_silent: bool = False
    """Whether the delta told changes at last, and not one event came before it."""


class Live(Generic[T]):
    """A collection's changes, batch by batch, as those of its feed."""

    def __init__(
        self,
        feed: Feed[T],
        inbox: Inbox,
        *,
        every: timedelta = timedelta(minutes=5),
        most: int = 1000,
        pause: timedelta = timedelta(milliseconds=200),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take a feed and the inbox that its collection's events come into.

        Args:
            feed: Follows the collection. If its filter is more than a range of days,
                events cannot be held against it; then they hurry the delta only.
            inbox: Where the receiver puts deliveries.
            every: How often the delta is read, however much the webhooks tell.
            most: Deliveries of one batch.
            pause: How often the inbox is looked into while waiting.
            sleep: Waits.

        Raises:
            InvalidRequest: The collection has no events.
        """
        self._feed = feed
        self._following = feed.following
        self._source = self._following.source
        if not self._source.info.webhooks or self._source.mode is not Mode.DELTA:
            raise InvalidRequest(f"{self._source.info.name} has no events.")
        self._inbox = inbox
        self._every = every
        self._most = most
        self._pause = pause.total_seconds()
        self._sleep = sleep
        self._told: dict[str, str] = {}
        self._is_hurried = False
        self._arrived = 0
        self.seen = LiveSeen()

    @property
    def collection(self) -> str:
        """The collection's name."""
        return self._source.info.name

    @contextmanager
    def batch(self, wait: timedelta = timedelta()) -> Iterator[LiveBatch[T]]:
        """Give the next changes, whichever way they come; of the first, all rows.

        It is done with when the block ends well and was read to its end, as a feed's.

        Args:
            wait: How long events are waited for; then the batch is empty.

        Raises:
            LeaseHeld: Someone else reads the feed.
            LeaseLost: Someone took the feed over; nothing was stored.
            StateError: State or inbox cannot be read or written.
            ProtimeError: A request failed; nothing was stored.
        """
        self._await_events(wait)
        with self._by_delta() if self._is_due() else self._by_events() as found:
            yield found

    def resync(self, apply: Callable[[Change[T]], object]) -> None:
        """Read the delta to its end now, for a webhook that is new."""
        self._is_hurried = True
        with self.batch() as changes:
            for change in changes:
                apply(change)

    def hurry(self) -> None:
        """Let the next batch read the delta."""
        self._is_hurried = True

    def _await_events(self, wait: timedelta) -> None:
        until = time.monotonic() + wait.total_seconds()
        while not self._is_due() and not self._inbox.waiting(self.collection, 1):
            if sort_unknown(self._inbox, self._most):
                continue
            if time.monotonic() >= until:
                return
            self._sleep(self._pause)

    def _is_due(self) -> bool:
        position = self._position()
        if self._is_hurried or position is None:
            return True
        # Committing would drop what a feed's `keep_alive` kept: it goes first.
        return self._following.now() - position.used_at >= self._every or bool(
            self._following.state.kept(self._following.name)
        )

    def _position(self) -> Position | None:
        """Return where the feed stands, `None` if only a batch of its own can go on."""
        position = self._following.state.load(self._following.name)
        if position is None or position.phase is not Phase.FOLLOWING:
            return None
        return position if position.signature == self._source.signature else None

    @contextmanager
    def _by_delta(self) -> Iterator[LiveBatch[T]]:
        reading = _DeltaReading(
            collection=self.collection,
            told={} if self._position() is None else self._told,
            is_first=self._position() is None,
        )
        with self._feed.batch() as batch:
            yield LiveBatch(self._following, reading.parts(batch.parts()))
        # A full load forgets what was deleted before it; a late event must not bring
        # it back.
        self._inbox.settle(Settled(versions=reading.gone))
        if reading.is_read:
            self._heard(reading)

    def _heard(self, reading: _DeltaReading) -> None:
        recovered = 0 if reading.is_first else reading.count
        self.seen.deltas += 1
        self.seen.recovered += recovered
        self.seen.is_silent = recovered > 0 and not self._arrived
        self._told.clear()
        self._arrived = 0
        self._is_hurried = False

    @contextmanager
    def _by_events(self) -> Iterator[LiveBatch[T]]:
        following = self._following
        reading = EventReading(following, self._inbox, self._most)
        following.acquire(take_over=False)
        try:
            following.state.discard(following.name)
            position = self._position()
            if position is None:
                raise StateError(f"{following.name} was changed by someone else.")
            yield LiveBatch(following, reading.parts(position))
            if reading.is_read:
                self._ended(reading)
        finally:
            following.release()

    def _ended(self, reading: EventReading) -> None:
        following, found = self._following, reading.found
        if reading.position is not None:
            following.state.commit(following.name, reading.position, following.owner)
        # After the state: what comes again is then known there.
        if found.numbers:
            self._inbox.settle(found.settled())
        self._told.update(reading.told)
        self._arrived += len(found.numbers)
        self._is_hurried = self._is_hurried or reading.hurries
        self.seen.events += reading.count
        self.seen.repeated += found.repeated
        self.seen.older += found.older
        self.seen.aside += len(found.aside)


@define(kw_only=True)
class _DeltaReading:
    """Passes on what the delta tells, less what events have told before."""

    collection: str
    told: dict[str, str]
    is_first: bool
    gone: list[Version] = field(factory=list)
    count: int = 0
    is_read: bool = False

    def parts(self, parts: Iterator[Changes]) -> Iterator[Changes]:
        for part in parts:
            self.gone += gone(part, self.collection)
            news = without(part, self.told)
            self.count += len(news)
            if news:
                yield news
        self.is_read = True


class LiveBatch(Generic[T]):
    """The changes of one batch, to be iterated over once, in one of two forms."""

    def __init__(self, following: Following[T], parts: Iterator[Changes]) -> None:
        """Take what the parts are of; `Live.batch` makes batches."""
        self._following = following
        self._parts = parts

    def __iter__(self) -> Iterator[Change[T]]:
        """Iterate over `Upsert` with models, and `Delete`."""
        for changes in self._parts:
            yield from self._following.models(changes)

    def parts(self) -> Iterator[Changes]:
        """Iterate over `Changes`, with rows as they came."""
        return self._parts
