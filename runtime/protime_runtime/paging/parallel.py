"""One list, read by several workers at once: waiting divides by their number.

Each part of the list is walked by one worker. A part hands over a bounded number of
pages ahead of the reader, and no more than two parts for each worker are begun, so that
memory does not grow with the list.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from attrs import field, frozen

from protime_runtime.messages import Page, Request
from protime_runtime.paging.cursor import AsyncSender, Cursor, Sender, resume_link
from protime_runtime.paging.division import Division, Remaining
from protime_runtime.paging.in_columns import AsyncInColumns, InColumns
from protime_runtime.paging.workers import Workers

if TYPE_CHECKING:
    import asyncio  # Only programs that await need it, and they have loaded it.

T = TypeVar("T")
Q = TypeVar("Q")
_Found: TypeAlias = "tuple[int, Page[T] | BaseException | None]"
"""A part, with a page of it, why it failed, or `None` at its end."""

_PATIENCE = 0.05
"""Seconds after which a worker that waits for room looks whether it is still needed."""


class _Queues(Generic[T, Q]):
    """The parts that are begun, each with a queue unless all share one."""

    def __init__(self, plan: Division[T], queue: Callable[[int], Q]) -> None:
        self._plan = plan
        self._parts = plan.parts()
        links = {at: resume_link([part]) or "" for at, part in enumerate(self._parts)}
        self._left = Remaining(links)
        self._new = queue
        self._queues: list[Q] = []
        self._shared = queue(plan.ahead)

    def _queue(self, part: int) -> Q:
        return self._queues[part] if self._plan.ordered else self._shared

    def _begin(self, count: int) -> None:
        """Begin some further parts, as far as there are any."""
        begun = len(self._queues)
        for part in range(begun, min(begun + count, len(self._parts))):
            self._queues.append(self._new(self._plan.ahead))
            self._read(part)

    def _read(self, part: int) -> None:
        raise NotImplementedError

    def _page(self, part: int, found: Page[T] | BaseException | None) -> Page[T] | None:
        """Return a page with the way to go on; `None` at the end of a part."""
        if isinstance(found, BaseException):
            raise self._left.failed(found)
        return None if found is None else self._left.page(part, found)


@frozen(repr=False)
class ParallelPager(InColumns[T]):
    """Iterates over the items of a list that several threads read."""

    _sender: Sender
    _parts: Sequence[Request[Page[T]]] = field(repr=False)
    workers: int
    ordered: bool
    ahead: int

    def __iter__(self) -> Iterator[T]:
        """Iterate over the items."""
        for page in self.pages():
            yield from page.value

    def pages(self) -> Iterator[Page[T]]:
        """Iterate over the pages, each with the `resume_link` to go on after it.

        Raises:
            ProtimeError: A page failed; the error's `resume_link` leads on from there.
        """
        plan = Division(self._parts, self.workers, self.ordered, self.ahead)
        reading = _ParallelReading(self._sender, plan)
        try:
            yield from reading.pages()
        finally:
            reading.end()


class _ParallelReading(_Queues[T, "queue.Queue[_Found[T]]"]):
    """The threads, and the queues that pages come through."""

    def __init__(self, sender: Sender, plan: Division[T]) -> None:
        super().__init__(plan, queue.Queue)
        self._sender = sender
        self._stop = threading.Event()
        self._pool = Workers(plan.workers, "protime-parallel")

    def pages(self) -> Iterator[Page[T]]:
        self._begin(self._plan.begun)
        for part in range(len(self._parts)):
            while (page := self._page(*self._queue(part).get())) is not None:
                yield page
            self._begin(1)

    def end(self) -> None:
        self._stop.set()
        self._pool.end()

    def _read(self, part: int) -> None:
        self._pool.submit(partial(copy_context().run, self._read_part, part))

    def _read_part(self, part: int) -> None:
        try:
            for page in Cursor([self._parts[part]]).each(self._sender._send):
                self._put(part, page)
                if self._stop.is_set():
                    break
            self._put(part, None)
        except BaseException as error:
            self._put(part, error)

    def _put(self, part: int, found: Page[T] | BaseException | None) -> None:
        while not self._stop.is_set():
            try:
                self._queue(part).put((part, found), timeout=_PATIENCE)
            except queue.Full:
                continue
            return


@frozen(repr=False)
class AsyncParallelPager(AsyncInColumns[T]):
    """Iterates over the items of a list that several tasks read."""

    _sender: AsyncSender
    _parts: Sequence[Request[Page[T]]] = field(repr=False)
    workers: int
    ordered: bool
    ahead: int

    async def __aiter__(self) -> AsyncIterator[T]:
        """Iterate over the items."""
        async for page in self.pages():
            for item in page.value:
                yield item

    async def pages(self) -> AsyncIterator[Page[T]]:
        """Iterate over the pages as `ParallelPager.pages` does."""
        plan = Division(self._parts, self.workers, self.ordered, self.ahead)
        reading = _AsyncParallelReading(self._sender, plan)
        try:
            async for page in reading.pages():
                yield page
        finally:
            reading.end()


class _AsyncParallelReading(_Queues[T, "asyncio.Queue[_Found[T]]"]):
    """The tasks, and the queues that pages come through."""

    def __init__(self, sender: AsyncSender, plan: Division[T]) -> None:
        import asyncio

        super().__init__(plan, asyncio.Queue)
        self._sender = sender
        self._room = asyncio.Semaphore(plan.workers)
        self._tasks: list[asyncio.Task[None]] = []

    async def pages(self) -> AsyncIterator[Page[T]]:
        self._begin(self._plan.begun)
        for part in range(len(self._parts)):
            while (page := self._page(*await self._queue(part).get())) is not None:
                yield page
            self._begin(1)

    def end(self) -> None:
        for task in self._tasks:
            task.cancel()

    def _read(self, part: int) -> None:
        import asyncio

        self._tasks.append(asyncio.create_task(self._read_part(part)))

    async def _read_part(self, part: int) -> None:
        put, cursor = self._queue(part).put, Cursor([self._parts[part]])
        try:
            async with self._room:
                async for page in cursor.each_awaited(self._sender._send):
                    await put((part, page))
            await put((part, None))
        except Exception as error:
            await put((part, error))
