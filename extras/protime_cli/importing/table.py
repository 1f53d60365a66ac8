"""Tables as people's programs write them: the names of columns, and rows with lines.

CSV with commas, semicolons or tabs in any form of Unicode, or a workbook of Excel. Rows
come one by one, so that a file of any length takes the same memory.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import chain
from tempfile import TemporaryFile
from typing import BinaryIO
from zipfile import BadZipFile

from attrs import define, field, frozen

from protime_cli.importing.texts import Cell
from protime_cli.session.extras import extra
from protime_cli.sources import refusing
from protime_runtime.errors import InvalidRequest
from protime_runtime.texts import lines_of

_SIGNS = ",;\t"
_SAID = re.compile(r"sep=([^\r\n])(?:\r\n|\r|\n)?", re.IGNORECASE)
_ZIP = b"PK\x03\x04"
"""Begins a workbook, which is an archive."""

_DAMAGED = (
    *(BadZipFile, zlib.error, EOFError, SyntaxError, RuntimeError),
    *(LookupError, ValueError, TypeError, AttributeError),
)
"""What openpyxl raises for other archives, broken ones, and sheets of a chart."""

_LONGEST_HEAD = 100_000
"""Characters of the names of columns that are looked at to see what separates them."""

Known = Callable[[str], bool]
"""Whether a column can be called so."""


@frozen
class Row:
    """A row of cells, and the line that it begins in."""

    line: int
    cells: Sequence[Cell]

    @property
    def width(self) -> int:
        """How many cells there are, up to the last that says something."""
        filled = (at for at, cell in enumerate(self.cells, start=1) if cell)
        return max(filled, default=0)


@frozen
class Table:
    """Names of columns, and the rows below them."""

    heads: Sequence[str]
    rows: Iterator[Row]
    separator: str = ","


@define
class Source:
    """A file, or standard input, which can be read several times."""

    name: str
    _open: Callable[[], BinaryIO] = field(alias="open")

    @contextmanager
    def table(self, known: Known) -> Iterator[Table]:
        """Give the table from its first row on.

        Raises:
            InvalidRequest: It cannot be read, or is no table.
        """
        with refusing(self.name), ExitStack() as stack:
            stream = stack.enter_context(self._open())
            start = stream.read(len(_ZIP))
            stream.seek(0)
            if start == _ZIP:
                yield _workbook(stream, stack, self.name)
            else:
                yield csv_table(lines_of(stream), known)


@contextmanager
def opened(source: str) -> Iterator[Source]:
    """Give a file by its name; ``-`` is standard input, which is copied first."""
    if source != "-":
        yield Source(source, partial(_open, source))
        return
    with TemporaryFile() as copy:
        shutil.copyfileobj(sys.stdin.buffer, copy)
        copy.flush()
        yield Source(source, partial(_again, copy))


def _open(source: str) -> BinaryIO:
    return open(source, "rb")


def _again(copy: BinaryIO) -> BinaryIO:
    copy.seek(0)
    return open(os.dup(copy.fileno()), "rb")


def csv_table(lines: Iterable[str], known: Known) -> Table:
    """Return a table of CSV, from lines with their ends.

    What separates cells is what separates the names that are known: a comma, or the
    semicolon or tab of Excel, whose first line may also say ``sep=;``.
    """
    left = iter(lines)
    first, before = next(left, ""), 0
    if said := _SAID.fullmatch(first):
        first, before = next(left, ""), 1
    sign = said[1] if said else max(_SIGNS, key=partial(_count, first, known))
    reader = csv.reader(chain([first], left), delimiter=sign, strict=True)
    rows = _rows(reader, before)
    return Table(_heads(rows), rows, sign)


def _heads(rows: Iterator[Row]) -> list[str]:
    """Return the names of columns, without those at the end that have none."""
    heads = [str(head).strip() for head in next(rows, Row(1, ())).cells]
    while heads and not heads[-1]:
        heads.pop()
    return heads


def _count(line: str, known: Known, sign: str) -> tuple[int, int]:
    """Return how many names of columns stand in a line, and how many cells."""
    cells = next(csv.reader([line[:_LONGEST_HEAD]], delimiter=sign), [])
    return sum(map(known, cells)), len(cells)


def _rows(reader: Iterator[list[str]], before: int) -> Iterator[Row]:
    line = before + 1
    try:
        for cells in reader:
            if any(cells):
                yield Row(line, cells)
            line = before + reader.line_num + 1  # type: ignore[attr-defined]
    except csv.Error as error:
        raise InvalidRequest(f"Line {line} is no CSV: {error}.") from None


def _workbook(stream: BinaryIO, stack: ExitStack, name: str) -> Table:
    """Return the sheet that a workbook of Excel opens with.

    Raises:
        ConfigurationError: openpyxl is not installed.
        InvalidRequest: It is another archive, or damaged; rows are read as they come.
    """
    module = extra("openpyxl", "excel", "reading a workbook")
    with _refusing_workbook(name):
        book = module.load_workbook(stream, read_only=True, data_only=True)
        stack.callback(book.close)
        sheet = book.active
        # Some programs write that a sheet has one cell, and the rest would be lost.
        sheet.reset_dimensions()
    rows = _sheet_rows(sheet.iter_rows(values_only=True), name)
    return Table(_heads(rows), rows)


def _sheet_rows(found: Iterator[Sequence[object]], name: str) -> Iterator[Row]:
    with _refusing_workbook(name):
        for line, values in enumerate(found, start=1):
            if any(value is not None for value in values):
                yield Row(line, [_cell(value) for value in values])


@contextmanager
def _refusing_workbook(name: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGED:
        raise InvalidRequest(
            f"{name} is an archive, but no workbook that can be read: save the sheet"
            " in Excel as .xlsx, or as CSV UTF-8."
        ) from None


def _cell(value: object) -> Cell:
    """Return what Excel knows by type as people write it; days keep theirs."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date() | time() | timedelta():
            return _moment(value)
    return str(value)


def _moment(value: date | time | timedelta) -> Cell:
    match value:
        case datetime() if value.time() != time():
            return value.isoformat(" ")
        case datetime():
            return value.date()
        case date():
            return value
        case time():
            return _clock(value.hour * 60 + value.minute, value.second)
    return _clock(*divmod(round(value.total_seconds()), 60))


def _clock(minutes: int, seconds: int) -> str:
    sign, positive = ("-", -minutes) if minutes < 0 else ("", minutes)
    text = f"{sign}{positive // 60:02}:{positive % 60:02}"
    return f"{text}:{seconds:02}" if seconds else text
