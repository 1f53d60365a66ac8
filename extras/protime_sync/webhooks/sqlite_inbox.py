"""An inbox in one SQLite file, which receiver and consumers share."""

from __future__ import annotations

from datetime import timedelta
from os import PathLike

from protime_sync.database.layouts import INBOX
from protime_sync.database.sqlite_file import SqliteFile
from protime_sync.webhooks.retention import KEEP
from protime_sync.webhooks.sql_inbox import SqlInbox


class SqliteInbox(SqlInbox):
    """Keeps deliveries in a file of mode 0600; each `put` is on disk when it returns.

    Make one in each process; connections belong to threads.
    """

    def __init__(
        self, path: str | PathLike[str], *, keep: timedelta | None = KEEP
    ) -> None:
        """Open the file, or make it if there is none.

        Args:
            path: Names the file.
            keep: For how long what was consumed or set aside is remembered; `None` for
                ever. What waits is kept until it is consumed, however long.

        Raises:
            StateError: It is something else, cannot be read, or others can read it.
        """
        file = SqliteFile(path, INBOX)
        self._take(file, keep)
        self.path = file.path
