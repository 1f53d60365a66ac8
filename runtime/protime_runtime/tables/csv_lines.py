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
from collections.abc import Iterable
from typing import Literal

Formulas = Literal["keep", "escape"]
"""What becomes of texts that a spreadsheet would run."""

END = "\r\n"
"""Ends a line."""

FORMULAS: tuple[Formulas, ...] = ("keep", "escape")

_QUOTED = re.compile('[",\r\n]')
# What OWASP's page on CSV injection names, in both widths.
_FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)


def csv_line(cells: Iterable[object], formulas: Formulas = "keep") -> str:
    """Return a line with its end; truth values are ``true`` and ``false``."""
    cell = _cell if formulas == "keep" else _harmless
    # An empty line would be no row to readers that skip those.
    return (",".join(map(cell, cells)) or '""') + END


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
