"""A state in PostgreSQL, for processes on several machines."""

from __future__ import annotations

from protime_sync.database.layouts import STATE
from protime_sync.database.servers import postgres
from protime_sync.state.sql import SqlState


class PostgresState(SqlState):
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
        self._database = postgres(url, STATE, schema=schema)
