"""An inbox in tables, alike in SQLite, PostgreSQL and MySQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from os import PathLike
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    func,
    select,
    text,
)

from protime_runtime.given import several
from protime_sync.database.database import (
    Database,
    adding,
    among,
    listed,
    replacing,
    write,
)
from protime_sync.database.layouts import INBOX
from protime_sync.database.opening import open_at
from protime_sync.database.tables import ASIDE, DELIVERIES, DIGESTS, VERSIONS
from protime_sync.webhooks.inbox import Counts, Received, SetAside, Settled, Waiting
from protime_sync.webhooks.retention import KEEP, Retention

_PIECE = 1000
"""Rows that are forgotten in one transaction."""

_TO_DELIVER = DELIVERIES.insert().inline()
_SET_ASIDE = ASIDE.insert().inline()

# The number that was given last, which goes on counting when its delivery is gone.
_LAST = {
    "sqlite": "SELECT max(seq) FROM sqlite_sequence WHERE name = 'protime_deliveries'",
    "postgresql": "SELECT last_value FROM pg_sequences"
    " WHERE schemaname = current_schema()"
    " AND sequencename = 'protime_deliveries_number_seq'",
    "mysql": "SELECT auto_increment - 1 FROM information_schema.tables"
    " WHERE table_schema = database() AND table_name = 'protime_deliveries'",
}


class SqlInbox:
    """Keeps deliveries in tables; each `put` is durable when it returns."""

    def __init__(
        self, url: str | PathLike[str], *, keep: timedelta | None = KEEP
    ) -> None:
        """Open the inbox, or make it if there is none.

        Args:
            url: ``sqlite:///inbox.db`` or the path of a file,
                ``postgresql://user:password@host/database`` or
                ``mysql://user:password@host/database``, MariaDB included.
            keep: For how long what was consumed or set aside is remembered; `None` for
                ever. What waits is kept until it is consumed, however long.

        Raises:
            StateError: It cannot be used, or another version wrote it.
            MissingExtra: The package that connects to it is not installed.
        """
        self._take(open_at(url, INBOX, keeps_open=True), keep)

    def _take(self, database: Database, keep: timedelta | None) -> None:
        self._database = database
        self._retention = Retention(keep, self.forget)

    def __repr__(self) -> str:
        """Return where it is, without the address and its password."""
        return f"<{type(self).__name__} {self._database.name}>"

    def put(self, deliveries: Sequence[Received]) -> Sequence[bool]:
        """Store deliveries durably, and say of each whether it is new."""
        with self._database.transaction() as connection:
            new = _new_digests(connection, deliveries)
            are_new = []
            for delivery in deliveries:
                digest = delivery.digest
                are_new.append(digest is None or digest in new)
                new.discard(digest or b"")  # Within one batch, too, the first is new.
            found = zip(deliveries, are_new, strict=True)
            _deliver(connection, (delivery for delivery, is_new in found if is_new))
        return are_new

    def waiting(self, collection: str, most: int) -> Sequence[Waiting]:
        """Return the oldest deliveries that wait; empty for a collection not known."""
        query = select(DELIVERIES).where(DELIVERIES.c.collection == collection)
        rows = self._rows(query.order_by(DELIVERIES.c.number).limit(most))
        return [Waiting(*row) for row in rows]

    def settle(self, settled: Settled) -> None:
        """Store what became of deliveries; now and then, forget what is too old."""
        now = text_of(datetime.now(UTC))
        aside = [(*poison.waiting[1:], poison.reason) for poison in settled.aside]
        # In one order, so that two processes never wait for each other.
        versions = [(*version, now) for version in sorted(settled.versions)]
        with self._database.transaction() as connection:
            write(connection, _SET_ASIDE, aside)
            _deliver(connection, settled.moved)
            newer = replacing(connection.dialect.name, VERSIONS, "version")
            write(connection, newer, versions)
            _delete(connection, DELIVERIES, settled.numbers)
        self._retention.apply()

    def versions(self, collection: str, keys: Collection[str]) -> Mapping[str, str]:
        """Return the newest version that was consumed of each item, by its key."""
        of = VERSIONS.c
        with self._database.reading() as connection:
            kind = connection.dialect.name
            query = select(of.key, of.version).where(
                of.collection == collection, among(kind, of.key, "keys")
            )
            rows = connection.execute(query, {"keys": listed(kind, keys)})
            return dict(tuple(row) for row in rows.all())

    def set_aside(self, most: int = 100) -> Sequence[SetAside]:
        """Return what was set aside, oldest first."""
        rows = self._rows(select(ASIDE).order_by(ASIDE.c.number).limit(most))
        return [SetAside(*row) for row in rows]

    def retry(self, numbers: Iterable[int]) -> int:
        """Requeue what was set aside; return how many there were."""
        wanted = several(numbers, "numbers")
        with self._database.transaction() as connection:
            kind = connection.dialect.name
            query = select(ASIDE).where(among(kind, ASIDE.c.number, "numbers"))
            rows = connection.execute(
                query.order_by(ASIDE.c.number).with_for_update(),
                {"numbers": listed(kind, wanted)},
            ).all()
            write(connection, _TO_DELIVER, [tuple(row[1:-1]) for row in rows])
            _delete(connection, ASIDE, [row.number for row in rows])
        return len(rows)

    def forget(self, before: datetime) -> int:
        """Forget digests, versions and what was set aside from before a moment.

        Returns:
            How many of those that were set aside are deleted.
        """
        moment = text_of(before)
        self._forget(DIGESTS, DIGESTS.c.at < moment)
        self._forget(VERSIONS, VERSIONS.c.at < moment)
        return self._forget(ASIDE, ASIDE.c.received_at < moment)

    def counts(self) -> Counts:
        """Return how many deliveries there are."""
        waiting, aside = (
            select(func.count()).select_from(table).scalar_subquery()
            for table in (DELIVERIES, ASIDE)
        )
        with self._database.reading() as connection:
            last = text(f"({_LAST[connection.dialect.name]})")
            query = select(last, waiting, aside)
            received, waits, is_aside = connection.execute(query).one()
        return Counts(received=received or 0, waiting=waits, aside=is_aside)

    def close(self) -> None:
        """Close what is open: of a file, this thread's connection."""
        self._database.close()

    def _rows(self, query: Select[Any]) -> Sequence[Any]:
        with self._database.reading() as connection:
            return connection.execute(query).all()

    def _forget(self, table: Table, is_old: ColumnElement[bool]) -> int:
        keys = tuple(table.primary_key)
        is_same = (column == bindparam(f"of_{column.name}") for column in keys)
        delete = table.delete().where(*is_same, is_old)
        # In one order in all processes, so that two of them never wait for each other.
        query = select(*keys).where(is_old).order_by(*keys).limit(_PIECE)
        count = 0
        # Looked for without a lock, and deleted in pieces: deliveries wait for none.
        while found := self._rows(query):
            with self._database.transaction() as connection:
                names = [f"of_{column.name}" for column in keys]
                rows = [dict(zip(names, row, strict=True)) for row in found]
                connection.execute(delete, rows)
            count += len(found)
        return count


