"""A table that dlt keeps must equal the tenant, deletions included."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import dlt
import duckdb
import pytest
from dlt.destinations.impl.duckdb.duck import DuckDbClient

from protime import DateRange, InvalidRequest, PersonReference, Protime
from protime_emulator import Emulator, listing
from protime_sync import LeaseHeld, LeaseLost, TargetRefused
from protime_sync.dlt import duckdb_file, protime_source, run
from protime_sync.dlt.turns import Turn, turn_of
from tests.sync.conftest import FEBRUARY, client_of
from tests.sync.copying import Rows, tenant

pytestmark = pytest.mark.filterwarnings("ignore")


class Warehouse:
    """A DuckDB file that a pipeline keeps a copy of a tenant in."""

    def __init__(self, folder: Path, emulator: Emulator, client: Protime) -> None:
        self.folder = folder
        self.file = folder / "acme.duckdb"
        self.emulator = emulator
        self.client = client

    def pipeline(self, name: str = "acme", destination: Any = None) -> Any:
        return dlt.pipeline(
            name,
            destination=destination or duckdb_file(str(self.file)),
            dataset_name="protime",
            pipelines_dir=str(self.folder / "pipelines"),
        )

    def source(self, **more: Any) -> Any:
        clock = self.emulator.clock
        more.setdefault("clockings", {"date": FEBRUARY})
        return protime_source(self.client, now=clock.now, today=clock.today, **more)

    def load(self, **more: Any) -> None:
        run(self.pipeline(), self.source(**more))

    def copy(self, table: str = "clockings") -> Rows:
        with duckdb.connect(str(self.file)) as database:
            return dict(
                database.execute(
                    f"SELECT id, change_version FROM protime.{table}"  # noqa: S608
                ).fetchall()
            )


@pytest.fixture
def warehouse(tmp_path: Path, emulator: Emulator, client: Protime) -> Warehouse:
    return Warehouse(tmp_path, emulator, client)


def test_the_table_follows_the_tenant(warehouse: Warehouse, emulator: Emulator) -> None:
    """First load, changes, deletions, a dead link, a lost working folder."""
    warehouse.load(people={}, departments={})
    copy = warehouse.copy()
    assert copy == tenant(emulator, "clockings")
    first, second, third, *_ = sorted(copy)
    emulator.change("clockings", first, {"timeOfDayInMinutes": 7})
    emulator.erase("clockings", second)
    emulator.erase("people", 2)
    emulator.erase("departments", 1)
    warehouse.load(people={}, departments={})
    assert warehouse.copy() == tenant(emulator, "clockings")
    assert warehouse.copy("people") == tenant(emulator, "people")
    assert warehouse.copy("departments") == tenant(emulator, "departments")
    emulator.erase("clockings", third)
    emulator.clock.advance(hours=73)
    warehouse.load()
    assert warehouse.copy() == tenant(emulator, "clockings")
    emulator.erase("clockings", min(warehouse.copy()))
    (warehouse.folder / "pipelines").rename(warehouse.folder / "gone")
    warehouse.load()
    assert warehouse.copy() == tenant(emulator, "clockings")
    asked = [one for one in emulator.requests if one.path.endswith("/delta/clockings")]
    statuses = [one.status for one in asked if one.status != 401]
    assert statuses == [200, 410, 200]


@pytest.mark.heavy
def test_a_new_column_is_filled(warehouse: Warehouse, emulator: Emulator) -> None:
    """Rows come again when columns are added, not only those that change later."""
    warehouse.load()
    warehouse.load(timezone="Europe/Brussels")
    asked = len(emulator.requests)
    warehouse.load(timezone="Europe/Brussels")
    assert len(emulator.requests) - asked == 1
    with duckdb.connect(str(warehouse.file)) as database:
        query = "SELECT count(time_of_day_in_minutes), count(time_of_day_at) FROM "
        (counts,) = database.execute(f"{query} protime.clockings").fetchall()
    assert counts[0] == counts[1] > 0
    assert warehouse.copy() == tenant(emulator, "clockings")


@pytest.mark.heavy
def test_the_target_is_asked_once_for_its_columns(
    warehouse: Warehouse, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each table once a load, whatever is judged by them: a look costs dlt 50 ms."""
    warehouse.load()
    asked = list[str]()
    look = DuckDbClient.get_storage_table

    def counted(self: Any, name: str) -> Any:
        asked.append(name)
        return look(self, name)

    monkeypatch.setattr(DuckDbClient, "get_storage_table", counted)
    emulator.clock.advance(hours=73)
    emulator.erase("clockings", min(warehouse.copy()))
    warehouse.load()
    assert asked.count("clockings") == 1
    assert warehouse.copy() == tenant(emulator, "clockings")


