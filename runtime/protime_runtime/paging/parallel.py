"""One list, read by several workers at once: waiting divides by their number.

Each part of the list is walked by one worker. A part hands over a bounded number of
pages ahead of the reader, and no more than two parts for each worker are begun, so that
memory does not grow with the list.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextvars import copy_context
from functools import partial
from typing import Generic, TypeAlias, TypeVar

from attrs import evolve, field, frozen

from protime_runtime.asking.splitting import Parts
from protime_runtime.errors import InvalidRequest, ProtimeError
from protime_runtime.messages import Page, Request
from protime_runtime.paging.cursor import AsyncSender, Cursor, Sender, resume_link
from protime_runtime.paging.in_columns import AsyncInColumns, InColumns
from protime_runtime.paging.workers import Workers

T = TypeVar("T")
Found: TypeAlias = "Page[T] | BaseException | None"
"""A page, what a worker failed of, or `None` at the end of a part."""

_FINER = 4
"""Parts for each worker: with more, all workers are busy to the end; with fewer, fewer
last pages are half empty."""

_PATIENCE = 0.05
"""Seconds after which a worker that waits for room looks whether it is still needed."""


@frozen
class _Division(Generic[T]):
    """The parts of a list, and who may be how far ahead."""

    given: Sequence[Request[Page[T]]]
    workers: int
    ordered: bool
    ahead: int

    def __attrs_post_init__(self) -> None:
        if min(self.workers, self.ahead) < 1:
            raise InvalidRequest("To read in parallel takes at least one of each.")

    def parts(self) -> Sequence[Request[Page[T]]]:
        finer = self.workers * _FINER
        enough = self.workers < 2 or len(self.given) >= finer
        if enough or not isinstance(self.given, Parts) or self.given.cut is None:
            return self.given
        return tuple(self.given.cut(finer))

    @property
    def begun(self) -> int:
        """Parts that are begun before the first has ended."""
        return 2 * self.workers


@frozen
class _Remaining:
    """What is left to ask for, as a link for each part."""

    links: dict[int, str] = field(factory=dict)

    def page(self, part: int, page: Page[T]) -> Page[T]:
        """Return a page with the way to go on after it."""
        if page.resume_link is None:
            self.links.pop(part, None)
        else:
            self.links[part] = page.resume_link
        return evolve(page, resume_link=self.link)

    @property
    def link(self) -> str | None:
        return " ".join(self.links.values()) or None

    def failed(self, error: BaseException) -> BaseException:
        """Return an error with the way to go on, which includes what failed."""
        if isinstance(error, ProtimeError):
            error.resume_link = self.link
        return error


def _left(parts: Sequence[Request[Page[T]]]) -> _Remaining:
    links = {at: resume_link([part]) or "" for at, part in enumerate(parts)}
    return _Remaining(links)


@frozen
class ParallelPager(InColumns, Generic[T]):
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
        plan = _Division(self._parts, self.workers, self.ordered, self.ahead)
        reading = _ParallelReading(self._sender, plan)
        try:
            yield from reading.pages()
        finally:
            reading.end()


class _ParallelReading(Generic[T]):
    """The threads, and the queues that pages come through."""

    def __init__(self, sender: Sender, plan: _Division[T]) -> None:
        self._sender = sender
        self._plan = plan
        self._parts = plan.parts()
        self._left = _left(self._parts)
        self._stop = threading.Event()
        self._pool = Workers(plan.workers, "protime-parallel")
        self._queues: list[queue.Queue[tuple[int, Found[T]]]] = []
        self._shared: queue.Queue[tuple[int, Found[T]]] = queue.Queue(plan.ahead)

    def pages(self) -> Iterator[Page[T]]:
        for _ in range(min(self._plan.begun, len(self._parts))):
            self._begin()
        for part in range(len(self._parts)):
            ended = False
            while not ended:
                at, found = self._queue(part).get()
                if isinstance(found, BaseException):
                    raise self._left.failed(found)
                ended = found is None
                if found is not None:
                    yield self._left.page(at, found)
            self._begin()

    def end(self) -> None:
        self._stop.set()
        self._pool.end()

    def _queue(self, part: int) -> queue.Queue[tuple[int, Found[T]]]:
        return self._queues[part] if self._plan.ordered else self._shared

    def _begin(self) -> None:
        part = len(self._queues)
        if part < len(self._parts):
            self._queues.append(queue.Queue(self._plan.ahead))
            self._pool.submit(partial(copy_context().run, self._read_part, part))

    def _read_part(self, part: int) -> None:
        try:
            for page in Cursor([self._parts[part]]).each(self._sender.send):
                self._put(part, page)
                if self._stop.is_set():
                    break
            self._put(part, None)
        except BaseException as error:
            self._put(part, error)

    def _put(self, part: int, found: Found[T]) -> None:
        while not self._stop.is_set():
            try:
                self._queue(part).put((part, found), timeout=_PATIENCE)
            except queue.Full:
                continue
            return


@frozen
class AsyncParallelPager(AsyncInColumns, Generic[T]):
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
        plan = _Division(self._parts, self.workers, self.ordered, self.ahead)
        reading = _AsyncParallelReading(self._sender, plan)
        try:
            async for page in reading.pages():
                yield page
        finally:
            reading.end()


class _AsyncParallelReading(Generic[T]):
    """The tasks, and the queues that pages come through."""

    def __init__(self, sender: AsyncSender, plan: _Division[T]) -> None:
        self._sender = sender
        self._plan = plan
        self._parts = plan.parts()
        self._left = _left(self._parts)
        self._room = asyncio.Semaphore(plan.workers)
        self._tasks: list[asyncio.Task[None]] = []
        self._queues: list[asyncio.Queue[tuple[int, Found[T]]]] = []
        self._shared: asyncio.Queue[tuple[int, Found[T]]] = asyncio.Queue(plan.ahead)

    async def pages(self) -> AsyncIterator[Page[T]]:
        for _ in range(min(self._plan.begun, len(self._parts))):
            self._begin()
        for part in range(len(self._parts)):
            ended = False
            while not ended:
                at, found = await self._queue(part).get()
                if isinstance(found, BaseException):
                    raise self._left.failed(found)
                ended = found is None
                if found is not None:
                    yield self._left.page(at, found)
            self._begin()

    def end(self) -> None:
        for task in self._tasks:
            task.cancel()

    def _queue(self, part: int) -> asyncio.Queue[tuple[int, Found[T]]]:
        return self._queues[part] if self._plan.ordered else self._shared

    def _begin(self) -> None:
        part = len(self._queues)
        if part < len(self._parts):
            self._queues.append(asyncio.Queue(self._plan.ahead))
            self._tasks.append(asyncio.create_task(self._read_part(part)))

    async def _read_part(self, part: int) -> None:
        put, cursor = self._queue(part).put, Cursor([self._parts[part]])
        try:
            async with self._room:
                async for page in cursor.each_awaited(self._sender.send):
                    await put((part, page))
            await put((part, None))
        except Exception as error:
            await put((part, error))
