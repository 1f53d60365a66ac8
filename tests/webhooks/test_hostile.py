"""Whatever comes without a key: nothing is stored, nothing fails, nothing piles up."""

from __future__ import annotations

import asyncio
import socket
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protime_sync.webhooks import FixedRoutes, Receiver, Route, SqliteInbox
from protime_sync.webhooks.listening import served

from .asgi import ask, pairs
from .conftest import event, make_verifier
from .signing import HEADER, KEY, signed

BODY = event(1, "A")
GENUINE = pairs(signed(BODY))
LARGEST = 10_000
QUICK = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@pytest.fixture
def strict(inbox: SqliteInbox) -> Iterator[Receiver]:
    route = Route(collection="clockings", verifier=make_verifier([KEY]))
    made = Receiver(
        inbox,
        FixedRoutes({"hook": route}),
        largest=LARGEST,
        within=timedelta(seconds=0.2),
        at_once=5 * LARGEST,
    )
    yield made
    made.close()


NAMES = st.sampled_from(
    [HEADER.lower().encode(), b"content-type", b"content-length", b"content-encoding"]
)
VALUES = st.binary(max_size=80) | st.sampled_from(
    [GENUINE[0][1], b"0" * 64, b"application/json", b"-1", b"1e9", b"\xb2", b"9" * 400]
)
HEADERS = st.lists(st.tuples(NAMES | st.binary(max_size=20), VALUES), max_size=6)
PATHS = st.sampled_from(["/hook", "/hook/", "/", "", "/health", "/%00"]) | st.text()


@QUICK
@given(PATHS, st.lists(st.binary() | st.none(), max_size=4), HEADERS, st.data())
def test_nothing_forged_is_stored(
    strict: Receiver,
    inbox: SqliteInbox,
    path: str,
    parts: list[bytes | None],
    headers: list[tuple[bytes, bytes]],
    data: st.DataObject,
) -> None:
    """Any path, method, headers and body are answered, with an error."""
    method = data.draw(st.sampled_from(["POST", "GET", "PUT", "HEAD", "BREW"]))
    answer = asyncio.run(_ask(strict, path, parts, headers, method))
    assert answer in range(400, 504) or path.rstrip("/").endswith("health")
    assert inbox.counts().waiting == 0


async def _ask(app: Any, path: str, parts: Any, headers: Any, method: str) -> int:
    return (await ask(app, path, parts, headers=headers, method=method)).status


@QUICK
@given(st.integers(0, len(BODY) - 1), st.booleans())
def test_nothing_truncated_is_stored(
    strict: Receiver, inbox: SqliteInbox, length: int, hangs_up: bool
) -> None:
    """Cut anywhere, by hanging up or by ending early."""
    parts = [BODY[:length], *([None] if hangs_up else [])]
    assert asyncio.run(_ask(strict, "/hook", parts, GENUINE, "POST")) in (400, 401)
    assert inbox.counts().waiting == 0


@pytest.mark.parametrize(
    ("status", "more"),
    [
        (415, [(b"content-type", b"text/html")]),
        (415, [(b"content-type", b"multipart/form-data; boundary=x")]),
        (415, [(b"content-encoding", b"gzip")]),
        (413, [(b"content-length", b"%d" % (LARGEST + 1))]),
        (400, [(b"content-length", b"0x10")]),
        (400, [(b"content-length", b"3"), (b"content-length", b"3")]),
        (400, [(b"content-length", b"3")]),
        (401, [(HEADER.lower().encode(), b"0" * 64)]),
    ],
)
async def test_genuine_bodies_with_wrong_headers_are_refused(
    strict: Receiver, inbox: SqliteInbox, status: int, more: list[tuple[bytes, bytes]]
) -> None:
    """Content types, lengths and signatures that are wrong or told twice."""
    names = {name for name, _ in more} - {HEADER.lower().encode()}
    headers = [*(one for one in GENUINE if one[0] not in names), *more]
    assert (await ask(strict, "/hook", [BODY], headers=headers)).status == status
    assert inbox.counts().waiting == 0


