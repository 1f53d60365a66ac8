"""``list``, ``get`` and ``delta`` of any collection, in every form."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from protime.catalog import CATALOG
from protime_cli.output.format_names import FORMATS
from protime_emulator import Emulator
from protime_runtime.catalog import CollectionInfo, OperationInfo

from .conftest import Run, environment

DAYS = "--date 2026-02-02..2026-02-06"
SNAPSHOTS = Path(__file__).parent / "snapshots"


def lists() -> list[tuple[CollectionInfo, OperationInfo]]:
    return [
        (info, one)
        for info in CATALOG.values()
        for one in info.operations
        if one.name in ("list", "list_for_person")
    ]


@pytest.mark.parametrize(
    ("info", "operation"), lists(), ids=lambda one: getattr(one, "name", "")
)
def test_every_list_can_be_read(
    run: Run, emulator: Emulator, info: CollectionInfo, operation: OperationInfo
) -> None:
    """Each list of the catalog is a command, and prints what the tenant has."""
    known = {one.wire: one for one in info.filters}
    dated = [wire for wire in operation.filters if known[wire].required]
    values = {
        "date": "2026-02-01..2026-02-28",
        "person": "1",
        "counter-definition": "1",
    }
    options = " ".join(f"--{wire} {values[wire]}" for wire in dated)
    fills = {"integer": "1", "string": emulator.structure_version}
    places = " ".join(fills[one.type] for one in operation.path_parameters)
    verb = operation.name.replace("_", "-")
    done = run(f"{info.name} {verb} {places} {options} --limit 3")
    assert done.status == 0, done.err
    for line in done.out.splitlines():
        assert isinstance(json.loads(line), dict)


def test_a_list_as_a_table(run: Run) -> None:
    """People see as many columns as fit, and are told of the others."""
    done = run(
        f"clockings list {DAYS} --person 1,2 --refs people:@employee-number -o table"
    )
    text = f"$ protime clockings list\n{done.out}{done.err}"
    assert text == (SNAPSHOTS / "clockings.txt").read_text("utf-8")


def test_json_lines_are_what_the_api_sent(run: Run, emulator: Emulator) -> None:
    """No property is lost on the way to JSON Lines."""
    done = run(f"clockings list {DAYS} --person 1 --limit 1 -o jsonl")
    row = json.loads(done.out)
    (kept,) = [
        one for one in emulator.collection("clockings") if one["id"] == row["id"]
    ]
    assert row.items() >= {k: v for k, v in kept.items() if v is not None}.items()


def test_csv_has_the_columns_of_the_catalog(run: Run) -> None:
    """References become columns, and a choice of columns is kept in its order."""
    done = run(
        f"clockings list {DAYS} --person 1 --refs people:@employee-number"
        " -o csv --columns person@employee-number,id"
    )
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert list(rows[0]) == ["person_employee_number", "id"]
    assert {one["person_employee_number"] for one in rows} == {"E-1001"}


NAMES = ["two\nlines", "a\rb", 'a "b", c', "=1+1", "-5"]


@pytest.mark.parametrize("form", ["escape", "keep"])
def test_csv_holds_any_text(run: Run, emulator: Emulator, form: str) -> None:
    """A row is one row to another reader, and a spreadsheet runs nothing if asked."""
    pandas = pytest.importorskip("pandas")
    for id, name in enumerate(NAMES, start=1):
        emulator.change("people", id, {"town": name})
    done = run(f"people list -o csv --columns id,town --formulas {form} --file p.csv")
    assert done.status == 0, done.err
    found = pandas.read_csv("p.csv", dtype=str, keep_default_na=False)
    towns = dict(zip(found["id"].astype(int), found["town"], strict=True))
    assert len(towns) == 6
    escaped = ["'=1+1" if name == "=1+1" else name for name in NAMES]
    expected = escaped if form == "escape" else NAMES
    assert [towns[id] for id in range(1, 6)] == expected


@pytest.mark.parametrize("form", FORMATS)
def test_a_failed_list_keeps_the_file(
    run: Run, emulator: Emulator, tmp_path: Path, form: str
) -> None:
    """Whatever was there stays until all is written, and nothing is left beside."""
    line = f"clockings list --date 2026-02 -o {form} --file kept"
    (tmp_path / "kept").write_bytes(b"before")
    emulator.faults.add("clockings", kind="slow", seconds=0)
    emulator.faults.add("clockings", status=400)
    assert run(line).status == 9
    assert [one.status for one in emulator.requests][-2:] == [200, 400]
    assert [one.name for one in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept").read_bytes() == b"before"
    assert run(line).status == 0
    assert len((tmp_path / "kept").read_bytes()) > 1000


@pytest.mark.sampled(3)
@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_a_killed_list_keeps_the_file(
    emulator: Emulator, tmp_path: Path, form: str
) -> None:
    """What was written of the new one has a hidden name."""
    kept = tmp_path / "kept"
    kept.write_bytes(b"before")
    emulator.faults.add("clockings", kind="slow", seconds=0)
    emulator.faults.add("clockings", kind="slow", seconds=3)
    line = f"clockings list --date 2026-02 -o {form} --file {kept}"
    with emulator.serve() as url:
        given = {**os.environ, **environment(emulator), "PROTIME_BASE_URL": url}
        with subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "protime_cli", *line.split()], env=given
        ) as child:
            until = time.monotonic() + 60
            while len(os.listdir(tmp_path)) < 2 and time.monotonic() < until:
                time.sleep(0.02)
            child.kill()
    assert kept.read_bytes() == b"before"
    (left,) = {one.name for one in tmp_path.iterdir()} - {"kept"}
    assert left.startswith(".kept.")


def test_standard_output_has_names(run: Run, tmp_path: Path) -> None:
    """``-`` and the system's own name for it are no files to replace."""
    expected = run("people list -o csv").out
    assert run("people list -o csv --file -").out == expected
    assert run("people list -o csv --file /dev/stdout").out == expected
    assert not list(tmp_path.iterdir())


