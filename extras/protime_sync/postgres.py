"""A state in PostgreSQL, for processes on several machines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import msgspec
from attrs import asdict

from .errors import LeaseHeld, LeaseLost, StateError, need
from .postgres_tables import (
    COLUMNS,
    COMMITTED,
    JUDGED,
    POSSIBLE_ROWS,
    SCHEMA,
    STAGED,
    VERSION,
)
from .state import POSSIBLE, Judged, Known, Lease, Phase, Position
from .wire import Key

_PART = 5000


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
            for statement in SCHEMA.split(";"):
                database.execute(statement.replace("{schema}", schema))
            (version,) = database.execute("SELECT max(version) FROM form").fetchone()
            if version not in (None, VERSION):
                raise StateError(f"The state in {schema} has form {version}.")
            if version is None:
                database.execute("INSERT INTO form VALUES (%s)", (VERSION,))

    def load(self, feed: str) -> Position | None:
        """Return where the feed stands, or `None` if it never ran."""
        query = "SELECT position FROM feeds WHERE feed = %s"
        with self._transaction() as database:
            row = database.execute(query, (feed,)).fetchone()
        return None if row is None else _position(feed, row[0])

    def commit(self, feed: str, position: Position, owner: str) -> None:
        """Store a position with all that was staged, and drop what was kept."""
        with self._transaction() as database:
            _owned(database, feed, owner)
            database.execute(COMMITTED, (feed,))
            for table in ("staged", "kept"):
                database.execute(f"DELETE FROM {table} WHERE feed = %s", (feed,))  # noqa: S608
            # A full load tells all there is, so what was deleted before it is over.
            database.execute(
                "DELETE FROM items WHERE feed = %s AND deleted AND load <> %s",
                (feed, position.load),
            )
            _store(database, feed, position)

    def stage(self, feed: str, rows: Iterable[Known]) -> None:
        """Note rows that count once the position is committed."""
        values = [(feed, _id(row.id), *row[1:]) for row in rows]
        with self._transaction() as database, database.cursor() as cursor:
            cursor.executemany(STAGED, values)

    def discard(self, feed: str) -> None:
        """Forget what was staged, but not which rows it may have brought."""
        with self._transaction() as database:
            database.execute(POSSIBLE_ROWS, {"feed": feed, "load": POSSIBLE})
            database.execute("DELETE FROM staged WHERE feed = %s", (feed,))

    def known(self, feed: str, ids: Collection[Key]) -> Mapping[Key, Known]:
        """Return what is known of ids, staged or stored."""
        found: dict[Key, Known] = {}
        wanted = [_id(one) for one in ids]
        with self._transaction() as database:
            for table in ("items", "staged"):
                rows = database.execute(
                    f"SELECT {COLUMNS} FROM {table}"  # noqa: S608
                    " WHERE feed = %s AND id = ANY(%s)",
                    (feed, wanted),
                )
                for id, *rest in rows:
                    key: Key = msgspec.json.decode(id)
                    found[key] = Known(key, *rest)
        return found

    def vanished(self, feed: str, judged: Judged) -> Iterator[Sequence[Key]]:
        """Yield ids, in parts, that a full load should have brought and did not."""
        with self._transaction() as database:
            rows = database.execute(JUDGED, {"feed": feed, **asdict(judged)})
            ids: list[Key] = [msgspec.json.decode(id) for (id,) in rows]
        for start in range(0, len(ids), _PART):
            yield ids[start : start + _PART]

    def keep(self, feed: str, body: bytes, position: Position, owner: str) -> None:
        """Store changes that were not handed over yet, with the link that follows."""
        with self._transaction() as database:
            _owned(database, feed, owner)
            query = "INSERT INTO kept (feed, body) VALUES (%s, %s)"
            database.execute(query, (feed, body))
            _store(database, feed, position)

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

    def acquire(self, feed: str, lease: Lease, now: datetime, *, force: bool) -> None:
        """Take or renew the lease; an expired one, or with `force` any, is taken over.

        Raises:
            LeaseHeld: Another owner has it.
        """
        with self._transaction() as database:
            # Two who come at once are judged one after the other.
            database.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (feed,))
            held = _lease(database, feed, now)
            if held is not None and held.owner != lease.owner and not force:
                raise LeaseHeld(feed, held.owner, held.until)
            database.execute(
                "INSERT INTO leases VALUES (%s, %s, %s) ON CONFLICT (feed) DO UPDATE"
                " SET owner = excluded.owner, until = excluded.until",
                (feed, lease.owner, lease.until),
            )

    def release(self, feed: str, owner: str) -> None:
        """Give the lease back, if the owner has it."""
        query = "DELETE FROM leases WHERE feed = %s AND owner = %s"
        with self._transaction() as database:
            database.execute(query, (feed, owner))

    def lease(self, feed: str, now: datetime) -> Lease | None:
        """Return the lease that is in force."""
        with self._transaction() as database:
            return _lease(database, feed, now)

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        options = f"-c search_path={self._schema}"
        try:
            with self._psycopg.connect(self._url, options=options) as database:
                yield database
        except self._psycopg.Error as error:
            raise StateError(f"The state in PostgreSQL failed: {error}") from error


def _owned(database: Any, feed: str, owner: str) -> None:  # noqa: ANN401 - psycopg's
    query = "SELECT owner FROM leases WHERE feed = %s FOR UPDATE"
    row = database.execute(query, (feed,)).fetchone()
    if row is None or row[0] != owner:
        raise LeaseLost(feed, owner)


def _lease(database: Any, feed: str, now: datetime) -> Lease | None:  # noqa: ANN401
    query = "SELECT owner, until FROM leases WHERE feed = %s"
    row = database.execute(query, (feed,)).fetchone()
    if row is None or row[1] <= now:
        return None
    return Lease(owner=row[0], until=row[1])


def _store(database: Any, feed: str, position: Position) -> None:  # noqa: ANN401
    text = msgspec.json.encode(asdict(position)).decode()
    database.execute(
        "INSERT INTO feeds VALUES (%s, %s) ON CONFLICT (feed) DO UPDATE"
        " SET position = excluded.position",
        (feed, text),
    )


def _position(feed: str, text: str) -> Position:
    try:
        found = msgspec.json.decode(text)
        for name in ("used_at", "changed_at"):
            if found[name] is not None:
                found[name] = datetime.fromisoformat(found[name])
        return Position(**{**found, "phase": Phase(found["phase"])})
    except (ValueError, KeyError, TypeError) as error:
        raise StateError(f"The state of {feed} cannot be read: {error}") from error


def _id(id: Key) -> str:
    return msgspec.json.encode(id).decode()
