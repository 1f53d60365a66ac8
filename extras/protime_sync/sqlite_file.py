"""A SQLite file that only its owner can read, with a connection for each thread."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from attrs import field, frozen

from .errors import StateError


class _Connection(sqlite3.Connection):
    """A connection that is closed when its thread has ended, and nobody holds it."""

    def __del__(self) -> None:
        with suppress(sqlite3.Error):  # It may never have been opened.
            self.close()


@frozen
class SqliteFile:
    """A durable file: what a transaction has stored survives a loss of power."""

    path: str
    _schema: str = field(kw_only=True, repr=False)
    _application: int = field(kw_only=True)
    """Marks the file as one of ours."""
    _version: int = field(default=0, kw_only=True)
    """Form of the tables; a file of another one is refused."""
    _local: threading.local = field(factory=threading.local, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Open the file, or make it with mode 0600 if there is none.

        Raises:
            StateError: It is something else, cannot be read, or others can read it.
        """
        try:
            # Journals take their mode from the file, so it is made before SQLite comes.
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise StateError(f"{self.path} cannot be opened: {error}") from error
        with self.transaction() as database:
            if self._is_new(database):
                self._make(database)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection of this thread.

        Raises:
            StateError: The file cannot be read or written.
        """
        try:
            yield self._connection()
        except sqlite3.Error as error:
            raise StateError(f"{self.path} failed: {error}") from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection, and store all or nothing of what is written.

        Raises:
            StateError: The file cannot be read or written; nothing was stored.
        """
        with self.reading() as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
                database.execute("COMMIT")
            except BaseException:
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close this thread's connection."""
        made: sqlite3.Connection | None = getattr(self._local, "database", None)
        if made is not None:
            made.close()
            del self._local.database

    def _connection(self) -> sqlite3.Connection:
        made: sqlite3.Connection | None = getattr(self._local, "database", None)
        if made is None:
            made = sqlite3.connect(
                self.path,
                timeout=60.0,
                isolation_level=None,
                check_same_thread=False,  # Another one may be left to close it.
                factory=_Connection,
            )
            try:
                self._set(made)
            except BaseException:
                made.close()
                raise
            self._local.database = made
        return made

    def _set(self, database: sqlite3.Connection) -> None:
        # Before anything is set, which would change a file of something else.
        self._is_new(database)
        self._check_mode()
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")

    def _is_new(self, database: sqlite3.Connection) -> bool:
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (version,) = database.execute("PRAGMA user_version").fetchone()
        (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application == 0 and tables == 0:
            return True
        if application != self._application:
            raise StateError(
                f"{self.path} is a database of something else; it was left alone."
            )
        if version != self._version:
            raise StateError(
                f"{self.path} was written in form {version}, and this version of"
                f" protime-client reads form {self._version}; use the version that"
                " wrote it."
            )
        return False

    def _make(self, database: sqlite3.Connection) -> None:
        for statement in self._schema.split(";"):
            database.execute(statement)
        database.execute(f"PRAGMA application_id = {self._application}")
        database.execute(f"PRAGMA user_version = {self._version}")

    def _check_mode(self) -> None:
        mode = stat.S_IMODE(os.stat(self.path).st_mode)
        if os.name == "posix" and mode & 0o077:
            raise StateError(
                f"Others can read {self.path}, which holds keys or personal data:"
                f" chmod 600 {self.path}"
            )
