"""An inbox in PostgreSQL, for several receivers behind one address."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from protime_runtime.given import several
from protime_sync.errors import StateError, need
from protime_sync.webhooks.inbox import Counts, Received, SetAside, Settled, Waiting
from protime_sync.webhooks.retention import KEEP, Retention

_SCHEMA = """
CREATE TABLE IF NOT EXISTS protime_deliveries (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, source TEXT NOT NULL,
    collection TEXT NOT NULL, body BYTEA NOT NULL, received_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS protime_waiting ON protime_deliveries (collection, number);
CREATE TABLE IF NOT EXISTS protime_digests (digest BYTEA PRIMARY KEY, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS protime_aside (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, source TEXT NOT NULL,
    collection TEXT NOT NULL, body BYTEA NOT NULL, received_at TEXT NOT NULL,
    reason TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS protime_versions (
    collection TEXT NOT NULL, key TEXT NOT NULL, version TEXT COLLATE "C" NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY (collection, key))
"""
_COLUMNS = "source, collection, body, received_at"
_DIGESTS = """
INSERT INTO protime_digests SELECT digest, %s FROM unnest(%s::bytea[]) AS digest
    ON CONFLICT DO NOTHING RETURNING digest
"""
_INSERT = """
INSERT INTO protime_deliveries(source, collection, body, received_at)
    VALUES (%s, %s, %s, %s)
"""
_RETRY = """
WITH found AS (DELETE FROM protime_aside WHERE number = ANY(%s)
    RETURNING source, collection, body, received_at)
INSERT INTO protime_deliveries(source, collection, body, received_at)
    SELECT source, collection, body, received_at FROM found
"""
_REMEMBER = """
INSERT INTO protime_versions AS known VALUES (%s, %s, %s, %s)
    ON CONFLICT (collection, key) DO UPDATE
    SET version = excluded.version, at = excluded.at
    WHERE excluded.version > known.version
"""


class PostgresInbox:
    """Keeps deliveries in a database; each `put` is durable when it returns.

    Durable as far as the server is: leave its ``synchronous_commit`` on. Connections
    belong to threads.
    """

    def __init__(self, address: str, *, keep: timedelta | None = KEEP) -> None:
        """Connect, and make the tables if there are none.

        Args:
            address: As ``postgresql://user:password@host/database``.
            keep: For how long what was consumed or set aside is remembered; `None` for
                ever. What waits is kept until it is consumed, however long.

        Raises:
            StateError: The database cannot be reached.
            MissingExtra: psycopg is not installed.
        """
        self._psycopg: Any = need("psycopg")
        self._address = address
        self._local = threading.local()
        self._retention = Retention(keep, self.forget)
        with self._transaction() as cursor:
            # Two that start at once would both make them.
            cursor.execute("SELECT pg_advisory_xact_lock(1347571529)")
            cursor.execute(_SCHEMA)

    def __repr__(self) -> str:
        """Return no address, which may hold a password."""
        return "<PostgresInbox>"

    def put(self, deliveries: Sequence[Received]) -> Sequence[bool]:
        """Store deliveries durably, and say of each whether it is new."""
        digests = [delivery.digest for delivery in deliveries]
        # In one order in all processes, so that two of them never wait for each other.
        known = sorted({digest for digest in digests if digest is not None})
        with self._transaction() as cursor:
            cursor.execute(_DIGESTS, (_text(datetime.now(UTC)), known))
            answers = _news(digests, {bytes(digest) for (digest,) in cursor.fetchall()})
            _insert(
                cursor,
                [
                    delivery
                    for delivery, is_new in zip(deliveries, answers, strict=True)
                    if is_new
                ],
            )
        return answers

    def waiting(self, collection: str, most: int) -> Sequence[Waiting]:
        """Return the oldest deliveries that wait; empty for a collection not known."""
        rows = self._rows(
            f"SELECT number, {_COLUMNS} FROM protime_deliveries WHERE collection = %s"  # noqa: S608 - names of ours
            " ORDER BY number LIMIT %s",
            (collection, most),
        )
        return [Waiting(*row) for row in rows]

    def settle(self, settled: Settled) -> None:
        """Store what became of deliveries; now and then, forget what is too old."""
        now = _text(datetime.now(UTC))
        with self._transaction() as cursor:
            cursor.executemany(
                f"INSERT INTO protime_aside({_COLUMNS}, reason)"  # noqa: S608 - names of ours
                " VALUES (%s, %s, %s, %s, %s)",
                [(*row[1:], reason) for row, reason in settled.aside],
            )
            _insert(cursor, settled.moved)
            cursor.executemany(
                _REMEMBER, [(*version, now) for version in sorted(settled.versions)]
            )
            cursor.execute(
                "DELETE FROM protime_deliveries WHERE number = ANY(%s)",
                (list(settled.numbers),),
            )
        self._retention.apply()

    def versions(self, collection: str, keys: Collection[str]) -> Mapping[str, str]:
        """Return the newest version that was consumed of each item, by its key."""
        rows = self._rows(
            "SELECT key, version FROM protime_versions"
            " WHERE collection = %s AND key = ANY(%s)",
            (collection, list(keys)),
        )
        return {str(key): str(version) for key, version in rows}

    def set_aside(self, most: int = 100) -> Sequence[SetAside]:
        """Return what was set aside, oldest first."""
        rows = self._rows(
            f"SELECT number, {_COLUMNS}, reason FROM protime_aside"  # noqa: S608 - names of ours
            " ORDER BY number LIMIT %s",
            (most,),
        )
        return [SetAside(*row) for row in rows]

    def retry(self, numbers: Iterable[int]) -> int:
        """Requeue what was set aside; return how many there were."""
        with self._transaction() as cursor:
            cursor.execute(_RETRY, (list(several(numbers, "numbers")),))
            return int(cursor.rowcount)

    def forget(self, before: datetime) -> int:
        """Forget digests, versions and what was set aside from before a moment.

        Returns:
            How many of those that were set aside are deleted.
        """
        moment = _text(before)
        self._forget("digests", "digest", "at", moment)
        self._forget("versions", "collection, key", "at", moment)
        return self._forget("aside", "number", "received_at", moment)

    def _forget(self, table: str, keys: str, at: str, moment: str) -> int:
        with self._transaction() as cursor:
            # It waits for nobody, so that nobody waits for it and it for them.
            cursor.execute(
                f"DELETE FROM protime_{table} WHERE ({keys}) IN (SELECT {keys}"  # noqa: S608 - names of ours
                f" FROM protime_{table} WHERE {at} < %s FOR UPDATE SKIP LOCKED)",
                (moment,),
            )
            return int(cursor.rowcount)

    def counts(self) -> Counts:
        """Return how many deliveries there are."""
        ((received, waiting, aside),) = self._rows(
            "SELECT (SELECT coalesce(last_value, 0) FROM pg_sequences"
            " WHERE schemaname = current_schema()"
            " AND sequencename = 'protime_deliveries_number_seq'),"
            " (SELECT count(*) FROM protime_deliveries),"
            " (SELECT count(*) FROM protime_aside)",
            (),
        )
        return Counts(received=received or 0, waiting=waiting, aside=aside)

    def _rows(self, statement: str, values: tuple[object, ...]) -> list[Any]:
        with self._transaction() as cursor:
            cursor.execute(statement, values)
            found: list[Any] = cursor.fetchall()
            return found

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        try:
            connection = self._connection()
            with connection.transaction(), connection.cursor() as cursor:
                yield cursor
        except self._psycopg.Error as error:
            self.close()  # The next call connects anew.
            raise StateError(f"The inbox in PostgreSQL failed: {error}") from error

    def _connection(self) -> Any:  # noqa: ANN401 - psycopg may not be there
        made = getattr(self._local, "connection", None)
        if made is None:
            # Without it, a database of the encoding SQL_ASCII gives bytes for texts.
            made = self._psycopg.connect(
                self._address, autocommit=True, client_encoding="UTF8"
            )
            self._local.connection = made
        return made

    def close(self) -> None:
        """Close the connection of the calling thread."""
        made = getattr(self._local, "connection", None)
        if made is not None:
            self._local.connection = None
            made.close()


def _news(digests: Sequence[bytes | None], new: set[bytes]) -> Sequence[bool]:
    answers = []
    for digest in digests:
        answers.append(digest is None or digest in new)
        new.discard(digest or b"")  # Within one batch, too, the first is the new one.
    return answers


def _insert(cursor: Any, deliveries: Iterable[Received]) -> None:  # noqa: ANN401 - psycopg may not be there
    cursor.executemany(
        _INSERT,
        [
            (
                delivery.source,
                delivery.collection,
                delivery.body,
                _text(delivery.received_at),
            )
            for delivery in deliveries
        ],
    )


def _text(moment: datetime) -> str:
    # One form for all, so that texts compare as the moments do.
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