def text_of(moment: datetime) -> str:
    """Return a moment in one form for all, so that texts compare as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _new_digests(connection: Connection, deliveries: Iterable[Received]) -> set[bytes]:
    """Remember the digests of deliveries, and return those that were not known."""
    rows = {
        digest: {"digest": digest, "at": text_of(delivery.received_at)}
        for delivery in deliveries
        if (digest := delivery.digest) is not None
    }
    # In one order in all processes, so that two of them never wait for each other.
    order, insert = sorted(rows), adding(connection.dialect.name, DIGESTS)
    if not connection.dialect.insert_executemany_returning:  # As MySQL's.
        return {key for key in order if connection.execute(insert, rows[key]).rowcount}
    if not rows:
        return set()
    added = insert.returning(DIGESTS.c.digest)
    found = connection.execute(added, [rows[digest] for digest in order])
    return set(found.scalars())


def _deliver(connection: Connection, deliveries: Iterable[Received]) -> None:
    rows = [
        (found.source, found.collection, found.body, text_of(found.received_at))
        for found in deliveries
    ]
    write(connection, _TO_DELIVER, rows)


def _delete(connection: Connection, table: Table, numbers: Collection[int]) -> None:
    kind = connection.dialect.name
    delete = table.delete().where(among(kind, table.c.number, "numbers"))
    connection.execute(delete, {"numbers": listed(kind, numbers)})
