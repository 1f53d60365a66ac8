"""Tables in a file of SQLite's, with a connection for each thread."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike, fspath
from typing import cast

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from protime_sync.database.database import Database
from protime_sync.database.files import ANEW, OwnFile
from protime_sync.database.layout import Layout
from protime_sync.errors import StateError

_HINTS = {
    sqlite3.SQLITE_CORRUPT: ANEW,
    sqlite3.SQLITE_NOTADB: ANEW,
    sqlite3.SQLITE_BUSY: "Another program has locked it: end it, or wait for it.",
}
"""What to do, by the kind of SQLite's error."""


class SqliteFile(Database):
    """A durable file: what a transaction has stored survives a loss of power.

    It is whole from the moment it has its name. So one that is empty, or cut off, is
    never a new one, and is refused.
    """

    def __init__(self, path: str | PathLike[str], layout: Layout) -> None:
        """Open the file, or make it with mode 0600 if there is none.

        Raises:
            StateError: It is something else, cannot be read, or others can read it.
        """
        self.path = self.name = fspath(path)
        file = OwnFile(self.path, layout)
        self._local = threading.local()
        self._engine = create_engine(
            "sqlite://", creator=file.connect, poolclass=NullPool, hide_parameters=True
        )
        if not os.path.exists(self.path):
            file.make()
        with self.transaction() as connection:
            while (form := file.form(_driver(connection))) in layout.in_files:
                layout.in_files[form](connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {form + 1}")

    def __repr__(self) -> str:
        """Return the file's name."""
        return f"<SqliteFile {self.path}>"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield the connection of this thread."""
        try:
            connection = self._opened()
            is_within = connection.in_transaction()
            try:
                yield connection
            finally:
                if not is_within:
                    connection.rollback()
        except DBAPIError as error:
            raise StateError(f"{self.path} failed: {_described(error)}") from error

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Yield the connection in a transaction: all is stored, or nothing."""
        with self.reading() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    def close(self) -> None:
        """Close this thread's connection."""
        opened = self._own()
        if opened is not None:
            opened.close()
        self._local.__dict__.clear()

    def _opened(self) -> Connection:
        opened = self._own()
        if opened is None:
            self._local.opened = opened = self._engine.connect()
            # It belongs to the thread from now on, and closes itself at its end.
            opened.detach()
            self._local.process = os.getpid()
        return opened

    def _own(self) -> Connection | None:
        # Who was forked has the connection of the process before, and leaves it alone.
        if getattr(self._local, "process", None) != os.getpid():
            return None
        found: Connection = self._local.opened
        return found


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


def _described(error: DBAPIError) -> str:
    # What Python itself refuses has no code of SQLite's, of which a byte is the kind.
    hint = _HINTS.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF)
    return f"{error.orig}. {hint}" if hint else str(error.orig)
