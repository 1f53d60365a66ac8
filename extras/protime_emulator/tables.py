"""Rows of one collection: what the sample makes on demand, below what was changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from heapq import merge
from typing import Protocol

from attrs import frozen

from .wire import Key, Row, key_at, text_at


@frozen(kw_only=True)
class Bounds:
    """What of a filter a source can use to skip rows; it may still return others."""

    first: date | None = None
    last: date | None = None
    people: frozenset[int] | None = None


EVERYTHING = Bounds()


class Source(Protocol):
    """Rows that are there from the start, in the order of their ids."""

    def get(self, key: Key) -> Row | None:
        """Return a row by its id."""

    def rows(self, after: Key | None, bounds: Bounds) -> Iterator[Row]:
        """Iterate over the rows whose ids come after one."""

    def greatest(self) -> int:
        """Return an integer that no integer id exceeds."""

    def __len__(self) -> int:
        """Return the number of rows, or about as many if counting is slow."""

    @property
    def is_estimated(self) -> bool:
        """Whether the number of rows is only about right."""


class Listed:
    """A source that makes all its rows when one is first asked for."""

    def __init__(self, make: Callable[[], Iterable[Row]]) -> None:
        """Take the function that makes the rows."""
        self._make: Callable[[], Iterable[Row]] | None = make
        self._rows: dict[Key, Row] = {}
        self._keys: list[Key] = []

    def _loaded(self) -> dict[Key, Row]:
        if self._make is not None:
            made = sorted(self._make(), key=lambda row: _order(row["id"]))
            self._make = None
            self._rows = {_order(row["id"]): row for row in made}
            self._keys = list(self._rows)
        return self._rows

    def get(self, key: Key) -> Row | None:
        """Return a row by its id."""
        return self._loaded().get(key)

    def rows(self, after: Key | None, bounds: Bounds) -> Iterator[Row]:
        """Iterate over the rows whose ids come after one."""
        rows = self._loaded()
        start = 0 if after is None else bisect_right(self._keys, after)
        for key in self._keys[start:]:
            yield rows[key]

    def greatest(self) -> int:
        """Return the greatest integer id."""
        return max((key for key in self._loaded() if isinstance(key, int)), default=0)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._loaded())

    @property
    def is_estimated(self) -> bool:
        """Whether the number of rows is only about right."""
        return False


def _order(key: object) -> Key:
    """Return an id as what rows are ordered by."""
    return key if isinstance(key, int) else str(key)


@frozen(kw_only=True)
class Change:
    """A row before and after it changed; None where it did not exist."""

    version: int
    key: Key
    before: Row | None
    after: Row | None


class Table:
    """A source with what was changed since, and the journal of that."""

    def __init__(self, name: str, source: Source) -> None:
        """Take the collection's name and its first rows."""
        self.name = name
        self.revision = 0
        self._source = source
        self._over: dict[Key, Row | None] = {}
        self._keys: list[Key] | None = []
        self._journal: list[Change] = []
        self._greatest = 0
        self._days: dict[tuple[Key | None, str | None], set[Key]] = {}

    def get(self, key: Key) -> Row | None:
        """Return a row by its id."""
        if key in self._over:
            return self._over[key]
        return self._source.get(key)

    def rows(
        self, after: Key | None = None, bounds: Bounds = EVERYTHING
    ) -> Iterator[Row]:
        """Iterate in the order of ids, from the first that comes after one."""
        if not self._over:
            return self._source.rows(after, bounds)
        below = (
            row
            for row in self._source.rows(after, bounds)
            if _order(row["id"]) not in self._over
        )
        changed = self._changed(after, bounds)
        return merge(below, changed, key=lambda row: _order(row["id"]))

    def _changed(self, after: Key | None, bounds: Bounds) -> Iterator[Row]:
        keys = self._changed_keys(bounds)
        start = 0 if after is None else bisect_right(keys, after)
        for key in keys[start:]:
            row = self._over.get(key)
            if row is not None:
                yield row

    def _changed_keys(self, bounds: Bounds) -> list[Key]:
        if bounds.people is not None and bounds.first == bounds.last is not None:
            # What one clocking recalculates must not cost more with each one before it.
            day = bounds.last.isoformat()
            days = [self._days.get((person, day), set()) for person in bounds.people]
            return sorted(set[Key]().union(*days))
        if self._keys is None:
            self._keys = sorted(self._over)
        return self._keys

    def put(self, key: Key, row: Row | None, version: int) -> Change:
        """Store a row, or remove it with None, and note the change."""
        change = Change(version=version, key=key, before=self.get(key), after=row)
        if key not in self._over:
            self._keys = None
        self._over[key] = row
        self._journal.append(change)
        self.revision += 1
        if isinstance(key, int):
            self._greatest = max(self._greatest, key)
        if row is not None:
            day = text_at(row, "date") or text_at(row, "from")
            self._days.setdefault((key_at(row, "person"), day), set()).add(key)
        return change

    def next_id(self) -> int:
        """Return an integer id that no row has had."""
        self._greatest = max(self._greatest, self._source.greatest()) + 1
        return self._greatest

    def changes_since(self, version: int) -> list[Change]:
        """Return the changes with greater versions, oldest first."""
        start = bisect_right(self._journal, version, key=lambda change: change.version)
        return self._journal[start:]

    def __len__(self) -> int:
        """Return the number of rows, or about as many if counting is slow."""
        over = self._over.items()
        added = sum(
            row is not None and self._source.get(key) is None for key, row in over
        )
        removed = sum(
            row is None and self._source.get(key) is not None for key, row in over
        )
        return len(self._source) + added - removed

    @property
    def is_estimated(self) -> bool:
        """Whether the number of rows is only about right."""
        return self._source.is_estimated
