"""An inbox in one SQLite file, which receiver and consumers share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from os import PathLike, fspath

from protime_sync.state.database import Database
from protime_sync.state.sqlite_file import SqliteFile
from protime_sync.webhooks.inbox import Received
from protime_sync.webhooks.retention import KEEP
from protime_sync.webhooks.sql_inbox import SqlInbox, text_of

_APPLICATION = 0x50524F49
"""Marks the file as one of ours: ``PROI``."""

_SCHEMA = """
CREATE TABLE deliveries (number INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL, collection TEXT NOT NULL, body BLOB NOT NULL,
    received_at TEXT NOT NULL) STRICT;
CREATE INDEX waiting ON deliveries (collection, number);
CREATE TABLE digests (digest BLOB PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE aside (number INTEGER PRIMARY KEY, source TEXT NOT NULL,
    collection TEXT NOT NULL, body BLOB NOT NULL, received_at TEXT NOT NULL,
    reason TEXT NOT NULL) STRICT;
CREATE TABLE versions (collection TEXT NOT NULL, key TEXT NOT NULL,
    version TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (collection, key))
    STRICT, WITHOUT ROWID
"""
_PIECE = 1000
"""Rows that are forgotten in one transaction."""


class SqliteInbox(SqlInbox):
    """Keeps deliveries in a file of mode 0600; each `put` is on disk when it returns.

    Make one in each process; connections belong to threads.
    """

    _among = "IN (SELECT value FROM json_each(:values))"
    _received = (
        "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'deliveries'"
    )

    def __init__(
        self, path: str | PathLike[str], *, keep: timedelta | None = KEEP
    ) -> None:
        """Open the file, or make it if there is none.

        Args:
            path: Names the file.
            keep: For how long what was consumed or set aside is remembered; `None` for
                ever. What waits is kept until it is consumed, however long.

        Raises:
            StateError: It is something else, cannot be read, or others can read it.
        """
        self.path = fspath(path)
        self._file = SqliteFile(self.path, schema=_SCHEMA, application=_APPLICATION)
        super().__init__(keep)

    def __repr__(self) -> str:
        """Return the file's name."""
        return f"<SqliteInbox {self.path}>"

    def put(self, deliveries: Sequence[Received]) -> Sequence[bool]:
        """Store deliveries durably, and say of each whether it is new."""
        with self._file.transaction() as database:
            return [self._put(database, delivery) for delivery in deliveries]

    def _forget(self, table: str, keys: Sequence[str], at: str, moment: str) -> int:
        same = " AND ".join(f"{name} = ?" for name in keys)
        old = f"SELECT {', '.join(keys)} FROM {table} WHERE {at} < ? LIMIT {_PIECE}"  # noqa: S608 - names of ours
        delete = f"DELETE FROM {table} WHERE {same} AND {at} < ?"  # noqa: S608 - names of ours
        count = 0
        # Looked for without the lock, and deleted in pieces: deliveries wait for none.
        while found := self._rows(old, (moment,)):
            with self._file.transaction() as database:
                database.executemany(delete, ((*row, moment) for row in found))
            count += len(found)
        return count

    def close(self) -> None:
        """Close the connection of the calling thread."""
        self._file.close()

    def _transaction(self) -> AbstractContextManager[Database]:
        return self._file.transaction()

    def _reading(self) -> AbstractContextManager[Database]:
        return self._file.reading()

    def _list(self, values: Iterable[object]) -> object:
        return json.dumps(list(values))

    def _put(self, database: Database, delivery: Received) -> bool:
        digest = delivery.digest
        if digest is not None:
            found = database.execute(
                "INSERT INTO digests VALUES (?, ?) ON CONFLICT DO NOTHING",
                (digest, text_of(delivery.received_at)),
            )
            if not found.rowcount:
                return False
        self._insert(database, [delivery])
        return True
