"""What only an event loop can show; all else is asked of both kinds by test_live."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from protime import AsyncProtime
from protime_emulator import Emulator
from protime_runtime.messages import Upsert
from protime_sync import AsyncSync, MemoryState
from protime_sync.webhooks import (
    AsyncLive,
    Receiver,
    SqliteInbox,
    Subscriptions,
    SubscriptionStore,
)

from .asgi import ask, pairs
from .conftest import event, received
from .signing import signed
from .tenancy import AGENT, FEBRUARY, client_of, emulated

LONG = timedelta(seconds=60)


@asynccontextmanager
async def loaded(
    inbox: SqliteInbox,
) -> AsyncIterator[tuple[AsyncLive[Any], Emulator]]:
    """Give a stream of clockings whose first load is done."""
    with emulated() as emulator:
        clock = emulator.clock
        async with emulator.async_http() as http:
            client = AsyncProtime(**emulator.settings(), user_agent=AGENT, http=http)
            sync = AsyncSync(client, MemoryState(), now=clock.now, today=clock.today)
            live = AsyncLive(sync.follow("clockings", date=FEBRUARY), inbox)
            await live.resync(lambda change: None)
            yield live, emulator


async def told(live: AsyncLive[Any]) -> list[Any]:
    """Return what the next batch tells."""
    async with live.batch(wait=LONG) as batch:
        return [change async for change in batch]


async def test_receiver_and_stream_share_an_event_loop(
    receiver: Receiver, inbox: SqliteInbox
) -> None:
    """While the stream waits, deliveries are taken, and it hands them over."""
    body = event(77_000, "Z")
    async with loaded(inbox) as (live, _):
        waiting = asyncio.create_task(told(live))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        headers = pairs(signed(body))
        assert (await ask(receiver, "/hook", [body], headers=headers)).status == 204
        (change,) = await asyncio.wait_for(waiting, 5)
    assert isinstance(change, Upsert)
    assert change.id == 77_000


async def test_webhooks_are_replaced_from_an_event_loop(
    inbox: SqliteInbox, tmp_path: Path
) -> None:
    """The manager runs in a thread; the old one goes once the delta was read."""
    store, url = SubscriptionStore(tmp_path / "keys.db"), "https://hooks.example/a"
    async with loaded(inbox) as (live, emulator):
        clock = emulator.clock
        webhooks = Subscriptions(
            client_of(emulator), store, url, ["clockings"], now=clock.now
        )
        done: list[list[str]] = []
        for days in (0, 88.5, 0):
            clock.advance(days=days)
            actions = await asyncio.to_thread(webhooks.apply)
            done.append([one.what for one in actions])
            clock.advance(minutes=1)
            began = clock.now()
            await live.resync(lambda change: None)
            store.confirm("clockings", before=began)
        assert done == [["created"], ["created"], ["deleted"]]
    store.close()


async def test_a_stream_that_is_cancelled_gives_all_back(inbox: SqliteInbox) -> None:
    """While it waits and within a batch; what was not done with comes again."""
    async with loaded(inbox) as (live, _):
        waiting = asyncio.create_task(told(live))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        inbox.put([received(event(77_000, "Z"))])

        async def stuck() -> None:
            async with live.batch() as batch:
                async for _ in batch:
                    await asyncio.sleep(60)

        working = asyncio.create_task(stuck())
        await asyncio.sleep(0.05)
        working.cancel()
        with pytest.raises(asyncio.CancelledError):
            await working
        assert len(await told(live)) == 1
        assert inbox.counts().waiting == 0
