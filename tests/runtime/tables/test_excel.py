"""Workbooks of rows of any kind, as openpyxl reads them."""

from __future__ import annotations

import io
import os
import tracemalloc
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from protime_runtime.errors import ConfigurationError
from protime_runtime.tables import excel
from protime_runtime.tables.columns import Column, Kind, Step


def column(wire: str, kind: Kind, **more: Any) -> Column:
    return Column(name=wire, kind=kind, path=(Step(wire),), **more)


def book(rows: Any, *columns: Column, **more: Any) -> tuple[Any, list[str]]:
    """Return the workbook that openpyxl reads, and what was said."""
    stream, said = io.BytesIO(), list[str]()
    excel.write(rows, columns, stream, "clockings", said.append, **more)
    return openpyxl.load_workbook(stream), said


CELLS = [
    (Kind.STRING, "=1+1", "=1+1", "s"),
    (Kind.STRING, "https://acme.example", "https://acme.example", "s"),
    (Kind.STRING, "00123", "00123", "s"),
    (Kind.STRING, "<r><t>x</t></r>", "<r><t>x</t></r>", "s"),
    (Kind.STRING, "a & <b>", "a & <b>", "s"),
    (Kind.STRING, " two\r\nlines ", " two\nlines ", "s"),
    (Kind.STRING, "a\x01\0b\ufffe", "a\ufffd\ufffdb\ufffd", "s"),
    (Kind.STRING, "\U0001f600" * 17_000, "\U0001f600" * 16_383, "s"),
    (Kind.STRING, 5, "5", "s"),
    (Kind.ENUM, "InOut", "InOut", "s"),
    (Kind.INTEGER, 10**15 - 1, 10**15 - 1, "n"),
    (Kind.INTEGER, 10**15, "1000000000000000", "s"),
    (Kind.INTEGER, "many", "many", "s"),
    (Kind.NUMBER, 0.1, 0.1, "n"),
    (Kind.NUMBER, 1e308, 1e308, "n"),
    (Kind.BOOLEAN, False, False, "b"),
    (Kind.DATE, "2026-02-28", datetime(2026, 2, 28), "d"),
    (Kind.DATE, "1900-02-28", datetime(1900, 2, 28), "d"),
    (Kind.DATE, "1899-12-31", "1899-12-31", "s"),
    (Kind.DATE, "", None, "n"),
    (Kind.DATETIME, "2026-02-28T23:30:00-01:00", datetime(2026, 3, 1, 0, 30), "d"),
    (Kind.JSON, {"a": [1]}, '{"a":[1]}', "s"),
    (Kind.TEXTS, {"nl-BE": "Ja"}, '{"nl-BE":"Ja"}', "s"),
]


@pytest.mark.parametrize(("kind", "came", "cell", "type"), CELLS)
def test_cells_hold_what_came(
    kind: Kind, came: object, cell: object, type: str
) -> None:
    """Values have the types that Excel knows; texts are neither formulas nor links."""
    made, _ = book([{"x": came}], column("x", kind))
    found = made.active["A2"]
    assert (found.value, found.data_type) == (cell, type)
    assert found.hyperlink is None


@pytest.mark.parametrize("minutes", [0, 510, 1500, -90, 2880])
def test_minutes_are_times(minutes: int) -> None:
    """They can be summed up, beyond a day and below zero."""
    made, said = book(
        [{"durationInMinutes": minutes}], column("durationInMinutes", Kind.INTEGER)
    )
    found = made.active["A2"]
    assert found.value == timedelta(minutes=minutes)
    assert found.number_format.startswith("[h]:mm;")
    assert len(said) == (minutes < 0)


def test_rows_go_on_on_the_next_sheet() -> None:
    """Each sheet has a header that stays, a filter and widths; it is said once."""
    rows = [{"x": number} for number in range(7)]
    made, said = book(rows, column("x", Kind.INTEGER), limit=4)
    assert made.sheetnames == ["clockings", "clockings 2", "clockings 3"]
    values = [[cell.value for cell in sheet["A"]] for sheet in made]
    assert values == [["x", 0, 1, 2], ["x", 3, 4, 5], ["x", 6]]
    for sheet in made:
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.bold
        assert sheet.auto_filter.ref == f"A1:A{sheet.max_row}"
    assert said == ["More than 3 rows: the rest is on further sheets"]


def test_a_list_without_rows_is_a_sheet_with_a_header() -> None:
    made, _ = book([], column("x", Kind.INTEGER))
    assert [cell.value for cell in made.active[1]] == ["x"]


def test_columns_are_as_wide_as_their_texts() -> None:
    """But no wider than can be read."""
    made, _ = book(
        [{"x": "a" * 30, "y": "b" * 300}],
        *(column(name, Kind.STRING) for name in "xyz"),
    )
    widths = [made.active.column_dimensions[letter].width for letter in "ABC"]
    assert 30 < widths[0] < 33
    assert 59 < widths[1] < 62
    assert widths[2] < 10


def test_what_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither parts of a workbook in the folder of temporary files, nor bytes."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def rows() -> Iterator[object]:
        yield {"x": 1}
        assert os.listdir(tmp_path)
        raise RuntimeError("no further page")

    stream = io.BytesIO()
    with pytest.raises(RuntimeError, match="no further page"):
        excel.write(rows(), [column("x", Kind.INTEGER)], stream, "x", print)
    assert not stream.getvalue()
    assert not os.listdir(tmp_path)


def test_a_full_disk_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match="No space left"), open("/dev/full", "wb") as full:
        excel.write([{"x": 1}], [column("x", Kind.INTEGER)], full, "x", print)


@pytest.mark.heavy
def test_memory_is_constant(tmp_path: Path) -> None:
    """Three times the rows need no more of it."""

    def peak(rows: int) -> int:
        made = ({"x": f"text {number}"} for number in range(rows))
        tracemalloc.start()
        with open(tmp_path / "x.xlsx", "wb") as stream:
            excel.write(made, [column("x", Kind.STRING)], stream, "x", print)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)
    assert peak(15_000) < 1.3 * peak(5_000)


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(ConfigurationError, match=r"protime-client\[excel\]"):
        excel.write([], [], io.BytesIO(), "x", print)
