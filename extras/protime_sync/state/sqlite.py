"""A state in one SQLite file, which several processes can share."""

from __future__ import annotations

from os import PathLike

from protime_sync.database.layouts import STATE
from protime_sync.database.sqlite_file import SqliteFile
from protime_sync.state.sql import SqlState


class SqliteState(SqlState):
    """Keeps everything in one file; the link, ids and hashes in one transaction.

    The file has mode 0600, as changes that wait for the next batch stand in it.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        """Open the file, or make it if there is none.

        Raises:
            StateError: It is something else, cannot be read, or others can read it.
        """
        self._database = SqliteFile(path, STATE)
        self.path = self._database.path
