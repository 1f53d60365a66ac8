"""What to ask, before any of it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, Literal, TypeVar

from attrs import field, frozen

from protime_runtime.asking import links
from protime_runtime.reading.decoding import Decoder

T = TypeVar("T")
Method = Literal["GET", "POST", "PUT", "DELETE"]


@frozen(kw_only=True)
class Answer:
    """What came back: status, headers with lower-case names, and the raw body."""

    status: int
    headers: Mapping[str, str] = field(factory=dict)
    content: bytes = field(default=b"", repr=False)
    maybe_done_before: bool = False
    """Whether an attempt before may have done what this answers a repeat of."""


@frozen(kw_only=True)
class Request(Generic[T]):
    """One request of the API and the way its answer is read."""

    method: Method = "GET"
    path: str
    """Encoded path below the host, or a link as the API gave it."""

    query: tuple[tuple[str, str | None], ...] = ()
    scopes: tuple[str, ...] = ()
    """Any one of them is enough."""

    read: Callable[[Answer, Decoder], T]
    body: object = field(default=None, repr=False)
    label: str = ""
    """Path for logs, with `…` for what may name a person; empty: made of the path."""

    headers: Mapping[str, str] = field(factory=dict)

    @property
    def target(self) -> str:
        """Path and query, as a link."""
        return f"{self.path}?{links.query(self.query)}" if self.query else self.path
