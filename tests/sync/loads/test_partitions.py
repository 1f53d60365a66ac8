"""Parts read side by side must be the whole, each item once."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from protime import AsyncProtime, DateRange, PersonReference, Protime
from protime_emulator import Emulator
from protime_runtime.errors import InvalidRequest, ServerError
from protime_runtime.sending.retries import RetryPolicy
from protime_sync import StateError
from protime_sync.loads.loading import Progress, async_load, load
from protime_sync.loads.partitions import Partition, partitions
from protime_sync.loads.windows import parts, windows
from tests.sync.conftest import FEBRUARY, TODAY, USER_AGENT

WINTER = DateRange(date(2026, 1, 1), date(2026, 2, 28))


@pytest.mark.parametrize("name", ["clockings", "assignments", "calculated-totals"])
@pytest.mark.parametrize("whole", [WINTER, FEBRUARY])
def test_parts_are_the_whole(
    emulator: Emulator, client: Protime, name: str, whole: DateRange
) -> None:
    """What spans two windows comes once, and an open range stays open."""
    emulator.add("clockings", {"person": {"id": 1}, "date": "2026-12-24", "kind": "X"})
    tasks = partitions(name, date=whole, days=5, today=TODAY)
    assert len(tasks) > 4
    ids = [id for one in tasks for id in one.read(client)["id"].to_pylist()]
    (task,) = partitions(name, date=whole, days=1000, today=TODAY)
    assert sorted(ids) == sorted(task.read(client)["id"].to_pylist())
    assert len(set(ids)) == len(ids)


def test_people_are_chunks(client: Protime) -> None:
    tasks = partitions(
        client.clockings, date=WINTER, person=[1, 2, 3, 4, 5], people=2, days=400
    )
    found = [set(one.read(client)["person_id"].to_pylist()) for one in tasks]
    assert found == [{1, 2}, {3, 4}, {5}]


def test_tasks_travel(emulator: Emulator) -> None:
    """A task can be pickled, holds no secret, and makes a client where it runs."""
    with emulator.serve() as url:
        environment = {
            "PROTIME_TENANT": emulator.tenant_name,
            "PROTIME_CLIENT_ID": emulator.client_id,
            "PROTIME_CLIENT_SECRET": emulator.client_secret,
            "PROTIME_USER_AGENT": USER_AGENT,
            "PROTIME_BASE_URL": url,
        }
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            tasks = partitions(
                "clockings",
                date=WINTER,
                days=20,
                external_references=[PersonReference.EMPLOYEE_NUMBER],
            )
            pickled = [pickle.dumps(one) for one in tasks]
            assert emulator.client_secret.encode() not in b"".join(pickled)
            with ThreadPoolExecutor(3) as pool:
                tables = list(pool.map(_read, pickled))
    assert sum(table.num_rows for table in tables) > 300
    assert tables[-1]["person_employee_number"][0].as_py().startswith("E-")


def _read(pickled: bytes) -> object:
    task = pickle.loads(pickled)  # noqa: S301  # made above
    assert isinstance(task, Partition)
    return task.read()


def test_a_filter_is_refused_before_it_is_asked(client: Protime) -> None:
    with pytest.raises(InvalidRequest, match="required"):
        partitions(client.clockings)
    with pytest.raises(InvalidRequest, match="no filter"):
        partitions(client.departments, date=WINTER)


def test_windows_touch_and_do_not_overlap() -> None:
    found = list(windows(WINTER, 30, TODAY))
    assert [(one.start.isoformat(), str(one.end)) for one in found] == [
        ("2026-01-01", "2026-01-30"),
        ("2026-01-31", "2026-02-28"),
    ]
    assert [one.end for one in windows(FEBRUARY, 15, TODAY)][-1] is None
    assert [one.label for one in parts({}, days=3, today=TODAY)] == [""]


def test_a_load_goes_on_where_it_stopped(emulator: Emulator, tmp_path: Path) -> None:
    """What was handed over before a failure is not asked for again."""
    client = Protime(
        **emulator.settings(),
        user_agent=USER_AGENT,
        http=emulator.http(),
        retries=RetryPolicy(attempts=1),
    )
    tasks = partitions("clockings", date=WINTER, days=7, today=TODAY)
    journal, ids, seen = tmp_path / "load.jsonl", list[int](), list[Progress]()
    tables = load(client, tasks, journal=journal, threads=1)
    for _ in range(3):
        ids += next(tables)["id"].to_pylist()
    emulator.faults.add("clockings", status=500)
    with pytest.raises(ServerError):
        next(tables)
    before = len(emulator.requests)
    for table in load(client, tasks, journal=journal, report=seen.append):
        ids += table["id"].to_pylist()
    days = [str(row["date"]) for row in emulator.collection("clockings")]
    assert len(ids) == len(set(ids)) == sum(one < "2026-03-01" for one in days)
    assert len(emulator.requests) - before < 12
    assert seen[-1].parts == seen[-1].of == len(tasks)
    assert seen[-1].skipped == 3
    assert "9 of 9 parts" in str(seen[-1])
    with pytest.raises(StateError, match="no part of this load"):
        list(load(client, partitions("clockings", date=WINTER), journal=journal))


async def test_an_async_load_goes_on_where_it_stopped(
    emulator: Emulator, tmp_path: Path
) -> None:
    """Awaited, too: what was handed over is not asked for again, and no row twice."""
    async with emulator.async_http() as http:
        client = AsyncProtime(
            **emulator.settings(),
            user_agent=USER_AGENT,
            http=http,
            retries=RetryPolicy(attempts=1),
        )
        tasks = partitions("clockings", date=WINTER, days=7, today=TODAY)
        journal, ids, seen = tmp_path / "load.jsonl", list[int](), list[Progress]()
        tables = async_load(client, tasks, journal=journal, workers=1)
        for _ in range(3):
            ids += (await anext(tables))["id"].to_pylist()
        emulator.faults.add("clockings", status=500)
        with pytest.raises(ServerError):
            await anext(tables)
        more = async_load(client, tasks, journal=journal, report=seen.append)
        async for table in more:
            ids += table["id"].to_pylist()
    days = [str(row["date"]) for row in emulator.collection("clockings")]
    assert len(ids) == len(set(ids)) == sum(one < "2026-03-01" for one in days)
    assert (seen[-1].parts, seen[-1].skipped) == (len(tasks), 3)
