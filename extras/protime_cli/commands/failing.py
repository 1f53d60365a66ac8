"""Lines that failed, as a table to correct and to send again."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING

from attrs import define, field

from protime_cli.importing.days import DayFormat
from protime_cli.importing.names import ERROR
from protime_cli.importing.table import Row, Table
from protime_cli.importing.texts import Cell, folded
from protime_runtime.files import replacing

if TYPE_CHECKING:
    from _csv import Writer


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
    _writer: Writer | None = None
    count: int = 0

    def of(self, table: Table) -> None:
        """Take the columns of the file."""
        self._heads, self._separator = table.heads, table.separator
        said = folded(ERROR)
        self._kept = [at for at, head in enumerate(table.heads) if folded(head) != said]

    def add(self, rows: Sequence[Row], why: str) -> None:
        """Write lines that failed together."""
        writer = self._writer or self._begun()
        for row in rows:
            self.count += 1
            writer.writerow([*(self._text(row, index) for index in self._kept), why])

    def _begun(self) -> Writer:
        binary = self._stack.enter_context(replacing(self.path))
        # With a mark, by which Excel knows what it is in.
        text = io.TextIOWrapper(binary, "utf-8-sig", newline="", write_through=True)
        self._stack.callback(text.detach)
        self._writer = csv.writer(text, delimiter=self._separator)
        heads = [self._heads[index] for index in self._kept]
        self._writer.writerow([*heads, ERROR])
        return self._writer

    def _text(self, row: Row, index: int) -> str:
        cell: Cell = row.cells[index] if index < len(row.cells) else ""
        return self._day.write(cell) if isinstance(cell, date) else cell
