"""Tables of activities must equal what the tenant has below its structure's levels."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import dlt
import duckdb
import pytest

from protime import InvalidRequest, NotFound, PersonReference, Protime
from protime_emulator import Emulator
from protime_runtime.messages import Upsert
from protime_sync import MemoryState
from protime_sync.dlt import duckdb_file, protime_source, run
from protime_sync.dlt.copying import Copy, Options, Outcome
from protime_sync.loads.partitions import partitions
from tests.sync.conftest import sync_of
from tests.sync.copying import Rows, apply

pytestmark = pytest.mark.filterwarnings("ignore")

NAMES = ("activity-definitions", "activity-restrictions", "activity-usages")
LEVELS = (1, 2, 3)
USAGE = {
    "activityUsageKind": "Person",
    "usageReference": {"id": 2},
    "from": "2026-01-01",
}


class Warehouse:
    """A DuckDB file with a copy of a tenant's activities."""

    def __init__(self, folder: Path, emulator: Emulator, client: Protime) -> None:
        self.folder = folder
        self.file = folder / "acme.duckdb"
        self.emulator = emulator
        self.client = client
        self.remarks = list[str]()

    @property
    def pipeline(self) -> Any:
        return dlt.pipeline(
            "acme",
            destination=duckdb_file(str(self.file)),
            dataset_name="protime",
            pipelines_dir=str(self.folder / "pipelines"),
        )

    def copy(self, *, filter: Mapping[str, object], **more: Any) -> Copy:
        clock = self.emulator.clock
        options = Options(client=self.client, now=clock.now, today=clock.today, **more)
        return Copy(
            pipeline=self.pipeline,
            options=options,
            filters=dict.fromkeys(NAMES, filter),
            remark=self.remarks.append,
        )

    def turn(self, levels: object = LEVELS, **more: Any) -> dict[str, Outcome]:
        structure = self.emulator.structure_version
        copy = self.copy(filter={"structures": {structure: levels}}, **more)
        return by_name(copy.turn())

    def rows(self, name: str) -> dict[str, dict[str, Any]]:
        with duckdb.connect(str(self.file)) as database:
            table = database.table(f"protime.{name.replace('-', '_')}")
            names = table.columns
            rows = [dict(zip(names, row, strict=True)) for row in table.fetchall()]
        return {row["id"]: row for row in rows}


def by_name(outcomes: list[Outcome]) -> dict[str, Outcome]:
    for outcome in outcomes:
        if outcome.error is not None:
            raise outcome.error
    return {outcome.collection: outcome for outcome in outcomes}


def changes(outcomes: Mapping[str, Outcome]) -> list[tuple[int, int]]:
    return [(outcomes[name].changed, outcomes[name].deleted) for name in NAMES]


def definitions(emulator: Emulator) -> dict[str, Any]:
    return {str(row["id"]): row for row in emulator.collection(NAMES[0])}


def give(emulator: Emulator, definition: str, *usages: Mapping[str, object]) -> None:
    """Let people register time on a definition."""
    emulator.add(
        "activity-usages",
        {
            "id": definition,
            "activityDefinitionId": {"id": definition},
            "usages": list(usages),
        },
    )


@pytest.fixture
def warehouse(tmp_path: Path, emulator: Emulator, client: Protime) -> Warehouse:
    return Warehouse(tmp_path, emulator, client)


def test_the_tables_follow_the_tenant(warehouse: Warehouse, emulator: Emulator) -> None:
    """First load, an idle turn, an end, other usages, and a definition that is gone."""
    count = len(definitions(emulator))
    assert changes(warehouse.turn()) == [(count, 0)] * 3
    assert f"activity-usages: asked for {count} definitions, one by one" in (
        warehouse.remarks
    )
    assert changes(warehouse.turn()) == [(0, 0)] * 3
    ended, used, gone, *_ = definitions(emulator)
    emulator.change(NAMES[0], ended, {"activeUntil": "2026-06-30"})
    give(emulator, used, USAGE)
    assert changes(warehouse.turn()) == [(1, 0), (0, 0), (1, 0)]
    emulator.erase(NAMES[0], gone)
    assert changes(warehouse.turn()) == [(0, 1)] * 3
    for name in NAMES:
        assert warehouse.rows(name).keys() == definitions(emulator).keys()
    assert str(warehouse.rows(NAMES[0])[ended]["active_until"]) == "2026-06-30"
    row = warehouse.rows("activity-usages")[used]
    assert row["structure_version"] == emulator.structure_version
    assert row["level"] == definitions(emulator)[used]["level"]
    assert row["activity_definition_id"] == used
    assert json.loads(row["usages"]) == [USAGE]


def test_each_page_of_definitions_leads_to_its_own(
    tmp_path: Path, warehouse: Warehouse
) -> None:
    """However the lists are cut into pages."""
    with Emulator(people=2, days=2, page_size=2) as emulator:
        settings = emulator.settings()
        client = Protime(
            **settings, user_agent="Sync/v1 (Acme Corp)", http=emulator.http()
        )
        small = Warehouse(tmp_path, emulator, client)
        small.turn()
        assert small.rows(NAMES[2]).keys() == definitions(emulator).keys()


def test_what_was_deleted_in_between_is_left_out(
    warehouse: Warehouse, emulator: Emulator
) -> None:
    """A definition that is listed and then answers 404 has no row, and is no error."""
    gone = next(iter(definitions(emulator)))
    emulator.faults.add(f"*/{gone}/usages", status=404)
    outcomes = warehouse.turn()
    assert outcomes["activity-usages"].error is None
    assert definitions(emulator).keys() - warehouse.rows(NAMES[2]) == {gone}
    assert gone in warehouse.rows(NAMES[1])


