"""The sample tenant must fit the catalog, be the same for a seed, and start at once."""

from __future__ import annotations

import time
import tracemalloc
from datetime import date
from typing import Any

import pytest

from protime.catalog import CATALOG
from protime_emulator import Emulator
from protime_runtime.catalog import CollectionInfo, FieldInfo

from .conftest import TODAY, Asker, asker

STORED = [name for name in CATALOG if name not in ("webhooks", "external-references")]
PARTS = ("activity-usages", "activity-restrictions")
KEPT = {"id", "changeVersion"}
"""What every row is kept with, also where no answer shows it."""


PLAIN = {"integer": int, "string": str, "boolean": bool, "number": (int, float)}


def _check(value: object, info: FieldInfo, collection: CollectionInfo) -> None:
    if info.list:
        assert isinstance(value, list)
    for one in value if isinstance(value, list) else [value]:
        _check_one(one, info, collection)


def _check_one(value: object, info: FieldInfo, collection: CollectionInfo) -> None:
    type = next((one for one in collection.types if one.name == info.type), None)
    if info.identifier:
        assert isinstance(value, dict)
        assert set(value) == {"id"}
    elif type is not None and type.values:
        assert value in type.values
    elif type is not None:
        assert isinstance(value, dict)
        for field in type.fields:
            if field.wire in value and not field.map:
                _check(value[field.wire], field, collection)
    elif info.type == "date":
        date.fromisoformat(str(value))
    elif info.type in PLAIN:
        assert isinstance(value, PLAIN[info.type])  # type: ignore[arg-type]  # classes


@pytest.mark.parametrize("name", STORED)
def test_rows_fit_the_catalog(lasting: Asker, name: str) -> None:
    collection = CATALOG[name]
    fields = {field.wire: field for field in collection.fields}
    rows = lasting.emulator.collection(name)
    assert rows or name in PARTS
    for row in rows:
        assert set(row) <= KEPT | set(fields)
        assert {one.wire for one in fields.values() if one.read == "always"} <= set(row)
        for wire, value in row.items():
            if wire in fields and value is not None:
                _check(value, fields[wire], collection)


def test_identifiers_name_rows_that_exist(lasting: Asker) -> None:
    for name in STORED:
        for row in lasting.emulator.collection(name)[:200]:
            for field in CATALOG[name].fields:
                if field.identifier and not field.list and field.wire in row:
                    id = row[field.wire]["id"]  # type: ignore[index]  # checked above
                    lasting.emulator._row(field.identifier[0], id)


def test_a_seed_makes_the_same_tenant() -> None:
    def clockings(seed: int) -> list[dict[str, object]]:
        with Emulator(people=5, days=20, seed=seed, today=TODAY) as emulator:
            return emulator.collection("clockings")

    assert clockings(1) == clockings(1)
    assert clockings(1) != clockings(2)


def test_days_look_like_working_days(lasting: Asker) -> None:
    rows = lasting.emulator.collection("clockings")
    days = {str(row["date"]) for row in rows}
    assert min(days) >= "2026-01-01"
    assert max(days) <= "2026-03-01"
    nights = [row for row in rows if int(str(row["timeOfDayInMinutes"])) > 1440]
    assert {row["person"]["id"] for row in nights} >= {3}  # type: ignore[index]  # an object
    kinds = {row["kind"] for row in rows}
    assert kinds == {"InOut", "Activity", "ActivityEnd", "Reason"}
    weekdays = {date.fromisoformat(day).weekday() for day in days}
    assert weekdays == {0, 1, 2, 3, 4}


def test_totals_add_up(lasting: Asker) -> None:
    path = "/calculated-totals?filter=person in (1) and date ge '2026-01-01'"
    rows, _, _ = lasting.walk(path)
    assert len(rows) == 60
    total = 0
    for row in rows:
        total += int(str(row["flextimeDurationInMinutes"]))
        assert row["flextimeBalanceInMinutes"] == total


def test_every_row_can_be_fetched_by_its_id(lasting: Asker) -> None:
    for name in ("clockings", "counters", "people", "contracts"):
        for row in lasting.emulator.collection(name)[::97]:
            assert lasting.ask(f"/{name}/{row['id']}").json() == row


def test_a_large_tenant_starts_at_once_and_stays_small() -> None:
    tracemalloc.start()
    before = time.process_time()
    with Emulator(people=5000, days=365, today=TODAY, page_size=1000) as emulator:
        api = asker(emulator)
        body = api.ask("/clockings?filter=date ge '2026-02-27'").json()
        assert len(body["value"]) == 1000
        text = "person in (4999) and date ge '2025-03-10' and date le '2026-03-01'"
        assert api.ask(f"/calculated-totals?filter={text}").is_success
        query: dict[str, Any] = {"externalReferences": "(people,@badge-number)"}
        assert api.ask("/people/6704999", **query).json()["id"] == 4999
    elapsed = time.process_time() - before
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert elapsed < 10
    assert peak < 200 * 1024 * 1024
