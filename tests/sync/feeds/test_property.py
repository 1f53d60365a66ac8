"""Whatever happens, the table equals the tenant after the next good batch."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from protime import Protime
from protime_emulator import Emulator, listing
from protime_runtime.errors import ProtimeError
from protime_runtime.sending.retries import RetryPolicy
from protime_sync import MemoryState, SqliteState, State
from tests.sync.conftest import FEBRUARY, TODAY, USER_AGENT, sync_of
from tests.sync.feeds.test_feed import lose_position
from tests.sync.table import SINCE, Crash, Table, check_newer, expected

EXAMPLES = int(os.environ.get("PROTIME_SYNC_EXAMPLES", "4"))
FAULTS = (400, 409, 410, 429, 500, 503)
KINDS = ("status", "html", "drop", "truncate", "garble")


class Following(RuleBasedStateMachine):
    """A tenant that changes, a feed that is read, and a table that must follow."""

    def __init__(self) -> None:
        super().__init__()
        self.emulator = Emulator(people=2, days=35, seed=3, today=TODAY, page_size=10)
        client = Protime(
            **self.emulator.settings(),
            user_agent=USER_AGENT,
            http=self.emulator.http(),
            retries=RetryPolicy(attempts=1),
        )
        self.folder = tempfile.TemporaryDirectory()
        self.state = self.make_state()
        self.table = Table()
        self.feed = sync_of(self.emulator, client, self.state).follow(
            "clockings", date=FEBRUARY
        )

    def make_state(self) -> State:
        return MemoryState()

    def teardown(self) -> None:
        self.recover()
        self.table.close()
        self.emulator.close()
        self.folder.cleanup()

    def pick(self, number: int) -> int:
        rows = self.emulator.collection("clockings")
        return int(str(rows[number % len(rows)]["id"]))

    @initialize(at_most=st.sampled_from([None, None, 60]))
    def begin(self, at_most: int | None) -> None:
        """Load, in one batch or several."""
        self.table.apply(self.feed, at_most)

    @rule(day=st.integers(-50, 10), minutes=st.integers(0, 1440))
    def add(self, day: int, minutes: int) -> None:
        when = TODAY + timedelta(days=day)
        row = {"date": when.isoformat(), "timeOfDayInMinutes": minutes}
        self.emulator.add("clockings", {"person": {"id": 1}, "kind": "InOut", **row})

    @rule(number=st.integers(0, 400), minutes=st.integers(0, 1440))
    def change(self, number: int, minutes: int) -> None:
        fields = {"timeOfDayInMinutes": minutes}
        self.emulator.change("clockings", self.pick(number), fields)

    @rule(number=st.integers(0, 400), day=st.dates(date(2026, 1, 20), TODAY))
    def move(self, number: int, day: date) -> None:
        """Move a clocking into the window or out of it."""
        fields = {"date": day.isoformat()}
        self.emulator.change("clockings", self.pick(number), fields)

    @rule(number=st.integers(0, 400))
    def erase(self, number: int) -> None:
        self.emulator.erase("clockings", self.pick(number))

    @rule(number=st.integers(0, 400))
    def remove(self, number: int) -> None:
        self.emulator.remove("clockings", self.pick(number))

    @rule(hours=st.sampled_from([1, 71, 73, 200]))
    def wait(self, hours: int) -> None:
        self.emulator.clock.advance(hours=hours)

    @rule(
        status=st.sampled_from(FAULTS),
        kind=st.sampled_from(KINDS),
        times=st.integers(1, 4),
    )
    def fail(self, status: int, kind: str, times: int) -> None:
        self.emulator.faults.add("*clockings*", kind=kind, status=status, times=times)  # type: ignore[arg-type]  # sampled

    @rule(
        at_most=st.sampled_from([None, 10, 60]),
        crash=st.sampled_from(["", "", "middle", "end"]),
    )
    def read(self, at_most: int | None, crash: str) -> None:
        before = self.table.cells()
        with suppress(ProtimeError, Crash):
            self.table.apply(self.feed, at_most, crash)
        check_newer(before, self.table.cells())

    @rule(number=st.integers(0, 400), erased=st.booleans())
    def come_late(self, number: int, erased: bool) -> None:
        """Let an answer tell an older version as well, after the newer one."""
        self.recover()
        rows = [row for row in self.emulator.collection("clockings") if _is_in(row)]
        if not rows:
            return
        before = rows[number % len(rows)]
        id = int(str(before["id"]))
        if erased:
            self.emulator.erase("clockings", id)
        else:
            self.emulator.change("clockings", id, {"timeOfDayInMinutes": 1})
        real, late = listing.events, ("InsertOrUpdate", before)
        with patch.object(listing, "events", lambda *all: [*real(*all), late]):
            self.table.apply(self.feed)
            self.table.apply(self.feed)
        assert self.table.cells() == expected(self.emulator)

    @rule()
    def keep_alive(self) -> None:
        with suppress(ProtimeError):
            self.feed.keep_alive()

    @precondition(lambda self: self.feed.is_loaded)
    @rule()
    def lose(self) -> None:
        lose_position(self.state, self.feed.name)

    @rule()
    def recover(self) -> None:
        self.emulator.faults.clear()
        before = self.table.cells()
        self.table.apply(self.feed)
        for _ in range(5):
            if self.feed.is_loaded and not self.table.apply(self.feed):
                break
        assert self.table.cells() == expected(self.emulator)
        check_newer(before, self.table.cells())
        assert self.feed.status().rows == len(self.table.cells())


class FollowingWithSqlite(Following):
    """The same with a file."""

    def make_state(self) -> State:
        return SqliteState(Path(self.folder.name) / "state.db")

    def teardown(self) -> None:
        super().teardown()
        assert isinstance(self.state, SqliteState)
        self.state.close()


def _is_in(row: Mapping[str, object]) -> bool:
    return str(row["date"]) >= SINCE


_settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestFollowing = Following.TestCase
TestFollowing.settings = _settings
TestFollowingWithSqlite = FollowingWithSqlite.TestCase
TestFollowingWithSqlite.settings = _settings
