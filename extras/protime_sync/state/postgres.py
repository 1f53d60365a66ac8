"""A state in PostgreSQL, for processes on several machines."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from protime_runtime.reading.entries import Key
from protime_sync.errors import StateError, need
from protime_sync.state import postgres_tables as tables
from protime_sync.state.database import Database, Psycopg
from protime_sync.state.protocol import Position
from protime_sync.state.sql import SqlState

_WAITS = "-c idle_in_transaction_session_timeout=60s -c lock_timeout=120s"
"""How long a process that sleeps amid a transaction keeps the others from the lease.

Then the server ends its session, and what it wrote there is undone.
"""


class PostgresState(SqlState):
    """Keeps everything in a schema; link, ids and hashes in one transaction."""

    _mark = "%s"
    _lock = " FOR UPDATE"
    _among = "id = ANY(:ids)"
    _position = "position"

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
            self._one_after_another(database, schema)
            self._make(database, tables.form(database, schema))

    def _make(self, database: Database, form: int | None) -> None:
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

    def _one_after_another(self, database: Database, feed: str) -> None:
        query = "SELECT pg_advisory_xact_lock(hashtext(:feed))"
        database.execute(query, {"feed": feed})

    def _id(self, key: Key) -> object:
        # As JSON, so that 1 and "1" are two.
        return msgspec.json.encode(key).decode()

    def _key(self, stored: Any) -> Key:  # noqa: ANN401 - a column
        key: Key = msgspec.json.decode(stored)
        return key

    def _ids(self, keys: Collection[Key]) -> object:
        return [self._id(key) for key in keys]

    def _stored(self, feed: str, row: Any) -> Position:  # noqa: ANN401 - a row
        return tables.position(feed, row[0])

    def _store(self, database: Database, feed: str, position: Position) -> None:
        tables.store(database, feed, position)

    @contextmanager
    def _transaction(self) -> Iterator[Database]:
        options = f"-c search_path={self._schema} {_WAITS}"
        try:
            # Without it, a database of the encoding SQL_ASCII gives bytes for texts.
            with self._psycopg.connect(
                self._url, options=options, client_encoding="UTF8"
            ) as database:
                yield Psycopg(database)
        except self._psycopg.Error as error:
            raise StateError(f"The state in PostgreSQL failed: {error}") from error
