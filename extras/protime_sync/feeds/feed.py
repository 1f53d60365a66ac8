"""Feeds: a collection's changes, batch by batch, none of them lost.

::

    sync = Sync(client, state=SqliteState("acme.db"))
    feed = sync.follow(client.clockings, date=DateRange(date(2026, 1, 1)))
    with feed.batch() as changes:
        for change in changes:
            ...
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from protime_runtime.client.sync import Client
from protime_runtime.collections import Collection
from protime_runtime.errors import ProtimeError
from protime_runtime.messages import Change
from protime_sync.feeds.base import BaseBatch, BaseFeed, BaseSync
from protime_sync.feeds.deletions import Allowed
from protime_sync.feeds.keeping import kept_alive
from protime_sync.feeds.steps import Steps, sent, thrown
from protime_sync.source.changes import Changes

T = TypeVar("T")


class Feed(BaseFeed[Client, T]):
    """The changes of a collection; each batch goes on where the last one ended."""

    @contextmanager
    def batch(
        self,
        at_most: int | None = None,
        *,
        take_over: bool = False,
        allow_deletions: Allowed | None = None,
        accept_older: bool | None = None,
    ) -> Iterator[Batch[T]]:
        """Yield the changes since the last batch; of the first, all rows.

        The new link is stored when the block ends well and the changes were read to
        their end; otherwise they come again.

        Args:
            at_most: Rows after which a full load is interrupted, to the page; the next
                batch goes on there. Without it, a full load is one batch.
            take_over: Take the lease from whoever has it, if that process is gone.
            allow_deletions: For this batch, instead of what `Sync.follow` was given.
            accept_older: For this batch, instead of what `Sync.follow` was given.

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
            yield Batch(self._following, parts, reading.holding)

    def keep_alive(self) -> None:
        """Use the link, so that its 72 hours begin anew.

        What changed meanwhile is kept in the state and comes with the next batch.

        Raises:
            DeltaExpired: Too late: the next batch is a full load.
        """
        with self._following.held() as holding:
            steps = kept_alive(self._following, holding)
            for _ in driven(self._client, steps):
                pass


class Batch(BaseBatch[T, Iterator[Changes]]):
    """The changes of one batch, to be iterated over once, in one of two forms."""

    def __iter__(self) -> Iterator[Change[T]]:
        """Iterate over `Upsert` with models, and `Delete`."""
        for changes in self._parts:
            for change in self._following.models(changes):
                self.holding.taken()
                yield change

    def parts(self) -> Iterator[Changes]:
        """Iterate over `Changes`, a page or a batch of events at once, as they came."""
        for changes in self._parts:
            self.holding.taken()
            yield changes


class Sync(BaseSync[Client, Collection, Feed[Any]]):
    """Follows collections of one client, with one state."""

    _feed = Feed


def driven(client: Client, steps: Steps) -> Iterator[Changes]:
    """Send what the engine asks for, and iterate over the changes."""
    step = next(steps, None)
    while step is not None:
        if isinstance(step, Changes):
            yield step
            step = next(steps, None)
            continue
        try:
            page = client._send(step)
        except ProtimeError as error:
            step = thrown(steps, error)
        else:
            step = sent(steps, page)
