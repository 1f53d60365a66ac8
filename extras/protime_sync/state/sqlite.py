"""A state in one SQLite file, which several processes can share."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from os import PathLike, fspath
from typing import Any

import msgspec

from protime_runtime.reading.entries import Key
from protime_sync.state import sqlite_tables as tables
from protime_sync.state.database import Database
from protime_sync.state.protocol import Position
from protime_sync.state.sql import SqlState
from protime_sync.state.sqlite_file import SqliteFile


class SqliteState(SqlState):
    """Keeps everything in one file; the link, ids and hashes in one transaction.

    The file has mode 0600, as changes that wait for the next batch stand in it.
    """

    _mark = "?"
    _among = "id IN (SELECT value FROM json_each(:ids))"
    _position = tables.FEED

    def __init__(self, path: str | PathLike[str]) -> None:
        """Open the file, or make it if there is none.

        Raises:
            StateError: It is something else, cannot be read, or others can read it.
        """
        self.path = fspath(path)
        self._file = SqliteFile(
            self.path,
            schema=tables.SCHEMA,
            application=tables.APPLICATION,
            version=tables.VERSION,
            upgrades=tables.UPGRADES,
        )

    def __repr__(self) -> str:
        """Return the file's name."""
        return f"<SqliteState {self.path}>"

    def close(self) -> None:
        """Close this thread's connection."""
        self._file.close()

    def _transaction(self) -> AbstractContextManager[Database]:
        return self._file.transaction()

    def _reading(self) -> AbstractContextManager[Database]:
        return self._file.reading()

    def _one_after_another(self, database: Database, feed: str) -> None:
        """Do nothing: a transaction has the whole file to itself."""

    def _ids(self, keys: Collection[Key]) -> object:
        return msgspec.json.encode(list(keys)).decode()

    def _stored(self, feed: str, row: Any) -> Position:  # noqa: ANN401 - a row
        return tables.position(feed, row)

    def _store(self, database: Database, feed: str, position: Position) -> None:
        tables.store(database, feed, position)
