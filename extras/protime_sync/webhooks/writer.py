"""Writes deliveries of many requests in one transaction, each before its response.

A disk confirms some hundred transactions a second; what arrives while one is written
goes into the next, so that the rate is that of rows and not of transactions.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from protime_sync.webhooks.inbox import Counts, Inbox, Received

_MOST = 2000
"""Deliveries of one transaction."""

_FRESH = 1.0
"""Seconds for which counts hold, however often anyone asks for them."""


class Writer:
    """Puts deliveries into an inbox from one event loop, by a thread of its own."""

    def __init__(self, inbox: Inbox) -> None:
        """Take the inbox; the thread starts with the first delivery."""
        self._inbox = inbox
        self._pool: ThreadPoolExecutor | None = None
        self._waiting: list[tuple[Received, asyncio.Future[bool]]] = []
        self._task: asyncio.Task[None] | None = None
        self._counted: tuple[float, Counts] | None = None

    async def put(self, delivery: Received) -> bool:
        """Store a delivery durably, and say whether it is new.

        Raises:
            StateError: The inbox cannot be written.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[bool] = loop.create_future()
        self._waiting.append((delivery, future))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write())
        return await future

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            part, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
            futures = [future for _, future in part]
            deliveries = [delivery for delivery, _ in part]
            try:
                are_new = await loop.run_in_executor(
                    self._thread(), self._inbox.put, deliveries
                )
            except Exception as error:  # Raised to each who waits.
                _fail(futures, error)
            else:
                _resolve(futures, are_new)

    async def counts(self) -> Counts:
        """Return what the inbox holds, at most a second old.

        Raises:
            StateError: The inbox cannot be written.
        """
        loop = asyncio.get_running_loop()
        if self._counted is None or loop.time() - self._counted[0] > _FRESH:
            found = await loop.run_in_executor(self._thread(), self._count)
            self._counted = loop.time(), found
        return self._counted[1]

    def _count(self) -> Counts:
        self._inbox.put(())  # That it can be read is not enough.
        return self._inbox.counts()

    def _thread(self) -> ThreadPoolExecutor:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="inbox")
        return self._pool

    def close(self) -> None:
        """End the thread, once what is being written is written."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.submit(self._inbox.close)
            pool.shutdown()


def _resolve(futures: Sequence[asyncio.Future[bool]], are_new: Sequence[bool]) -> None:
    for future, is_new in zip(futures, are_new, strict=True):
        if not future.done():  # Its request may have been given up meanwhile.
            future.set_result(is_new)


def _fail(futures: Sequence[asyncio.Future[bool]], error: Exception) -> None:
    for future in futures:
        if not future.done():
            future.set_exception(error)
