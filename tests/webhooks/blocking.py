"""The async live stream behind the face of the other, so that both meet one suite."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar

from attrs import define

from protime import AsyncProtime
from protime_emulator import Emulator
from protime_sync import AsyncSync
from protime_sync.webhooks import AsyncLive, Inbox, LiveSeen

from .tenancy import AGENT

T = TypeVar("T")


@define
class Blocking:
    """Runs an `AsyncLive` in an event loop of its own."""

    live: AsyncLive[Any]
    loop: asyncio.AbstractEventLoop

    @property
    def seen(self) -> LiveSeen:
        return self.live.seen

    @contextmanager
    def batch(self, wait: timedelta = timedelta()) -> Iterator[Iterator[Any]]:
        run, block = self.loop.run_until_complete, self.live.batch(wait)
        changes = run(block.__aenter__())
        try:
            yield self._each(aiter(changes))
        except BaseException:
            if not run(block.__aexit__(*sys.exc_info())):
                raise
        else:
            run(block.__aexit__(None, None, None))

    def _each(self, changes: AsyncIterator[T]) -> Iterator[T]:
        while True:
            try:
                yield self.loop.run_until_complete(anext(changes))
            except StopAsyncIteration:
                return

    def resync(self, apply: Callable[[Any], object]) -> None:
        self.loop.run_until_complete(self.live.resync(apply))


@contextmanager
def blocking(
    emulator: Emulator,
    state: Any,
    inbox: Inbox,
    collection: str,
    *,
    sleep: Callable[[float], None],
    every: timedelta,
    **filter: Any,
) -> Iterator[Blocking]:
    """Give an async stream of a collection behind the face of the other."""

    async def nap(seconds: float) -> None:
        sleep(seconds)

    clock, http, loop = emulator.clock, emulator.async_http(), asyncio.new_event_loop()
    client = AsyncProtime(**emulator.settings(), user_agent=AGENT, http=http)
    sync = AsyncSync(client, state, now=clock.now, today=clock.today)
    try:
        feed = sync.follow(collection, **filter)
        yield Blocking(AsyncLive(feed, inbox, every=every, sleep=nap), loop)
    finally:
        loop.run_until_complete(http.aclose())
        loop.close()