@pytest.mark.heavy
@pytest.mark.parametrize("table_format", [None, "delta"])
def test_an_older_version_is_ignored(
    emulator: Emulator,
    client: Protime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    table_format: str | None,
) -> None:
    """What comes late never overwrites what an earlier load has brought."""
    polars = pytest.importorskip("polars")
    warehouse = Warehouse(tmp_path, emulator, client)
    lake = dlt.destinations.filesystem(str(tmp_path / "lake"))

    def load() -> Rows:
        pipeline = warehouse.pipeline(**({"destination": lake} if table_format else {}))
        run(pipeline, warehouse.source(table_format=table_format))
        if table_format is None:
            return warehouse.copy()
        turn = str(tmp_path / "lake/protime/clockings")
        columns = ["id", "change_version"]
        return dict(polars.read_delta(turn, columns=columns).iter_rows())

    id = min(load())
    before = next(row for row in emulator.collection("clockings") if row["id"] == id)
    emulator.change("clockings", id, {"timeOfDayInMinutes": 7})
    newest = load()
    real = listing.events
    late = ("InsertOrUpdate", before)
    monkeypatch.setattr(listing, "events", lambda *all: [*real(*all), late])
    assert load() == newest == tenant(emulator, "clockings")


@pytest.mark.heavy
def test_a_window_becomes_smaller_only_when_asked(
    warehouse: Warehouse, emulator: Emulator
) -> None:
    """What lies outside would get no corrections: it is deleted, or the run refused."""
    warehouse.load()
    before, later = warehouse.copy(), {"date": DateRange(date(2026, 2, 15))}
    with pytest.raises(InvalidRequest, match=r"2026-02-01.*--prune"):
        warehouse.load(clockings=later)
    assert warehouse.copy() == before
    warehouse.load(clockings=later, prune=True)
    assert warehouse.copy() == tenant(emulator, "clockings", since="2026-02-15")
    warehouse.load(clockings={"date": FEBRUARY})
    assert warehouse.copy() == before


def test_columns_have_their_types(warehouse: Warehouse) -> None:
    """Days are dates, lists JSON, and references have columns of their own."""
    references = {"clockings": [PersonReference.EMPLOYEE_NUMBER]}
    warehouse.load(external_references=references, timezone="Europe/Brussels")
    with duckdb.connect(str(warehouse.file)) as database:
        types = dict(
            database.execute(
                "SELECT column_name, data_type FROM information_schema.columns"
                " WHERE table_name = 'clockings' AND table_schema = 'protime'"
            ).fetchall()
        )
        query = "SELECT DISTINCT person_employee_number FROM protime.clockings"
        numbers = database.execute(query).fetchall()
    assert types["date"] == "DATE"
    assert types["id"] == types["person_id"] == "BIGINT"
    assert types["time_of_day_at"] == "TIMESTAMP WITH TIME ZONE"
    assert len(numbers) == 6


