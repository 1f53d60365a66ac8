"""A state in SQL, alike in SQLite and PostgreSQL.

Values have names in queries, as ``:feed``; ids, places and locks are what differs.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any, ClassVar

from attrs import asdict

from protime_runtime.reading.entries import Key
from protime_sync.errors import LeaseLost
from protime_sync.state.database import Database
from protime_sync.state.leases import OVER, Lease, granted
from protime_sync.state.protocol import POSSIBLE, Judged, Known, Position
from protime_sync.state.sql_leases import hold, last_lease, upsert

_PART = 5000
_COLUMNS = "id, version, digest, deleted, load, first, last, scope"


_REPLACING = upsert("feed, id", _COLUMNS.removeprefix("id, "))
_STAGED = f"INSERT INTO brought (feed, {_COLUMNS}) VALUES ({{marks}}) {_REPLACING}"  # noqa: S608 - names of ours
_COMMITTED = f"""
INSERT INTO items (feed, {_COLUMNS})
SELECT feed, {_COLUMNS} FROM brought WHERE feed = :feed {_REPLACING}
"""  # noqa: S608 - names of ours
_POSSIBLE = f"""
INSERT INTO items (feed, {_COLUMNS})
SELECT brought.feed, brought.id, items.version, CAST(NULL AS bytea), FALSE, :load,
    brought.first, brought.last, brought.scope
FROM brought LEFT JOIN items ON items.feed = brought.feed AND items.id = brought.id
WHERE brought.feed = :feed AND NOT brought.deleted {_REPLACING}
"""  # noqa: S608 - names of ours
_JUDGED = """
FROM (
    SELECT * FROM brought WHERE feed = :feed
    UNION ALL
    SELECT * FROM items WHERE feed = :feed AND NOT EXISTS (
        SELECT 1 FROM brought WHERE brought.feed = :feed AND brought.id = items.id)
) AS present
WHERE NOT deleted AND (CAST(:scope AS text) = '' OR scope = CAST(:scope AS text))
    AND CASE WHEN first IS NULL OR last IS NULL THEN CAST(:undated AS boolean)
        ELSE first <= coalesce(CAST(:last AS integer), first)
            AND last >= coalesce(CAST(:first AS integer), last) END
