"""A file of SQLite's that is whole, ours, and readable by its owner only."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path, PurePath

from attrs import frozen
from sqlalchemy.dialects.sqlite import dialect

from protime_sync.database.layout import Layout
from protime_sync.database.whole_file import appearing
from protime_sync.errors import StateError

_LEAST = 512
"""Bytes of the smallest database; SQLite takes a file of 0 or 1 for a new one."""

_REMAINS = ("-wal", "-journal")
"""What SQLite would take for a part of a file of this name, made however much later."""

ANEW = "Put a copy of it back, or delete it to begin anew."
"""What to do about a file that is damaged."""

_inherited: list[sqlite3.Connection] = []
"""Those of the process that this one was forked from, whose locks they would end."""


class _OwnConnection(sqlite3.Connection):
    """A connection that is closed when its thread has ended, and nobody holds it."""

    process: int | None = None

    def __del__(self) -> None:
        if self.process not in (None, os.getpid()):
            _inherited.append(self)
            return
        with suppress(sqlite3.Error):  # It may never have been opened.
            self.close()


@frozen
class OwnFile:
    """A file of our tables; whoever opens it finds it whole, or is refused."""

    path: str
    layout: Layout

    def make(self) -> None:
        """Make the file with mode 0600, unless somebody else does so meanwhile.

        Raises:
            StateError: It cannot be made, or would be taken for an older one.
        """
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
                for statement in self.layout.statements(dialect()):
                    made.execute(statement)
                made.execute(f"PRAGMA application_id = {self.layout.application}")
                made.execute(f"PRAGMA user_version = {self.layout.version}")
                made.execute("COMMIT")
        except (OSError, sqlite3.Error) as error:
            raise StateError(f"{self.path} cannot be made: {error}") from error

    def connect(self) -> sqlite3.Connection:
        """Open the file, each transaction of which is on the disk when it ends.

        Raises:
            StateError: It is something else, cannot be read, or others can read it.
        """
        file = self._check_file()
        made = sqlite3.connect(
            # Never makes a file: one that has gone is no empty one.
            f"{address(Path(self.path).absolute())}?mode=rw",
            uri=True,
            timeout=60.0,
            isolation_level=None,
            check_same_thread=False,  # Another one may be left to close it.
            factory=_OwnConnection,
        )
        made.process = os.getpid()
        try:
            # Before anything is set, which would change a file of something else.
            self.form(made)
            self._check_mode(file)
            made.execute("PRAGMA journal_mode = WAL")
            made.execute("PRAGMA synchronous = FULL")
        except BaseException:
            made.close()
            raise
        return made

    def form(self, database: sqlite3.Connection) -> int:
        """Return the form of the tables.

        Raises:
            StateError: They are another program's, or of a form that is not known.
        """
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (form,) = database.execute("PRAGMA user_version").fetchone()
        if application != self.layout.application:
            raise StateError(
                f"{self.path} is a database of something else; it was left alone."
            )
        if form not in self.layout.in_files:
            self.layout.check(form, self.path)
        return int(form)

    def _check_file(self) -> os.stat_result:
        # Looked at from outside: to open and close it would end SQLite's locks on it.
        try:
            found = os.stat(self.path)
        except OSError as error:
            raise StateError(f"{self.path} cannot be opened: {error}") from error
        if found.st_size < _LEAST:
            raise StateError(
                f"{self.path} has {found.st_size} bytes: it was cut off, so what it"
                f" held is not known, and it was left alone. {ANEW}"
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
