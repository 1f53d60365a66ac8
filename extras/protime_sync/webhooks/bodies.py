"""Reading a request's body within limits, so that memory stays flat."""

from __future__ import annotations

import asyncio
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    MutableMapping,
)
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

from attrs import define, field

from protime_runtime.webhooks.signatures import ByName


class Refused(Exception):
    """A request that is answered with an error; its text is for the log only."""

    def __init__(
        self, status: int, reason: str, headers: Iterable[tuple[bytes, bytes]] = ()
    ) -> None:
        """Take the status, the reason, and further headers of the response."""
        super().__init__(f"{status} {reason}")
        self.status = status
        self.headers = headers


@define(kw_only=True)
class Limits:
    """What bodies may take, and how much they take now."""

    largest: int
    within: timedelta
    at_once: int
    held: int = field(default=0, init=False)


def check_headers(found: ByName, limits: Limits) -> int | None:
    """Return the length that a body is said to have.

    Raises:
        Refused: It is too long, no number, or given in two ways.
    """
    if found.get("content-encoding", ["identity"]) != ["identity"]:
        raise Refused(415, "It is compressed, and limits are for what is signed")
    lengths = found.get("content-length", [])
    if not lengths:
        return None
    text = lengths[0].strip()
    if len(lengths) > 1 or not (text.isascii() and text.isdigit()) or len(text) > 15:
        raise Refused(400, "Its length cannot be read")
    if int(text) > limits.largest:
        raise Refused(413, "It is too large")
    return int(text)


def is_json(headers: ByName) -> bool:
    """Whether the content type is JSON, or is missing."""
    values = headers.get("content-type", [])
    if len(values) != 1:
        return not values
    kind = values[0].partition(";")[0].strip().lower()
    return kind.endswith(("/json", "+json"))


class Body:
    """A request's body; what it takes counts until the block ends."""

    def __init__(self, limits: Limits, length: int | None) -> None:
        """Take the limits, and the length that the headers tell."""
        self._limits = limits
        self._length = length
        self._held = 0

    async def read(self, receive: Callable[[], Awaitable[Any]]) -> bytes:
        """Return the whole body.

        Raises:
            Refused: It is too large or too slow, or was not sent to its end.
        """
        content = bytearray()
        try:
            async with asyncio.timeout(self._limits.within.total_seconds()):
                async for part in self._parts(receive):
                    content += part
        except TimeoutError:
            raise Refused(408, "It came too slowly", _CLOSE) from None
        if self._length is not None and len(content) != self._length:
            raise Refused(400, "It has another length than it says")
        return bytes(content)

    async def _parts(
        self, receive: Callable[[], Awaitable[Any]]
    ) -> AsyncIterator[bytes]:
        more = True
        while more:
            message: MutableMapping[str, Any] = await receive()
            if message["type"] != "http.request":
                raise Refused(400, "The sender hung up")
            part: bytes = message.get("body", b"")
            self._hold(len(part))
            yield part
            more = message.get("more_body", False)

    def _hold(self, size: int) -> None:
        self._held += size
        self._limits.held += size
        if self._held > self._limits.largest:
            raise Refused(413, "It is too large", _CLOSE)
        if self._limits.held > self._limits.at_once:
            raise Refused(503, "Too much comes at once", ((b"retry-after", b"5"),))

    def __enter__(self) -> Self:
        """Begin to count."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Count no longer."""
        self._limits.held -= self._held


_CLOSE = ((b"connection", b"close"),)
