"""``protime sync`` over values that places cannot hold; targets are read by SQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("dlt")

from tests.postgres import Server  # noqa: E402

from .poisons import (  # noqa: E402
    BASE,
    MOMENT,
    OF_ANOTHER_TYPE,
    ROWS,
    VALUES,
    Poison,
    row,
)
from .tenant import Tenant  # noqa: E402

Cells = Mapping[str, Any]
Rows = Mapping[int, Cells]

LAST = 900
"""Id of a good row behind all others."""

NAMED = (
    "first half",
    "U+0000",
    "minutes beyond 64 bits",
    "date empty",
    "date impossible",
    "no UTF-8",
    "unknown deep",
)
"""Those that the issue names; each comes alone, too."""


@frozen
class Target:
    """A place that is synced to."""

    address: str
    nul: bool
    read: Callable[[str], Rows]


def _rows(cursor: Any) -> Rows:
    names = [one[0] for one in cursor.description]
    cells = [dict(zip(names, found, strict=True)) for found in cursor.fetchall()]
    return {found["id"]: found for found in cells}


def _in_duckdb(folder: Path) -> Target:
    def read(table: str) -> Rows:
        with duckdb.connect(str(folder / "a.duckdb")) as database:
            return _rows(database.execute(f"SELECT * FROM protime.{table}"))  # noqa: S608

    return Target(f"duckdb:{folder / 'a.duckdb'}", nul=True, read=read)


def _in_delta(folder: Path) -> Target:
    deltalake = pytest.importorskip("deltalake")

    def read(table: str) -> Rows:
        found = deltalake.DeltaTable(str(folder / "lake" / "protime" / table))
        return {cells["id"]: cells for cells in found.to_pyarrow_table().to_pylist()}

    return Target(f"delta:{folder / 'lake'}", nul=True, read=read)


def _in_postgres(url: str) -> Target:
    psycopg = pytest.importorskip("psycopg")

    def read(table: str) -> Rows:
        with psycopg.connect(url) as database:
            return _rows(database.execute(f"SELECT * FROM protime.{table}"))  # noqa: S608

    return Target(url, nul=False, read=read)


@pytest.fixture(params=["duckdb", "delta", "postgres"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Target]:
    if request.param != "postgres":
        yield {"duckdb": _in_duckdb, "delta": _in_delta}[request.param](tmp_path)
        return
    server: Server = request.getfixturevalue("postgres")
    yield _in_postgres(server.with_database().url)


@pytest.fixture
def sync(target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))

    def run(tenant: Tenant, *names: str) -> int:
        return tenant.run(
            *("sync", *names, "--since", "2026-01-01", "--timezone", "Etc/GMT-1"),
            *("--state", str(tmp_path / "dlt")),
            PROTIME_TARGET=target.address,
        )

    return run


def numbered(collection: str) -> dict[int, Poison]:
    return {
        id: poison
        for id, poison in enumerate(VALUES, start=1)
        if poison.collection == collection
    }


def check(cells: Cells, poison: Poison | None, *, nul: bool) -> None:
    """Check a row: the poison is what it is to be, and the rest is what came."""
    spoiled = "" if poison is None else poison.column
    if poison is not None:
        check_value(cells[spoiled], poison.held(nul=nul))
    good = GOOD_CELLS["person_id" in cells]
    for name in good.keys() - {spoiled}:
        assert cells[name] == good[name], (name, poison)
    if "date" in cells and spoiled not in ("date", "time_of_day_in_minutes"):
        assert cells["time_of_day_at"].astimezone(UTC) == MOMENT


def check_value(value: Any, expected: object) -> None:
    if isinstance(value, list | dict):
        value = json.dumps(value)  # A column of JSON, which PostgreSQL's driver reads.
    if isinstance(expected, str) and expected == "deep":
        assert 90 < value.count("[") <= 100
        json.loads(value)
    elif isinstance(value, datetime):
        assert value.date() == expected
    else:
        assert value == expected


GOOD_CELLS: Mapping[bool, Cells] = {
    False: {"last_name": "Good", "change_version": "0001"},
    True: {"person_id": 7, "kind": "InOut", "change_version": "0001"},
}


@pytest.mark.sampled(3)
def test_all_that_cannot_be_held_is_cleaned_and_told_once(
    sync: Any, target: Target, capfd: pytest.CaptureFixture[str]
) -> None:
    """Beside good rows, which all arrive; then rows that are set aside."""
    tenant = Tenant()
    for name in BASE:
        rows = [poison.row(id) for id, poison in numbered(name).items()]
        tenant.listed[name] = [*rows, row(name, LAST)]
    assert sync(tenant, *BASE) == 0
    told = capfd.readouterr().err.splitlines()
    assert len(told) == len(set(told)) > 10
    for name in BASE:
        found = target.read(name)
        expected: dict[int, Poison | None] = {**numbered(name), LAST: None}
        assert found.keys() == expected.keys()
        for id, poison in expected.items():
            check(found[id], poison, nul=target.nul)

    newer = row("people", LAST, changeVersion='"0002"', lastName='"Newer"')
    aside = [*ROWS.values(), OF_ANOTHER_TYPE]
    tenant.changed["people"] = [*aside, newer]
    assert sync(tenant, "people") == 13
    said = capfd.readouterr()
    assert json.loads(said.out)["aside"] == len(aside)
    assert len(told := said.err.splitlines()) == len(set(told))
    assert "Aside" not in said.err + said.out
    assert target.read("people")[LAST]["last_name"] == "Newer"
    assert len(target.read("people")) == len(numbered("people")) + 1
    tenant.changed["people"] = [row("people", LAST)]
    assert sync(tenant, "people") == 0


@pytest.mark.sampled(7)
@pytest.mark.parametrize("target", ["duckdb"], indirect=True)
@pytest.mark.parametrize(
    "poison", [one for one in VALUES if one.name in NAMED], ids=lambda one: one.name
)
def test_each_alone_is_cleaned(
    sync: Any,
    target: Target,
    poison: Poison,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """In a first load, which is read in columns, and in a later change."""
    name, tenant = poison.collection, Tenant()
    tenant.listed[name] = [row(name, 1), poison.row(2), row(name, 3)]
    assert sync(tenant, name) == 0
    assert len(capfd.readouterr().err.splitlines()) == poison.is_told
    tenant.changed[name] = [row(name, 4), poison.row(5), row(name, 6)]
    assert sync(tenant, name) == 0
    found = target.read(name)
    assert found.keys() == {1, 2, 3, 4, 5, 6}
    for id, cells in found.items():
        check(cells, poison if id in (2, 5) else None, nul=target.nul)


@pytest.mark.parametrize("target", ["duckdb"], indirect=True)
def test_a_row_of_a_first_load_is_set_aside(
    sync: Any, target: Target, capfd: pytest.CaptureFixture[str]
) -> None:
    """``protime status`` tells how many since the load; another load counts anew."""
    tenant = Tenant()
    tenant.listed["people"] = [row("people", 1), "null", row("people", 3)]
    assert sync(tenant, "people") == 13
    tenant.changed["people"] = ["[]"]
    assert sync(tenant, "people") == 13
    assert target.read("people").keys() == {1, 3}
    capfd.readouterr()
    tenant.run("status", "--state", "dlt", PROTIME_TARGET=target.address)
    assert json.loads(capfd.readouterr().out)["aside"] == 2


@pytest.mark.sampled(2)
@pytest.mark.parametrize("target", ["duckdb"], indirect=True)
@pytest.mark.parametrize("text", ['{"changeVersion": "5"}', '{"id": "2"}'])
def test_nothing_is_deleted_while_a_row_names_no_id(
    sync: Any, target: Target, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    """In a collection without a delta: what seems to be gone may be that row."""
    name, tenant = "departments", Tenant()
    rows = ['{"id": 1}', '{"id": 2}', '{"id": 3}']
    tenant.listed[name] = rows
    assert sync(tenant, name) == 0
    tenant.listed[name] = [rows[0], text, rows[2]]
    assert sync(tenant, name) == 13
    assert target.read("departments").keys() == {1, 2, 3}
    assert "nothing is deleted" in caplog.text
    tenant.listed[name] = [rows[0], rows[2]]
    assert sync(tenant, name) == 0
    assert target.read("departments").keys() == {1, 3}
