"""What sheets must hold by JSON alone, and what openpyxl finds in workbooks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.escape import unescape

from protime_emulator import Emulator
from tests.emulator.conftest import asker

Rows = list[dict[str, Any]]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def rows_over_http(emulator: Emulator, path: str, **query: str) -> Rows:
    """Return the rows of a list, page by page, with nothing but HTTP."""
    return asker(emulator).walk(path, **query)[0]


def sheets(path: Path | str) -> dict[str, Rows]:
    """Return the rows of each sheet under the names of its header."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(_rows(sheet)) for sheet in book}


def _rows(sheet: Any) -> Iterator[dict[str, Any]]:
    header, *rows = sheet.iter_rows()
    names = [cell.value for cell in header]
    for row in rows:
        assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
        cells = [_read(cell.value) for cell in row]
        yield dict(zip(names, cells, strict=True))


def _read(value: Any) -> Any:
    return unescape(value) if isinstance(value, str) else value


def expected(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells of an item by simple names: no signs, small letters."""
    return {
        simple("_".join(path)): _cell(path, value)
        for path, value in _leaves(row)
        if value is not None
    }


def simple(name: str) -> str:
    """Return a name without what the API and Python write differently."""
    plain = re.sub("[^a-z0-9]", "", name.lower())
    return re.sub(
        "idid$", "id", {"from": "validfrom", "until": "validuntil"}.get(plain, plain)
    )


def simplified(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells of a sheet's row that hold something, by simple names."""
    return {simple(name): cell for name, cell in row.items() if cell is not None}


def _leaves(
    value: Any, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    whole = path and path[-1] in ("translations", "usage", "restrictions")
    if isinstance(value, dict) and not whole:
        for name, inner in value.items():
            yield from _leaves(inner, (*path, name))
    else:
        yield path, value


def _cell(path: tuple[str, ...], value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, bool):
        return value
    if path[-1].endswith("InMinutes"):
        return timedelta(minutes=value)
    if isinstance(value, str) and _DAY.fullmatch(value):
        day = date.fromisoformat(value)
        return datetime(day.year, day.month, day.day)
    if isinstance(value, str) and _DAY.match(value) and "T" in value:
        return datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None)
    return value