@pytest.mark.heavy
def test_a_dead_database_loses_nothing(
    warehouse: Warehouse, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read while the database was down arrives once it is up."""
    warehouse.load()
    emulator.erase("clockings", min(warehouse.copy()))
    with monkeypatch.context() as patch:
        patch.setattr(dlt.Pipeline, "load", _dead)
        with pytest.raises(OSError, match="dead"):
            warehouse.load()
    emulator.erase("clockings", max(warehouse.copy()))
    warehouse.load()
    assert warehouse.copy() == tenant(emulator, "clockings")


def _dead(*_: object, **__: object) -> None:
    raise OSError("The database is dead.")


def test_what_fails_while_reading_stores_nothing(
    warehouse: Warehouse, emulator: Emulator
) -> None:
    """A first load that breaks off leaves no link behind."""
    emulator.faults.add("clockings", status=400, times=None)
    with pytest.raises(Exception, match="400"):
        warehouse.load()
    emulator.faults.clear()
    warehouse.load()
    assert warehouse.copy() == tenant(emulator, "clockings")


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("CREATE TABLE protime.clockings (id BIGINT, horse TEXT)", "something else"),
        ("ALTER TABLE protime.clockings ADD COLUMN horse TEXT", "horse"),
    ],
)
def test_a_foreign_table_is_left_alone(
    warehouse: Warehouse, emulator: Emulator, table: str, says: str
) -> None:
    """A table of someone else's, or with their columns, is refused with the reason."""
    if table.startswith("ALTER"):
        warehouse.load()
    with duckdb.connect(str(warehouse.file)) as database:
        database.execute("CREATE SCHEMA IF NOT EXISTS protime")
        database.execute(table)
        before = database.execute("SELECT * FROM protime.clockings").fetchall()
    emulator.erase("clockings", max(tenant(emulator, "clockings")))
    with pytest.raises(TargetRefused, match=says):
        warehouse.load()
    with duckdb.connect(str(warehouse.file)) as database:
        after = database.execute("SELECT * FROM protime.clockings").fetchall()
    assert after == before


@pytest.mark.heavy
def test_another_primary_key_is_left_alone(warehouse: Warehouse) -> None:
    other = dlt.resource(
        [{"id": 1, "code": "a"}],
        name="clockings",
        primary_key="code",
        write_disposition="merge",
    )
    warehouse.pipeline().run(other)
    with pytest.raises(TargetRefused, match="primary key"):
        warehouse.load()


def test_what_cannot_merge_is_refused_by_name(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    plain = dlt.pipeline(
        "plain",
        destination=dlt.destinations.filesystem(str(tmp_path / "files")),
        pipelines_dir=str(tmp_path / "other"),
    )
    with pytest.raises(TargetRefused, match="'filesystem' only appends"):
        run(plain, warehouse.source())


def test_a_filter_is_refused_before_the_first_request(
    warehouse: Warehouse, emulator: Emulator
) -> None:
    with pytest.raises(InvalidRequest, match="required"):
        warehouse.source(clockings={})
    assert len(emulator.requests) == 0


def turn_of_another(warehouse: Warehouse, owner: str) -> Turn:
    pipeline, now = warehouse.pipeline(), warehouse.emulator.clock.now
    return turn_of(pipeline, warehouse.emulator.tenant_name, owner, now)


def feed(warehouse: Warehouse) -> dict[str, str]:
    settings = warehouse.client.settings
    return {"clockings": f"{settings.tenant}/{settings.client_id}/clockings"}


def test_a_second_holder_is_refused(warehouse: Warehouse) -> None:
    """The lease is in the target: two machines do not end each other's delta."""
    warehouse.load()
    with (
        turn_of_another(warehouse, "nightly").held(feed(warehouse)),
        pytest.raises(LeaseHeld, match="nightly"),
    ):
        warehouse.load(owner="laptop")
    warehouse.load(owner="laptop")


@pytest.mark.heavy
def test_what_was_read_under_a_lost_lease_is_not_loaded(warehouse: Warehouse) -> None:
    """Nothing of it reaches the table, nor the control table."""
    emulator = warehouse.emulator
    warehouse.load()
    before = warehouse.copy()
    emulator.change("clockings", min(before), {"timeOfDayInMinutes": 7})

    laptop = turn_of_another(warehouse, "laptop")

    def slow(table: Any) -> Any:
        emulator.clock.advance(hours=1)
        with laptop.held(feed(warehouse)) as refused:
            assert not refused
        return table

    source = warehouse.source(owner="nightly")
    source.resources["clockings"].add_map(slow)
    with pytest.raises(LeaseLost, match="nightly"):
        run(warehouse.pipeline(), source)
    assert warehouse.copy() == before
    warehouse.load()
    assert warehouse.copy() == tenant(emulator, "clockings") != before


@pytest.mark.heavy
def test_delta_tables(warehouse: Warehouse, emulator: Emulator, tmp_path: Path) -> None:
    """A lake of Delta tables holds the same, read back with another tool."""
    pytest.importorskip("deltalake")
    polars = pytest.importorskip("polars")
    turn = tmp_path / "lake/protime/clockings"
    pipeline = dlt.pipeline(
        "lake",
        destination=dlt.destinations.filesystem(str(tmp_path / "lake")),
        dataset_name="protime",
        pipelines_dir=str(tmp_path / "pipelines"),
    )

    def copy() -> Rows:
        query = "SELECT id, change_version FROM read_parquet(?)"
        rows = Rows(duckdb.execute(query, [live_files(turn)]).fetchall())
        frame = polars.read_delta(str(turn), columns=["id", "change_version"])
        assert dict(frame.iter_rows()) == rows
        return rows

    for step in range(3):
        run(pipeline, warehouse.source(table_format="delta"))
        assert copy() == tenant(emulator, "clockings")
        emulator.change("clockings", min(copy()), {"timeOfDayInMinutes": step})
        emulator.erase("clockings", max(copy()))
        emulator.clock.advance(hours=60 * step)


def live_files(turn: Path) -> list[str]:
    """Return the files that make up a Delta table now, as its log tells."""
    live: dict[str, None] = {}
    for entry in sorted((turn / "_delta_log").glob("*.json")):
        for line in entry.read_text().splitlines():
            action = json.loads(line)
            if "remove" in action:
                live.pop(unquote(action["remove"]["path"]), None)
            if "add" in action:
                live[unquote(action["add"]["path"])] = None
    return [str(turn / one) for one in live]


def test_another_tenant_is_refused(warehouse: Warehouse, emulator: Emulator) -> None:
    """A copy of one tenant is never overwritten by that of another."""
    warehouse.load()
    with Emulator(people=3, days=5, today=date(2026, 3, 2), tenant="other") as second:
        warehouse.client = client_of(second)
        with pytest.raises(TargetRefused, match="follows acme/"):
            warehouse.load()
    assert warehouse.copy() == tenant(emulator, "clockings")


@pytest.mark.heavy
def test_a_narrower_filter_deletes_nothing(
    warehouse: Warehouse, emulator: Emulator
) -> None:
    """Rows that another filter brought are not judged by this one."""
    counters = {"date": FEBRUARY}
    warehouse.load(counters=counters)
    before = warehouse.copy("counters")
    warehouse.load(counters={**counters, "status": "Manual"})
    assert warehouse.copy("counters") == before
    emulator.erase("counters", min(before))
    warehouse.load(counters=counters)
    assert warehouse.copy("counters") == tenant(emulator, "counters")
