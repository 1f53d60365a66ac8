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
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from attrs import evolve, field, frozen

from protime_runtime.client import Client
from protime_runtime.paging import Walk

from .changes import Changes
from .following import Following
from .judging import Judge, of_windows
from .parallel import Journal, Progress, Report, side_by_side
from .source import Mode, Source
from .state import Phase, Position
from .windows import Part, parts
from .wire import Entry


@frozen(kw_only=True)
class Windows:
    """The windows of a feed that has not begun its first load."""

    client: Client
    following: Following[Any]
    days: int
    threads: int
    journal: Journal
    report: Report = field(repr=False)

    def changes(self) -> Generator[Changes, None, None]:
        """Read windows and give each as it comes.

        A window counts, and is noted in the journal, once the next is asked for.

        Raises:
            LeaseHeld: Someone else reads the feed.
            ProtimeError: A request failed; what was handed over stays.
        """
        following = self.following
        following.acquire(take_over=False)
        try:
            following.state.discard(following.name)
            position = self._position()
            if position is not None:
                yield from self._read(position)
        finally:
            following.release()

    def _position(self) -> Position | None:
        """Return where the feed stands, or `None` if it is past its windows."""
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

    def _read(self, position: Position) -> Iterator[Changes]:
        cut = self._parts()
        waiting = [one for one in cut if one.label not in self.journal.labels]
        skipped, begin, rows = len(cut) - len(waiting), time.monotonic(), 0
        with ThreadPoolExecutor(self.threads) as pool:
            read = partial(_listed, self.client, self.following.source)
            each = side_by_side(pool, read, waiting, self.threads)
            for number, (part, found) in enumerate(each, skipped + 1):
                changes = self._judged(found, position)
                yield changes
                self._done(part, position)
                rows += len(changes)
                self.report(
                    Progress(
                        parts=number,
                        of=len(cut),
                        rows=rows,
                        seconds=time.monotonic() - begin,
                        skipped=skipped,
                    )
                )

    def _parts(self) -> tuple[Part, ...]:
        source = self.following.source
        found = parts(source.filter, days=self.days, today=source.today())
        return tuple(found)

    def _judged(self, found: tuple[Entry, ...], position: Position) -> Changes:
        options = self.following.options()
        judge = Judge(
            options.feed,
            options.source,
            options.state,
            skip_unchanged=options.skip_unchanged,
            renew=options.renew,
        )
        return judge(found, of_windows(position.load))

    def _done(self, part: Part, position: Position) -> None:
        following = self.following
        reached = evolve(position, used_at=following.now())
        following.state.commit(following.name, reached, following.owner)
        self.journal.add(following.source.info.name, part.label)


def _listed(client: Client, source: Source, part: Part) -> tuple[Entry, ...]:
    window = evolve(source, mode=Mode.COMPARISON, filter=part.filter)
    walk = Walk(window.start())
    found: list[Entry] = []
    while (request := walk.next) is not None:
        page = walk.after(client.send(request))
        walk.advance()
        found += page.value
    return tuple(found)
