"""The live stream for those who wait in an event loop.

::

    async with AsyncProtime.from_env() as client:
        sync = AsyncSync(client, state=SqliteState("acme.db"))
        live = AsyncLive(sync.follow("clockings", date=since), inbox)
        async with live.batch(wait=timedelta(seconds=5)) as changes:  # again and again
            async for change in changes:
                write(change)

State and inbox are asked directly, as `AsyncFeed` asks its state: on a local file that
takes milliseconds. `Subscriptions` goes into a thread (``await
asyncio.to_thread(webhooks.apply)``); then the delta is read (``await
live.resync(write)``), and `SubscriptionStore.confirm` is given when that began.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeVar

from protime_runtime.messages import Change
from protime_sync.feeds.async_feed import AsyncBatch, AsyncFeed
from protime_sync.feeds.deletions import Allowed
from protime_sync.source.changes import Changes
from protime_sync.webhooks.inbox import Inbox
from protime_sync.webhooks.stream import DeltaReading, Stream

T = TypeVar("T")


class AsyncLive(Stream[T]):
    """A collection's changes, batch by batch, as those of its feed."""

    def __init__(
        self,
        feed: AsyncFeed[T],
        inbox: Inbox,
        *,
        every: timedelta = timedelta(minutes=5),
        most: int = 1000,
        pause: timedelta = timedelta(milliseconds=200),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Take what `Live` takes, with an async feed.

        Raises:
            InvalidRequest: The collection has no events.
        """
        super().__init__(feed.following, inbox, every=every, most=most, pause=pause)
        self._feed = feed
        self._sleep = sleep

    @asynccontextmanager
    async def batch(
        self,
        wait: timedelta = timedelta(),
        *,
        allow_deletions: Allowed | None = None,
        accept_older: bool | None = None,
    ) -> AsyncIterator[AsyncBatch[T]]:
        """Yield the next changes, as `Live.batch` does.

        Raises:
            LeaseHeld: Someone else reads the feed.
            LeaseLost: Someone took the feed over; nothing was stored.
            TooManyDeletions: A full load would delete most of what is known.
            StateError: State or inbox cannot be read or written.
            ProtimeError: A request failed; nothing was stored.
        """
        for seconds in self._pauses(wait):
            await self._sleep(seconds)
        if not self._is_due():
            with self._events() as (holding, parts):
                yield AsyncBatch(self._following, _awaited(parts), holding)
            return
        reading = self._delta()
        async with self._feed.batch(
            allow_deletions=allow_deletions, accept_older=accept_older
        ) as batch:
            yield AsyncBatch(
                self._following, _news(reading, batch.parts()), batch.holding
            )
            self._settle_deletions(reading)
        self._delta_ended(reading)

    async def resync(
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
        async with self.batch(
            allow_deletions=allow_deletions, accept_older=accept_older
        ) as changes:
            async for change in changes:
                apply(change)


async def _news(
    reading: DeltaReading, parts: AsyncIterator[Changes]
) -> AsyncIterator[Changes]:
    async for part in parts:
        if news := reading.news(part):
            yield news
    reading.is_read = True


async def _awaited(parts: Iterator[Changes]) -> AsyncIterator[Changes]:
    for part in parts:
        yield part
