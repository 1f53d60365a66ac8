"""First loads that are wide: windows of days side by side, before a delta begins.

Protime gives a delta's link only to who has read all of its pages, one after another;
no list can take their place. So windows bring the rows early, from several requests at
a time, and the first batch of the feed then reads the delta as ever. Of what the
windows brought, it hands over only what is newer since, and deletes what is gone. The
batch alone decides what the copy is; so there is no moment that neither of them saw.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncGenerator, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from attrs import define, evolve, field

from protime_runtime.client.aio import AsyncClient
from protime_runtime.client.sync import Client
from protime_runtime.paging.cursor import Cursor
from protime_runtime.paging.workers import Workers
from protime_sync.feeds.following import Following
from protime_sync.feeds.judging import of_windows
from protime_sync.loads.parallel import (
    Journal,
    Progress,
    Report,
    async_side_by_side,
    at_least_one,
    side_by_side,
)
from protime_sync.loads.windows import Part, parts
from protime_sync.source.changes import Changes
from protime_sync.source.collection import Mode, Source
from protime_sync.source.entries import Entry
from protime_sync.state.holding import Holding
from protime_sync.state.protocol import Phase, Position


@define(kw_only=True)
class Early:
    """The windows of a feed that has not begun its first load."""

    following: Following[Any]
    days: int
    journal: Journal
    report: Report = field(repr=False)
    at_most: int | None = None
    """Windows that are read in one go; all that are left, if not given."""
    _progress: Progress = field(init=False, default=Progress(parts=0, of=0))
    _begin: float = field(init=False, factory=time.monotonic)
    _position: Position = field(init=False)
    _holding: Holding = field(init=False)

    def left(self) -> Sequence[Part]:
        """Return the windows that are not done; none for a feed that is past them."""
        position = self._reached()
        if position is None:
            return ()
        self._position = position
        source = self.following.source
        cut = tuple(parts(source.filter, days=self.days, today=source.today()))
        waiting = [window for window in cut if window.label not in self.journal.labels]
        done = len(cut) - len(waiting)
        self._progress = Progress(parts=done, of=len(cut), skipped=done)
        return waiting[: self.at_most]

    def _reached(self) -> Position | None:
        following, source = self.following, self.following.source
        if source.mode is not Mode.DELTA or source.window.first is None:
            return None
        found = following.state.load(following.name)
        if found is None:
            return Position(
                phase=Phase.LOADING,
                link=None,
                load=secrets.randbits(62),
                signature=source.signature,
                used_at=following.now(),
            )
        begun = found.phase is not Phase.LOADING or found.link is not None
        return None if begun or found.signature != source.signature else found

    @contextmanager
    def _held(self) -> Iterator[Sequence[Part]]:
        """Hold the lease, and give the windows that are left."""
        following = self.following
        with following.held() as self._holding:
            following.state.discard(following.name, self._holding.lease)
            yield self.left()

    def _judged(self, found: Sequence[Entry]) -> Changes:
        self._holding.taken()
        judge = self.following.judging(self._holding)
        return judge(found, of_windows(self._position.load))

    def _done(self, part: Part, rows: int) -> None:
        following = self.following
        reached = evolve(self._position, used_at=following.now())
        following.state.commit(following.name, reached, self._holding.lease)
        self.journal.add(following.source.info.name, part.label)
        self._progress = self._progress.after(rows, self._begin)
        self.report(self._progress)


@define(kw_only=True)
class Windows(Early):
    """Windows that threads read."""

    client: Client
    threads: int

    def changes(self) -> Generator[Changes, None, None]:
        """Read windows and give each as it comes.

        A window counts, and is noted in the journal, once the next is asked for.

        Raises:
            InvalidRequest: A number is below 1.
            LeaseHeld: Someone else reads the feed.
            LeaseLost: Someone took the feed over.
            ProtimeError: A request failed; what was handed over stays.
        """
        read = partial(_listed, self.client, self.following.source)
        at_least_one(self.threads, self.days)
        with self._held() as left, Workers(self.threads, "protime-sync") as pool:
            for part, found in side_by_side(pool, read, left, self.threads):
                changes = self._judged(found)
                yield changes
                self._done(part, len(changes))


@define(kw_only=True)
class AsyncWindows(Early):
    """Windows that the tasks of an event loop read."""

    client: AsyncClient
    tasks: int

    async def changes(self) -> AsyncGenerator[Changes, None]:
        """Read windows and give each as it comes, as `Windows.changes` does.

        Raises:
            InvalidRequest: A number is below 1.
            LeaseHeld: Someone else reads the feed.
            LeaseLost: Someone took the feed over.
            ProtimeError: A request failed; what was handed over stays.
        """
        read = partial(_async_listed, self.client, self.following.source)
        at_least_one(self.tasks, self.days)
        with self._held() as left:
            async for part, found in async_side_by_side(read, left, self.tasks):
                changes = self._judged(found)
                yield changes
                self._done(part, len(changes))


def _cursor(source: Source, part: Part) -> Cursor[Entry]:
    return Cursor(evolve(source, mode=Mode.COMPARISON, filter=part.filter).start())


def _listed(client: Client, source: Source, part: Part) -> Sequence[Entry]:
    cursor, found = _cursor(source, part), list[Entry]()
    for page in cursor.each(client._send):
        found += page.value
    return found


async def _async_listed(
    client: AsyncClient, source: Source, part: Part
) -> Sequence[Entry]:
    cursor, found = _cursor(source, part), list[Entry]()
    async for page in cursor.each_awaited(client._send):
        found += page.value
    return found
