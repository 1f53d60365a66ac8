"""Asking for the next page before this one is decoded, where that gains anything.

While a response travels, a page can be decoded and used; but a thread of Python that
decodes keeps others from sending. So the next request is sent first: decoding begins
when it has left. Without waiting, as on one machine, this would only cost.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import Future
from contextvars import ContextVar, copy_context
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import evolve

from protime_runtime.messages import Page, Request, Response, Whole
from protime_runtime.paging.cursor import AsyncSender, Cursor, Sender
from protime_runtime.paging.workers import Workers

if TYPE_CHECKING:
    import asyncio  # Only programs that await need it, and they have loaded it.

T = TypeVar("T")
R = TypeVar("R")

WORTH = 0.004
"""Seconds of waiting for each page from which on asking ahead gains more than it costs;
one page costs about a millisecond."""

AT_MOST = 0.05
"""Seconds that decoding waits for the request to leave; it may be held back longer."""

trace: ContextVar[Callable[[str, object], object] | None] = ContextVar(
    "protime_trace", default=None
)
"""What the HTTP client is to call, or to await, with each event of the request."""


_LINK = re.compile(rb'"nextLink"\s*:\s*("(?:[^"\\]|\\.)*")')
_NEAR = 6_000
"""Bytes at both ends of a page in which its link is looked for."""


def _unread(request: Request[Any]) -> Request[Response]:
    return evolve(request, expects=Whole())


def has_left(event: str) -> bool:
    """Whether an event of an HTTP client says that the request has left."""
    return event.endswith("send_request_body.complete")


def peek(content: bytes) -> tuple[bool, str | None]:
    """Return whether it is plain where a page leads to, and the link that there is."""
    if b'"nextLink"' not in content:
        return True, None
    found = _LINK.search(content, max(0, len(content) - _NEAR))
    found = found or _LINK.search(content, 0, _NEAR)
    try:
        # An empty link is none, as it is where pages are read.
        return found is not None, (found and json.loads(found[1])) or None
    except ValueError:
        return False, None


class _ReadAhead(Generic[T]):
    """How long was waited for the last pages, and so whether to ask ahead."""

    def __init__(self, parts: Sequence[Request[Page[T]]], overlap: bool | None) -> None:
        self.cursor = Cursor(parts)
        self._overlap = overlap
        self._seconds: deque[float] = deque(maxlen=3)

    def measured(self, begin: float, spent: float) -> None:
        worked = time.thread_time() - spent
        self._seconds.append(time.monotonic() - begin - worked)

    @property
    def worth(self) -> bool:
        if self._overlap is not None:
            return self._overlap
        # One page may have waited for something else, such as a connection.
        return len(self._seconds) > 1 and min(self._seconds) >= WORTH

    def following(self, response: Response) -> Request[Page[T]] | None:
        """Return the request to send before the page is read."""
        plain, link = peek(response.content)
        return self.cursor.following(link) if plain and self.worth else None


class _BlockingReadAhead(_ReadAhead[T]):
    """Reads page after page, the next of which may be on its way."""

    _pool: Workers | None = None
    _ahead: tuple[str, Future[Response]] | None = None

    def page(self, sender: Sender, request: Request[Page[T]]) -> Page[T]:
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead[0] == request.target:
            response = ahead[1].result()
        elif self.worth:
            response = self._fetch(sender, _unread(request))
        else:
            return self._fetch(sender, request)
        following = self.following(response)
        if following is not None:
            self._send_ahead(sender, following)
        return sender._read(request, response)

    def end(self) -> None:
        if self._pool is not None:
            self._pool.end()

    def _fetch(self, sender: Sender, request: Request[R]) -> R:
        begin, spent = time.monotonic(), time.thread_time()
        found = sender._send(request)
        self.measured(begin, spent)
        return found

    def _send_ahead(self, sender: Sender, request: Request[Page[T]]) -> None:
        if self._pool is None:
            self._pool = Workers(1, "protime-next-page")
        left = threading.Event()

        def traced(event: str, _: object) -> None:
            if has_left(event):
                left.set()

        def work() -> Response:
            trace.set(traced)
            return self._fetch(sender, _unread(request))

        future = self._pool.submit(partial(copy_context().run, work))
        future.add_done_callback(lambda _: left.set())
        left.wait(AT_MOST)
        self._ahead = (request.target, future)


def pages(
    sender: Sender, parts: Sequence[Request[Page[T]]], overlap: bool | None
) -> Iterator[Page[T]]:
    """Iterate over the pages of a list."""
    reading = _BlockingReadAhead(parts, overlap)
    return reading.cursor.each(partial(reading.page, sender), reading.end)


class _AwaitedReadAhead(_ReadAhead[T]):
    """Reads page after page, the next of which may be on its way."""

    _ahead: tuple[str, asyncio.Task[Response]] | None = None

    async def page(self, sender: AsyncSender, request: Request[Page[T]]) -> Page[T]:
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead[0] == request.target:
            response = await ahead[1]
        elif self.worth:
            response = await self._fetch(sender, _unread(request))
        else:
            return await self._fetch(sender, request)
        following = self.following(response)
        if following is not None:
            await self._send_ahead(sender, following)
        return sender._read(request, response)

    def end(self) -> None:
        if self._ahead is not None:
            self._ahead[1].cancel()

    async def _fetch(self, sender: AsyncSender, request: Request[R]) -> R:
        begin, spent = time.monotonic(), time.thread_time()
        found = await sender._send(request)
        self.measured(begin, spent)
        return found

    async def _send_ahead(self, sender: AsyncSender, request: Request[Page[T]]) -> None:
        import asyncio

        left = asyncio.Event()

        async def traced(event: str, _: object) -> None:
            if has_left(event):
                left.set()

        async def work() -> Response:
            trace.set(traced)
            try:
                return await self._fetch(sender, _unread(request))
            finally:
                left.set()

        task = asyncio.create_task(work())
        self._ahead = (request.target, task)
        try:
            await asyncio.wait_for(left.wait(), AT_MOST)
        except TimeoutError:
            return


def async_pages(
    sender: AsyncSender, parts: Sequence[Request[Page[T]]], overlap: bool | None
) -> AsyncIterator[Page[T]]:
    """Iterate over the pages of a list."""
    reading = _AwaitedReadAhead(parts, overlap)
    return reading.cursor.each_awaited(partial(reading.page, sender), reading.end)