async def test_what_is_unsigned_is_not_even_read(strict: Receiver) -> None:
    """Without a signature's form in its header, no byte of a body is waited for."""
    async with asyncio.timeout(60):
        assert (await ask(strict, "/hook", [600.0, BODY])).status == 401


async def test_slow_bodies_are_given_up(strict: Receiver, inbox: SqliteInbox) -> None:
    """Each part comes in time, and the whole does not."""
    parts: list[Any] = []
    for byte in BODY:
        parts += [bytes([byte]), 0.02]
    begin = time.monotonic()
    answer = await ask(strict, "/hook", parts, headers=GENUINE)
    assert (answer.status, answer.headers[b"connection"]) == (408, b"close")
    assert time.monotonic() - begin < 1
    assert inbox.counts().waiting == 0


async def test_memory_stays_flat(strict: Receiver, inbox: SqliteInbox) -> None:
    """A thousand bodies without an end at once: all are refused, little is held."""
    head = pairs({HEADER: "0" * 64})
    part = b"x" * 1000
    tracemalloc.start()
    answers = await asyncio.gather(
        *(ask(strict, "/hook", [part, 0.01] * 30, headers=head) for _ in range(1000))
    )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert {one.status for one in answers} <= {408, 413, 503}
    assert peak < 20_000_000
    assert (await ask(strict, "/hook", [BODY], headers=GENUINE)).status == 204


async def test_too_much_is_refused_while_it_comes(
    strict: Receiver, inbox: SqliteInbox
) -> None:
    """Also without a length in the headers, and also by many small ones together."""
    parts = [BODY, *[b" " * 1000] * (LARGEST // 1000)]
    assert (await ask(strict, "/hook", parts, headers=GENUINE)).status == 413
    head, held = pairs({HEADER: "0" * 64}), [b"x" * (LARGEST - 1), 0.05, b""]
    answers = await asyncio.gather(
        *(ask(strict, "/hook", held, headers=head) for _ in range(6))
    )
    assert sorted(one.status for one in answers) == [401] * 5 + [503]
    assert (await ask(strict, "/hook", [BODY], headers=GENUINE)).status == 204
    assert inbox.counts().waiting == 1


def test_real_sockets_do_no_harm(inbox: SqliteInbox, tmp_path: Path) -> None:
    """Injected headers, half requests and held connections, while others are served."""
    route = Route(collection="clockings", verifier=make_verifier([KEY]))
    receiver = Receiver(
        inbox, FixedRoutes({"hook": route}), within=timedelta(seconds=0.3)
    )
    start = b"POST /hook HTTP/1.1\r\nHost: a\r\n"
    sign = HEADER.encode() + b": " + GENUINE[0][1] + b"\r\n"
    hostile = [
        b"\x00\xff" * 50 + b"\r\n\r\n",
        start + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        start + b"X: a\r\n " + sign + b"Content-Length: 2\r\n\r\n{}",
        start + sign + b"Content-Length: -5\r\n\r\n" + BODY,
        start + sign + sign + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY,
        start + sign + b"Content-Length: %d\r\n\r\n" % (len(BODY) + 9) + BODY,
    ]
    with served(receiver) as url, ExitStack() as stack:
        address = "127.0.0.1", int(url.rpartition(":")[2])
        for _ in range(30):  # Slow ones hold their connections meanwhile.
            slow = stack.enter_context(socket.create_connection(address))
            slow.sendall(start + sign + b"Content-Length: 90\r\n\r\n{")
        answers = [_sent(address, one) for one in hostile]
        assert all(not one or 400 <= int(one[9:12]) < 500 for one in answers), answers
        assert inbox.counts().waiting == 0
        good = start + sign + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
        assert b" 204 " in _sent(address, good)
        slow.settimeout(5)
        assert b" 408 " in slow.recv(1000)
    assert inbox.counts().waiting == 1


def _sent(address: tuple[str, int], request: bytes) -> bytes:
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(request)
        return connection.recv(1000)
