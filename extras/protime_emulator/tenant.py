"""The state of a tenant: rows by collection, versions, and the listeners to changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import RLock
from typing import TypeAlias

from protime_runtime.catalog.handwritten import known

from .clock import Clock
from .responses import missing
from .tables import Change, Listed, Source, Table
from .wire import Key, Row, key_of

FIRST_VERSION = 0x0000090200004BD00000
"""Versions of changes count up from here; rows of the sample have smaller ones."""

Listener: TypeAlias = Callable[[str, Change], None]


def version_text(version: int) -> str:
    """Return a version as 20 hexadecimal characters, which compare as the numbers do.

    Source: how-to/track-changes-with-delta/, whose example is ``0000090200004BD0000B``.
    """
    return f"{version:020X}"


class Tenant:
    """Tables by collection and the counter that versions are taken from."""

    def __init__(
        self,
        name: str,
        clock: Clock,
        sources: Mapping[str, Source],
        completed: Callable[[str, Row], Row],
    ) -> None:
        """Take the rows that are there from the start, and what completes new ones."""
        self.name = name
        self.clock = clock
        self.lock = RLock()
        """Held while a request is answered or rows are changed."""
        self.version = FIRST_VERSION
        self.tables = {name: Table(name, source) for name, source in sources.items()}
        self.completed = completed
        self._listeners: list[Listener] = []

    def begin(self, table: str) -> None:
        """Begin an empty table of the emulator's own."""
        self.tables[table] = Table(table, Listed(list))

    def table(self, collection: str) -> Table:
        """Return a collection's table.

        Raises:
            LookupError: The API has no such collection.
        """
        known(collection, self.tables, by="A call")
        return self.tables[collection]

    def row(self, collection: str, key: Key) -> Row:
        """Return a row.

        Raises:
            Problem: 404, there is none.
        """
        row = self.table(collection).get(key)
        if row is None:
            raise missing(f"{collection}/{key}")
        return row

    def listen(self, listener: Listener) -> None:
        """Call a function after each change, in the order they were registered."""
        self._listeners.append(listener)

    def save(self, collection: str, row: Row) -> Row:
        """Store a row under its id with a new version, and tell the listeners."""
        key = key_of(row)
        with self.lock:
            self.version += 1
            stored = {**row, "changeVersion": version_text(self.version)}
            change = self.table(collection).put(key, stored, self.version)
            self._tell(collection, change)
            return stored

    def erase(self, collection: str, key: Key) -> None:
        """Remove a row for good, and tell the listeners."""
        with self.lock:
            self.version += 1
            change = self.table(collection).put(key, None, self.version)
            self._tell(collection, change)

    def _tell(self, collection: str, change: Change) -> None:
        for listener in self._listeners:
            listener(collection, change)
