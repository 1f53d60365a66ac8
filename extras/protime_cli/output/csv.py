"""Pages to lines of CSV: column by column, or row by row where a page is odd."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from protime_cli.output.columns import value
from protime_cli.output.pages import Pages
from protime_cli.output.wire import Row
from protime_runtime.model import as_read
from protime_runtime.tables.cells import are_finite, json_cell
from protime_runtime.tables.columns import Column, Kind
from protime_runtime.tables.csv_lines import (
    Formulas,
    csv_cell,
    csv_cells,
    csv_line,
    csv_lines,
)
from protime_runtime.tables.models import model_columns

_MENDED = re.compile("[\0\ud800-\udfff]|\\\\u0000")
"""What a cell does not hold, as it is or in JSON: rows are mended of it, and say so."""


def lines(pages: Pages, columns: Sequence[Column], formulas: Formulas) -> Iterator[str]:
    """Yield the heading, and a line for each item."""
    yield csv_line([column.name for column in columns], formulas)
    for items in pages:
        cells = _cells(items, tuple(columns), formulas) if pages.are_models else None
        if cells is None:
            yield from _by_row(pages.rows_of(items), columns, formulas)
        else:
            yield from csv_lines(cells)


def _by_row(
    rows: Iterable[Row], columns: Sequence[Column], formulas: Formulas
) -> Iterator[str]:
    for row in rows:
        yield csv_line([value(column, row) for column in columns], formulas)


def _cells(
    items: Sequence[object], columns: tuple[Column, ...], formulas: Formulas
) -> list[Sequence[str]] | None:
    """Return the cells of each column, or `None` if rows have to be looked at."""
    try:
        found = model_columns(columns).lists(items)
        return [_column(column, found[column.path], formulas) for column in columns]
    except ValueError:
        return None


def _column(column: Column, values: Sequence[Any], formulas: Formulas) -> Sequence[str]:
    """Return the cells of what models hold.

    Raises:
        ValueError: A cell does not hold a value as it is.
    """
    if column.is_nested or column.kind is Kind.JSON:
        return csv_cells(_whole([_json(column, value) for value in values]), formulas)
    match column.kind:
        case Kind.STRING:
            return csv_cells(_whole(values), formulas)
        case Kind.NUMBER if not are_finite(values):
            raise ValueError("no number")
        case Kind.INTEGER | Kind.NUMBER:
            return ["" if value is None else str(value) for value in values]
        case Kind.DATETIME:
            return ["" if value is None else value.isoformat() for value in values]
    # Days, truth values and members of enums are few.
    few = {value: as_read(value) for value in set(values)}
    _whole([str(text) for text in few.values()])
    cells = {value: csv_cell(text, formulas) for value, text in few.items()}
    return [cells[value] for value in values]


def _json(column: Column, value: object) -> str | None:
    if value is None or (column.kind is Kind.TEXTS and value == {}):
        return None
    return json_cell(as_read(value))


def _whole(texts: Sequence[str | None]) -> Sequence[str | None]:
    """Return texts that a cell holds as they are.

    Raises:
        ValueError: One of them is not.
    """
    if _MENDED.search(" ".join(filter(None, texts))):
        raise ValueError("to be mended")
    return texts
