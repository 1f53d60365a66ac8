"""Files and frames hold what is listed."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Literal
from unittest.mock import Mock

import pyarrow.csv
import pyarrow.parquet
import pytest

from protime import Protime
from protime_emulator import Emulator
from protime_runtime.errors import BadRequest
from protime_sync import MissingExtra, SyncError, errors
from protime_sync.exports import export, to_arrow

from .conftest import FEBRUARY
from .copying import tenant


def test_files_hold_what_is_listed(
    emulator: Emulator, client: Protime, tmp_path: Path
) -> None:
    ids = sorted(tenant(emulator, "clockings"))
    for suffix in ("csv", "jsonl", "parquet"):
        path = tmp_path / f"clockings.{suffix}"
        assert export("clockings", path, client=client, date=FEBRUARY) == len(ids)
    with (tmp_path / "clockings.csv").open() as file:
        found = list(csv.DictReader(file))
    assert [int(one["id"]) for one in found] == ids
    levels = [one["activity_levels"] for one in found if one["activity_levels"]]
    assert json.loads(levels[0])[0]["level"] == 1
    lines = (tmp_path / "clockings.jsonl").read_text().splitlines()
    assert [json.loads(one)["id"] for one in lines] == ids
    table = pyarrow.parquet.read_table(tmp_path / "clockings.parquet")
    assert table["id"].to_pylist() == ids
    assert isinstance(table["date"][0].as_py(), date)


@pytest.mark.parametrize("formulas", ["keep", "escape"])
def test_csv_holds_any_text(
    emulator: Emulator,
    client: Protime,
    tmp_path: Path,
    formulas: Literal["keep", "escape"],
) -> None:
    """A row is one row to another reader, and a spreadsheet runs nothing if asked."""
    names = ["two\nlines", "a\rb", 'a "b", c', "=1+1", "-5"]
    for id, name in enumerate(names, start=1):
        emulator.change("people", id, {"town": name})
    path = tmp_path / "people.csv"
    export("people", path, client=client, formulas=formulas)
    options = pyarrow.csv.ParseOptions(newlines_in_values=True)
    table = pyarrow.csv.read_csv(path, parse_options=options)
    assert table["id"].to_pylist() == [1, 2, 3, 4, 5, 6]
    if formulas == "escape":
        names[3] = "'=1+1"
    assert table["town"].to_pylist()[:5] == names


def test_tables_hold_what_is_listed(emulator: Emulator, client: Protime) -> None:
    pytest.importorskip("pandas")
    ids = sorted(tenant(emulator, "clockings"))
    table = to_arrow("clockings", client=client, date=FEBRUARY)
    assert table["id"].to_pylist() == list(table.to_pandas()["id"]) == ids
    assert to_arrow(client.people, client=client).num_rows == 6


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_a_file_appears_when_it_is_complete(
    emulator: Emulator, client: Protime, tmp_path: Path, suffix: str
) -> None:
    """An export that fails on its second page leaves what was there before."""
    path = tmp_path / f"clockings.{suffix}"
    path.write_text("before")
    emulator.faults.add("clockings", kind="slow", seconds=0)
    emulator.faults.add("clockings", status=400)
    with pytest.raises(BadRequest):
        export("clockings", path, client=client, date=FEBRUARY)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "before"
    assert [one.status for one in emulator.requests][-2:] == [200, 400]


def test_another_suffix_is_refused(client: Protime) -> None:
    with pytest.raises(SyncError, match=r"\.csv, \.jsonl, \.parquet"):
        export("people", "people.xls", client=client)


@pytest.mark.parametrize(
    ("module", "extra", "says"),
    [
        ("dlt", "sync", r"dlt is not installed: pip install 'protime-client\[sync\]'"),
        ("pyarrow.csv", "sync", r"pyarrow is not .* 'protime-client\[sync\]'"),
        ("pyspark.sql.datasource", "spark", r"'protime-client\[spark\]'$"),
    ],
)
def test_a_missing_package_says_what_brings_it(
    module: str, extra: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = module.partition(".")[0]
    missing = ModuleNotFoundError(name=package)
    monkeypatch.setattr(errors, "import_module", Mock(side_effect=missing))
    with pytest.raises(MissingExtra, match=says):
        errors.need(module, extra)
