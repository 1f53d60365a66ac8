"""The async feed does what the other one does."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from protime import AsyncProtime
from protime_emulator import Emulator
from protime_runtime.errors import InvalidRequest, ServerError
from protime_runtime.messages import Delete
from protime_runtime.sending.retries import RetryPolicy
from protime_sync import AsyncFeed, AsyncSync, Changes, LeaseHeld, State
from protime_sync.loads.parallel import Progress
from tests.sync.conftest import FEBRUARY, USER_AGENT
from tests.sync.copying import Rows, key, tenant


async def test_the_copy_equals_the_tenant(emulator: Emulator, state: State) -> None:
    """First load, changes, a dead link and a deletion, awaited."""
    clock = emulator.clock
    async with emulator.async_http() as http:
        client = AsyncProtime(**emulator.settings(), user_agent=USER_AGENT, http=http)
        sync = AsyncSync(client, state, now=clock.now, today=clock.today)
        feed, copy = sync.follow(client.clockings, date=FEBRUARY), Rows()
        while not feed.is_loaded:
            await apply(feed, copy, at_most=100)
        emulator.change("clockings", min(copy), {"timeOfDayInMinutes": 7})
        await feed.keep_alive()
        assert await apply(feed, copy) == 1
        emulator.erase("clockings", max(copy))
        clock.advance(hours=73)
        await apply(feed, copy)
        assert copy == tenant(emulator, "clockings")
        assert feed.status().held_by is None
        async with feed.batch():
            with pytest.raises(LeaseHeld):
                await apply(sync.follow("clockings", date=FEBRUARY), copy)


async def test_windows_come_early_and_are_read_once(
    emulator: Emulator, state: State, tmp_path: Path
) -> None:
    """Awaited windows resume where they failed; the delta brings what they missed."""
    clock, journal, seen = emulator.clock, tmp_path / "done.jsonl", list[Progress]()
    async with emulator.async_http() as http:
        client = AsyncProtime(
            **emulator.settings(),
            user_agent=USER_AGENT,
            http=http,
            retries=RetryPolicy(attempts=1),
        )
        sync = AsyncSync(client, state, now=clock.now, today=clock.today)
        feed, copy = sync.follow(client.clockings, date=FEBRUARY), Rows()
        windows = feed.windows(days=7, tasks=1, journal=journal)
        for _ in range(2):
            store(await anext(windows), copy)
        emulator.faults.add("clockings", status=500)
        with pytest.raises(ServerError):
            await anext(windows)
        before = len(copy)
        more = feed.windows(days=7, tasks=3, journal=journal, report=seen.append)
        async for changes in more:
            store(changes, copy)
        assert copy == tenant(emulator, "clockings")
        assert (seen[-1].parts, seen[-1].skipped) == (seen[-1].of, 2)
        assert seen[-1].rows == len(copy) - before
        emulator.erase("clockings", max(copy))
        assert await apply(feed, copy) == 1
        assert copy == tenant(emulator, "clockings")
        assert [one async for one in feed.windows()] == []


async def test_windows_that_are_left_alone_end(
    emulator: Emulator, state: State
) -> None:
    """Who breaks off gives the lease back, and no request stays under way."""
    async with emulator.async_http() as http:
        client = AsyncProtime(**emulator.settings(), user_agent=USER_AGENT, http=http)
        sync = AsyncSync(client, state, today=emulator.clock.today)
        feed = sync.follow("clockings", date=FEBRUARY)
        with pytest.raises(InvalidRequest, match="at least one"):
            await anext(feed.windows(tasks=0))
        windows = feed.windows(days=7, tasks=4)
        assert len(await anext(windows)) > 0
        assert feed.status().held_by is not None
        await windows.aclose()
        assert feed.status().held_by is None
        assert len(asyncio.all_tasks()) == 1


def store(changes: Changes, copy: Rows) -> None:
    copy.update((key(row), row["changeVersion"]) for row in changes.upserts)


async def apply(feed: AsyncFeed[object], copy: Rows, at_most: int | None = None) -> int:
    count = 0
    async with feed.batch(at_most) as changes:
        async for change in changes:
            count += 1
            if isinstance(change, Delete):
                copy.pop(change.id, None)
            else:
                copy[change.id] = change.change_version
    return count