def test_another_structure_is_an_error(warehouse: Warehouse) -> None:
    """404 of the list itself says that the id is wrong, not that nothing is there."""
    copy = warehouse.copy(filter={"structures": {"5f3c": [1]}})
    assert {type(outcome.error) for outcome in copy.turn()} == {NotFound}


@pytest.mark.heavy
def test_levels_are_kept_in_mind(warehouse: Warehouse, emulator: Emulator) -> None:
    """They can be left away, and added to; fewer ones delete rows only when told."""
    first = [row for row in definitions(emulator).values() if row["level"] == 1]
    warehouse.turn([1])
    assert changes(by_name(warehouse.copy(filter={}).turn())) == [(0, 0)] * 3
    assert len(warehouse.rows(NAMES[2])) == len(first)
    warehouse.turn([2, 1])
    with pytest.raises(InvalidRequest, match="or give --prune"):
        warehouse.turn([1])
    warehouse.turn([1], prune=True)
    for name in NAMES:
        assert warehouse.rows(name).keys() == {row["id"] for row in first}


def test_a_copy_without_levels_says_where_they_are_found(warehouse: Warehouse) -> None:
    """In one line, before anything is asked for."""
    outcomes = warehouse.copy(filter={}).turn()
    for outcome in outcomes:
        assert isinstance(outcome.error, InvalidRequest)
        assert "configuration of myProtime" in str(outcome.error)
    assert not [
        request for request in warehouse.emulator.requests if "levels" in request.path
    ]


@pytest.mark.heavy
def test_verify_finds_and_repairs(warehouse: Warehouse, emulator: Emulator) -> None:
    """A changed, a missing and an extra row; the levels are those that the copy has."""
    warehouse.turn()
    changed, lost, *_ = definitions(emulator)
    with duckdb.connect(str(warehouse.file)) as database:
        for name in NAMES:
            table = f"protime.{name.replace('-', '_')}"
            for statement in ("UPDATE {} SET level = 7", "DELETE FROM {}"):
                spoil = f"{statement.format(table)} WHERE id = ?"
                database.execute(spoil, [changed if "UPDATE" in spoil else lost])
    verify = partial(warehouse.copy(filter={}).verify, repair=True)
    for found in verify():
        assert (found.changed, found.missing, found.extra) == (1, 1, 0)
        assert found.columns == ("level",)
    assert all(found.is_equal for found in verify())


def test_other_names_are_asked_for(warehouse: Warehouse, emulator: Emulator) -> None:
    """Of people in usages, which are held within the column of JSON."""
    used = next(iter(definitions(emulator)))
    give(emulator, used, USAGE)
    name = PersonReference.EMPLOYEE_NUMBER
    warehouse.turn(references={"activity-usages": (name,)})
    assert "@employee-number" in warehouse.rows("activity-usages")[used]["usages"]


def test_the_source_for_dlt(warehouse: Warehouse, emulator: Emulator) -> None:
    """Without `Copy`, levels are given as texts or by structure, each time."""
    structure, clock = emulator.structure_version, emulator.clock
    made = partial(protime_source, warehouse.client, now=clock.now, today=clock.today)
    given = {"structures": f"{structure}:1-3"}
    run(warehouse.pipeline, made(activity_usages=given))
    assert warehouse.rows("activity-usages").keys() == definitions(emulator).keys()
    with pytest.raises(InvalidRequest, match="configuration of myProtime"):
        made(activity_usages={})


@pytest.mark.parametrize("name", NAMES)
def test_feeds_follow_them(client: Protime, emulator: Emulator, name: str) -> None:
    """With models that say where they stand; a load can be interrupted."""
    sync, copy = sync_of(emulator, client, MemoryState()), Rows()
    feed = sync.follow(name, structures={emulator.structure_version: LEVELS})
    while apply(feed, copy, at_most=2):
        pass
    assert copy.keys() == definitions(emulator).keys()
    emulator.erase(NAMES[0], next(iter(copy)))
    assert apply(feed, copy) == 1
    other = sync_of(emulator, client, MemoryState())
    with other.follow(
        name, structures={emulator.structure_version: [2]}
    ).batch() as batch:
        items = [change.item for change in batch if isinstance(change, Upsert)]
    assert {(item.structure_version, item.level) for item in items} == {
        (emulator.structure_version, 2)
    }


@pytest.mark.parametrize("name", NAMES)
def test_partitions_read_them(client: Protime, emulator: Emulator, name: str) -> None:
    """As Arrow tables, for engines of one's own."""
    structure = emulator.structure_version
    for given in ([f"{structure}:1,2-3"], {structure: LEVELS}):
        (task,) = partitions(name, structures=given)
        assert {*task.read(client)["id"].to_pylist()} == definitions(emulator).keys()


@pytest.mark.parametrize(
    "given",
    [
        *("5f3c", "5f3c:", ":1", "5f3c:x", "5f3c:3-1", "5f3c:1-", 7, {"5f3c": []}),
        *({"5f3c": ["1"]}, {"": [1]}, {"5f3c": [True]}, {"5f3c": [-1]}),
    ],
)
def test_levels_that_say_nothing(client: Protime, given: object) -> None:
    """They are refused before anything is sent."""
    with pytest.raises(InvalidRequest, match="level"):
        partitions(client.activity_definitions, structures=given)
