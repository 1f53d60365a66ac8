"""A state in tables, alike in SQLite, PostgreSQL and MySQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from os import PathLike
from typing import Any

import msgspec
from attrs import asdict
from sqlalchemy import Connection, Select, select

from protime_runtime.reading.entries import Key
from protime_sync.database.database import copying, listed, replacing, write
from protime_sync.database.layouts import STATE
from protime_sync.database.opening import open_at
from protime_sync.database.tables import BROUGHT, FEEDS, ITEMS, KEPT
from protime_sync.errors import LeaseLost, StateError
from protime_sync.state import queries
from protime_sync.state.leases import Lease, granted
from protime_sync.state.protocol import Judged, Known, Phase, Position
from protime_sync.state.sql_leases import begin, give_back, hold, last_lease

_PART = 5000


class SqlState:
    """Keeps everything in tables; link, ids and hashes in one transaction."""

    def __init__(self, url: str | PathLike[str]) -> None:
        """Open the state, or make it if there is none.

        Args:
            url: ``sqlite:///acme.db`` or the path of a file,
                ``postgresql://user:password@host/database`` or
                ``mysql://user:password@host/database``, MariaDB included.

        Raises:
            StateError: It cannot be used, or another version wrote it.
            MissingExtra: The package that connects to it is not installed.
        """
        self._database = open_at(url, STATE)

    def __repr__(self) -> str:
        """Return where it is, without the address and its password."""
        return f"<{type(self).__name__} {self._database.name}>"

    def close(self) -> None:
        """Close what is open: of a file, this thread's connection."""
        self._database.close()

    def load(self, feed: str) -> Position | None:
        """Return where the feed stands, or `None` if it never ran."""
        with self._database.reading() as connection:
            text = connection.execute(queries.POSITION, {"feed": feed}).scalar()
        return None if text is None else position(feed, text)

    def commit(self, feed: str, position: Position, lease: Lease) -> None:
        """Store a position with all that was staged, and drop what was kept."""
        with self._owned(feed, lease) as connection:
            kind = connection.dialect.name
            connection.execute(copying(kind, ITEMS, queries.STAGED), {"of": feed})
            for table in (BROUGHT, KEPT):
                connection.execute(table.delete().where(table.c.feed == feed))
            # In the first commit of a load: the others would look at every row in vain.
            if _load(connection, feed) != position.load:
                connection.execute(queries.over(feed, position.load))
            _store(connection, feed, position)

    def stage(self, feed: str, rows: Iterable[Known], lease: Lease) -> None:
        """Note rows that count once the position is committed."""
        values = [(feed, _stored(row.id), *row[1:]) for row in rows]
        with self._owned(feed, lease) as connection:
            write(connection, replacing(connection.dialect.name, BROUGHT), values)

    def discard(self, feed: str, lease: Lease) -> None:
        """Forget what was staged, but not which rows it may have brought."""
        with self._owned(feed, lease) as connection:
            kind = connection.dialect.name
            maybe = copying(kind, ITEMS, queries.MAYBE)
            connection.execute(maybe, {"of": feed})
            connection.execute(BROUGHT.delete().where(BROUGHT.c.feed == feed))

    def known(self, feed: str, ids: Collection[Key]) -> Mapping[Key, Known]:
        """Return what is known of ids, staged or stored."""
        found: dict[Key, Known] = {}
        with self._database.reading() as connection:
            kind = connection.dialect.name
            values = {"feed": feed, "ids": listed(kind, map(_stored, ids))}
            for table in (ITEMS, BROUGHT):
                rows = connection.execute(queries.known(kind, table), values).all()
                keys = _keys([row[0] for row in rows])
                for key, row in zip(keys, rows, strict=True):
                    found[key] = Known(key, *row[1:])
        return found

    def count(self, feed: str, judged: Judged) -> int:
        """Return the number of rows that exist in a window, whatever brought them."""
        return self._number(queries.number(queries.existing(feed, judged)))

    def vanished(self, feed: str, judged: Judged) -> Iterator[Sequence[Key]]:
        """Yield ids, in parts, that a full load should have brought and did not."""
        query = queries.vanished(feed, judged)
        with self._database.reading() as connection:
            ids = _keys([row[0] for row in connection.execute(query).all()])
        for start in range(0, len(ids), _PART):
            yield ids[start : start + _PART]

    def keep(self, feed: str, body: bytes, position: Position, lease: Lease) -> None:
        """Store changes that were not handed over yet, with the link that follows."""
        with self._owned(feed, lease) as connection:
            connection.execute(KEPT.insert(), {"feed": feed, "body": body})
            _store(connection, feed, position)

    def kept(self, feed: str) -> Sequence[bytes]:
        """Return the changes that were kept, oldest first."""
        query = select(KEPT.c.body).where(KEPT.c.feed == feed).order_by(KEPT.c.number)
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def rows(self, feed: str) -> int:
        """Return the number of rows that exist."""
        return self._number(queries.number(queries.alive(feed)))

    def acquire(self, feed: str, wanted: Lease, now: datetime, *, force: bool) -> Lease:
        """Take a lease that is not in force, or any with `force`; return it fenced."""
        for _ in range(2):
            with self._database.transaction() as connection:
                held = last_lease(connection, feed, locks=True)
                if held is not None:
                    found = granted(feed, held, wanted, now, force=force)
                    hold(connection, feed, found)
                    return found
            # By itself, so that of many that begin none keeps another's lock.
            with self._database.transaction() as connection:
                begin(connection, feed)
        raise StateError(f"The name of the feed {feed} is too long for this database.")

    def renew(self, feed: str, lease: Lease) -> None:
        """Extend a lease to the end that it names."""
        with self._owned(feed, lease) as connection:
            hold(connection, feed, lease)

    def release(self, feed: str, lease: Lease) -> None:
        """Release the lease, unless somebody else has taken it."""
        with self._database.transaction() as connection:
            give_back(connection, feed, lease)

    def lease(self, feed: str, now: datetime) -> Lease | None:
        """Return the lease that is in force."""
        with self._database.reading() as connection:
            found = last_lease(connection, feed, locks=False)
        return found if found is not None and found.is_in_force(now) else None

    @contextmanager
    def _owned(self, feed: str, lease: Lease) -> Iterator[Connection]:
        """Yield a transaction in which the lease is the last one that was given.

        Raises:
            LeaseLost: Somebody else has taken it, or it was given back.
        """
        with self._database.transaction() as connection:
            # Locked, so that nobody takes the lease before what follows is stored.
            fence = connection.execute(queries.FENCE, {"feed": feed}).scalar()
            if fence != lease.fence:
                raise LeaseLost(feed, lease.owner)
            yield connection

    def _number(self, query: Select[Any]) -> int:
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())


