"""A process that is stopped, and goes on after another has read, loses no row."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from protime_emulator import Emulator
from protime_sync import Feed, LeaseHeld, PostgresState, SqliteState, State, Sync
from tests.postgres import Server
from tests.sync.conftest import FEBRUARY, TODAY, USER_AGENT, client_of
from tests.sync.copying import Rows, tenant
from tests.sync.shared_copy import SharedCopy

CHILD = Path(__file__).parents[1] / "child.py"
ROWS = 3000
"""Rows of the copy at the least, in pages of a thousand."""


@pytest.fixture
def served() -> Iterator[Emulator]:
    with (
        Emulator(people=54, days=60, seed=1, today=TODAY, page_size=1000) as emulator,
        emulator.serve(),
    ):
        yield emulator


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the state is that two processes share."""
    if request.param == "sqlite":
        return str(tmp_path / "state.db")
    server: Server = request.getfixturevalue("postgres")
    return server.url


def state_at(place: str) -> State:
    is_server = place.startswith("postgresql:")
    return PostgresState(place) if is_server else SqliteState(place)


@contextmanager
def sleeper(
    emulator: Emulator, place: str, copy: str
) -> Iterator[subprocess.Popen[str]]:
    """Run a child until its first page is in the copy, and stop it there."""
    settings = json.dumps({**emulator.settings(), "user_agent": USER_AGENT})
    command = [sys.executable, "-W", "ignore", str(CHILD), "slow", place, copy]
    with subprocess.Popen(  # noqa: S603  # ourselves
        [*command, settings], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            process.send_signal(signal.SIGSTOP)
            yield process
        finally:
            process.kill()


def load(feed: Feed[object], copy: SharedCopy) -> int:
    """Apply a batch, page by page, and return the number of changes."""
    count = 0
    with feed.batch() as changes:
        for part in changes.parts():
            copy.write(part)
            count += len(part)
    return count


def taken_over(feed: Feed[object], copy: SharedCopy) -> int:
    """Apply a batch once the stopped process has lost its lease; return its waits."""
    end, waits = time.monotonic() + 120, 0
    while True:
        try:
            load(feed, copy)
        except LeaseHeld:
            waits += 1
            assert time.monotonic() < end, "A stopped process kept its lease for ever."
            time.sleep(0.1)
        else:
            return waits


@pytest.mark.heavy
def test_a_stopped_process_loses_no_row(
    served: Emulator, place: str, tmp_path: Path
) -> None:
    """It deleted the 1,000 rows of its first page, for good, and stored that."""
    path = str(tmp_path / "copy.db")
    state, copy = state_at(place), SharedCopy(path)
    sync = Sync(client_of(served), state, today=served.clock.today, owner="second")
    feed = sync.follow("clockings", date=FEBRUARY)
    load(feed, copy)
    assert len(copy.rows()) > ROWS
    served.clock.advance(hours=73)
    with sleeper(served, place, path) as process:
        assert taken_over(feed, copy) > 0, "It held no lease when it was stopped."
        process.send_signal(signal.SIGCONT)
        said, _ = process.communicate(timeout=120)
    assert "The lease of sleeper" in said
    whole: Rows = tenant(served, "clockings")
    assert copy.rows() == whole
    assert feed.status().rows == len(whole)
    assert load(feed, copy) == 0
    copy.close()