def test_parquet_has_types(run: Run, tmp_path: Path) -> None:
    """Parquet files carry the spec's types, whatever the rows hold."""
    parquet = pytest.importorskip("pyarrow.parquet")
    done = run(f"clockings list {DAYS} -o parquet --file c.parquet")
    assert done.status == 0, done.err
    table = parquet.read_table(tmp_path / "c.parquet")
    types = {one.name: str(one.type) for one in table.schema}
    assert types["date"] == "date32[day]"
    assert types["time_of_day_in_minutes"] == types["person_id"] == "int64"
    assert table.num_rows > 10


def test_json_of_one_item(run: Run) -> None:
    """An item is found by another system's name for it."""
    done = run("people get @employee-number:E-1001 -o json")
    assert json.loads(done.out)["id"] == 1
    table = run("people get 1 -o table").out
    assert "last_name" in table
    assert "telephone" not in table


def test_a_set_of_people_narrows(run: Run) -> None:
    """Circles are given by name, and several sets are joined."""
    one = run(f"clockings list {DAYS} --person circle:1 -o jsonl").out.splitlines()
    two = run(f"clockings list {DAYS} --person circle:1 --person 2 -o jsonl")
    assert 0 < len(one) <= len(two.out.splitlines())


def test_changes_are_followed(run: Run, emulator: Emulator) -> None:
    """The first run loads all, the next one only what changed since."""
    first = run("people delta --link-file people.link -o jsonl")
    assert len(first.out.splitlines()) == 6
    emulator.change("people", 1, {"town": "Gent"})
    emulator.remove("people", 2)
    second = run("people delta --link-file people.link -o jsonl").out.splitlines()
    rows = {row["id"]: row for row in map(json.loads, second)}
    assert rows[1]["change"] == "upsert"
    assert rows[1]["town"] == "Gent"
    assert rows[2]["change"] == "delete"


def test_an_expired_link_says_so(run: Run, emulator: Emulator) -> None:
    """A link of 73 hours ago ends with the status of a conflict, and is kept."""
    run("people delta --link-file people.link")
    emulator.clock.advance(hours=73)
    done = run("people delta --link-file people.link")
    assert done.status == 8
    assert "full load" in done.err
    assert Path("people.link").exists()


def test_a_failed_page_tells_how_to_go_on(run: Run, emulator: Emulator) -> None:
    """What was printed stays valid, and the command that is named brings the rest."""
    line = "clockings list --date 2026-02 -o jsonl"
    whole = run(line).out
    emulator.faults.add("clockings", kind="slow")  # The first page comes.
    emulator.faults.add("clockings", status=503, retry_after=0, times=None)
    done = run(line)
    emulator.faults.clear()
    assert done.status == 10
    assert done.out
    (option,) = re.findall(r"--resume .*", done.err)
    assert done.out + run(f"clockings list -o jsonl {option}").out == whole


def test_nothing_is_sent_by_explain(run: Run, emulator: Emulator) -> None:
    """Explain shows method, address, length, scopes and body, and sends nothing."""
    before = len(emulator.requests)
    listed = run(f"explain clockings list {DAYS} --person 1")
    assert (
        "GET http://emulator.local/connector/protimeapi/api/v1/clockings?" in listed.out
    )
    assert "connector-protimeapi-clockings.read" in listed.out
    created = run(
        "explain clockings create --set person=1 --set date=2026-03-02"
        " --set timeOfDayInMinutes=510 --set kind=InOut"
    )
    assert '"timeOfDayInMinutes": 510' in created.out
    assert run("explain assignments delete 12").out.startswith("request  DELETE")
    for line, missing in (
        ("external-references put --set internalReference=1", "COLLECTION_NAME"),
        ("assignments update --set person=1", "ID"),
    ):
        done = run(f"explain {line}")
        assert (done.status, done.out) == (2, "")
        assert f"Missing argument '{missing}'" in done.err
    assert len(emulator.requests) == before


def test_an_expression_takes_the_place_of_filters(run: Run) -> None:
    """It is sent as it is; beside filters it is refused, and no filter is lost."""
    days = "date ge '2026-02-02' and date le '2026-02-06'"
    for verb in ("list", "delta --link-file link"):
        done = run(f'clockings {verb} --where "{days}" -o json')
        assert done.status == 0, done.err
        assert json.loads(done.out)
    done = run(f'clockings list {DAYS} --where "{days}"')
    assert (done.status, done.out) == (4, "")
    assert "Give either --where or filters (--date), not both." in done.err


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_json_has_the_columns_that_are_chosen(run: Run, form: str) -> None:
    """Under their names, and in the order in which they are named."""
    columns = "--columns employee_number,id,birthDate"
    listed = run(f"people list --limit 2 {columns} -o {form}").out
    rows = (
        json.loads(listed) if form == "json" else map(json.loads, listed.splitlines())
    )
    names = ["employee_number", "id", "birth_date"]
    assert [list(row) for row in rows] == [names, names]
    alone = json.loads(run(f"people get 1 {columns} -o {form}").out)
    assert (list(alone), alone["employee_number"]) == (names, "E-1001")
