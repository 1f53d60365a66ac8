"""The ending of a file's name decides what is in it, and what was written is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from protime_cli.output.format_names import ENDINGS, FORMATS
from protime_emulator import Emulator

from .conftest import Run

ENDS = {
    "a.txt": "table",
    "a.json": "json",
    "a.jsonl": "jsonl",
    "a.ndjson": "jsonl",
    "a.csv": "csv",
    "a.CSV": "csv",
    "a.b.json": "json",
    "a.parquet": "parquet",
    "a.xlsx": "xlsx",
}
"""What a file holds by its name, as people expect it."""


def held(file: Path) -> str:
    """Return the form of what stands in a file, told by its first bytes."""
    content = file.read_bytes()
    if content[:4] == content[-4:] == b"PAR1":
        return "parquet"
    if content[:4] == b"PK\3\4":
        return "xlsx"
    text = content.decode()
    if text.startswith(("{\n", "[\n")):
        return "json" if json.loads(text) else "nothing"
    if text.startswith("{"):
        return "jsonl" if [json.loads(line) for line in text.splitlines()] else ""
    return "csv" if text.startswith("id,") else "table"


def test_every_ending_is_expected() -> None:
    """Each ending that is known stands in the table above."""
    assert {Path(name).suffix.lower() for name in ENDS} == set(ENDINGS)


@pytest.mark.parametrize("verb", ["list --limit 3", "get 1", "delta --link-file l"])
@pytest.mark.parametrize("name", ENDS)
def test_an_ending_decides(run: Run, verb: str, name: str) -> None:
    """For a list, an item and what changed; the number of rows is said."""
    done = run(f"people {verb} --columns id,town --file {name}")
    assert (done.status, done.out) == (0, "")
    assert held(Path(name)) == ENDS[name]
    rows = {"list": "3 rows", "get": "1 row", "delta": "6 rows"}[verb.split()[0]]
    wide = " of 2 columns" if ENDS[name] in ("csv", "parquet", "xlsx") else ""
    assert done.err.splitlines()[-1] == f"{name}: {rows}{wide}, as {ENDS[name]}."


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["a.csv", "a", "a.pdf"])
def test_an_option_decides_first(run: Run, name: str, form: str) -> None:
    """``-o`` has the last word, whatever the name is."""
    done = run(f"people list --columns id,town --file {name} -o {form}")
    assert done.status == 0
    assert held(Path(name)) == form


@pytest.mark.parametrize("verb", ["list", "get 1", "delta --link-file l"])
@pytest.mark.parametrize("name", ["a", "a.pdf", "a.csv.gz", ".csv"])
def test_another_ending_is_refused(
    run: Run, emulator: Emulator, verb: str, name: str
) -> None:
    """Before anything is sent or written, with what there is to type."""
    done = run(f"people {verb} --file {name}")
    assert (done.status, done.out) == (2, "")
    assert "known: .txt, .json, .jsonl, .ndjson, .csv, .parquet, .xlsx" in done.err
    assert "-o" in done.err
    assert not Path(name).exists()
    assert not emulator.requests


def test_quiet_says_nothing(run: Run) -> None:
    """As everywhere."""
    assert run("-q people list --file a.csv").err == ""
