"""Workbooks: what openpyxl reads in them against what plain HTTP brings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from protime.catalog import CATALOG
from protime_cli.__main__ import main
from protime_cli.session.session import Session
from protime_emulator import Emulator

from .conftest import TODAY, Run, environment
from .sheets import expected, rows_over_http, sheets, simplified

LISTED = [
    (info.name, operation.path)
    for info in CATALOG.values()
    for operation in info.operations
    if operation.name == "list"
]


@pytest.fixture(scope="module")
def tenant() -> Iterator[Emulator]:
    with Emulator(people=6, days=40, seed=1, today=TODAY, page_size=50) as made:
        yield made


@pytest.mark.parametrize(("name", "path"), LISTED, ids=lambda text: text)
def test_every_collection_is_a_sheet(
    tenant: Emulator,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    path: str,
) -> None:
    """Each row of each collection stands in the sheet: days, times, numbers, texts."""
    monkeypatch.chdir(tmp_path)
    query, options = {}, []
    if any(filter.required for filter in CATALOG[name].filters):
        query = {"filter": "date ge '2026-02-02' and date le '2026-02-13'"}
        options = ["--date", "2026-02-02..2026-02-13"]
    places = [tenant.structure_version, "1"][: 2 * path.count("{")]
    for place in places:
        path = path.replace(path[path.index("{") : path.index("}") + 1], place, 1)
    rows = rows_over_http(tenant, path, **query)
    line = [name, "list", *places, *options, "-o", "xlsx", "--file", "a.xlsx"]
    session = Session(environ=environment(tenant), http=tenant.http())
    assert main(line, session) == 0
    (found,) = sheets("a.xlsx").items()
    assert found[0] == name
    assert [simplified(row) for row in found[1]] == [expected(row) for row in rows]


def test_a_workbook_is_no_text_for_a_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what to type instead."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    done = run("people list -o xlsx")
    assert done.status == 2
    assert "--file people.xlsx" in done.err
