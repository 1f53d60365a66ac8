"""The same end check on a real PostgreSQL server, which the tests start."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["RUNTIME__LOG_LEVEL"] = "ERROR"

import dlt

from protime import Protime
from protime_emulator import Emulator
from protime_sync import LeaseHeld, PostgresState, StateError
from protime_sync.dlt import protime_source, run

from ..postgres import Server, running
from .conftest import FEBRUARY, sync_of
from .copying import Rows, apply, tenant

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as made:
        yield made


class Warehouse:
    """A dataset of the server that a pipeline keeps a copy of a tenant in."""

    def __init__(self, server: Server, folder: Path, emulator: Emulator) -> None:
        self.server = server
        self.folder = folder
        self.emulator = emulator

    def load(self, client: Protime) -> None:
        clock = self.emulator.clock
        pipeline = dlt.pipeline(
            "acme",
            destination=dlt.destinations.postgres(self.server.url),
            dataset_name="acme",
            pipelines_dir=str(self.folder),
        )
        filters: dict[str, Any] = {"clockings": {"date": FEBRUARY}, "people": {}}
        source = protime_source(client, filters, now=clock.now, today=clock.today)
        run(pipeline, source)

    def copy(self, table: str) -> Rows:
        psycopg = pytest.importorskip("psycopg")
        with psycopg.connect(self.server.url) as database:
            query = f"SELECT id, change_version FROM acme.{table}"  # noqa: S608
            return dict(database.execute(query).fetchall())

    def is_equal(self) -> bool:
        return all(
            self.copy(one) == tenant(self.emulator, one)
            for one in ("clockings", "people")
        )


def test_the_tables_follow_the_tenant(
    server: Server, tmp_path: Path, emulator: Emulator, client: Protime
) -> None:
    """First load, changes, deletions, a dead link, and a server that was down."""
    warehouse = Warehouse(server, tmp_path, emulator)
    warehouse.load(client)
    assert warehouse.is_equal()
    first, second, third, *_ = sorted(warehouse.copy("clockings"))
    emulator.change("clockings", first, {"timeOfDayInMinutes": 7})
    emulator.erase("clockings", second)
    emulator.erase("people", 2)
    warehouse.load(client)
    assert warehouse.is_equal()
    emulator.erase("clockings", third)
    emulator.clock.advance(hours=73)
    warehouse.load(client)
    assert warehouse.is_equal()
    emulator.erase("people", 3)
    server.stop()
    with pytest.raises(Exception, match=r"(?i)connection"):
        warehouse.load(client)
    server.start()
    warehouse.load(client)
    assert warehouse.is_equal()


def test_a_state_in_the_database(
    server: Server, emulator: Emulator, client: Protime
) -> None:
    """A feed on one machine goes on where that of another ended."""
    pytest.importorskip("psycopg")
    one, two = (PostgresState(server.url) for _ in range(2))
    copy = Rows()
    first = sync_of(emulator, client, one, owner="nightly")
    apply(first.follow("clockings", date=FEBRUARY), copy, at_most=100)
    feed = sync_of(emulator, client, two).follow("clockings", date=FEBRUARY)
    apply(feed, copy)
    assert copy == tenant(emulator, "clockings")
    emulator.change("clockings", min(copy), {"timeOfDayInMinutes": 7})
    feed.keep_alive()
    emulator.erase("clockings", max(copy))
    assert apply(feed, copy) == 2
    emulator.erase("clockings", min(copy))
    emulator.clock.advance(hours=73)
    apply(feed, copy)
    assert copy == tenant(emulator, "clockings")
    assert feed.status().rows == len(copy)
    with (
        first.follow("clockings", date=FEBRUARY).batch(),
        pytest.raises(LeaseHeld, match="nightly"),
    ):
        apply(feed, copy)


def test_a_database_that_is_down_is_no_empty_state(server: Server) -> None:
    pytest.importorskip("psycopg")
    state = PostgresState(server.url)
    server.stop()
    with pytest.raises(StateError, match="PostgreSQL failed"):
        state.load("acme")
    server.start()
    assert state.load("acme") is None
