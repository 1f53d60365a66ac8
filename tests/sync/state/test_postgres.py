"""The same end check on a real PostgreSQL server, which the tests start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dlt
import pytest

from protime import Protime
from protime_emulator import Emulator
from protime_sync import LeaseHeld, LeaseLost, PostgresState, SqlState, StateError
from protime_sync.database.database import copying
from protime_sync.database.servers import _WAITS
from protime_sync.database.tables import ITEMS
from protime_sync.dlt import protime_source, run
from protime_sync.state import queries
from protime_sync.state.leases import LENGTH, Lease
from protime_sync.state.protocol import Known
from protime_sync.webhooks.inbox import Received
from protime_sync.webhooks.postgres_inbox import PostgresInbox
from tests.mariadb import Server as MariaServer
from tests.postgres import Server
from tests.sync.conftest import FEBRUARY, sync_of
from tests.sync.copying import Rows, apply, tenant

ROW = (b"digest", False, 7, None, None, "")
pytestmark = pytest.mark.filterwarnings("ignore")


class Warehouse:
    """A dataset of the server that a pipeline keeps a copy of a tenant in."""

    def __init__(self, server: Server, folder: Path, emulator: Emulator) -> None:
        self.server = server
        self.folder = folder
        self.emulator = emulator

    def load(
        self, client: Protime, while_read: Callable[[Any], Any] | None = None
    ) -> None:
        clock = self.emulator.clock
        pipeline = dlt.pipeline(
            "acme",
            destination=dlt.destinations.postgres(self.server.url),
            dataset_name="acme",
            pipelines_dir=str(self.folder),
        )
        filters: dict[str, Any] = {"clockings": {"date": FEBRUARY}, "people": {}}
        source = protime_source(client, filters, now=clock.now, today=clock.today)
        if while_read is not None:
            source.resources["clockings"].add_map(while_read)
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


@pytest.mark.heavy
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


def test_a_server_that_stops_while_rows_are_read(
    server: Server, tmp_path: Path, emulator: Emulator, client: Protime
) -> None:
    """Nothing reaches the tables, and the next load brings both lots of changes."""
    warehouse = Warehouse(server, tmp_path, emulator)
    warehouse.load(client)
    before = warehouse.copy("clockings")
    first, second, *_ = sorted(before)
    emulator.change("clockings", first, {"timeOfDayInMinutes": 7})

    def stop(table: Any) -> Any:
        server.stop()
        return table

    with pytest.raises(Exception, match=r"(?i)connection"):
        warehouse.load(client, stop)
    server.start()
    assert warehouse.copy("clockings") == before
    emulator.erase("clockings", second)
    warehouse.load(client)
    assert warehouse.is_equal()


def _taken_while_asleep(one: SqlState, two: SqlState, told: str) -> None:
    """Take the lease with the second: the first is told at its next statement."""
    wanted = Lease(owner="nightly", until=datetime.now(UTC) + LENGTH)
    lease = one.acquire("people", wanted, datetime.now(UTC), force=False)

    def slept() -> None:
        with one._owned("people", lease) as database:
            taken = two.acquire("people", wanted, datetime.now(UTC), force=True)
            assert taken.fence == lease.fence + 1
            database.exec_driver_sql("SELECT 1")

    with pytest.raises(StateError, match=told):
        slept()
    with pytest.raises(LeaseLost):
        one.renew("people", lease)


def test_who_sleeps_amid_a_transaction_keeps_nobody_from_the_lease(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server ends it, where a row stayed locked until the sleeper woke up."""
    pytest.importorskip("psycopg")
    monkeypatch.setattr(
        "protime_sync.database.servers._WAITS", _WAITS.replace("=60s", "=500ms")
    )
    one, two = (PostgresState(server.url, schema="asleep") for _ in range(2))
    _taken_while_asleep(one, two, "idle-in-transaction")


