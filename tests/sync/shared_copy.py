"""A copy in one file that several processes write, each page in its own transaction."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from protime_sync import Changes

from .copying import Rows


class SharedCopy:
    """Ids and versions; nothing in it keeps a stale process from writing."""

    LEASE = timedelta(seconds=2)
    """Of those who write it."""

    def __init__(self, path: str) -> None:
        self._database = sqlite3.connect(path, timeout=60)
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS clockings"
            " (id INTEGER PRIMARY KEY, version TEXT)"
        )

    def write(self, part: Changes) -> None:
        rows = [(row["id"], row["changeVersion"]) for row in part.upserts]
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO clockings VALUES (?, ?)", rows
            )
            self._database.executemany(
                "DELETE FROM clockings WHERE id = ?",
                [(one.id,) for one in part.deletes],
            )

    def rows(self) -> Rows:
        return dict(self._database.execute("SELECT id, version FROM clockings"))

    def close(self) -> None:
        self._database.close()
