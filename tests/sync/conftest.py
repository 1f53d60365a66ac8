"""A small tenant, a client of it, and each kind of state."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest

from protime import DateRange, Protime
from protime_emulator import Emulator
from protime_sync import MemoryState, PostgresState, SqliteState, State, Sync
from protime_sync.state.leases import LENGTH
from protime_sync.state.sql import SqlState

from ..depth import SERVERS
from ..forks import Forks
from ..mariadb import Server as MariaServer
from ..postgres import Server

TODAY = date(2026, 3, 2)
FEBRUARY = DateRange(date(2026, 2, 1))
USER_AGENT = "Sync/v1 (Acme Corp)"


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(people=6, days=40, seed=1, today=TODAY, page_size=50) as made:
        yield made


@pytest.fixture
def client(emulator: Emulator) -> Protime:
    return client_of(emulator)


@pytest.fixture(params=["memory", "sqlite"])
def state(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[State]:
    if request.param == "memory":
        yield MemoryState()
        return
    made = SqliteState(tmp_path / "state.db")
    yield made
    made.close()


_places: WeakKeyDictionary[State, Callable[[], SqlState]] = WeakKeyDictionary()


def reopened(state: State) -> State:
    """Return what another process would open."""
    return _places[state]() if state in _places else state


@pytest.fixture(params=["memory", "sqlite", *SERVERS])
def any_state(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[State]:
    """Each kind of state there is, empty."""
    if request.param == "memory":
        yield MemoryState()
        return
    place = _place(request, tmp_path)
    made = place()
    _places[made] = place
    yield made
    made.close()


def _place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], SqlState]:
    if request.param == "sqlite":
        return partial(SqliteState, tmp_path / "state.db")
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        schema = f"s{secrets.token_hex(6)}"
        return partial(PostgresState, server.url, schema=schema)
    mariadb: MariaServer = request.getfixturevalue("mariadb")
    return partial(SqlState, mariadb.with_database())


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """Make processes that keep copies, without importing all anew for each."""
    with Forks("protime_sync.state.sqlite", "duckdb", "tests.sync.table") as made:
        yield made


@pytest.fixture
def large() -> Iterator[Emulator]:
    """Make a tenant whose clockings are three pages."""
    with Emulator(people=6, days=40, seed=1, today=TODAY, page_size=90) as made:
        yield made


@pytest.fixture
def sync(emulator: Emulator, client: Protime, state: State) -> Sync:
    return sync_of(emulator, client, state)


def client_of(emulator: Emulator) -> Protime:
    settings = emulator.settings()
    return Protime(**settings, user_agent=USER_AGENT, http=emulator.http())


def sync_of(
    emulator: Emulator,
    client: Protime,
    state: State,
    *,
    owner: str | None = None,
    lease: timedelta = LENGTH,
) -> Sync:
    clock = emulator.clock
    return Sync(
        client,
        state,
        now=clock.now,
        today=clock.today,
        owner=owner,
        lease=lease,
    )


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, for two minutes at the most."""
    end = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < end, "It never was."
        time.sleep(0.02)
