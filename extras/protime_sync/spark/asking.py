"""What the driver of a stream asks: pages of the first load, and then changes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from math import inf

from protime import DateRange, Protime
from protime_runtime.errors import Conflict, DecodingError, DeltaExpired
from protime_runtime.messages import Page
from protime_runtime.paging.cursor import Cursor
from protime_sync.errors import SyncError
from protime_sync.source.collection import Mode, Requests, Source
from protime_sync.source.entries import Entry
from protime_sync.source.making import source
from protime_sync.source.named import of_client
from protime_sync.spark.connecting import Login
from protime_sync.spark.keeping import Answer, Kept, Place
from protime_sync.spark.options import Given


class Asking:
    """Follows the changes of one collection and tenant; each link is asked once."""

    def __init__(self, options: Given, login: Login, kept: Kept) -> None:
        """Take what is followed, and where answers are kept."""
        self.kept = kept
        self.ends = False
        """Whether there is nothing more once a link to changes has come."""
        self._options = options
        self._login = login
        self._client: Protime | None = None
        self._asked_at = -inf
        self._is_done = False

    def reach(self, start: Place) -> Place:
        """Return the place that a batch from here leads to, whose rows are kept.

        It is the same place if there is nothing new.

        Raises:
            SyncError: The link has ended, so that the stream cannot go on.
            ProtimeError: A request failed.
        """
        answer = self.kept.find(start.link) if start.link else None
        if answer is not None and (answer.parts or start.loading):
            return answer.then
        here = start if answer is None else answer.then
        if not here.loading and self._has_to_wait():
            return start
        if not start.link:
            self.kept.forget(start.link)
        answer = self._ask(start, here)
        # A link that brought nothing has led to another, which is asked next time.
        return answer.then if answer.parts or start.loading else start

    def close(self) -> None:
        """Close the client, if there is one."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _has_to_wait(self) -> bool:
        if self.ends and self._is_done:
            return True
        return time.monotonic() < self._asked_at + self._options.every

    def _ask(self, start: Place, here: Place) -> Answer:
        """Ask where the kept answers end, and keep the answer as that of `start`."""
        entries: list[Entry] = []
        then = here
        for page in self._pages(here):
            entries += page.value
            link = page.next_link or page.delta_link
            if link is None:
                raise DecodingError("The last page of a delta gives no deltaLink")
            then = Place(link=link, loading=page.next_link is not None)
        self._asked_at = time.monotonic()
        self._is_done = not then.loading
        return self.kept.keep(start.link, then, entries)

    def _pages(self, here: Place) -> Iterator[Page[Entry]]:
        client, found = self._source()
        cursor = Cursor(_requests(found, here))
        try:
            for number, page in enumerate(cursor.each(client._send), 1):
                yield page
                if number == self._options.pages:
                    return
        except (DeltaExpired, Conflict) as error:
            raise SyncError(
                f"The link of {found.info.name} has ended ({error.status}): begin anew,"
                " with another checkpoint and another folder kept, and remove what"
                " the first load does not bring."
            ) from error

    def _source(self) -> tuple[Protime, Source]:
        if self._client is None:
            self._client = self._login.resolved().client()
        span = self._options.span
        days = None if span.first is None else DateRange(span.first, span.last)
        made = source(
            of_client(self._client, self._options.collection),
            {"date": days},
            references=self._options.references,
            today=self._client._today,
        )
        if made.mode is not Mode.DELTA:
            raise SyncError(f"{made.info.name} has no delta, so there is no stream.")
        return self._client, made


def _requests(found: Source, here: Place) -> Requests:
    return found.changes(here.link) if here.link else found.start()
