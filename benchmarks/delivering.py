"""Sends signed events over kept connections, as fast as responses come."""

from __future__ import annotations

import asyncio
import hmac
import itertools
import json
import socket
import time
from collections.abc import Iterator
from urllib.request import ProxyHandler, build_opener

from attrs import field, frozen

HEADER, KEY = "X-Signature", "benchmark-key"

_BODY = (
    b'{"changeType":"InsertOrUpdate","data":{"id":%d,"changeVersion":"%020X",'
    b'"kind":"InOut","person":{"id":7},"date":"2026-03-02","timeOfDayInMinutes":510,'
    b'"isGenerated":false,"status":"Active","terminal":{"id":"T-1"}}}'
)
_HEAD = (
    b"POST /hook HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    b"X-Signature: %s\r\nContent-Length: %d\r\n\r\n"
)


@frozen(kw_only=True)
class Responses:
    """How long responses took, and what the server's process used for them."""

    times: list[float] = field(repr=False)
    seconds: float
    used: float
    """Seconds of CPU."""

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    @property
    def cpu(self) -> float:
        return self.used / len(self.times)

    @property
    def middle(self) -> float:
        return self.times[len(self.times) // 2]

    @property
    def last(self) -> float:
        return self.times[int(len(self.times) * 0.99)]


def requests(first: int) -> Iterator[bytes]:
    """Iterate over requests of clockings' events, each with a version of its own."""
    for number in itertools.count(first):
        body = _BODY % (number % 5000, number)
        signature = hmac.digest(KEY.encode(), body, "sha256").hex()
        yield _HEAD % (signature.encode(), len(body)) + body


class Connection(asyncio.Protocol):
    """Sends the next request when the response to the last one has come."""

    def __init__(
        self, source: Iterator[bytes], until: float, times: list[float]
    ) -> None:
        self.source, self.until, self.times = source, until, times
        self.ended = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.send()

    def send(self) -> None:
        self.begin = time.perf_counter()
        self.transport.write(next(self.source))

    def data_received(self, data: bytes) -> None:
        # A response without a body is small enough to come in one piece.
        if not (data.startswith(b"HTTP/1.1 204") and data.endswith(b"\r\n\r\n")):
            self.transport.abort()
            self.ended.set_exception(SystemExit(f"Not stored: {data[:80]!r}"))
            return
        now = time.perf_counter()
        self.times.append(now - self.begin)
        if now < self.until:
            self.send()
        else:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_result(None)


async def load(port: int, seconds: float, connections: int, *, first: int) -> Responses:
    """Send for some seconds; return how long the responses took."""
    source, times, loop = requests(first), list[float](), asyncio.get_running_loop()
    used, begin = spent(port)["cpu"], time.perf_counter()

    async def one() -> None:
        _, made = await loop.create_connection(
            lambda: Connection(source, begin + seconds, times), "127.0.0.1", port
        )
        await made.ended

    await asyncio.gather(*(one() for _ in range(connections)))
    taken = time.perf_counter() - begin
    return Responses(times=sorted(times), seconds=taken, used=spent(port)["cpu"] - used)


def spent(port: int) -> dict[str, float]:
    """Return what the server reports of itself: CPU time and transactions."""
    address = f"http://127.0.0.1:{port}/spent"
    with build_opener(ProxyHandler({})).open(address, timeout=10) as response:
        found: dict[str, float] = json.load(response)
    return found


def wait_for(port: int) -> None:
    """Wait until a server listens."""
    for _ in range(400):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("The server does not start.")
