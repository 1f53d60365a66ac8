"""Copies and states that commit e300cd9 made: they go on, or are refused by name.

That commit called columns otherwise (``fromx``, ``external_references``). In
``before.tar.xz`` is what it made of a small tenant: a DuckDB file and a lake of Delta
tables with dlt's state, and the states of SQLite and PostgreSQL.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import dlt
import duckdb
import pytest

from protime import Protime
from protime_emulator import Emulator
from protime_sync import PostgresState, SqliteState, State, Sync, TargetRefused
from protime_sync.dlt import duckdb_file, protime_source, run
from protime_sync.state.protocol import Phase

from ..postgres import Server
from .conftest import FEBRUARY, client_of, sync_of
from .copying import Rows, tenant

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """Make the tenant that was copied."""
    today = date(2026, 3, 2)
    with Emulator(people=2, days=20, seed=1, today=today, page_size=50) as made:
        yield made


@pytest.fixture
def before(tmp_path: Path) -> Path:
    with tarfile.open(Path(__file__).parent / "before.tar.xz") as packed:
        # Early versions of Python 3.11 know no filters.
        packed.extraction_filter = getattr(tarfile, "data_filter", None)
        packed.extractall(tmp_path)  # noqa: S202 - our own
    return tmp_path


@pytest.fixture(params=["duck", "lake"])
def pipeline(request: pytest.FixtureRequest, before: Path) -> Any:
    """Return the pipeline that made the copy in DuckDB, or in Delta tables."""
    is_lake = request.param == "lake"
    if is_lake:
        pytest.importorskip("deltalake")
    return dlt.pipeline(
        request.param,
        destination=dlt.destinations.filesystem(str(before / "lake"))
        if is_lake
        else duckdb_file(str(before / "acme.duckdb")),
        dataset_name="protime",
        pipelines_dir=str(before / "pipelines"),
    )


def source(pipeline: Any, client: Protime, emulator: Emulator, **names: Any) -> Any:
    return protime_source(
        client,
        names,
        table_format="delta" if pipeline.pipeline_name == "lake" else None,
        now=emulator.clock.now,
        today=emulator.clock.today,
    )


def copied(folder: Path, pipeline: Any, table: str) -> Rows:
    """Return the versions that a copy holds, by id."""
    if pipeline.pipeline_name == "lake":
        place = str(folder / "lake" / pipeline.dataset_name / table)
        found = import_module("deltalake").DeltaTable(place).to_pyarrow_table()
        return {row["id"]: row["change_version"] for row in found.to_pylist()}
    query = f"SELECT id, change_version FROM {pipeline.dataset_name}.{table}"  # noqa: S608
    with duckdb.connect(str(folder / "acme.duckdb")) as database:
        return dict(database.execute(query).fetchall())


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files but those of dlt's working folder."""
    return {
        str(path): path.read_bytes()
        for part in ("lake", "acme.duckdb")
        for path in sorted([folder / part, *(folder / part).rglob("*")])
        if path.is_file()
    }


@pytest.mark.sampled(2)
def test_a_table_whose_columns_stay_is_loaded_once_more(
    before: Path, pipeline: Any, client: Protime, emulator: Emulator
) -> None:
    """As it has columns that no earlier version filled; later runs go on from there."""
    emulator.change(
        "clockings", min(copied(before, pipeline, "clockings")), {"isOpen": True}
    )
    for _ in range(2):
        run(pipeline, source(pipeline, client, emulator, clockings={"date": FEBRUARY}))
        assert copied(before, pipeline, "clockings") == tenant(emulator, "clockings")
    asked = [
        "delta/" in request.path
        for request in emulator.requests
        if "clockings" in request.path and request.status == 200
    ]
    assert (asked[0], asked[-1]) == (False, True)


@pytest.mark.parametrize(
    ("table", "says"), [("contracts", "external_references, fromx, until")]
)
def test_a_table_with_other_columns_is_refused_before_it_is_written(
    before: Path,
    pipeline: Any,
    client: Protime,
    emulator: Emulator,
    table: str,
    says: str,
) -> None:
    """With the columns' names, and what loads it anew."""
    held = contents(before)
    with pytest.raises(TargetRefused, match=f"{says}.*--dataset"):
        run(pipeline, source(pipeline, client, emulator, **{table: {}}))
    assert contents(before) == held
    assert not [one for one in emulator.requests if table in one.path]


def test_what_was_refused_is_loaded_anew_beside_it(
    before: Path, client: Protime, emulator: Emulator
) -> None:
    """As the message says: under another dataset and pipeline name."""
    file = before / "acme.duckdb"
    made = dlt.pipeline(
        "anew",
        destination=duckdb_file(str(file)),
        dataset_name="protime_2",
        pipelines_dir=str(before / "pipelines"),
    )
    run(made, source(made, client, emulator, contracts={}, departments={}))
    assert copied(before, made, "contracts") == tenant(emulator, "contracts")
    with duckdb.connect(str(file)) as database:
        query = "SELECT count(valid_from) FROM protime_2.contracts"
        assert database.execute(query).fetchall() == [(2,)]
        assert database.execute("SELECT count(fromx) FROM protime.contracts").fetchall()


def check_goes_on(emulator: Emulator, state: State) -> None:
    """States name no columns: they hold ids, versions and links, and go on."""
    sync: Sync = sync_of(emulator, client_of(emulator), state)
    for name, filter in (("clockings", {"date": FEBRUARY}), ("contracts", {})):
        feed = sync.follow(name, **filter)
        assert feed.status().phase is Phase.FOLLOWING
        ids = list(tenant(emulator, name))
        known = state.known(feed.name, ids)
        assert sorted(known) == sorted(ids)
        emulator.erase(name, ids[0])
        with feed.batch() as changes:
            assert {change.id for change in changes} >= {ids[0]}


def test_a_state_of_sqlite_goes_on(before: Path, emulator: Emulator) -> None:
    state = SqliteState(before / "state.db")
    check_goes_on(emulator, state)
    state.close()


def test_a_state_of_postgres_goes_on(
    before: Path, emulator: Emulator, postgres: Server
) -> None:
    psycopg = pytest.importorskip("psycopg")
    dumped = (before / "state.sql").read_text("utf-8").splitlines()
    statements = "\n".join(line for line in dumped if not line.startswith("\\"))
    with psycopg.connect(postgres.url, autocommit=True) as database:
        database.execute(statements)
    check_goes_on(emulator, PostgresState(postgres.url, schema="before"))
