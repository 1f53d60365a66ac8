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


CLOCKING = '{"person": {"id": 1}, "date": "2026-02-03", "kind": "InOut",'
CLOCKING += ' "timeOfDayInMinutes": 480}\n'
SENT = {
    "a.csv": "person,date,kind,timeOfDayInMinutes\n1,2026-02-03,InOut,480\n",
    "a.jsonl": CLOCKING * 2,
    "a.json": CLOCKING,
    "map.csv": "external,internal\nA,1\n",
}


@pytest.mark.parametrize(
    ("line", "same", "names"),
    [
        ("clockings create --from a.csv --report", "a.csv", "--from and --report"),
        ("clockings create --from a.csv --errors", "a.csv", "--from and --errors"),
        *(
            (f"clockings create --from a.csv {first} --errors", same, "--report and")
            for first, same in {"": "a.csv.report.jsonl", "--report r": "r"}.items()
        ),
        (
            "clockings create --from a.csv --report",
            "a.csv.errors.csv",
            "--report and --errors",
        ),
        ("clockings create --from a.jsonl --report", "a.jsonl", "--from and --report"),
        ("clockings create --from a.json --report", "a.json", "--from and --report"),
        ("references put people HR --from map.csv --report", "map.csv", "--from and"),
        ("people delta --link-file link --file", "link", "--link-file and --file"),
    ],
)
@pytest.mark.parametrize("way", ["same", "dot", "link", "hard link"])
def test_one_file_is_not_for_two_things(
    run: Run,
    emulator: Emulator,
    tmp_path: Path,
    line: str,
    same: str,
    names: str,
    way: str,
) -> None:
    """By whatever name: it is refused before anything is sent or written."""
    for name, text in SENT.items():
        (tmp_path / name).write_text(text, "utf-8")
    named = {"same": same, "dot": f"{tmp_path}/./{same}"}.get(way, "other")
    if way == "link":
        (tmp_path / "other").symlink_to(same)
    elif way == "hard link":
        (tmp_path / same).touch()
        (tmp_path / "other").hardlink_to(same)
    before = {
        file.name: file.read_bytes() for file in tmp_path.iterdir() if file.exists()
    }
    done = run(f"{line} {named}")
    assert done.status == 2, done.err
    assert names in done.err
    assert "are one file" in done.err
    assert {
        file.name: file.read_bytes() for file in tmp_path.iterdir() if file.exists()
    } == before
    assert len(emulator.requests) == 0


def test_a_device_is_for_any_number_of_things(run: Run, tmp_path: Path) -> None:
    """What is written there is no file that could be lost."""
    (tmp_path / "a.csv").write_text(SENT["a.csv"], "utf-8")
    done = run("people delta --link-file link --file /dev/null -o jsonl")
    assert done.status == 0, done.err
    done = run("clockings create --from a.csv --errors /dev/null")
    assert done.status == 0, done.err


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
