"""The last requests, for tests and the status page."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime

from attrs import frozen


@frozen(kw_only=True)
class Logged:
    """A request and how it was answered; bodies and headers are not kept."""

    method: str
    path: str
    query: str
    status: int
    """HTTP status; 0 if the connection was dropped."""
    at: datetime
    """When it was answered, by the tenant's clock."""
    scopes: tuple[str, ...] = ()
    """Scopes of which any one is needed; none for what is no operation."""
    rows: int | None = None
    """Rows on the page, of a list."""


class RequestLog:
    """Keeps the last requests, oldest first."""

    def __init__(self, size: int = 1000) -> None:
        """Take how many to keep."""
        self._kept: deque[Logged] = deque(maxlen=size)
        self._listeners: list[Callable[[Logged], object]] = []

    def listen(self, listener: Callable[[Logged], object]) -> None:
        """Call a function with each request from now on."""
        self._listeners.append(listener)

    def add(self, logged: Logged) -> None:
        """Note a request."""
        self._kept.append(logged)
        for listener in self._listeners:
            listener(logged)

    def clear(self) -> None:
        """Forget all requests."""
        self._kept.clear()

    def __iter__(self) -> Iterator[Logged]:
        """Iterate from the oldest to the newest."""
        return iter(list(self._kept))

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._kept)

    def __getitem__(self, index: int) -> Logged:
        """Return one, counted from the oldest; -1 is the newest."""
        return self._kept[index]
