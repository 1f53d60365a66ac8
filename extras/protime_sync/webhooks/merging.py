"""Events held against a feed: its filter, and the versions that its state knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve

from protime_runtime.scalars import identity
from protime_runtime.scalars import version as said_version
from protime_sync.feeds.following import Following
from protime_sync.source.changes import Changes
from protime_sync.source.collection import Source
from protime_sync.source.entries import Entry, Key, Row
from protime_sync.state.holding import Holding
from protime_sync.state.protocol import Known, Position
from protime_sync.webhooks.inbox import Inbox, Version
from protime_sync.webhooks.ordering import Arrived, Tidied, key, tidied

_ANY = "\U0010ffff"
"""Greater than every version."""


class EventReading:
    """Reads one batch out of the inbox; at its end, `position` is to be committed."""

    def __init__(
        self, following: Following[Any], inbox: Inbox, most: int, holding: Holding
    ) -> None:
        """Take the feed that the events belong to, and the lease on it."""
        self._following = following
        self.holding = holding
        self._source = following.source
        self._inbox = inbox
        self._most = most
        self.found = Tidied()
        self.is_read = False
        self.position: Position | None = None
        self.count = 0
        """Changes that were handed over."""
        self.told: dict[str, str] = {}
        """Versions of the items that the state will know."""
        self.hurries = False
        """Whether something came that only the delta can tell whether it matches."""

    def parts(self, position: Position) -> Iterator[Changes]:
        """Yield the changes of the events that wait."""
        following = self._following
        self.found = tidied(self._inbox, self._source.info.name, self._most)
        if self._source.scope:
            self.hurries = bool(self.found.news)
        elif self.found.news:
            judge = following.judging(self.holding)
            entries = list(self._entries())
            changes = judge(entries, position.load)
            self.count = len(changes)
            self.told = {
                key(entry.id): entry.version for entry in entries if entry.version
            }
            self.position = evolve(
                position,
                changed_at=following.now() if changes else position.changed_at,
                last_change=max(judge.greatest, position.last_change or "") or None,
            )
            if changes:
                yield changes
            # A lease that was lost is noticed before the copy's own transaction ends.
            self.holding.confirm()
        self.is_read = True

    def _entries(self) -> Iterator[Entry]:
        # Of each item the newest only: a part of a batch names no id twice.
        newest: dict[str, Arrived] = {
            arrived.key: arrived for arrived in self.found.news
        }
        ids = [arrived.id for arrived in newest.values()]
        known = self._following.state.known(self._following.name, ids)
        for arrived in newest.values():
            entry = self._entry(arrived, known.get(arrived.id))
            if entry is not None:
                yield entry

    def _entry(self, arrived: Arrived, known: Known | None) -> Entry | None:
        if known is not None and not _is_newer(arrived.version, known.version):
            self.found.repeated += 1
            return None
        if arrived.row is not None and in_window(self._source, arrived.row):
            return Entry(id=arrived.id, version=arrived.version, row=arrived.row)
        # As in a delta: what no longer matches is gone, what never did is nothing.
        if known is None or known.deleted:
            return None
        return Entry(id=arrived.id, version=arrived.version, row=None)


def in_window(source: Source, row: Row) -> bool:
    """Whether a row has a day within the feed's filter; rows without days have."""
    window = source.window
    first, last = source.days(row)
    if first is None or last is None:
        return True
    return (window.last is None or first <= window.last.toordinal()) and (
        window.first is None or last >= window.first.toordinal()
    )


def gone(changes: Changes, collection: str) -> Iterable[Version]:
    """Iterate over the versions up to which events of deleted items are old.

    What a full load did not bring has none, and no event can be told from a late one:
    if it comes back, the delta brings it.
    """
    for deleted in changes.deletes:
        yield Version(collection, key(deleted.id), deleted.change_version or _ANY)


def without(changes: Changes, told: dict[str, str]) -> Changes:
    """Return what was not passed on before, by the versions of items that were."""

    def is_news(id: Key | None, version: str | None) -> bool:
        return id is None or version is None or told.get(key(id)) != version

    return Changes(
        upserts=[
            row
            for row in changes.upserts
            if is_news(identity(row["id"]), said_version(row.get("changeVersion")))
        ],
        deletes=[
            deleted
            for deleted in changes.deletes
            if is_news(deleted.id, deleted.change_version)
        ],
    )


def _is_newer(version: str | None, known: str | None) -> bool:
    return version is None or known is None or version > known
