"""A SQLite file that only its owner can read, with a connection for each thread."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import StateError
from ..sqlite_tables import transaction


class SqliteFile:
    """A durable file: what a transaction has stored survives a loss of power."""

    def __init__(self, path: str, *, schema: str, application: int) -> None:
        """Open the file, or make it with mode 0600 if there is none.

        Raises:
            StateError: It is something else, cannot be read, or others can read it.
        """
        self.path = path
        self._application = application
        self._local = threading.local()
        self._check_mode()
        with self.transaction() as database:
            if self._is_new(database):
                for statement in schema.split(";"):
                    database.execute(statement)
                database.execute(f"PRAGMA application_id = {application}")

    def _check_mode(self) -> None:
        try:
            # Journals take their mode from the file, so it is made before SQLite comes.
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            mode = stat.S_IMODE(os.stat(self.path).st_mode)
        except OSError as error:
            raise StateError(f"{self.path} cannot be opened: {error}") from error
        if os.name == "posix" and mode & 0o077:
            raise StateError(
                f"Others can read {self.path}, which holds keys or personal data:"
                f" chmod 600 {self.path}"
            )

    def _is_new(self, database: sqlite3.Connection) -> bool:
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application == 0 and tables == 0:
            return True
        if application != self._application:
            raise StateError(f"{self.path} is a database of something else.")
        return False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection of this thread."""
        try:
            yield self._connection()
        except sqlite3.Error as error:
            raise StateError(f"{self.path} failed: {error}") from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection, and store all or nothing of what is written."""
        with self.reading() as database, transaction(database):
            yield database

    def _connection(self) -> sqlite3.Connection:
        made: sqlite3.Connection | None = getattr(self._local, "database", None)
        if made is None:
            made = sqlite3.connect(self.path, timeout=60.0, isolation_level=None)
            self._is_new(made)  # Before anything is set in a file of something else.
            made.execute("PRAGMA journal_mode = WAL")
            made.execute("PRAGMA synchronous = FULL")
            self._local.database = made
        return made

    def close(self) -> None:
        """Close this thread's connection."""
        made: sqlite3.Connection | None = getattr(self._local, "database", None)
        if made is not None:
            made.close()
            del self._local.database
