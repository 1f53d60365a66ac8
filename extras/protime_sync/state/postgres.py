"""A state in PostgreSQL, for processes on several machines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import msgspec
from attrs import asdict

from protime_runtime.reading.entries import Key
from protime_sync.errors import StateError, need
from protime_sync.state import postgres_tables as tables
from protime_sync.state.leases import OVER, Lease, granted
from protime_sync.state.protocol import POSSIBLE, Judged, Known, Position

_PART = 5000
_WAITS = "-c idle_in_transaction_session_timeout=60s -c lock_timeout=120s"
"""How long a process that sleeps amid a transaction keeps the others from the lease.

Then the server ends its session, and what it wrote there is undone.
"""


class PostgresState:
    """Keeps everything in a schema; link, ids and hashes in one transaction."""

    def __init__(self, url: str, *, schema: str = "protime_state") -> None:
        """Make the tables if there are none; each call opens a connection.

        Args:
            url: ``postgresql://user:password@host/database``.
            schema: Schema of the tables, which nothing else may use.

        Raises:
            StateError: The database cannot be asked, or holds another version.
            MissingExtra: psycopg is not installed.
        """
        self._psycopg = need("psycopg")
        self._url = url
        self._schema = schema
        with self._transaction() as database:
            database.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (schema,))
            self._make(database, tables.form(database, schema))

    def _make(self, database: Any, form: int | None) -> None:  # noqa: ANN401 - psycopg's
        """Make the tables, or make this version's form of an earlier one."""
        if form is None:
            database.execute(f"CREATE SCHEMA IF NOT EXISTS {self._schema}")
            tables.run(database, tables.SCHEMA)
            return
        while form in tables.UPGRADES:
            tables.run(database, tables.UPGRADES[form])
            form += 1
        if form != tables.VERSION:
            raise StateError(
                f"The state in {self._schema} was written in form {form}, and this"
                f" version of protime-client reads form {tables.VERSION}; use the"
                " version that wrote it."
            )

    def load(self, feed: str) -> Position | None:
        """Return where the feed stands, or `None` if it never ran."""
        query = "SELECT position FROM feeds WHERE feed = %s"
        with self._transaction() as database:
            row = database.execute(query, (feed,)).fetchone()
        return None if row is None else tables.position(feed, row[0])

    def commit(self, feed: str, position: Position, lease: Lease) -> None:
        """Store a position with all that was staged, and drop what was kept."""
        with self._transaction() as database:
            tables.owned(database, feed, lease)
            database.execute(tables.COMMITTED, (feed,))
            for table in ("brought", "kept"):
                database.execute(f"DELETE FROM {table} WHERE feed = %s", (feed,))  # noqa: S608
            # A full load tells all there is, so what was deleted before it is over.
            database.execute(
                "DELETE FROM items WHERE feed = %s AND deleted AND load <> %s",
                (feed, position.load),
            )
            tables.store(database, feed, position)

    def stage(self, feed: str, rows: Iterable[Known], lease: Lease) -> None:
        """Note rows that count once the position is committed."""
        values = [(feed, tables.key(row.id), *row[1:]) for row in rows]
        with self._transaction() as database, database.cursor() as cursor:
            tables.owned(database, feed, lease)
            cursor.executemany(tables.STAGED, values)

    def discard(self, feed: str, lease: Lease) -> None:
        """Forget what was staged, but not which rows it may have brought."""
        with self._transaction() as database:
            tables.owned(database, feed, lease)
            database.execute(tables.POSSIBLE_ROWS, {"feed": feed, "load": POSSIBLE})
            database.execute("DELETE FROM brought WHERE feed = %s", (feed,))

    def known(self, feed: str, ids: Collection[Key]) -> Mapping[Key, Known]:
        """Return what is known of ids, staged or stored."""
        found: dict[Key, Known] = {}
        wanted = [tables.key(id) for id in ids]
        with self._transaction() as database:
            for table in ("items", "brought"):
                rows = database.execute(
                    f"SELECT {tables.COLUMNS} FROM {table}"  # noqa: S608
                    " WHERE feed = %s AND id = ANY(%s)",
                    (feed, wanted),
                )
                for id, *rest in rows:
                    key: Key = msgspec.json.decode(id)
                    found[key] = Known(key, *rest)
        return found

    def count(self, feed: str, judged: Judged) -> int:
        """Return the number of rows that exist in a window, whatever brought them."""
        query = f"SELECT count(*) {tables.JUDGED}"
        with self._transaction() as database:
            row = database.execute(query, {"feed": feed, **asdict(judged)}).fetchone()
        return int(row[0])

    def vanished(self, feed: str, judged: Judged) -> Iterator[Sequence[Key]]:
        """Yield ids, in parts, that a full load should have brought and did not."""
        query = f"SELECT id {tables.JUDGED} AND load <> %(load)s"
        with self._transaction() as database:
            rows = database.execute(query, {"feed": feed, **asdict(judged)})
            ids: list[Key] = [msgspec.json.decode(id) for (id,) in rows]
        for start in range(0, len(ids), _PART):
            yield ids[start : start + _PART]

    def keep(self, feed: str, body: bytes, position: Position, lease: Lease) -> None:
        """Store changes that were not handed over yet, with the link that follows."""
        with self._transaction() as database:
            tables.owned(database, feed, lease)
            query = "INSERT INTO kept (feed, body) VALUES (%s, %s)"
            database.execute(query, (feed, body))
            tables.store(database, feed, position)

    def kept(self, feed: str) -> Sequence[bytes]:
        """Return the changes that were kept, oldest first."""
        query = "SELECT body FROM kept WHERE feed = %s ORDER BY number"
        with self._transaction() as database:
            return tuple(bytes(body) for (body,) in database.execute(query, (feed,)))

    def rows(self, feed: str) -> int:
        """Return the number of rows that exist."""
        query = "SELECT count(*) FROM items WHERE feed = %s AND NOT deleted"
        with self._transaction() as database:
            return int(database.execute(query, (feed,)).fetchone()[0])

    def acquire(self, feed: str, wanted: Lease, now: datetime, *, force: bool) -> Lease:
        """Take a lease that is not in force, or any with `force`; return it fenced."""
        with self._transaction() as database:
            # Two who come at once are judged one after the other.
            database.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (feed,))
            held = tables.lease(database, feed, lock=True)
            found = granted(feed, held, wanted, now, force=force)
            tables.hold(database, feed, found)
        return found

    def renew(self, feed: str, lease: Lease) -> None:
        """Extend a lease to the end that it names."""
        with self._transaction() as database:
            tables.owned(database, feed, lease)
            tables.hold(database, feed, lease)

    def release(self, feed: str, lease: Lease) -> None:
        """Release the lease, unless somebody else has taken it."""
        query = (
            "UPDATE holders SET fence = fence + 1, until = %s"
            " WHERE feed = %s AND fence = %s"
        )
        with self._transaction() as database:
            database.execute(query, (OVER, feed, lease.fence))

    def lease(self, feed: str, now: datetime) -> Lease | None:
        """Return the lease that is in force."""
        with self._transaction() as database:
            found = tables.lease(database, feed)
        return found if found is not None and found.is_in_force(now) else None

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        options = f"-c search_path={self._schema} {_WAITS}"
        try:
            # Without it, a database of the encoding SQL_ASCII gives bytes for texts.
            with self._psycopg.connect(
                self._url, options=options, client_encoding="UTF8"
            ) as database:
                yield database
        except self._psycopg.Error as error:
            raise StateError(f"The state in PostgreSQL failed: {error}") from error
