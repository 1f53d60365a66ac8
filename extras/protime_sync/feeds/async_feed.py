"""Feeds for those who wait in an event loop; the state is asked directly."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from protime_runtime.client.aio import AsyncClient
from protime_runtime.collections import AsyncCollection
from protime_runtime.errors import ProtimeError
from protime_runtime.messages import Change
from protime_sync.feeds.base import BaseBatch, BaseFeed, BaseSync
from protime_sync.feeds.deletions import Allowed
from protime_sync.feeds.keeping import kept_alive
from protime_sync.feeds.steps import Steps, sent, thrown
from protime_sync.source.changes import Changes

T = TypeVar("T")


class AsyncFeed(BaseFeed[AsyncClient, T]):
    """The changes of a collection; each batch goes on where the last one ended."""

    @asynccontextmanager
    async def batch(
        self,
        at_most: int | None = None,
        *,
        take_over: bool = False,
        allow_deletions: Allowed | None = None,
        accept_older: bool | None = None,
    ) -> AsyncIterator[AsyncBatch[T]]:
        """Yield the changes since the last batch, as `Feed.batch` does.

        Raises:
            LeaseHeld: Someone else reads the feed.
            LeaseLost: Someone took the feed over; nothing was stored.
            TooManyDeletions: A full load would delete most of what is known.
            StateError: The state cannot be read or written; nothing was stored.
            ProtimeError: A request failed; nothing was stored.
        """
        with self._reading(
            at_most,
            take_over=take_over,
            allow_deletions=allow_deletions,
            accept_older=accept_older,
        ) as reading:
            parts = driven(self._client, reading.steps())
            yield AsyncBatch(self._following, parts, reading.holding)

    async def keep_alive(self) -> None:
        """Use the link, so that its 72 hours begin anew, as `Feed.keep_alive` does.

        Raises:
            DeltaExpired: Too late: the next batch is a full load.
        """
        with self._following.held() as holding:
            steps = kept_alive(self._following, holding)
            async for _ in driven(self._client, steps):
                pass


class AsyncBatch(BaseBatch[T, AsyncIterator[Changes]]):
    """The changes of one batch, to be iterated over once, in one of two forms."""

    async def __aiter__(self) -> AsyncIterator[Change[T]]:
        """Iterate over `Upsert` with models, and `Delete`."""
        async for changes in self._parts:
            for change in self._following.models(changes):
                self.holding.taken()
                yield change

    async def parts(self) -> AsyncIterator[Changes]:
        """Iterate over `Changes`, a page or a batch of events at once, as they came."""
        async for changes in self._parts:
            self.holding.taken()
            yield changes


class AsyncSync(BaseSync[AsyncClient, AsyncCollection, AsyncFeed[Any]]):
    """Follows collections of one async client, with one state."""

    _feed = AsyncFeed


async def driven(client: AsyncClient, steps: Steps) -> AsyncIterator[Changes]:
    """Send what the engine asks for, and iterate over the changes."""
    step = next(steps, None)
    while step is not None:
        if isinstance(step, Changes):
            yield step
            step = next(steps, None)
            continue
        try:
            page = await client._send(step)
        except ProtimeError as error:
            step = thrown(steps, error)
        else:
            step = sent(steps, page)
