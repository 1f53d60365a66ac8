"""Lines of CSV, judged by other readers and on every version of Python."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest

from protime_runtime.tables import csv_lines
from protime_runtime.tables.csv_lines import csv_line
from tests.test_boundaries import SHIPPED, modules

TEXTS = [
    "plain",
    "Zoë Ünal",
    "a,b",
    'say "hi"',
    '"',
    '""',
    "line\nbreak",
    "carriage\rreturn",
    "both\r\n",
    "\n",
    "\r",
    ",",
    " blanks ",
    "tab\tbed",
    "semi;colon",
    "it's",
    "\u2028",
    "\x85",
    "'",
    "=1+1",
    "\N{GRINNING FACE}",
]
ROWS = [[text, other, "end"] for text in TEXTS for other in (TEXTS[1], TEXTS[6])]
HEADS = ["first, one", "second\nhead", "third"]


def standard(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def pandas(text: str) -> list[list[str]]:
    library = pytest.importorskip("pandas")
    file = io.BytesIO(text.encode())
    return list(
        library.read_csv(file, header=None, dtype=str, na_filter=False).values.tolist()
    )


def arrow(text: str) -> list[list[str]]:
    library = pytest.importorskip("pyarrow.csv")
    table = library.read_csv(
        io.BytesIO(text.encode()),
        read_options=library.ReadOptions(autogenerate_column_names=True),
        parse_options=library.ParseOptions(newlines_in_values=True),
    )
    return [list(row.values()) for row in table.to_pylist()]


def duckdb(text: str) -> list[list[str]]:
    library = pytest.importorskip("duckdb")
    with NamedTemporaryFile(suffix=".csv") as file:
        file.write(text.encode())
        file.flush()
        options = "header = false, auto_detect = false, new_line = '\\r\\n'"
        columns = "{'a': 'VARCHAR', 'b': 'VARCHAR', 'c': 'VARCHAR'}"
        query = f"FROM read_csv(?, {options}, quote = '\"', columns = {columns})"
        return [list(row) for row in library.execute(query, [file.name]).fetchall()]


@pytest.mark.parametrize("reader", [standard, pandas, arrow, duckdb])
def test_readers_find_what_was_written(
    reader: Callable[[str], list[list[str]]],
) -> None:
    """Every row is one row, and every text is whole, to every reader."""
    rows = [HEADS, *ROWS]
    assert reader("".join(map(csv_line, rows))) == rows


def runs(interpreter: str) -> bool:
    line = [interpreter, "-c", ""]
    return subprocess.run(line, capture_output=True, check=False).returncode == 0  # noqa: S603 - an interpreter of this machine


@pytest.mark.parametrize(
    "interpreter", [sys.executable, "python3.11", "python3.12", "python3.13"]
)
def test_versions_of_python_write_the_same(interpreter: str, tmp_path: Path) -> None:
    """Whatever each version's own module quotes, the bytes are the same."""
    if shutil.which(interpreter) is None or not runs(interpreter):
        pytest.skip(f"{interpreter} does not run on this machine")
    folder = tmp_path / "alone"
    folder.mkdir()
    shutil.copy(str(csv_lines.__file__), folder)
    program = (
        "import csv_lines, json, sys; rows = json.load(sys.stdin);"
        "sys.stdout.buffer.write(''.join(map(csv_lines.csv_line, rows)).encode())"
    )
    written = subprocess.run(  # noqa: S603 - an interpreter of this machine
        [interpreter, "-c", program],
        input=json.dumps(ROWS).encode(),
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        check=True,
    ).stdout
    assert written == "".join(map(csv_line, ROWS)).encode()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_separator_parts_no_cell(separator: str) -> None:
    """What holds it stands in marks."""
    text = "".join(csv_line(row, separator=separator) for row in ROWS)
    file = io.StringIO(text, newline="")
    assert list(csv.reader(file, delimiter=separator, strict=True)) == ROWS


@pytest.mark.parametrize("package", SHIPPED)
def test_nothing_else_writes_csv(package: str) -> None:
    """No writer of another library, whose rules are its own."""
    writers = {"writer", "DictWriter", "CSVWriter", "write_csv", "to_csv"}
    found = {
        name
        for name, tree in modules(package).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in writers
        and "csv" in ast.unparse(node)
    }
    assert not found


def test_null_and_an_empty_text_differ() -> None:
    """To readers that tell them apart; a row of one null is still a row."""
    assert csv_line(["", None, "a"]) == '"",,a\r\n'
    assert csv_line([None]) == '""\r\n'
    assert csv_line([True, 1, -0.5]) == "true,1,-0.5\r\n"


@pytest.mark.parametrize("start", "=+-@\t\r\uff1d\uff0b\uff0d\uff20")
def test_formulas_are_escaped_if_that_is_asked_for(start: str) -> None:
    """A text that a spreadsheet would run becomes a text to it."""
    text = f"{start}cmd|' /C calc'!A0"
    ((kept,),) = standard(csv_line([text]))
    assert kept == text
    ((escaped,),) = standard(csv_line([text], "escape"))
    assert escaped == f"'{text}"


@pytest.mark.parametrize(
    "number",
    [-5, -0.5, "-5", "+32", "-1,5", "-.5", "+1.5e-7", "2026-01-31", "'x", "a="],
)
def test_numbers_stay_numbers(number: object) -> None:
    """And so does everything else that does not begin like a formula."""
    assert standard(csv_line([number], "escape")) == [[str(number)]]


@pytest.mark.parametrize("text", ["-5+1", "-", "+", "-5 ", "--5", "-5\n", "+1;=A1"])
def test_what_only_begins_like_a_number_is_escaped(text: str) -> None:
    assert standard(csv_line([text], "escape")) == [[f"'{text}"]]
