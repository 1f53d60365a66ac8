"""Feeds: a collection's changes, batch by batch, none of them lost.

::

    sync = Sync(client, state=SqliteState("acme.db"))
    feed = sync.follow(client.clockings, date=DateRange(date(2026, 1, 1)))
    with feed.batch() as changes:
        for change in changes:
            ...
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from os import PathLike
from typing import Any, TypeVar

from protime_runtime.client.sync import Client
from protime_runtime.collections import Collection
from protime_runtime.errors import ProtimeError
from protime_runtime.messages import Change
from protime_sync.feeds.base import BaseBatch, BaseFeed, BaseSync
from protime_sync.feeds.deletions import Allowed
from protime_sync.feeds.keeping import kept_alive
from protime_sync.feeds.steps import Steps, sent, thrown
from protime_sync.feeds.wide import Windows
from protime_sync.loads.parallel import Journal, Report
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

    def windows(
        self,
        *,
        days: int = 31,
        threads: int = 4,
        journal: str | PathLike[str] | None = None,
        report: Report = lambda progress: None,
    ) -> Generator[Changes, None, None]:
        """Bring the rows of a first load early, from several requests at a time.

        To be read before the first `batch`, which goes on from there: it reads the
        whole delta, as Protime gives its link in no other way, but hands over only what
        changed meanwhile and deletes what is gone. Gives nothing for a feed that is
        past its windows, or that has no days to cut by.

        Args:
            days: Days of a window at the most.
            threads: Windows that are read at the same time; as many are held.
            journal: File that names the windows that are done, to go on after a crash.
            report: Called after each window.

        Raises:
            LeaseHeld: Someone else reads the feed.
            LeaseLost: Someone took the feed over.
            ProtimeError: A request failed; windows that were done stay so.
        """
        return Windows(
            client=self._client,
            following=self._following,
            days=days,
            threads=threads,
            journal=Journal(journal),
            report=report,
        ).changes()

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
