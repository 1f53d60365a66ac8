"""Lines that failed, as a table to correct and to send again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from typing import BinaryIO

from attrs import define, field

from protime_cli.importing.days import DayFormat
from protime_cli.importing.names import ERROR
from protime_cli.importing.table import Row, Table, opened
from protime_cli.importing.texts import Cell, folded
from protime_cli.terminal import echo
from protime_runtime.errors import ProtimeError
from protime_runtime.files import replacing
from protime_runtime.tables.csv_lines import BOM, csv_line


def _is_left(path: str) -> bool:
    """Whether a table of failing lines stands there, which an earlier run has left."""
    if not os.path.isfile(path):  # A pipe would be waited for.
        return False
    try:
        with opened(path) as file, file.table(_is_error) as table:
            return any(map(_is_error, table.heads))
    except ProtimeError:
        return False


def _is_error(head: str) -> bool:
    return folded(head) == folded(ERROR)


@define
class Failing:
    """A table of lines that failed, which is there once the stack has ended well.

    It has the columns of the file that was sent, with the cells as they were, and one
    of what was wrong. Without a failing line it is not written.
    """

    path: str
    _stack: ExitStack = field(alias="stack")
    _day: DayFormat = field(alias="day")
    _heads: Sequence[str] = ()
    _separator: str = ","
    _kept: Sequence[int] = ()
    _file: BinaryIO | None = None
    count: int = 0

    def of(self, table: Table, width: int) -> None:
        """Take the columns of the file, and those below no name up to a width."""
        unnamed = [""] * (width - len(table.heads))
        self._heads, self._separator = [*table.heads, *unnamed], table.separator
        self._kept = [at for at, head in enumerate(self._heads) if not _is_error(head)]

    def add(self, rows: Sequence[Row], why: str) -> None:
        """Write lines that failed together."""
        for row in rows:
            self.count += 1
            self._write([*(self._text(row, index) for index in self._kept), why])

    def tell(self, source: str) -> None:
        """Print what to do with the table, or with one that an earlier run has left."""
        if self.count:
            echo(
                f"{self.count:,} lines failed: correct them in {self.path}, where"
                " column error says why, and send that file."
            )
        elif _is_left(self.path):
            echo(
                f"{self.path} is of an earlier run; in this one no line failed. Do not"
                f" send it: lines that stand in {source} too would go twice.",
                err=True,
            )

    def _write(self, cells: Sequence[str]) -> None:
        if self._file is None:
            self._file = self._stack.enter_context(replacing(self.path))
            self._file.write(BOM.encode())  # By which Excel knows what it is in.
            self._write([*(self._heads[index] for index in self._kept), ERROR])
        line = csv_line(cells, separator=self._separator)
        self._file.write(line.encode("utf-8", "replace"))

    def _text(self, row: Row, index: int) -> str:
        cell: Cell = row.cells[index] if index < len(row.cells) else ""
        return self._day.write(cell) if isinstance(cell, date) else cell
