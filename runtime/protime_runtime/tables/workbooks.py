"""A list's items as a workbook of their own, which appears when it is complete."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from protime_runtime.errors import InvalidRequest
from protime_runtime.files import replacing
from protime_runtime.messages import Items
from protime_runtime.model import as_read
from protime_runtime.tables import excel
from protime_runtime.tables.columns import Reference, columns

_LOG = logging.getLogger("protime")


class Workbook:
    """Takes items, page by page."""

    def __init__(self, sheets: excel.Sheets) -> None:
        """Take what writes their rows."""
        self._sheets = sheets

    @property
    def count(self) -> int:
        """Rows so far."""
        return self._sheets.count

    def add(self, items: Iterable[object]) -> None:
        """Write items as rows."""
        for item in items:
            self._sheets.add(as_read(item))


@contextmanager
def workbook(
    path: str | os.PathLike[str], items: Items[Any], references: Iterable[Reference]
) -> Iterator[Workbook]:
    """Give what takes the items; when the block has ended well, the file is there.

    Args:
        path: The file.
        items: What they are.
        references: Reference types that were asked for, each of which is a column.

    Raises:
        InvalidRequest: The file is called otherwise than a workbook.
        ConfigurationError: xlsxwriter is not installed.
        OSError: The file cannot be written.
    """
    if not os.fspath(path).lower().endswith(".xlsx"):
        raise InvalidRequest(f"A workbook ends in .xlsx; {os.fspath(path)} does not.")
    known = columns(items.model, items.collection, references=references)
    name = items.collection or "items"
    with (
        replacing(path) as stream,
        excel.sheets(known, stream, name, _LOG.warning) as sheets,
    ):
        yield Workbook(sheets)
