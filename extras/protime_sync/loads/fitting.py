"""Arrow tables as a target can hold them; see `protime_runtime.tables.cells`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as compute

from protime_runtime.reading.documents import IN_PLACE_OF_NUL, NUL, WITHOUT_NUL
from protime_runtime.tables.cells import Holds

Tell: TypeAlias = Callable[[str, str], object]
"""Called with a column's name and with what its value becomes."""


def fitting(table: pa.Table, holds: Holds, tell: Tell) -> pa.Table:
    """Return a table of plain columns with nothing in it that a target cannot hold."""
    if holds.nul:
        return table
    for at, column in enumerate(table.schema):
        if pa.types.is_string(column.type):
            found = compute.match_substring(table.column(at), NUL)
            for _ in range(compute.sum(found).as_py() or 0):
                tell(column.name, WITHOUT_NUL)
            if compute.any(found).as_py():
                table = table.set_column(at, column, _without_nul(table.column(at)))
    return table


def _without_nul(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return compute.replace_substring(texts, NUL, IN_PLACE_OF_NUL)
