"""Workbooks: what openpyxl reads in them against what plain HTTP brings."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from protime import DateRange, InvalidRequest
from protime.catalog import CATALOG
from protime_cli.__main__ import main
from protime_cli.session.session import Session
from protime_emulator import Emulator
from protime_runtime.catalog import OperationInfo
from tests.runtime.conftest import awaiting
from tests.webhooks.tenancy import client_of

from .conftest import TODAY, Run, environment
from .sheets import expected, rows_over_http, sheets, simplified

LISTED = [
    (info.name, operation)
    for info in CATALOG.values()
    for operation in info.operations
    if operation.name == "list"
]


@pytest.fixture(scope="module")
def tenant() -> Iterator[Emulator]:
    with Emulator(people=6, days=40, seed=1, today=TODAY, page_size=50) as made:
        yield made


@pytest.mark.sampled(4)
@pytest.mark.parametrize("writer", ["command", "pager", "async pager"])
@pytest.mark.parametrize(
    ("name", "operation"), LISTED, ids=lambda one: getattr(one, "path", one)
)
def test_every_collection_is_a_sheet(
    tenant: Emulator, tmp_path: Path, name: str, operation: OperationInfo, writer: str
) -> None:
    """Each row of each collection stands in the sheet: days, times, numbers, texts."""
    needs_days = any(filter.required for filter in CATALOG[name].filters)
    query = {"filter": "date ge '2026-02-02' and date le '2026-02-13'"}
    path, places = operation.path, []
    for parameter in operation.path_parameters:
        is_structure = parameter.wire == "structureVersionId"
        places.append(tenant.structure_version if is_structure else "1")
        path = path.replace(f"{{{parameter.wire}}}", places[-1])
    rows = rows_over_http(tenant, path, **(query if needs_days else {}))
    file = tmp_path / "a.xlsx"
    days = ["2026-02-02..2026-02-13"] if needs_days else []
    if writer == "command":
        options = [*(["--date", *days] if days else []), "-o", "xlsx"]
        line = [name, "list", *places, *options, "--file", str(file)]
        session = Session(environ=environment(tenant), http=tenant.http())
        assert main(line, session) == 0
    else:
        asked = {"date": DateRange.parse(*days)} if days else {}
        owner = CATALOG[name].attribute
        if writer == "pager":
            count = _listed(client_of(tenant), owner, places, asked).to_excel(file)
        else:
            count = asyncio.run(_awaited(tenant, owner, places, asked, file))
        assert count == len(rows)
    (found,) = sheets(file).items()
    assert found[0] == name
    assert [simplified(row) for row in found[1]] == [expected(row) for row in rows]


def _listed(client: Any, owner: str, places: list[str], asked: dict[str, Any]) -> Any:
    return getattr(client, owner).list(*map(_place, places), **asked)


async def _awaited(
    tenant: Emulator, owner: str, places: list[str], asked: dict[str, Any], file: Path
) -> int:
    async with awaiting(tenant) as client:
        return int(await _listed(client, owner, places, asked).to_excel(file))


def _place(text: str) -> int | str:
    return int(text) if text.isdecimal() else text


def test_a_file_with_another_ending(tenant: Emulator, tmp_path: Path) -> None:
    """It is refused before anything is asked for."""
    before = len(tenant.requests)
    with pytest.raises(InvalidRequest, match=r"ends in \.xlsx"):
        client_of(tenant).people.list().to_excel(tmp_path / "people.csv")
    assert len(tenant.requests) == before


def test_a_workbook_ends_as_on_the_command_line(
    tenant: Emulator, tmp_path: Path
) -> None:
    """Capitals are the same ending."""
    assert client_of(tenant).people.list().to_excel(tmp_path / "PEOPLE.XLSX") > 0


def test_a_workbook_is_no_text_for_a_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what to type instead."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    done = run("people list -o xlsx")
    assert done.status == 2
    assert "--file people.xlsx" in done.err


def test_csv_for_excel(run: Run, emulator: Emulator) -> None:
    """A mark of UTF-8, semicolons, times, decimal commas; nothing would run."""
    emulator.change("people", 1, {"lastName": "=1+1", "hourlyRate": 12.5})
    emulator.change("people", 2, {"lastName": 'De "Witte"; Jan', "town": "00123"})
    done = run("people list --excel --columns id,lastName,hourlyRate,town")
    assert done.out.startswith("\ufeffid;last_name;hourly_rate;town\r\n")
    rows = list(csv.reader(io.StringIO(done.out.removeprefix("\ufeff")), delimiter=";"))
    assert rows[1][:3] == ["1", "'=1+1", "12,5"]
    assert rows[2][1:] == ['De "Witte"; Jan', "", "00123"]
    emulator.change("calculated-totals", _total(emulator), _MINUTES)
    line = "calculated-totals list --date 2026-02-02 --person 1 --excel --columns"
    names = ",".join(["date", *_MINUTES])
    run(f"{line} {names} --file totals.csv")
    text = Path("totals.csv").read_bytes().decode("utf-8-sig")
    assert text.splitlines()[1] == "2026-02-02;-01:30;26:05;08:00"


_MINUTES = {
    "flextimeBalanceInMinutes": -90,
    "timePresentDurationInMinutes": 1565,
    "normalTimeDurationInMinutes": 480,
}


def _total(emulator: Emulator) -> int:
    (found,) = [
        row["id"]
        for row in emulator.collection("calculated-totals")
        if row["date"] == "2026-02-02" and row["person"]["id"] == 1
    ]
    return int(found)


@pytest.mark.parametrize("form", ["-o xlsx", "-o jsonl", "--file a.parquet"])
def test_csv_for_excel_is_csv(run: Run, emulator: Emulator, form: str) -> None:
    done = run(f"people list --excel {form}")
    assert done.status == 2
    assert "--excel is a form of CSV: leave it out for" in done.err
    assert not emulator.requests