"""


class SqlState(ABC):
    """Keeps everything in tables; link, ids and hashes in one transaction."""

    _mark: ClassVar[str]
    """Stands for a value that has no name."""
    _lock: ClassVar[str] = ""
    """Locks the rows of a query until the transaction ends."""
    _among: ClassVar[str]
    """Whether an id is among ``:ids``."""
    _position: ClassVar[str]
    """Columns of a feed's position."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Database]:
        """Yield a connection in a transaction: all is stored, or nothing."""

    def _reading(self) -> AbstractContextManager[Database]:
        """Yield a connection for a query."""
        return self._transaction()

    @abstractmethod
    def _one_after_another(self, database: Database, feed: str) -> None:
        """Wait for others that want the feed's lease, until the transaction ends."""

    def _id(self, key: Key) -> object:
        """Return an id as it is stored."""
        return key

    def _key(self, stored: Any) -> Key:  # noqa: ANN401 - a column
        """Return an id that was stored."""
        key: Key = stored
        return key

    @abstractmethod
    def _ids(self, keys: Collection[Key]) -> object:
        """Return ids as the value of ``:ids``."""

    @abstractmethod
    def _stored(self, feed: str, row: Any) -> Position:  # noqa: ANN401 - a row
        """Return the position that a row holds."""

    @abstractmethod
    def _store(self, database: Database, feed: str, position: Position) -> None:
        """Write a feed's position."""

    def load(self, feed: str) -> Position | None:
        """Return where the feed stands, or `None` if it never ran."""
        query = f"SELECT {self._position} FROM feeds WHERE feed = :feed"  # noqa: S608
        with self._reading() as database:
            row = database.execute(query, {"feed": feed}).fetchone()
        return None if row is None else self._stored(feed, row)

    def commit(self, feed: str, position: Position, lease: Lease) -> None:
        """Store a position with all that was staged, and drop what was kept."""
        values = {"feed": feed, "load": position.load}
        with self._owned(feed, lease) as database:
            database.execute(_COMMITTED, values)
            database.execute("DELETE FROM brought WHERE feed = :feed", values)
            database.execute("DELETE FROM kept WHERE feed = :feed", values)
            # A full load brings all there is, so what was deleted before it is over.
            database.execute(
                "DELETE FROM items WHERE feed = :feed AND deleted AND load <> :load",
                values,
            )
            self._store(database, feed, position)

    def stage(self, feed: str, rows: Iterable[Known], lease: Lease) -> None:
        """Note rows that count once the position is committed."""
        marks = ", ".join([self._mark] * (1 + len(Known._fields)))
        values = [(feed, self._id(row.id), *row[1:]) for row in rows]
        with self._owned(feed, lease) as database:
            database.executemany(_STAGED.format(marks=marks), values)

    def discard(self, feed: str, lease: Lease) -> None:
        """Forget what was staged, but not which rows it may have brought."""
        with self._owned(feed, lease) as database:
            database.execute(_POSSIBLE, {"feed": feed, "load": POSSIBLE})
            database.execute("DELETE FROM brought WHERE feed = :feed", {"feed": feed})

    def known(self, feed: str, ids: Collection[Key]) -> Mapping[Key, Known]:
        """Return what is known of ids, staged or stored."""
        found: dict[Key, Known] = {}
        values = {"feed": feed, "ids": self._ids(ids)}
        with self._reading() as database:
            for table in ("items", "brought"):
                query = (
                    f"SELECT {_COLUMNS} FROM {table}"  # noqa: S608 - names of ours
                    f" WHERE feed = :feed AND {self._among}"
                )
                for id, *rest in database.execute(query, values):
                    key = self._key(id)
                    found[key] = Known(key, *rest)
        return found

    def count(self, feed: str, judged: Judged) -> int:
        """Return the number of rows that exist in a window, whatever brought them."""
        query, values = f"SELECT count(*) {_JUDGED}", {"feed": feed, **asdict(judged)}
        with self._reading() as database:
            return int(database.execute(query, values).fetchone()[0])

    def vanished(self, feed: str, judged: Judged) -> Iterator[Sequence[Key]]:
        """Yield ids, in parts, that a full load should have brought and did not."""
        query = f"SELECT id {_JUDGED} AND load <> :load"
        with self._reading() as database:
            rows = database.execute(query, {"feed": feed, **asdict(judged)})
            ids = [self._key(id) for (id,) in rows]
        for start in range(0, len(ids), _PART):
            yield ids[start : start + _PART]

    def keep(self, feed: str, body: bytes, position: Position, lease: Lease) -> None:
        """Store changes that were not handed over yet, with the link that follows."""
        query = "INSERT INTO kept (feed, body) VALUES (:feed, :body)"
        with self._owned(feed, lease) as database:
            database.execute(query, {"feed": feed, "body": body})
            self._store(database, feed, position)

    def kept(self, feed: str) -> Sequence[bytes]:
        """Return the changes that were kept, oldest first."""
        query = "SELECT body FROM kept WHERE feed = :feed ORDER BY number"
        with self._reading() as database:
            rows = database.execute(query, {"feed": feed})
            return tuple(bytes(body) for (body,) in rows)

    def rows(self, feed: str) -> int:
        """Return the number of rows that exist."""
        query = "SELECT count(*) FROM items WHERE feed = :feed AND NOT deleted"
        with self._reading() as database:
            return int(database.execute(query, {"feed": feed}).fetchone()[0])

    def acquire(self, feed: str, wanted: Lease, now: datetime, *, force: bool) -> Lease:
        """Take a lease that is not in force, or any with `force`; return it fenced."""
        with self._transaction() as database:
            self._one_after_another(database, feed)
            held = last_lease(database, feed, self._lock)
            found = granted(feed, held, wanted, now, force=force)
            hold(database, feed, found)
        return found

    def renew(self, feed: str, lease: Lease) -> None:
        """Extend a lease to the end that it names."""
        with self._owned(feed, lease) as database:
            hold(database, feed, lease)

    def release(self, feed: str, lease: Lease) -> None:
        """Release the lease, unless somebody else has taken it."""
        query = (
            "UPDATE holders SET fence = fence + 1, until = :until"
            " WHERE feed = :feed AND fence = :fence"
        )
        values = {"feed": feed, "fence": lease.fence, "until": OVER.isoformat()}
        with self._transaction() as database:
            database.execute(query, values)

    def lease(self, feed: str, now: datetime) -> Lease | None:
        """Return the lease that is in force."""
        with self._reading() as database:
            found = last_lease(database, feed)
        return found if found is not None and found.is_in_force(now) else None

    @contextmanager
    def _owned(self, feed: str, lease: Lease) -> Iterator[Database]:
        """Yield a transaction in which the lease is the last one that was given.

        Raises:
            LeaseLost: Somebody else has taken it, or it was given back.
        """
        query = f"SELECT fence FROM holders WHERE feed = :feed{self._lock}"  # noqa: S608
        with self._transaction() as database:
            # Locked, so that nobody takes the lease before what follows is stored.
            row = database.execute(query, {"feed": feed}).fetchone()
            if row is None or row[0] != lease.fence:
                raise LeaseLost(feed, lease.owner)
            yield database
