"""Change tracking: a first load, and from then on only what changed.

The first load gives plain items, later responses wrap them with what happened; both
read as `Upsert` and `Delete`. A link lives for 72 hours after its last use.
Source: reference/delta/
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Generic, Self, TypeVar

from attrs import define, field

from protime_runtime.errors import DecodingError, LinkNotReady
from protime_runtime.messages import Change, Page, Request
from protime_runtime.paging.cursor import (
    AsyncSender,
    Cursor,
    Explanation,
    Sender,
    explain,
)

T = TypeVar("T")
S = TypeVar("S", Sender, AsyncSender)


class DeltaCursor(Cursor[Change[T]]):
    """The way through the pages of a delta, up to the link that its last page gives."""

    def __init__(self, request: Request[Page[Change[T]]]) -> None:
        """Stand before the first page."""
        super().__init__([request])
        self._link: str | None = None
        self._given: str | None = None

    def after(self, page: Page[Change[T]]) -> Page[Change[T]]:
        """Return a page that came with the way to go on, which `advance` goes.

        Raises:
            DecodingError: It is the last, and leads to no later changes.
        """
        if page.next_link is None and page.delta_link is None:
            raise DecodingError("The last page of a delta gives no deltaLink")
        page = super().after(page)
        self._given = page.delta_link
        return page

    def advance(self) -> None:
        """Leave the page that came, and keep its link to later changes."""
        super().advance()
        self._link = self._given

    @property
    def link(self) -> str:
        """The link to later changes.

        Raises:
            LinkNotReady: The last page was not read to its end yet.
        """
        if self._link is None or self.next is not None:
            raise LinkNotReady(
                "The delta link is given once all changes are read: iterate to the end."
            )
        return self._link


@define
class _Following(Generic[S, T]):
    """A delta that is read page by page, with the link that its last page gives."""

    _sender: S
    _request: Request[Page[Change[T]]] = field(repr=False)
    _cursor: DeltaCursor[T] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Stand before the first page."""
        self._cursor = DeltaCursor(self._request)

    @property
    def link(self) -> str:
        """The link to later changes, to be kept and given to ``changes``.

        Raises:
            LinkNotReady: The last page was not read to its end yet.
        """
        return self._cursor.link

    def explain(self) -> Explanation:
        """Say what would be sent, without sending it."""
        return explain([self._request], self._sender._url(self._request))


@define
class DeltaPager(_Following[Sender, T]):
    """Iterates over changes; after the last of them, `link` leads to later ones."""

    def __iter__(self) -> Iterator[Change[T]]:
        """Iterate over the changes."""
        for page in self.pages():
            yield from page.value

    def pages(self) -> Iterator[Page[Change[T]]]:
        """Iterate over the pages that were not read to their end yet.

        Raises:
            DeltaExpired: The link was not used for 72 hours: start a full load.
            ProtimeError: A page failed; its `resume_link` can be given to ``changes``.
        """
        return self._cursor.each(self._sender._send)

    def __enter__(self) -> Self:
        """Enter a block in which the delta is read."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the block; nothing is open between two requests."""


@define
class AsyncDeltaPager(_Following[AsyncSender, T]):
    """Iterates over changes; after the last of them, `link` leads to later ones."""

    async def __aiter__(self) -> AsyncIterator[Change[T]]:
        """Iterate over the changes."""
        async for page in self.pages():
            for change in page.value:
                yield change

    def pages(self) -> AsyncIterator[Page[Change[T]]]:
        """Iterate over the pages as `DeltaPager.pages` does."""
        return self._cursor.each_awaited(self._sender._send)

    async def __aenter__(self) -> Self:
        """Enter a block in which the delta is read."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave the block; nothing is open between two requests."""
