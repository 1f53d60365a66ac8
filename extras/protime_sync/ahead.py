"""Asking for the next page of a full load while this one is on its way to a table."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from protime_runtime.overlapping import PageReader
from protime_runtime.paging import Page, Walk
from protime_runtime.requests import Request
from protime_runtime.walking import Sender

from .wire import Entry

T = TypeVar("T")


class Sends(Protocol):
    """What drives a feed needs of a client."""

    def send(self, request: Request[Page[Entry]], /) -> Page[Entry]:
        """Send the request and return the page that came."""


class AskingAhead:
    """Sends for who reads pages one after the other, to the last of them.

    A page's link may be used before the page was handed over; so this is not for feeds
    that stop within a load and go on with that link later.
    """

    def __init__(self, sender: Sender) -> None:
        """Take who sends; it stays yours to close."""
        self._reader = PageReader[Any](sender)

    def send(self, request: Request[Page[T]]) -> Page[T]:
        """Return a page; the one after it may already have been asked for.

        Raises:
            ProtimeError: See `protime_runtime.errors`.
        """
        return self._reader.page(Walk((request,)))

    def __enter__(self) -> Self:
        """Enter a block at whose end what was asked for ahead is given up."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give up what was asked for ahead."""
        self._reader.end()
