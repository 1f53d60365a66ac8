"""The way through the pages of a list: what comes next, and how to go on later."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from functools import partial
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import unquote

from attrs import evolve

from protime_runtime.asking.cut_links import followed
from protime_runtime.asking.links import encoded
from protime_runtime.errors import ProtimeError, RepeatedLink
from protime_runtime.messages import Branch, Page, Request, Response
from protime_runtime.values import frozen

T = TypeVar("T")


@frozen(kw_only=True)
class Explanation:
    """What iterating would send first; nothing was sent."""

    method: str
    url: str
    length: int
    """Characters of the address, of which the API takes 4096."""
    scopes: tuple[str, ...]
    """Any one of them is enough."""
    requests: int
    """Requests that the list was split into; each may have several pages."""


class Sender(Protocol):
    """What a pager needs of a client."""

    def _read(self, request: Request[T], response: Response) -> T:
        """Return a response as what its request expects."""

    def _send(self, request: Request[T]) -> T:
        """Send the request and return what its response reads as."""

    def _url(self, request: Request[T]) -> str:
        """Return the absolute address of a request."""


class AsyncSender(Protocol):
    """What a pager needs of an async client."""

    def _read(self, request: Request[T], response: Response) -> T:
        """Return a response as what its request expects."""

    async def _send(self, request: Request[T]) -> T:
        """Send the request and return what its response reads as."""

    def _url(self, request: Request[T]) -> str:
        """Return the absolute address of a request."""


class Cursor(Generic[T]):
    """The way through all pages of all parts: what is next, and never twice."""

    def __init__(self, parts: Sequence[Request[Page[T]]]) -> None:
        """Take the requests that the list was split into."""
        self._waiting = list(reversed(parts))
        self._then = self._waiting
        self._seen: set[str] = set()

    @property
    def next(self) -> Request[Page[T]] | None:
        """The request for the next page, if there is one."""
        return self._waiting[-1] if self._waiting else None

    def each(
        self,
        send: Callable[[Request[Page[T]]], Page[T]],
        end: Callable[[], None] | None = None,
    ) -> Iterator[Page[T]]:
        """Iterate over the pages that are left, which `send` fetches.

        `end` is called once no further page is wanted.

        Raises:
            ProtimeError: A page failed; the error's `resume_link` leads on from there.
        """
        try:
            while self._waiting:
                page = self.after(send(self._waiting[-1]))
                yield page
                self.advance()  # Not before: a page that is left early comes again.
        except ProtimeError as error:
            error.resume_link = resume_link(self._waiting)
            raise
        finally:
            if end is not None:
                end()

    async def each_awaited(
        self,
        send: Callable[[Request[Page[T]]], Awaitable[Page[T]]],
        end: Callable[[], None] | None = None,
    ) -> AsyncIterator[Page[T]]:
        """Iterate as `each` does, with a `send` that is awaited."""
        try:
            while self._waiting:
                page = self.after(await send(self._waiting[-1]))
                yield page
                self.advance()
        except ProtimeError as error:
            error.resume_link = resume_link(self._waiting)
            raise
        finally:
            if end is not None:
                end()

    def after(self, page: Page[T]) -> Page[T]:
        """Return a page that came with the way to go on, which `advance` goes.

        Raises:
            RepeatedLink: The page leads back to one that came before.
            DecodingError: The link to the next one is cut, and it is not certain where.
        """
        *rest, request = self._waiting
        self._seen.add(unquote(request.target))
        next_link, delta_link = page.next_link, page.delta_link
        if next_link is not None:
            next_link = followed(request.target, next_link)
            if unquote(next_link) in self._seen:
                raise RepeatedLink(f"The API gave the same link twice: {next_link}")
            rest.append(_linked(request, next_link))
        if isinstance(page, Branch):
            rest += reversed(page.leads_to)
        if delta_link is not None:
            delta_link = followed(request.target, delta_link)
        self._then = rest
        return evolve(
            page,
            next_link=next_link,
            delta_link=delta_link,
            resume_link=partial(resume_link, rest),
        )

    def advance(self) -> None:
        """Leave the page that came: only now will another one be the next."""
        self._waiting = self._then

    def following(self, link: str | None) -> Request[Page[T]] | None:
        """Return the request that will be next if the page's link is this."""
        *rest, request = self._waiting
        if link is not None:
            return _linked(request, followed(request.target, link))
        return rest[-1] if rest else None


def _linked(request: Request[Page[T]], link: str) -> Request[Page[T]]:
    return evolve(request, target=link, is_link=True)


def explain(parts: Sequence[Request[Page[T]]], url: str) -> Explanation:
    """Return what the parts would send, the first of them at `url`."""
    first = parts[0]
    return Explanation(
        method=first.method,
        url=url,
        length=len(url),
        scopes=first.scopes,
        requests=len(parts),
    )


def resume_link(waiting: Sequence[Request[Page[T]]]) -> str | None:
    """Return all that is left to ask for as one text, what comes first in front."""
    # Links of the API hold bare blanks, which here separate one link from the next.
    return " ".join(map(_encoded, reversed(waiting))) or None


def _encoded(request: Request[Any]) -> str:
    return encoded(request.target) if request.is_link else request.target
