"""Rows as lines of CSV by RFC 4180, alike on every version of Python.

A cell with a comma, a quotation mark or a line break stands in quotation marks, and
those within it are doubled; a line ends in CR LF. Null is nothing, and an empty text is
two quotation marks.

What a spreadsheet would run, such as ``=1+1``, stays as it came, since CSV is data:
programs read it back unchanged. For people who open it in a spreadsheet, ``escape``
puts an apostrophe before it, by which spreadsheets take a cell for a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal

Formulas = Literal["keep", "escape"]
"""What becomes of texts that a spreadsheet would run."""

END = "\r\n"
"""Ends a line."""

BOM = "\ufeff"
"""Begins a file for Excel, which takes it for UTF-8 then."""

FORMULAS: tuple[Formulas, ...] = ("keep", "escape")

_QUOTED = re.compile('[",\r\n]')
# What OWASP's page on CSV injection names, in both widths.
_FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)


def csv_line(
    cells: Iterable[object], formulas: Formulas = "keep", separator: str = ","
) -> str:
    """Return a line with its end; truth values are ``true`` and ``false``."""
    texts: Iterable[str] = map(_cell if formulas == "keep" else _harmless, cells)
    if separator != ",":
        texts = (_apart(text, separator) for text in texts)
    # An empty line would be no row to readers that skip those.
    return (separator.join(texts) or '""') + END


def csv_lines(columns: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of columns of cells, each with its end."""
    for line in map(",".join, zip(*columns, strict=True)):
        yield (line or '""') + END


def csv_cells(
    texts: Sequence[str | None], formulas: Formulas = "keep"
) -> Sequence[str]:
    """Return the cells of a column of texts."""
    # Most texts are cells as they are: all are looked through at once.
    quoted = "" in texts or _QUOTED.search(" ".join(filter(None, texts)))
    if quoted or formulas != "keep":
        return [csv_cell(text, formulas) for text in texts]
    return [text or "" for text in texts]


def csv_cell(value: object, formulas: Formulas = "keep") -> str:
    """Return a cell; truth values are ``true`` and ``false``."""
    return _cell(value) if formulas == "keep" else _harmless(value)


def excel_line(cells: Iterable[object]) -> str:
    """Return a line as Excel reads it where numbers have a decimal comma.

    Cells end in semicolons, minutes are hours and minutes (``08:30``), points in time
    have no ``T``, and texts that would run are escaped.

    Args:
        cells: As `protime_runtime.tables.spreadsheet` has them.
    """
    return (";".join(map(_excel_cell, cells)) or '""') + END


def _excel_cell(value: object) -> str:
    match value:
        case str():
            return _apart(_harmless(value), ";")
        case float():
            return str(value).replace(".", ",")
        case timedelta():
            return _hours(value)
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}"
        case _:
            return _cell(value)


def _apart(text: str, separator: str) -> str:
    """Return the text of a cell that its separator does not part."""
    in_marks = text.startswith('"') or separator not in text
    return text if in_marks else f'"{text}"'


def _hours(duration: timedelta) -> str:
    hours, minutes = divmod(abs(duration) // timedelta(minutes=1), 60)
    return f"{'-' if duration < timedelta() else ''}{hours:02}:{minutes:02}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if not text or _QUOTED.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def _harmless(value: object) -> str:
    if (
        isinstance(value, str)
        and _FORMULA.match(value)
        and not _NUMBER.fullmatch(value)
    ):
        return _cell(f"'{value}")
    return _cell(value)
