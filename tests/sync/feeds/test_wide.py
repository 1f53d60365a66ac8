"""Windows bring rows early; the delta that follows decides, without a hole."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from protime import Protime
from protime_emulator import Emulator
from protime_runtime.errors import InvalidRequest, ServerError
from protime_runtime.sending.retries import RetryPolicy
from protime_sync import Changes, Feed, LeaseHeld, State, Sync
from protime_sync.loads.parallel import Progress
from tests.sync.conftest import FEBRUARY, USER_AGENT, sync_of
from tests.sync.copying import Rows, apply, key, tenant


def store(windows: Iterable[Changes], copy: Rows) -> int:
    """Apply windows to a copy, and return the number of rows."""
    count = 0
    for changes in windows:
        count += len(changes)
        copy.update((key(row), row["changeVersion"]) for row in changes.upserts)
    return count


def test_the_delta_brings_only_what_changed(emulator: Emulator, sync: Sync) -> None:
    """Windows bring all rows; the batch after them only what they missed."""
    feed, copy, seen = followed(sync), Rows(), list[Progress]()
    assert store(feed.windows(days=7, report=seen.append), copy) == len(copy) > 100
    assert copy == tenant(emulator, "clockings")
    assert (seen[-1].parts, seen[-1].rows) == (seen[-1].of, len(copy))
    assert not feed.is_loaded
    first, second, third, *_ = sorted(copy)
    emulator.change("clockings", first, {"timeOfDayInMinutes": 7})
    emulator.erase("clockings", second)
    emulator.change("clockings", third, {"date": "2026-01-01"})
    row = {"person": {"id": 1}, "date": "2026-02-03", "timeOfDayInMinutes": 1}
    emulator.add("clockings", {**row, "kind": "InOut"})
    assert apply(feed, copy) == 4
    assert copy == tenant(emulator, "clockings")
    assert feed.is_loaded
    assert feed.status().rows == len(copy)
    assert apply(feed, copy) == 0


def test_what_changes_between_windows_is_not_lost(
    emulator: Emulator, sync: Sync
) -> None:
    """A row that moves from a window to one that was read already still comes."""
    feed, copy = followed(sync), Rows()
    windows = feed.windows(days=7, threads=1)
    first = next(windows)
    store([first], copy)
    late, gone = max(tenant(emulator, "clockings")), min(copy)
    emulator.change("clockings", late, {"date": "2026-02-01"})
    emulator.erase("clockings", gone)
    store(windows, copy)
    assert late not in copy
    assert gone in copy
    assert apply(feed, copy) == 2
    assert copy == tenant(emulator, "clockings")


def test_windows_go_on_where_they_stopped(
    emulator: Emulator, state: State, tmp_path: Path
) -> None:
    """What was stored before a failure is not read again, except by the delta."""
    client = Protime(
        **emulator.settings(),
        user_agent=USER_AGENT,
        http=emulator.http(),
        retries=RetryPolicy(attempts=1),
    )
    sync, copy = sync_of(emulator, client, state), Rows()
    journal, seen = tmp_path / "windows.jsonl", list[Progress]()
    windows = followed(sync).windows(days=7, threads=1, journal=journal)
    store([next(windows), next(windows)], copy)
    emulator.faults.add("clockings", status=500)
    with pytest.raises(ServerError):
        next(windows)
    held = len(copy)
    again = followed(sync).windows(days=7, journal=journal, report=seen.append)
    store(again, copy)
    assert seen[-1].skipped == 2
    assert seen[-1].rows == len(copy) - held
    assert copy == tenant(emulator, "clockings")
    assert list(followed(sync).windows(days=7, journal=journal)) == []
    assert apply(followed(sync), copy) == 0
    assert copy == tenant(emulator, "clockings")


def test_a_window_that_was_not_stored_comes_again(
    emulator: Emulator, sync: Sync
) -> None:
    """Who breaks off within a window gets its rows from the delta."""
    feed, copy = followed(sync), Rows()
    windows = feed.windows(days=7, threads=1)
    store([next(windows)], copy)
    assert len(next(windows)) > 0
    windows.close()
    held = len(copy)
    assert apply(feed, copy) == len(tenant(emulator, "clockings")) - held
    assert copy == tenant(emulator, "clockings")


def test_a_load_that_was_begun_has_no_windows(sync: Sync) -> None:
    """Nothing is read twice unasked: not later, nor where there are no days."""
    feed = followed(sync)
    apply(feed, Rows(), at_most=50)
    assert list(feed.windows()) == []
    apply(feed, Rows())
    assert list(feed.windows()) == []
    assert list(sync.follow("people").windows()) == []
    assert list(sync.follow("departments").windows()) == []


def test_windows_hold_the_lease(
    emulator: Emulator, client: Protime, state: State
) -> None:
    one = followed(sync_of(emulator, client, state, owner="nightly"))
    two = followed(sync_of(emulator, client, state, owner="laptop"))
    windows = one.windows(days=7)
    next(windows)
    with pytest.raises(LeaseHeld, match="nightly"):
        next(two.windows())


def followed(sync: Sync) -> Feed[Any]:
    return sync.follow("clockings", date=FEBRUARY)


def test_a_number_that_reads_nothing_is_refused(sync: Sync) -> None:
    for more in ({"threads": 0}, {"days": 0}):
        with pytest.raises(InvalidRequest, match="at least one"):
            next(followed(sync).windows(**more))
