"""Lists, page by page.

A page that holds nothing is not the last: only a missing ``nextLink`` says so.
Source: fetching-resources, Paging
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Generic, TypeVar

from attrs import define, evolve, field

from protime_runtime.asking.cut_links import unbroken
from protime_runtime.asking.places import Named, check
from protime_runtime.errors import InvalidRequest
from protime_runtime.messages import Answer, Request
from protime_runtime.paging.cursor import AsyncSender as AsyncSender
from protime_runtime.paging.cursor import Explanation as Explanation
from protime_runtime.paging.cursor import Page as Page
from protime_runtime.paging.cursor import Parts as Parts
from protime_runtime.paging.cursor import Sender as Sender
from protime_runtime.paging.cursor import Walk as Walk
from protime_runtime.paging.cursor import explain as explain
from protime_runtime.paging.in_columns import AsyncInColumns, InColumns
from protime_runtime.paging.parallel import AsyncParallelPager, ParallelPager
from protime_runtime.paging.prefetch import async_pages, pages
from protime_runtime.reading.decoding import Decoder
from protime_runtime.reading.native_rows import Fast

T = TypeVar("T")


@define
class Pager(InColumns, Generic[T]):
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
                default where enough time is spent waiting for answers.

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

    def explain(self) -> Explanation:
        """Say what would be sent, without sending it."""
        return explain(self._parts, self._sender.url(self._parts[0]))


@define
class AsyncPager(AsyncInColumns, Generic[T]):
    """Iterates over the items of all pages, fetching each page when it is reached."""

    _sender: AsyncSender
    _parts: Sequence[Request[Page[T]]] = field(repr=False)

    async def __aiter__(self) -> AsyncIterator[T]:
        """Iterate over the items."""
        async for page in self.pages():
            for item in page.value:
                yield item

    def pages(self, *, overlap: bool | None = None) -> AsyncIterator[Page[T]]:
        """Iterate over the pages, each with the `resume_link` to go on after it.

        Args:
            overlap: Whether the next page is asked for before this one is decoded: by
                default where enough time is spent waiting for answers.

        Raises:
            ProtimeError: A page failed; the error's `resume_link` leads on from there.
        """
        return async_pages(self._sender, self._parts, overlap)

    def parallel(
        self, workers: int = 8, *, ordered: bool = True, ahead: int = 32
    ) -> AsyncParallelPager[T]:
        """Return the same list, cut by days and read by several workers at once.

        Args:
            workers: Requests under way at the same time, within the client's rate.
            ordered: Whether the parts come in order; else each page comes when it may.
            ahead: Pages of a part that may wait to be read, which bounds the memory.

        Raises:
            InvalidRequest: A number is below 1.
        """
        return AsyncParallelPager(self._sender, self._parts, workers, ordered, ahead)

    async def first(self) -> T | None:
        """Return the first item, or `None` where there is none."""
        async for item in self:
            return item
        return None

    def explain(self) -> Explanation:
        """Say what would be sent, without sending it."""
        return explain(self._parts, self._sender.url(self._parts[0]))


def read_page(
    answer: Answer, decoder: Decoder, item: type[T], named: tuple[Named, ...] = ()
) -> Page[T]:
    """Read a list: an object with ``value`` and links, or a bare array.

    The bare array is one of two forms that a person's history may have (inferred).

    Raises:
        WrongItem: An item belongs to another than the path names.
    """
    page = read_by(decoder.fast(item), answer, decoder, item)
    check(page.value, named, answer.content)
    return page


def read_by(
    fast: Fast[T] | None, answer: Answer, decoder: Decoder, item: type[T]
) -> Page[T]:
    """Read a list the fast way, if there is one and it takes the answer."""
    rows = fast.page(answer.content) if fast else None
    if rows is not None:
        return Page(
            value=rows.value, next_link=rows.next_link, delta_link=rows.delta_link
        )
    document = decoder.document(answer.content)
    if isinstance(document, list):
        document = {"value": document}
    envelope = decoder.envelope(document, answer.content)
    return Page(
        value=decoder.items(envelope.value, item, answer.content),
        next_link=envelope.next_link,
        delta_link=envelope.delta_link,
    )


def unfinished(
    resume_link: str, request: Request[Page[T]]
) -> tuple[Request[Page[T]], ...]:
    """Return the requests that a `resume_link` stands for.

    Raises:
        InvalidRequest: The text holds no link, or one that is cut.
    """
    if not resume_link.strip():
        raise InvalidRequest("The link to go on from is empty.")
    # A link as the API gave it may hold blanks; only before a link do they separate.
    begins = [re.escape(_first(link)) for link in (request.path, resume_link.strip())]
    links = re.split(rf"\s+(?=https?://|{'|'.join(begins)})", resume_link.strip())
    return tuple(evolve(request, path=unbroken(link), query=()) for link in links)


def _first(link: str) -> str:
    """Return the first segment of a path, with what ends it."""
    found = re.match(r"/[^/?\s]*[/?]?", link)
    return found[0] if found else "/"