def test_who_sleeps_in_mariadb_keeps_nobody_from_the_lease(
    mariadb: MariaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in PostgreSQL; MySQL itself ends no session that sleeps."""
    settings = {"innodb_lock_wait_timeout": 120, "idle_transaction_timeout": 1}
    monkeypatch.setattr("protime_sync.database.servers._MARIADB", settings)
    url = mariadb.with_database()
    _taken_while_asleep(SqlState(url), SqlState(url), "in MySQL failed")


def test_feeds_do_not_wait_for_each_other_in_mariadb(
    mariadb: MariaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though what one commits stands beside what the other is about to stage."""
    settings = {"innodb_lock_wait_timeout": 1}
    monkeypatch.setattr("protime_sync.database.servers._MARIADB", settings)
    state, row = SqlState(mariadb.with_database()), Known(1, "A", *ROW)
    leases = {
        feed: state.acquire(
            feed,
            Lease(owner=feed, until=datetime.now(UTC) + LENGTH),
            datetime.now(UTC),
            force=False,
        )
        for feed in ("clockings", "people")
    }
    state.stage("clockings", [row], leases["clockings"])
    with state._owned("clockings", leases["clockings"]) as database:
        staged = copying("mysql", ITEMS, queries.STAGED)
        database.execute(staged, {"of": "clockings"})
        state.stage("people", [row], leases["people"])
    assert state.rows("clockings") == 1


def test_who_waits_for_a_lock_in_mariadb_is_told_in_the_end(
    mariadb: MariaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"innodb_lock_wait_timeout": 1}
    monkeypatch.setattr("protime_sync.database.servers._MARIADB", settings)
    url = mariadb.with_database()
    one, two = SqlState(url), SqlState(url)
    wanted = Lease(owner="nightly", until=datetime.now(UTC) + LENGTH)
    lease = one.acquire("people", wanted, datetime.now(UTC), force=False)
    with (
        one._owned("people", lease),
        pytest.raises(StateError, match="Lock wait timeout"),
    ):
        two.acquire("people", wanted, datetime.now(UTC), force=True)


def test_who_waits_for_a_lock_is_told_in_the_end(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sleeper that the server cannot tell from a slow one stops nobody for ever."""
    pytest.importorskip("psycopg")
    monkeypatch.setattr(
        "protime_sync.database.servers._WAITS", _WAITS.replace("=120s", "=200ms")
    )
    one, two = (PostgresState(server.url, schema="waited") for _ in range(2))
    wanted = Lease(owner="nightly", until=datetime.now(UTC) + LENGTH)
    lease = one.acquire("people", wanted, datetime.now(UTC), force=False)
    with (
        one._owned("people", lease),
        pytest.raises(StateError, match="lock timeout"),
    ):
        two.acquire("people", wanted, datetime.now(UTC), force=True)


def without_encoding(server: Server, name: str) -> str:
    """Make a database and return its address."""
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(server.url, autocommit=True) as database:
        database.execute(
            f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' TEMPLATE template0"
            " LC_COLLATE 'C' LC_CTYPE 'C'"
        )
    return server.url.rpartition("/")[0] + f"/{name}"


def test_a_database_without_an_encoding_holds_an_inbox(server: Server) -> None:
    """With the texts that were put there."""
    inbox = PostgresInbox(without_encoding(server, "inbox"))
    received = Received(
        source="badges", collection="people", body=b"{}", received_at=datetime.now(UTC)
    )
    assert inbox.put([received]) == [True]
    (waiting,) = inbox.waiting("people", 1)
    inbox.close()
    assert "badges" in waiting


def test_a_database_without_an_encoding_holds_a_state(
    server: Server, emulator: Emulator, client: Protime
) -> None:
    """As initdb makes it where the system has no locale; texts came as bytes."""
    state = PostgresState(without_encoding(server, "state"))
    feed, copy = sync_of(emulator, client, state).follow("people"), Rows()
    apply(feed, copy)
    emulator.erase("people", 2)
    assert apply(feed, copy) == 1
    assert copy == tenant(emulator, "people")


def test_a_state_whose_server_stops_within_a_batch(
    server: Server, emulator: Emulator, client: Protime
) -> None:
    """The link stays where it was, and the same changes come again."""
    pytest.importorskip("psycopg")
    state = PostgresState(server.url, schema="stopped")
    feed, copy = sync_of(emulator, client, state).follow("people"), Rows()
    apply(feed, copy)
    emulator.erase("people", 2)

    def read_and_stop() -> None:
        with feed.batch() as changes:
            assert [change.id for change in changes] == [2]
            server.stop()

    with pytest.raises(StateError, match="PostgreSQL failed"):
        read_and_stop()
    server.start()
    assert apply(feed, copy) == 1
    assert copy == tenant(emulator, "people")


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
