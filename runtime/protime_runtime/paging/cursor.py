"""The way through the pages of a list: what comes next, and how to go on later."""

from __future__ import annotations

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Sequence,
)
from functools import partial
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import unquote

from attrs import evolve, field

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


@frozen
class Ahead(Generic[T]):
    """A request that is ahead, and what is ahead after it: no page needs a copy."""

    request: Request[Page[T]]
    then: Ahead[T] | None = field(eq=False, repr=False)


class Cursor(Generic[T]):
    """The way through all pages of all parts: what is next, and never twice."""

    def __init__(self, parts: Sequence[Request[Page[T]]]) -> None:
        """Take the requests that the list was split into."""
        self._ahead: Ahead[T] | None = None
        for request in reversed(parts):
            self._ahead = Ahead(request, self._ahead)
        self._then = self._ahead
        self._came: list[str] = []
        self._seen: set[str] = set()

    @property
    def next(self) -> Request[Page[T]] | None:
        """The request for the next page, if there is one."""
        return None if self._ahead is None else self._ahead.request

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
            while self._ahead is not None:
                page = self.after(send(self._ahead.request))
                yield page
                self.advance()  # Not before: a page that is left early comes again.
        except ProtimeError as error:
            error.resume_link = _resume_link(self._ahead)
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
            while self._ahead is not None:
                page = self.after(await send(self._ahead.request))
                yield page
                self.advance()
        except ProtimeError as error:
            error.resume_link = _resume_link(self._ahead)
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
        if self._ahead is None:
            raise LookupError("No page is left.")
        request, then = self._ahead.request, self._ahead.then
        self._came.append(request.target)
        next_link, delta_link = page.next_link, page.delta_link
        if next_link is not None:
            next_link = followed(request.target, next_link)
            if self._is_known(next_link):
                raise RepeatedLink(f"The API gave the same link twice: {next_link}")
            then = Ahead(_linked(request, next_link), then)
        if isinstance(page, Branch):
            for lead in reversed(page.leads_to):
                then = Ahead(lead, then)
        if delta_link is not None:
            delta_link = followed(request.target, delta_link)
        self._then = then
        return evolve(
            page,
            next_link=next_link,
            delta_link=delta_link,
            resume_link=partial(_resume_link, then),
        )

    def advance(self) -> None:
        """Leave the page that came: only now will another one be the next."""
        self._ahead = self._then

    def following(self, link: str | None) -> Request[Page[T]] | None:
        """Return the request that will be next if the page's link is this."""
        if self._ahead is None:
            return None
        request, then = self._ahead.request, self._ahead.then
        if link is not None:
            return _linked(request, followed(request.target, link))
        return None if then is None else then.request

    def _is_known(self, link: str) -> bool:
        """Whether a page that came was asked for by this link, in any encoding."""
        self._seen.update(map(unquote, self._came))
        self._came.clear()
        return unquote(link) in self._seen


def _linked(request: Request[T], link: str) -> Request[T]:
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


def resume_link(requests: Iterable[Request[Any]]) -> str | None:
    """Return all that is left to ask for as one text, what comes first in front."""
    # Links of the API hold bare blanks, which here separate one link from the next.
    return " ".join(map(_encoded, requests)) or None


def _resume_link(ahead: Ahead[Any] | None) -> str | None:
    return resume_link(_requests(ahead))


def _requests(ahead: Ahead[T] | None) -> Iterator[Request[Page[T]]]:
    while ahead is not None:
        yield ahead.request
        ahead = ahead.then


def _encoded(request: Request[Any]) -> str:
    return encoded(request.target) if request.is_link else request.target
