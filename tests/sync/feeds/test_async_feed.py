"""The async feed does what the other one does."""

from __future__ import annotations

import pytest

from protime import AsyncProtime
from protime_emulator import Emulator
from protime_runtime.messages import Delete
from protime_sync import AsyncFeed, AsyncSync, LeaseHeld, State
from tests.sync.conftest import FEBRUARY, USER_AGENT
from tests.sync.copying import Rows, tenant


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