def position(feed: str, text: str) -> Position:
    """Return the position that a text holds.

    Raises:
        StateError: It holds something else.
    """
    try:
        found = msgspec.json.decode(text)
        for name in ("used_at", "changed_at"):
            if found[name] is not None:
                found[name] = datetime.fromisoformat(found[name])
        return Position(**{**found, "phase": Phase(found["phase"])})
    except (ValueError, KeyError, TypeError) as error:
        raise StateError(f"The state of {feed} cannot be read: {error}") from error


def _load(connection: Connection, feed: str) -> int | None:
    """Return which full load the rows are from that were committed last."""
    text = connection.execute(queries.POSITION, {"feed": feed}).scalar()
    return None if text is None else position(feed, text).load


def _store(connection: Connection, feed: str, position: Position) -> None:
    text = msgspec.json.encode(asdict(position)).decode()
    statement = replacing(connection.dialect.name, FEEDS)
    connection.execute(statement, {"feed": feed, "position": text})


def _stored(key: Key) -> str:
    # The same for a number, in half the time.
    return str(key) if type(key) is int else msgspec.json.encode(key).decode()


def _keys(stored: Sequence[str]) -> Sequence[Key]:
    keys: list[Key] = msgspec.json.decode(f"[{','.join(stored)}]")  # At once: faster.
    return keys
