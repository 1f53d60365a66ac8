"""A table in DuckDB that a feed's batches are applied to, as a user would."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb

from protime_emulator import Emulator
from protime_sync import Changes, Feed

SINCE = "2026-02-01"
_FIELDS = ("changeVersion", "date", "timeOfDayInMinutes", "status")

Cells = dict[int, tuple[Any, ...]]


class Crash(Exception):
    """Stands for whatever ends a process."""


class Table:
    """The copy: ids, versions and some content."""

    def __init__(self, path: str = ":memory:") -> None:
        self._database = duckdb.connect(path)
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS clockings (id BIGINT PRIMARY KEY,"
            " change_version TEXT, date TEXT, minutes BIGINT, status TEXT)"
        )

    def apply(
        self, feed: Feed[Any], at_most: int | None = None, crash: str = ""
    ) -> int:
        """Apply a batch in one transaction, or crash at a point in it."""
        count = 0
        with feed.batch(at_most, take_over=True) as changes:
            self._database.execute("BEGIN")
            try:
                for part in changes.parts():
                    count += len(part)
                    self._write(part)
                    if crash == "middle":
                        raise Crash
                self._database.execute("COMMIT")
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            if crash == "end":
                raise Crash
        return count

    def _write(self, part: Changes) -> None:
        ids = [row["id"] for row in part.upserts] + [one.id for one in part.deletes]
        listed = ",".join(map(str, ids))
        self._database.execute(f"DELETE FROM clockings WHERE id IN ({listed})")  # noqa: S608
        rows = [_cells(row) for row in part.upserts]
        if rows:
            self._database.executemany(
                "INSERT INTO clockings VALUES (?, ?, ?, ?, ?)", rows
            )

    def cells(self) -> Cells:
        """Return what the table holds."""
        return _by_id(self._database.execute("SELECT * FROM clockings").fetchall())

    def close(self) -> None:
        self._database.close()


def expected(emulator: Emulator) -> Cells:
    """Return what the table must hold."""
    rows = emulator.collection("clockings")
    return _by_id(_cells(row) for row in rows if str(row["date"]) >= SINCE)


def check_newer(before: Cells, after: Cells) -> None:
    """Check that no row is older than what a committed batch held."""
    for id, (version, *_) in before.items():
        assert id not in after or after[id][0] >= version


def _cells(row: Any) -> tuple[Any, ...]:
    return row["id"], *(row.get(one) for one in _FIELDS)


def _by_id(rows: Iterable[tuple[Any, ...]]) -> Cells:
    return {id: tuple(rest) for id, *rest in rows}
