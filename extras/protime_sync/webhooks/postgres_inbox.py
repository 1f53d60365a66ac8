"""An inbox in PostgreSQL, for several receivers behind one address."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from protime_sync.errors import StateError, need
from protime_sync.state.database import Database, Psycopg
from protime_sync.webhooks.inbox import Received
from protime_sync.webhooks.retention import KEEP
from protime_sync.webhooks.sql_inbox import SqlInbox, text_of

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
_DIGESTS = """
INSERT INTO protime_digests
    SELECT digest, :now FROM unnest(CAST(:digests AS bytea[])) AS digest
    ON CONFLICT DO NOTHING RETURNING digest
"""


class PostgresInbox(SqlInbox):
    """Keeps deliveries in a database; each `put` is durable when it returns.

    Durable as far as the server is: leave its ``synchronous_commit`` on. Connections
    belong to threads.
    """

    _prefix = "protime_"
    _among = "= ANY(:values)"
    _received = (
        "SELECT coalesce(last_value, 0) FROM pg_sequences"
        " WHERE schemaname = current_schema()"
        " AND sequencename = 'protime_deliveries_number_seq'"
    )

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
        super().__init__(keep)
        with self._transaction() as database:
            # Two that start at once would both make them.
            database.execute("SELECT pg_advisory_xact_lock(1347571529)")
            database.execute(_SCHEMA)

    def __repr__(self) -> str:
        """Return no address, which may hold a password."""
        return "<PostgresInbox>"

    def put(self, deliveries: Sequence[Received]) -> Sequence[bool]:
        """Store deliveries durably, and say of each whether it is new."""
        digests = [delivery.digest for delivery in deliveries]
        # In one order in all processes, so that two of them never wait for each other.
        known = sorted({digest for digest in digests if digest is not None})
        with self._transaction() as database:
            values = {"now": text_of(datetime.now(UTC)), "digests": known}
            new = database.execute(_DIGESTS, values).fetchall()
            are_new = _news(digests, {bytes(digest) for (digest,) in new})
            self._insert(
                database,
                [
                    delivery
                    for delivery, is_new in zip(deliveries, are_new, strict=True)
                    if is_new
                ],
            )
        return are_new

    def _list(self, values: Iterable[object]) -> object:
        return list(values)

    def _forget(self, table: str, keys: Sequence[str], at: str, moment: str) -> int:
        names = ", ".join(keys)
        with self._transaction() as database:
            # It waits for nobody, so that nobody waits for it and it for them.
            found = database.execute(
                f"DELETE FROM {table} WHERE ({names}) IN (SELECT {names}"  # noqa: S608 - names of ours
                f" FROM {table} WHERE {at} < :moment FOR UPDATE SKIP LOCKED)",
                {"moment": moment},
            )
            return found.rowcount

    @contextmanager
    def _transaction(self) -> Iterator[Database]:
        try:
            connection = self._connection()
            with connection.transaction():
                yield Psycopg(connection)
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
    are_new = []
    for digest in digests:
        are_new.append(digest is None or digest in new)
        new.discard(digest or b"")  # Within one batch, too, the first is the new one.
    return are_new
