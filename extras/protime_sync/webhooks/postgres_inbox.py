"""An inbox in PostgreSQL, for several receivers behind one address."""

from __future__ import annotations

from datetime import timedelta

from protime_sync.database.layouts import INBOX
from protime_sync.database.servers import postgres
from protime_sync.webhooks.retention import KEEP
from protime_sync.webhooks.sql_inbox import SqlInbox


class PostgresInbox(SqlInbox):
    """Keeps deliveries in a database; each `put` is durable when it returns.

    Durable as far as the server is: leave its ``synchronous_commit`` on. Connections
    stay open from one call to the next.
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
        self._take(postgres(address, INBOX, keeps_open=True), keep)
