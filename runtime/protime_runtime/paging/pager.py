"""Lists, page by page.

A page that holds nothing is not the last: only a missing ``nextLink`` says so.
Source: fetching-resources, Paging
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from attrs import define, field

from protime_runtime.messages import Page as Page
from protime_runtime.messages import Request
from protime_runtime.model import table
from protime_runtime.paging.cursor import AsyncSender as AsyncSender
from protime_runtime.paging.cursor import Cursor as Cursor
from protime_runtime.paging.cursor import Explanation as Explanation
from protime_runtime.paging.cursor import Sender as Sender
from protime_runtime.paging.cursor import explain as explain
from protime_runtime.paging.in_columns import AsyncInColumns, InColumns
from protime_runtime.paging.parallel import AsyncParallelPager, ParallelPager
from protime_runtime.paging.prefetch import async_pages, pages

T = TypeVar("T")


@define(repr=False)
class Pager(InColumns[T]):
    """Iterates over the items of all pages, fetching each page when it is reached."""

    _sender: Sender
    _parts: Sequence[Request[Page[T]]] = field(repr=False)

    def __iter__(self) -> Iterator[T]:
        """Iterate over the items."""
        for page in self.pages():
            yield from page.value

    def pages(self, *, overlap: bool | None = None) -> Iterator[Page[T]]:
        """Iterate over the pages, each with the `resume_link` to go on after it.

        Args:
            overlap: Whether the next page is asked for before this one is decoded: by
                default where enough time is spent waiting for responses.

        Raises:
            ProtimeError: A page failed; the error's `resume_link` leads on from there.
        """
        return pages(self._sender, self._parts, overlap)

    def parallel(
        self, workers: int = 8, *, ordered: bool = True, ahead: int = 32
    ) -> ParallelPager[T]:
        """Return the same list, cut by days and read by several workers at once.

        Args:
            workers: Requests under way at the same time, within the client's rate.
            ordered: Whether the parts come in order; else each page comes when it may.
            ahead: Pages of a part that may wait to be read, which bounds the memory.

        Raises:
            InvalidRequest: A number is below 1.
        """
        return ParallelPager(self._sender, self._parts, workers, ordered, ahead)

    def first(self) -> T | None:
        """Return the first item, or `None` where there is none."""
        return next(iter(self), None)

    def _repr_html_(self) -> str:
        """Return the first rows as a table, for notebooks, which takes a request."""
        pages = self.pages(overlap=False)
        rows = islice((item for page in pages for item in page.value), 10)
        return table(list(rows), repr(self))

    def explain(self) -> Explanation:
        """Say what would be sent, without sending it."""
        return explain(self._parts, self._sender._url(self._parts[0]))


@define(repr=False)
class AsyncPager(AsyncInColumns[T]):
    """Iterates over the items of all pages, fetching each page when it is reached."""

    _sender: AsyncSender
    _parts: Sequence[Request[Page[T]]] = field(repr=False)

    async def __aiter__(self) -> AsyncIterator[T]:
        """Iterate over the items."""
        async for page in self.pages():
            for item in page.value:
                yield item

    def pages(self, *, overlap: bool | None = None) -> AsyncIterator[Page[T]]:
        """Iterate over the pages as `Pager.pages` does."""
        return async_pages(self._sender, self._parts, overlap)

    def parallel(
        self, workers: int = 8, *, ordered: bool = True, ahead: int = 32
    ) -> AsyncParallelPager[T]:
        """Return the same list, read by several tasks; see `Pager.parallel`."""
        return AsyncParallelPager(self._sender, self._parts, workers, ordered, ahead)

    async def first(self) -> T | None:
        """Return the first item, or `None` where there is none."""
        async for item in self:
            return item
        return None

    def explain(self) -> Explanation:
        """Say what would be sent, without sending it."""
        return explain(self._parts, self._sender._url(self._parts[0]))
