"""A lease is renewed while its consumer works, and no thread is left behind."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from protime import AsyncProtime
from protime_emulator import Emulator
from protime_runtime.messages import Upsert
from protime_sync import AsyncSync, Feed, LeaseHeld, LeaseLost, State
from protime_sync.state.leases import LENGTH, Lease
from tests.sync.conftest import FEBRUARY, USER_AGENT, client_of, until
from tests.sync.copying import Rows, apply, tenant

SHORT = timedelta(seconds=0.6)


def in_real_time(emulator: Emulator, state: State, owner: str) -> Feed[Any]:
    from protime_sync import Sync

    sync = Sync(
        client_of(emulator),
        state,
        owner=owner,
        today=emulator.clock.today,
        lease=SHORT,
    )
    return sync.follow("clockings", date=FEBRUARY)


@pytest.mark.sampled(3)
def test_a_consumer_slower_than_the_lease_keeps_it(
    large: Emulator, any_state: State
) -> None:
    """The lease is renewed while the consumer works, and nothing is lost."""
    one = in_real_time(large, any_state, "nightly")
    two, copy, refused = in_real_time(large, any_state, "laptop"), Rows(), 0
    with one.batch() as changes:
        for number, change in enumerate(changes):
            assert isinstance(change, Upsert)
            copy[change.id] = change.change_version
            if number == 10:
                slow = time.monotonic() + 3 * SHORT.total_seconds()
                while time.monotonic() < slow:
                    with pytest.raises(LeaseHeld, match="nightly"), two.batch():
                        pass
                    refused += 1
                    time.sleep(0.1)
    assert refused > 3
    assert copy == tenant(large, "clockings")
    assert apply(two, copy) == 0


@pytest.mark.heavy
def test_a_consumer_that_hangs_loses_the_lease(
    large: Emulator, any_state: State, caplog: pytest.LogCaptureFixture
) -> None:
    """Six lengths after it took something last, others may go on; it may not."""
    one = in_real_time(large, any_state, "nightly")
    two, copy = in_real_time(large, any_state, "laptop"), Rows()

    def taken() -> bool:
        with suppress(LeaseHeld):
            apply(two, copy)
            return True
        return False

    with pytest.raises(LeaseLost, match="nightly"), one.batch() as changes:  # noqa: PT012
        parts = changes.parts()
        next(parts)
        until(taken)
        list(parts)
    assert "nothing is taken" in caplog.text
    assert copy == tenant(large, "clockings")


def test_who_lost_the_lease_hears_of_it_within_a_page(
    large: Emulator, any_state: State
) -> None:
    """The thread that renews tells the consumer before it asks for the next page."""
    feed = in_real_time(large, any_state, "nightly")
    with pytest.raises(LeaseLost, match="nightly"), feed.batch() as changes:  # noqa: PT012
        found, later = iter(changes), list[object]()
        next(found)
        now = datetime.now(UTC)
        other = Lease(owner="laptop", until=now + LENGTH)
        any_state.acquire(feed.name, other, now, force=True)
        until(lambda: not renewing())
        for one in found:
            later.append(one)
    assert later == []


@pytest.mark.sampled(3)
async def test_an_async_consumer_that_blocks_its_loop_keeps_the_lease(
    large: Emulator, any_state: State
) -> None:
    client = AsyncProtime(
        **large.settings(), user_agent=USER_AGENT, http=large.async_http()
    )
    today = large.clock.today
    sync = AsyncSync(client, any_state, owner="nightly", today=today, lease=SHORT)
    two, copy, is_slow = in_real_time(large, any_state, "laptop"), Rows(), True
    async with sync.follow("clockings", date=FEBRUARY).batch() as changes:
        async for change in changes:
            assert isinstance(change, Upsert)
            copy[change.id] = change.change_version
            if is_slow:
                time.sleep(3 * SHORT.total_seconds())
                with pytest.raises(LeaseHeld, match="nightly"), two.batch():
                    pass
                is_slow = False
    assert copy == tenant(large, "clockings")


def renewing() -> list[str]:
    return [one.name for one in threading.enumerate() if "lease of" in one.name]


def test_no_thread_is_left(large: Emulator, any_state: State) -> None:
    """Not after a good batch, a bad one, one left early, or one that was dropped."""
    feed = in_real_time(large, any_state, "nightly")
    with feed.batch() as changes:
        assert len(renewing()) == 1
        list(changes)
    assert renewing() == []
    with suppress(ZeroDivisionError), feed.batch():
        raise ZeroDivisionError
    with feed.batch() as changes:
        next(changes.parts(), None)
    feed.keep_alive()
    dropped = feed.batch()
    dropped.__enter__()
    assert len(renewing()) == 1
    del dropped
    until(lambda: not renewing())


def test_a_fence_rises_with_each_batch(large: Emulator, any_state: State) -> None:
    """A table that refuses a smaller one is safe from who slept within its own end."""
    feeds = [in_real_time(large, any_state, one) for one in ("nightly", "laptop")]
    fences = []
    for feed in feeds * 2:
        with feed.batch() as changes:
            fences.append(changes.fence)
    assert fences == sorted(set(fences))
