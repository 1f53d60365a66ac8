"""One stream of a collection's changes: webhooks in seconds, the delta behind them.

::

    live = Live(sync.follow("clockings", date=since), inbox)
    with live.batch(wait=timedelta(seconds=5)) as changes:  # again and again
        for change in changes:
            write(change)

Events are judged by the feed's own state, so that neither way brings an older version
over a newer one; the delta is read every `every`, and brings what no event did.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar

from protime_runtime.messages import Change
from protime_sync.feeds.deletions import Allowed
from protime_sync.feeds.feed import Batch, Feed
from protime_sync.source.changes import Changes
from protime_sync.webhooks.inbox import Inbox
from protime_sync.webhooks.stream import DeltaReading, Stream

T = TypeVar("T")


class Live(Stream[T]):
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
        super().__init__(feed.following, inbox, every=every, most=most, pause=pause)
        self._feed = feed
        self._sleep = sleep

    @contextmanager
    def batch(
        self,
        wait: timedelta = timedelta(),
        *,
        allow_deletions: Allowed | None = None,
        accept_older: bool | None = None,
    ) -> Iterator[Batch[T]]:
        """Yield the next changes, whichever way they come; of the first, all rows.

        It is done with when the block ends well and was read to its end, as a feed's.

        Args:
            wait: How long events are waited for; then the batch is empty.
            allow_deletions: As of `Feed.batch`, if a full load is due.
            accept_older: As of `Feed.batch`, if a full load is due.

        Raises:
            LeaseHeld: Someone else reads the feed.
            LeaseLost: Someone took the feed over; nothing was stored.
            TooManyDeletions: A full load would delete most of what is known.
            StateError: State or inbox cannot be read or written.
            ProtimeError: A request failed; nothing was stored.
        """
        for seconds in self._pauses(wait):
            self._sleep(seconds)
        if not self._is_due():
            with self._events() as (holding, parts):
                yield Batch(self._following, parts, holding)
            return
        reading = self._delta()
        with self._feed.batch(
            allow_deletions=allow_deletions, accept_older=accept_older
        ) as batch:
            news = _news(reading, batch.parts())
            yield Batch(self._following, news, batch.holding)
            self._settle_deletions(reading)
        self._delta_ended(reading)

    def resync(
        self,
        apply: Callable[[Change[T]], object],
        *,
        allow_deletions: Allowed | None = None,
        accept_older: bool | None = None,
    ) -> None:
        """Read the delta to its end now, for a webhook that is new.

        Raises:
            TooManyDeletions: A full load would delete most of what is known.
        """
        self.hurry()
        with self.batch(
            allow_deletions=allow_deletions, accept_older=accept_older
        ) as changes:
            for change in changes:
                apply(change)


def _news(reading: DeltaReading, parts: Iterator[Changes]) -> Iterator[Changes]:
    for part in parts:
        if news := reading.news(part):
            yield news
    reading.is_read = True
