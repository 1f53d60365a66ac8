"""Rows as a workbook for Excel, row by row; the only module that needs xlsxwriter.

Texts are texts: none becomes a formula or a link. What XML cannot hold becomes U+FFFD,
texts end at 32,767 characters (counted in UTF-16, as Excel does), and rows beyond the
last of a sheet stand on the next; each is reported. Lines of a text end in LF.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from importlib import import_module
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, TypeAlias

from attrs import define, frozen

from protime_runtime.errors import ConfigurationError
from protime_runtime.tables.columns import Column
from protime_runtime.tables.spreadsheet import Cell, spreadsheet_cell

Say: TypeAlias = Callable[[str], object]
"""Receives, once each, what a sheet does not hold as it came."""

ROWS = 1_048_576
"""Rows of a sheet, with its header."""

CHARACTERS = 32_767
"""UTF-16 units of a cell's text."""

_DAY = timedelta(days=1)
_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RICH = re.compile("<r>.*</r>", re.DOTALL)
_NARROWEST, _WIDEST = 8, 60


@frozen
class _Form:
    """How a type of values is written and shown."""

    method: str
    """Name of the sheet's method that writes it."""
    number_format: str = "General"
    width: int = 0
    """Of what is shown; that of the value itself, if zero."""


_FORMS: Mapping[type, _Form] = {
    bool: _Form("write_boolean"),
    int: _Form("write_number"),
    float: _Form("write_number"),
    date: _Form("write_datetime", "yyyy-mm-dd", 11),
    datetime: _Form("write_datetime", 'yyyy-mm-dd hh:mm:ss" UTC"', 24),
    # Excel shows no negative times: it would fill the cell with signs.
    timedelta: _Form("write_number", '[h]:mm;-0.0000" \u00d7 24 h"', 9),
}


def write(
    rows: Iterable[object],
    columns: Sequence[Column],
    stream: BinaryIO,
    name: str,
    say: Say,
    *,
    limit: int = ROWS,
) -> int:
    """Write rows as a workbook, and return how many they were.

    Args:
        rows: Items as JSON values; one at a time is in memory.
        columns: The columns, of which each sheet has a header.
        stream: Where to write.
        name: Of the sheet; further ones have a number behind it.
        say: Receives, once each, what a sheet does not hold as it came.
        limit: Rows of a sheet, with its header.

    Raises:
        ConfigurationError: xlsxwriter is not installed.
        OSError: There is no room for the file, or for its parts in the folder of
            temporary files.
    """
    with sheets(columns, stream, name, say, limit=limit) as made:
        for row in rows:
            made.add(row)
    return made.count


@contextmanager
def sheets(
    columns: Sequence[Column],
    stream: BinaryIO,
    name: str,
    say: Say,
    *,
    limit: int = ROWS,
) -> Iterator[Sheets]:
    """Give what takes rows one by one; arguments and errors are those of `write`."""
    with _workbook(stream) as book:
        made = Sheets(book, columns, name, say, limit)
        yield made
        made.end()


@contextmanager
def _workbook(stream: BinaryIO) -> Iterator[Any]:
    library = _library()
    with TemporaryDirectory(prefix="protime-") as folder:
        settings = {"constant_memory": True, "tmpdir": folder}
        target = _Target(stream)
        book = library.Workbook(target, settings)
        try:
            yield book
            book.close()
        except library.exceptions.FileCreateError as error:
            raise error.args[0] from None
        finally:
            target.stream = BytesIO()
            # Where all went well they are closed already.
            for sheet in book.worksheets():
                sheet.row_data_fh.close()


@define
class _Target:
    """A stream that can be exchanged: an archive that failed writes once more."""

    stream: BinaryIO

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a stream has
        return getattr(self.stream, name)


class Sheets:
    """The sheet that is being written, and what all of them share."""

    def __init__(
        self,
        book: Any,  # noqa: ANN401 - an optional package's class
        columns: Sequence[Column],
        name: str,
        say: Say,
        limit: int,
    ) -> None:
        self._book = book
        self._columns = columns
        self._name = name
        self._say = say
        self._limit = limit
        self._said: set[str] = set()
        self.count = 0
        """Rows so far."""
        self._bold = book.add_format({"bold": True, "bottom": 1})
        self._formats = {
            kind: book.add_format({"num_format": form.number_format})
            for kind, form in _FORMS.items()
        }
        self._begin()

    def add(self, row: object) -> None:
        """Write a row, on the next sheet if this one is full."""
        if self._row == self._limit:
            held = self._limit - 1
            self._report(f"More than {held:,} rows: the rest is on further sheets")
            self.end()
            self._begin()
        for at, column in enumerate(self._columns):
            report = partial(self._report_of, column)
            cell = spreadsheet_cell(column, row, report)
            if cell is not None:
                self._write(at, cell, report)
        self._row += 1
        self.count += 1

    def end(self) -> None:
        """Give the sheet what depends on its rows."""
        for at, width in enumerate(self._widths):
            self._sheet.set_column(at, at, min(max(width, _NARROWEST), _WIDEST))
        if self._columns:
            self._sheet.autofilter(0, 0, self._row - 1, len(self._columns) - 1)

    def _begin(self) -> None:
        count = len(self._book.worksheets()) + 1
        name = self._name if count == 1 else f"{self._name} {count}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        # Employee numbers are texts of digits, which is no mistake.
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS}"})
        self._row = 0
        self._widths = [0] * len(self._columns)
        for at, column in enumerate(self._columns):
            text = _held(column.name, self._report)
            self._write_text(at, text, self._bold)
            self._widths[at] = len(text) + 3  # The filter's arrow is beside it.
        self._row = 1

    def _write(self, at: int, cell: Cell, report: Say) -> None:
        if isinstance(cell, str):
            text = _held(cell, report)
            self._write_text(at, text)
            width = len(text)
        else:
            form = _FORMS[type(cell)]
            value = _days(cell, report) if isinstance(cell, timedelta) else cell
            write = getattr(self._sheet, form.method)
            write(self._row, at, value, self._formats[type(cell)])
            width = form.width or len(str(value))
        self._widths[at] = max(self._widths[at], width + 1)

    def _write_text(self, at: int, text: str, form: object = None) -> None:
        if _RICH.fullmatch(text):
            # It would be written as it is, for formatted text.
            parts = "<", "r", text[2:], *([form] if form else [])
            self._sheet.write_rich_string(self._row, at, *parts)
        else:
            self._sheet.write_string(self._row, at, text, form)

    def _report_of(self, column: Column, why: str) -> None:
        self._report(f"{column.name} has {why}")

    def _report(self, text: str) -> None:
        if text not in self._said:
            self._said.add(text)
            self._say(text)


def _days(duration: timedelta, report: Say) -> float:
    if duration < timedelta():
        report("negative times, which Excel shows as parts of 24 hours")
    return duration / _DAY


def _held(text: str, report: Say) -> str:
    """Return a text as a cell holds it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    legal = _ILLEGAL.sub("\ufffd", text)
    if legal != text:
        report("characters that XML cannot hold, as U+FFFD")
    if len(legal) * 2 <= CHARACTERS:
        return legal
    units = legal.encode("utf-16-le")[: CHARACTERS * 2]
    short = units.decode("utf-16-le", "ignore")
    if short != legal:
        report(f"texts of more than {CHARACTERS:,} characters, which are cut")
    return short


def _library() -> Any:  # noqa: ANN401 - a module that may not be there
    try:
        return import_module("xlsxwriter")
    except ModuleNotFoundError:
        raise ConfigurationError(
            "Excel needs a package: pip install 'protime-client[excel]'."
        ) from None
