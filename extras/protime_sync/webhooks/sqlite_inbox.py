"""An inbox in one SQLite file, which receiver and consumers share."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from os import PathLike, fspath
from typing import Any

from protime_runtime.given import several
from protime_sync.state.sqlite_file import SqliteFile
from protime_sync.webhooks.inbox import (
    Counts,
    Received,
    SetAside,
    Settled,
    Version,
    Waiting,
)
from protime_sync.webhooks.retention import KEEP, Retention

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

_COLUMNS = "source, collection, body, received_at"
_REMEMBER = """
INSERT INTO versions VALUES (?, ?, ?, ?) ON CONFLICT (collection, key) DO UPDATE
    SET version = excluded.version, at = excluded.at
    WHERE excluded.version > versions.version
"""


class SqliteInbox:
    """Keeps deliveries in a file of mode 0600; each `put` is on disk when it returns.

    Make one in each process; connections belong to threads.
    """

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
        self._retention = Retention(keep, self.forget)

    def __repr__(self) -> str:
        """Return the file's name."""
        return f"<SqliteInbox {self.path}>"

    def put(self, deliveries: Sequence[Received]) -> Sequence[bool]:
        """Store deliveries durably, and say of each whether it is new."""
        with self._file.transaction() as database:
            return [_put(database, delivery) for delivery in deliveries]

    def waiting(self, collection: str, most: int) -> Sequence[Waiting]:
        """Return the oldest deliveries that wait; empty for a collection not known."""
        rows = self._rows(
            f"SELECT number, {_COLUMNS} FROM deliveries WHERE collection = ?"  # noqa: S608 - names of ours
            " ORDER BY number LIMIT ?",
            (collection, most),
        )
        return [Waiting(*row) for row in rows]

    def settle(self, settled: Settled) -> None:
        """Store what became of deliveries; now and then, forget what is too old."""
        with self._file.transaction() as database:
            database.executemany(
                f"INSERT INTO aside({_COLUMNS}, reason) VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - names of ours
                ((*row[1:], reason) for row, reason in settled.aside),
            )
            for delivery in settled.moved:
                _insert(database, delivery)
            _remember(database, settled.versions)
            database.executemany(
                "DELETE FROM deliveries WHERE number = ?",
                ((number,) for number in settled.numbers),
            )
        self._retention.apply()

    def versions(self, collection: str, keys: Collection[str]) -> Mapping[str, str]:
        """Return the newest version that was consumed of each item, by its key."""
        rows = self._rows(
            "SELECT key, version FROM versions WHERE collection = ?"
            " AND key IN (SELECT value FROM json_each(?))",
            (collection, json.dumps(list(keys))),
        )
        return {str(key): str(version) for key, version in rows}

    def set_aside(self, most: int = 100) -> Sequence[SetAside]:
        """Return what was set aside, oldest first."""
        rows = self._rows(
            f"SELECT number, {_COLUMNS}, reason FROM aside ORDER BY number LIMIT ?",  # noqa: S608 - names of ours
            (most,),
        )
        return [SetAside(*row) for row in rows]

    def retry(self, numbers: Iterable[int]) -> int:
        """Requeue what was set aside; return how many there were."""
        count = 0
        with self._file.transaction() as database:
            for number in several(numbers, "numbers"):
                database.execute(
                    f"INSERT INTO deliveries({_COLUMNS})"  # noqa: S608 - names of ours
                    f" SELECT {_COLUMNS} FROM aside WHERE number = ?",
                    (number,),
                )
                found = database.execute(
                    "DELETE FROM aside WHERE number = ?", (number,)
                )
                count += found.rowcount
        return count

    def forget(self, before: datetime) -> int:
        """Forget digests, versions and what was set aside from before a moment.

        Returns:
            How many of those that were set aside are deleted.
        """
        moment = _text(before)
        self._forget("digests", ("digest",), "at", moment)
        self._forget("versions", ("collection", "key"), "at", moment)
        return self._forget("aside", ("number",), "received_at", moment)

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

    def counts(self) -> Counts:
        """Return how many deliveries there are."""
        ((received, waiting, aside),) = self._rows(
            "SELECT (SELECT coalesce(max(seq), 0) FROM sqlite_sequence"
            " WHERE name = 'deliveries'), (SELECT count(*) FROM deliveries),"
            " (SELECT count(*) FROM aside)",
            (),
        )
        return Counts(received=received, waiting=waiting, aside=aside)

    def _rows(self, statement: str, values: tuple[object, ...]) -> list[Any]:
        with self._file.reading() as database:
            return database.execute(statement, values).fetchall()

    def close(self) -> None:
        """Close the connection of the calling thread."""
        self._file.close()


def _put(database: sqlite3.Connection, delivery: Received) -> bool:
    digest = delivery.digest
    if digest is not None:
        found = database.execute(
            "INSERT INTO digests VALUES (?, ?) ON CONFLICT DO NOTHING",
            (digest, _text(delivery.received_at)),
        )
        if not found.rowcount:
            return False
    _insert(database, delivery)
    return True


def _insert(database: sqlite3.Connection, delivery: Received) -> None:
    database.execute(
        f"INSERT INTO deliveries({_COLUMNS}) VALUES (?, ?, ?, ?)",  # noqa: S608 - names of ours
        (
            delivery.source,
            delivery.collection,
            delivery.body,
            _text(delivery.received_at),
        ),
    )


def _remember(database: sqlite3.Connection, versions: Sequence[Version]) -> None:
    now = _text(datetime.now(UTC))
    database.executemany(_REMEMBER, ((*version, now) for version in versions))


def _text(moment: datetime) -> str:
    # One form for all, so that texts compare as the moments do.
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
