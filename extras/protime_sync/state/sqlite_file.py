"""A SQLite file that only its owner can read, with a connection for each thread."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path, PurePath

from attrs import field, frozen

from protime_sync.errors import StateError
from protime_sync.state.whole_file import appearing

_LEAST = 512
"""Bytes of the smallest database; SQLite takes a file of 0 or 1 for a new one."""

_REMAINS = ("-wal", "-journal")
"""What SQLite would take for a part of a file of this name, made however much later."""

_ANEW = "Put a copy of it back, or delete it to begin anew."
_HINTS = {
    sqlite3.SQLITE_CORRUPT: _ANEW,
    sqlite3.SQLITE_NOTADB: _ANEW,
    sqlite3.SQLITE_BUSY: "Another program has locked it: end it, or wait for it.",
}
"""What to do, by the kind of SQLite's error."""


class _Connection(sqlite3.Connection):
    """A connection that is closed when its thread has ended, and nobody holds it."""

    def __del__(self) -> None:
        with suppress(sqlite3.Error):  # It may never have been opened.
            self.close()


@frozen
class SqliteFile:
    """A durable file: what a transaction has stored survives a loss of power.

    It is whole from the moment it has its name. So one that is empty, or cut off, is
    never a new one, and is refused.
    """

    path: str
    _schema: str = field(kw_only=True, repr=False)
    _application: int = field(kw_only=True)
    """Marks the file as one of ours."""
    _version: int = field(default=0, kw_only=True)
    """Form of the tables; a file of another one is refused."""
    _upgrades: Mapping[int, str] = field(factory=dict, kw_only=True, repr=False)
    """What makes the next form out of an earlier one, by that one's number."""
    _local: threading.local = field(factory=threading.local, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Open the file, or make it with mode 0600 if there is none.

        Raises:
            StateError: It is something else, cannot be read, or others can read it.
        """
        if not os.path.exists(self.path):
            self._make()
        with self.transaction() as database:
            while (form := self._form(database)) in self._upgrades:
                _run(database, self._upgrades[form])
                database.execute(f"PRAGMA user_version = {form + 1}")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Return the connection of this thread.

        Raises:
            StateError: The file cannot be read or written.
        """
        try:
            yield self._connection()
        except sqlite3.Error as error:
            raise StateError(f"{self.path} failed: {_described(error)}") from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection in a transaction: all is stored, or nothing.

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
            file = self._check_file()
            made = sqlite3.connect(
                # Never makes a file: one that has gone is no empty one.
                f"{address(Path(self.path).absolute())}?mode=rw",
                uri=True,
                timeout=60.0,
                isolation_level=None,
                check_same_thread=False,  # Another one may be left to close it.
                factory=_Connection,
            )
            try:
                # Before anything is set, which would change a file of something else.
                self._form(made)
                self._check_mode(file)
                made.execute("PRAGMA journal_mode = WAL")
                made.execute("PRAGMA synchronous = FULL")
            except BaseException:
                made.close()
                raise
            self._local.database = made
        return made

    def _form(self, database: sqlite3.Connection) -> int:
        """Return the form of the tables.

        Raises:
            StateError: They are another program's, or of a form that is not known.
        """
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (form,) = database.execute("PRAGMA user_version").fetchone()
        if application != self._application:
            raise StateError(
                f"{self.path} is a database of something else; it was left alone."
            )
        if form != self._version and form not in self._upgrades:
            raise StateError(
                f"{self.path} was written in form {form}, and this version of"
                f" protime-client reads form {self._version}; use the version that"
                " wrote it."
            )
        return int(form)

    def _make(self) -> None:
        for end in _REMAINS:
            # Whoever has made the file since it was looked for has its journal there.
            if os.path.exists(self.path + end) and not os.path.exists(self.path):
                raise StateError(
                    f"{self.path} is missing, but {self.path}{end} is there, which"
                    " belongs to it: put the file back, or delete both to begin anew."
                )
        try:
            with (
                appearing(self.path) as draft,
                closing(sqlite3.connect(draft, isolation_level=None)) as made,
            ):
                made.execute("BEGIN")
                _run(made, self._schema)
                made.execute(f"PRAGMA application_id = {self._application}")
                made.execute(f"PRAGMA user_version = {self._version}")
                made.execute("COMMIT")
        except (OSError, sqlite3.Error) as error:
            raise StateError(f"{self.path} cannot be made: {error}") from error

    def _check_file(self) -> os.stat_result:
        # Looked at from outside: to open and close it would end SQLite's locks on it.
        try:
            found = os.stat(self.path)
        except OSError as error:
            raise StateError(f"{self.path} cannot be opened: {error}") from error
        if found.st_size < _LEAST:
            raise StateError(
                f"{self.path} has {found.st_size} bytes: it was cut off, so what it"
                f" held is not known, and it was left alone. {_ANEW}"
            )
        return found

    def _check_mode(self, found: os.stat_result) -> None:
        if os.name == "posix" and stat.S_IMODE(found.st_mode) & 0o077:
            raise StateError(
                f"Others can read {self.path}, which holds keys or personal data:"
                f" chmod 600 {self.path}"
            )


def address(path: PurePath) -> str:
    """Return a file's address as SQLite reads it, which knows no host, but its path."""
    found = path.as_uri()
    if found.startswith("file:///"):
        return found
    return found.replace("file://", "file:////", 1)


def _described(error: sqlite3.Error) -> str:
    # What Python itself refuses has no code of SQLite's, of which a byte is the kind.
    hint = _HINTS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return f"{error}. {hint}" if hint else str(error)


def _run(database: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";"):
        database.execute(statement)
