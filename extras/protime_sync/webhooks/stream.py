"""What the live and the async live stream share: all but the waiting."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Generic, TypeVar

from attrs import define, field

from protime_runtime.errors import InvalidRequest
from protime_sync.errors import StateError
from protime_sync.feeds.following import Following
from protime_sync.source.changes import Changes
from protime_sync.source.collection import Mode
from protime_sync.state.holding import Holding
from protime_sync.state.protocol import Phase, Position
from protime_sync.webhooks.consumer import Seen
from protime_sync.webhooks.inbox import Inbox, Settled, Version
from protime_sync.webhooks.merging import EventReading, gone, without
from protime_sync.webhooks.ordering import sort_unknown

T = TypeVar("T")


@define
class LiveSeen(Seen):
    """What a stream has met since it was made."""

    deltas: int = 0
    """How often the delta was read."""
    recovered: int = 0
    """Changes that the delta brought and no event had; late events count here too."""
    is_silent: bool = False
    """Whether the delta brought changes at last, and not one event came before it."""


@define(kw_only=True)
class DeltaReading:
    """The part of a delta that is passed on: less what events have brought."""

    collection: str
    told: dict[str, str]
    is_first: bool
    gone: list[Version] = field(factory=list)
    count: int = 0
    is_read: bool = False

    def news(self, part: Changes) -> Changes:
        """Return what is to be passed on of a part, which may be nothing."""
        self.gone += gone(part, self.collection)
        news = without(part, self.told)
        self.count += len(news)
        return news


class Stream(Generic[T]):
    """Merges a feed with an inbox; asks both directly, and sends nothing itself."""

    def __init__(
        self,
        following: Following[T],
        inbox: Inbox,
        *,
        every: timedelta,
        most: int,
        pause: timedelta,
    ) -> None:
        """Take what a feed follows, and the inbox of its collection's events.

        Raises:
            InvalidRequest: The collection has no events.
        """
        self._following = following
        self._source = following.source
        if not self._source.info.webhooks or self._source.mode is not Mode.DELTA:
            raise InvalidRequest(f"{self._source.info.name} has no events.")
        self._inbox = inbox
        self._every = every
        self._most = most
        self._pause = pause.total_seconds()
        self._told: dict[str, str] = {}
        self._is_hurried = False
        self._arrived = 0
        self.seen = LiveSeen()

    @property
    def collection(self) -> str:
        """The collection's name."""
        return self._source.info.name

    def hurry(self) -> None:
        """Read the delta in the next batch, whatever events say."""
        self._is_hurried = True

    def _pauses(self, wait: timedelta) -> Iterator[float]:
        """Yield seconds to sleep, until there is something or the time has passed."""
        until = time.monotonic() + wait.total_seconds()
        while not self._is_due() and not self._inbox.waiting(self.collection, 1):
            if sort_unknown(self._inbox, self._most):
                continue
            if time.monotonic() >= until:
                return
            yield self._pause

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

    def _delta(self) -> DeltaReading:
        is_first = self._position() is None
        return DeltaReading(
            collection=self.collection,
            told={} if is_first else self._told,
            is_first=is_first,
        )

    def _settle_deletions(self, reading: DeltaReading) -> None:
        # A full load forgets what was deleted before it; a late event must not bring
        # it back. Before the state: what comes again can be stored again.
        self._inbox.settle(Settled(versions=reading.gone))

    def _delta_ended(self, reading: DeltaReading) -> None:
        if not reading.is_read:
            return
        recovered = 0 if reading.is_first else reading.count
        self.seen.deltas += 1
        self.seen.recovered += recovered
        self.seen.is_silent = recovered > 0 and not self._arrived
        self._told.clear()
        self._arrived = 0
        self._is_hurried = False

    @contextmanager
    def _events(self) -> Iterator[tuple[Holding, Iterator[Changes]]]:
        following = self._following
        with following.held() as holding:
            reading = EventReading(following, self._inbox, self._most, holding)
            following.state.discard(following.name, holding.lease)
            position = self._position()
            if position is None:
                raise StateError(f"{following.name} was changed by someone else.")
            yield holding, reading.parts(position)
            if reading.is_read:
                self._events_ended(reading)

    def _events_ended(self, reading: EventReading) -> None:
        following, found = self._following, reading.found
        if reading.position is not None:
            lease = reading.holding.lease
            following.state.commit(following.name, reading.position, lease)
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
