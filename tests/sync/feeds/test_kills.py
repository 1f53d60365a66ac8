"""Processes that are killed at any moment lose nothing, and two never read as one."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from protime_emulator import Emulator
from protime_emulator.faults import Fault
from protime_sync import LeaseHeld, SqliteState, Sync
from tests.depth import many
from tests.forks import Forks
from tests.sync.conftest import FEBRUARY, TODAY, USER_AGENT, client_of
from tests.sync.table import Table, check_newer, expected

KILLS = int(os.environ.get("PROTIME_SYNC_KILLS", many(20, 10)))
"""Of each ten, one hits a dlt pipeline and nine a feed of its own."""

CHILD = "tests.sync.child"


FAULTS = (
    Fault(status=429, retry_after=0),
    Fault(status=401),
    Fault(status=500),
    Fault(status=503),
    Fault(kind="drop"),
    Fault(kind="truncate"),
    Fault(kind="expire-tokens"),
)
"""What the API does to a child that is going to be killed as well."""


@contextmanager
def child(
    forks: Forks, emulator: Emulator, *arguments: str, said: list[str] | None = None
) -> Iterator[None]:
    """Run a child until it says that it begins, and kill it at the block's end."""
    settings = json.dumps({**emulator.settings(), "user_agent": USER_AGENT})
    read, write = os.pipe()
    with os.fdopen(read) as out, open(os.devnull, "wb") as nothing:
        with os.fdopen(write, "wb") as end:
            process = forks.start(CHILD, *arguments, settings, out=end, err=nothing)
        try:
            assert out.readline() == "ready\n"
            yield
            process.send_signal(signal.SIGKILL)
            status = process.wait()
            assert status == -signal.SIGKILL, "It ended before it was killed."
        finally:
            process.end()
            if said is not None:
                said += out


@pytest.fixture
def served() -> Iterator[Emulator]:
    with (
        Emulator(people=5, days=40, seed=1, today=TODAY, page_size=20) as emulator,
        emulator.serve(),
    ):
        yield emulator


def disturb(emulator: Emulator, chance: random.Random) -> None:
    """Change the tenant while it is being read, and let some of its answers fail.

    Now and then, days pass.
    """
    emulator.faults.at_random(0.3, seed=chance.randrange(1000), faults=FAULTS)
    rows = emulator.collection("clockings")
    for row in chance.sample(rows, 3):
        id = int(str(row["id"]))
        match chance.randrange(3):
            case 0:
                emulator.erase("clockings", id)
            case 1:
                fields = {"timeOfDayInMinutes": chance.randrange(1440)}
                emulator.change("clockings", id, fields)
            case _:
                day = f"2026-0{chance.randrange(1, 4)}-01"
                fields = {"person": {"id": 1}, "kind": "InOut", "date": day}
                emulator.add("clockings", {**fields, "timeOfDayInMinutes": 1})
    if chance.random() < 0.2:
        emulator.clock.advance(hours=73)


@pytest.mark.heavy
def test_a_feed_that_is_killed(forks: Forks, served: Emulator, tmp_path: Path) -> None:
    """After each kill, the next good batch makes the table equal to the tenant."""
    chance, batches = random.Random(7), list[str]()  # noqa: S311  # no secret
    state, table = str(tmp_path / "state.db"), str(tmp_path / "copy.duckdb")
    for _ in range(KILLS - KILLS // 10):
        with child(forks, served, "follow", state, table, said=batches):
            time.sleep(chance.random() * 0.15)
            disturb(served, chance)
            time.sleep(chance.random() * 0.15)
        recovered(served, state, table)
    assert len(batches) > KILLS // 2, "Children were killed before they did anything."


def recovered(emulator: Emulator, state: str, table: str) -> None:
    emulator.faults.clear()
    made, copy = SqliteState(state), Table(table)
    sync = Sync(client_of(emulator), made, today=emulator.clock.today)
    feed, before = sync.follow("clockings", date=FEBRUARY), copy.cells()
    copy.apply(feed)
    while not feed.is_loaded or copy.apply(feed):
        pass
    assert copy.cells() == expected(emulator)
    check_newer(before, copy.cells())
    copy.close()
    made.close()


@pytest.mark.heavy
@pytest.mark.filterwarnings("ignore")
def test_a_pipeline_that_is_killed(
    forks: Forks, served: Emulator, tmp_path: Path
) -> None:
    """The same for dlt: rows and link are stored together, or not at all."""
    from tests.sync.dlt.test_dlt import Warehouse

    chance = random.Random(8)  # noqa: S311  # no secret
    warehouse = Warehouse(tmp_path, served, client_of(served))
    for _ in range(KILLS // 10):
        with child(forks, served, "load", str(tmp_path)):
            time.sleep(chance.random())
            disturb(served, chance)
            time.sleep(chance.random())
        served.faults.clear()
        warehouse.load()
        found = {id: version for id, (version, *_) in expected(served).items()}
        assert warehouse.copy() == found


def test_two_processes_and_one_feed(
    forks: Forks, served: Emulator, tmp_path: Path
) -> None:
    """The second one is refused, by the name of the first."""
    state = str(tmp_path / "state.db")
    with child(forks, served, "hold", state):
        feed = Sync(client_of(served), SqliteState(state)).follow("people")
        with pytest.raises(LeaseHeld, match="being read by nightly"), feed.batch():
            pass
    with feed.batch(take_over=True) as changes:
        assert len(list(changes)) == 5
