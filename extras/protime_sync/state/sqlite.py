"""A state in one SQLite file, which several processes can share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from os import PathLike, fspath

import msgspec

from protime_runtime.reading.entries import Key
from protime_sync.state import sqlite_tables as tables
from protime_sync.state.leases import OVER, Lease, granted
from protime_sync.state.protocol import POSSIBLE, Judged, Known, Position
from protime_sync.state.sqlite_file import SqliteFile

_PART = 5000
_COLUMNS = "id, version, digest, deleted, load, first, last, scope"
_POSSIBLE = """
INSERT OR REPLACE INTO items
SELECT one.feed, one.id, two.version, NULL, 0, :load, one.first, one.last, one.scope
FROM brought one LEFT JOIN items two ON two.feed = one.feed AND two.id = one.id
WHERE one.feed = :feed AND NOT one.deleted
"""
_JUDGED = """
FROM (
    SELECT * FROM brought WHERE feed = :feed
    UNION ALL
    SELECT * FROM items WHERE feed = :feed
        AND id NOT IN (SELECT id FROM brought WHERE feed = :feed)
) WHERE NOT deleted AND (:scope = '' OR scope = :scope)
    AND CASE WHEN first IS NULL OR last IS NULL THEN :undated
        ELSE first <= coalesce(:until, first) AND last >= coalesce(:since, last) END
"""


class SqliteState:
    """Keeps everything in one file; the link, ids and hashes in one transaction.

    The file has mode 0600, as changes that wait for the next batch stand in it.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        """Open the file, or make it if there is none.

        Raises:
            StateError: It is something else, cannot be read, or others can read it.
        """
        self.path = fspath(path)
        self._file = SqliteFile(
            self.path,
            schema=tables.SCHEMA,
            application=tables.APPLICATION,
            version=tables.VERSION,
            upgrades=tables.UPGRADES,
        )

    def __repr__(self) -> str:
        """Return the file's name."""
        return f"<SqliteState {self.path}>"

    def load(self, feed: str) -> Position | None:
        """Return where the feed stands, or `None` if it never ran."""
        with self._file.reading() as database:
            row = database.execute(
                f"SELECT {tables.FEED} FROM feeds WHERE feed = ?",  # noqa: S608 - names of ours
                (feed,),
            ).fetchone()
        return None if row is None else tables.position(feed, row)

    def commit(self, feed: str, position: Position, lease: Lease) -> None:
        """Store a position with all that was staged, and drop what was kept."""
        with self._file.transaction() as database:
            tables.owned(database, feed, lease)
            database.execute(
                "INSERT OR REPLACE INTO items SELECT * FROM brought WHERE feed = ?",
                (feed,),
            )
            database.execute("DELETE FROM brought WHERE feed = ?", (feed,))
            database.execute("DELETE FROM kept WHERE feed = ?", (feed,))
            # A full load tells all there is, so what was deleted before it is over.
            database.execute(
                "DELETE FROM items WHERE feed = ? AND deleted AND load != ?",
                (feed, position.load),
            )
            tables.store(database, feed, position)

    def stage(self, feed: str, rows: Iterable[Known], lease: Lease) -> None:
        """Note rows that count once the position is committed."""
        with self._file.transaction() as database:
            tables.owned(database, feed, lease)
            database.executemany(
                "INSERT OR REPLACE INTO brought VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((feed, *row) for row in rows),
            )

    def discard(self, feed: str, lease: Lease) -> None:
        """Forget what was staged, but not which rows it may have brought."""
        with self._file.transaction() as database:
            tables.owned(database, feed, lease)
            database.execute(_POSSIBLE, {"feed": feed, "load": POSSIBLE})
            database.execute("DELETE FROM brought WHERE feed = ?", (feed,))

    def known(self, feed: str, ids: Collection[Key]) -> Mapping[Key, Known]:
        """Return what is known of ids, staged or stored."""
        found: dict[Key, Known] = {}
        wanted = msgspec.json.encode(list(ids)).decode()
        with self._file.reading() as database:
            for table in ("items", "brought"):
                rows = database.execute(
                    f"SELECT {_COLUMNS} FROM {table} WHERE feed = ?"  # noqa: S608
                    " AND id IN (SELECT value FROM json_each(?))",
                    (feed, wanted),
                )
                found.update((row[0], Known(*row)) for row in rows)
        return found

    def count(self, feed: str, judged: Judged) -> int:
        """Return the number of rows that exist in a window, whatever brought them."""
        query, values = f"SELECT count(*) {_JUDGED}", _window(feed, judged)
        with self._file.reading() as database:
            return int(database.execute(query, values).fetchone()[0])

    def vanished(self, feed: str, judged: Judged) -> Iterator[Sequence[Key]]:
        """Yield ids, in parts, that a full load should have brought and did not."""
        query, values = f"SELECT id {_JUDGED} AND load != :load", _window(feed, judged)
        with self._file.reading() as database:
            ids = [id for (id,) in database.execute(query, values)]
        for start in range(0, len(ids), _PART):
            yield ids[start : start + _PART]

    def keep(self, feed: str, body: bytes, position: Position, lease: Lease) -> None:
        """Store changes that were not handed over yet, with the link that follows."""
        with self._file.transaction() as database:
            tables.owned(database, feed, lease)
            database.execute("INSERT INTO kept(feed, body) VALUES (?, ?)", (feed, body))
            tables.store(database, feed, position)

    def kept(self, feed: str) -> Sequence[bytes]:
        """Return the changes that were kept, oldest first."""
        with self._file.reading() as database:
            rows = database.execute(
                "SELECT body FROM kept WHERE feed = ? ORDER BY number", (feed,)
            )
            return tuple(body for (body,) in rows)

    def rows(self, feed: str) -> int:
        """Return the number of rows that exist."""
        with self._file.reading() as database:
            row = database.execute(
                "SELECT count(*) FROM items WHERE feed = ? AND NOT deleted", (feed,)
            ).fetchone()
        return int(row[0])

    def acquire(self, feed: str, wanted: Lease, now: datetime, *, force: bool) -> Lease:
        """Take a lease that is not in force, or any with `force`; return it fenced."""
        with self._file.transaction() as database:
            held = tables.lease(database, feed)
            found = granted(feed, held, wanted, now, force=force)
            tables.hold(database, feed, found)
        return found

    def renew(self, feed: str, lease: Lease) -> None:
        """Extend a lease to the end that it names."""
        with self._file.transaction() as database:
            tables.owned(database, feed, lease)
            tables.hold(database, feed, lease)

    def release(self, feed: str, lease: Lease) -> None:
        """Release the lease, unless somebody else has taken it."""
        with self._file.transaction() as database:
            database.execute(
                "UPDATE holders SET fence = fence + 1, until = ?"
                " WHERE feed = ? AND fence = ?",
                (OVER.isoformat(), feed, lease.fence),
            )

    def lease(self, feed: str, now: datetime) -> Lease | None:
        """Return the lease that is in force."""
        with self._file.reading() as database:
            found = tables.lease(database, feed)
        return found if found is not None and found.is_in_force(now) else None

    def close(self) -> None:
        """Close this thread's connection."""
        self._file.close()


def _window(feed: str, judged: Judged) -> dict[str, object]:
    return {
        "feed": feed,
        "load": judged.load,
        "scope": judged.scope,
        "undated": judged.undated,
        "since": judged.first,
        "until": judged.last,
    }
