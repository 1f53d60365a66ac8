"""The memory of a receiver's process stays flat, whatever is thrown at it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from protime_sync.webhooks import (
    SqliteInbox,
    Stage,
    Subscription,
    SubscriptionStore,
)

from .conftest import event
from .process import Process
from .signing import HEADER, KEY, signed

MIB = 1024 * 1024
WAVES = 3
BODY = event(1, "A")
START = b"POST /hook HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
FORGED = START + HEADER.encode() + b": " + b"0" * 64 + b"\r\n"


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    """Run a receiver of one webhook, with its limits as they are by default."""
    store = SubscriptionStore(tmp_path / "keys.db")
    store.save(
        Subscription(
            name="hook",
            collection="clockings",
            destination_url="https://hooks.example/hook",
            stage=Stage.ACTIVE,
            key=KEY,
            created_at=datetime.now(UTC),
        )
    )
    store.close()
    made = Process(tmp_path)
    made.start()
    yield made
    made.end()


def most(process: Process) -> float:
    """Return the most MiB of memory that the process ever had."""
    status = Path(f"/proc/{process.running.pid}/status").read_text()
    (line,) = [one for one in status.splitlines() if one.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def genuine() -> bytes:
    headers = "".join(f"{name}: {text}\r\n" for name, text in signed(BODY).items())
    start = b"POST /hook HTTP/1.1\r\nHost: a\r\n" + headers.encode()
    return start + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY


def hostile() -> list[bytes]:
    """Return requests of some MiB each, or of many headers, none of them genuine."""
    chunk = b"%x\r\n" % MIB + b"x" * MIB + b"\r\n"
    forged = b"x" * (MIB - 1)
    length = b"Content-Length: %d\r\n\r\n"
    return [
        *[FORGED + length % len(forged) + forged] * 4,
        FORGED + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 3,
        START + length % (8 * MIB) + b"x" * (4 * MIB),
        FORGED + length % (8 * MIB) + b"x" * (4 * MIB),
        FORGED + b"X: " + b"y" * (4 * MIB) + b"\r\n\r\n",
        FORGED + b"X: y\r\n" * 200_000 + b"\r\n",
        FORGED + length % MIB + b"x" * (MIB // 2),  # The rest never comes.
    ]


async def send(port: int, request: bytes) -> bytes:
    """Send a request for as long as the other side takes it; return what it answers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        async with asyncio.timeout(1):
            writer.write(request)
            return await reader.readuntil(b"\r\n\r\n")
    except (TimeoutError, OSError, asyncio.IncompleteReadError):
        return b""
    finally:
        writer.transport.abort()


async def wave(port: int) -> int:
    """Send all that is hostile, several times at once; return how many bytes."""
    requests = hostile() * 3
    answers = await asyncio.gather(*(send(port, one) for one in requests))
    assert not [one for one in answers if one and not one.startswith(b"HTTP/1.1 4")]
    return sum(len(one) for one in requests)


@pytest.mark.heavy
@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="needs /proc")
async def test_memory_stays_flat_in_a_process(process: Process, tmp_path: Path) -> None:
    """After a first wave, no later one takes more; genuine ones are still stored."""
    sent = await wave(process.port)
    first = most(process)
    for _ in range(WAVES - 1):
        sent += await wave(process.port)
        replays = await asyncio.gather(
            *(send(process.port, genuine()) for _ in range(50))
        )
        assert {one[:12] for one in replays} == {b"HTTP/1.1 204"}
    grown = most(process) - first
    print(f"\n{sent / MIB:.0f} MiB offered, {first:.0f} MiB held, {grown:.1f} MiB more")
    assert sent > 150 * MIB
    assert grown < 12
    assert first < 150
    inbox = SqliteInbox(tmp_path / "inbox.db")
    assert inbox.counts().received == 1
    inbox.close()
