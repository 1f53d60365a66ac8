"""An attempt ends, however slowly its answer drips; on real sockets."""

from __future__ import annotations

import asyncio
import math
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any

import pytest
import trustme

from protime import AsyncProtime, Protime
from protime_runtime.client.deadlines import LONGEST, Left, bounded, checked
from protime_runtime.errors import (
    AuthenticationFailed,
    ConfigurationError,
    ProtimeError,
    RequestFailed,
)
from protime_runtime.sending.retries import RetryPolicy
from tests.trust.helpers import SETTINGS, answering, awaiting, granted, said
from tests.trust.helpers import Sent as Asked

LIBRARIES = ["httpx", "httpx2"]
ONCE = RetryPolicy(attempts=1)
BODY = b'{"id": 1}'
HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n"
WHOLE = HEAD % len(BODY) + BODY
SLOW = 0.02
"""Seconds between two bytes; an answer of the tests takes minutes with it."""

DEADLINE = 0.25
PATIENCE = 20.0
"""Seconds that a machine under load may be late."""


def token(_: bytes) -> bytes:
    content = granted(Asked(method="POST", url="", headers={}, content=b"")).content
    return HEAD % len(content) + content


def dripping(connection: socket.socket, quick: bytes, slow: bytes) -> None:
    """Send a part at once, and a part byte by byte."""
    connection.sendall(quick)
    for at in range(len(slow)):
        time.sleep(SLOW)
        connection.sendall(slow[at : at + 1])


DRIPS: dict[str, tuple[bytes, bytes]] = {
    "head": (b"HTTP/1.1 200 OK\r\nx: ", b"y" * 10_000),
    "body": (HEAD % 10_000, b" " * 10_000),
    "chunks": (
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
        b"1\r\n \r\n" * 2_000,
    ),
}


@contextmanager
def tenant(
    answer: Callable[[bytes], bytes | tuple[bytes, bytes]],
    tls: ssl.SSLContext | None = None,
) -> Iterator[str]:
    """Serve on loopback; a pair of bytes is sent at once, and byte by byte."""

    def serve(connection: socket.socket) -> None:
        try:
            own = connection if tls is None else tls.wrap_socket(connection, True)
            with own:
                while head := _received(own):
                    given = token(head) if b"/connect/token" in head else answer(head)
                    pair = given if isinstance(given, tuple) else (given, b"")
                    dripping(own, *pair)
        except OSError:
            return  # Whoever asked has left.

    def accept(server: socket.socket) -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=accept, args=(server,))
        thread.start()
        scheme = "http" if tls is None else "https"
        try:
            yield f"{scheme}://127.0.0.1:{server.getsockname()[1]}"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


def _received(connection: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        part = connection.recv(65_536)
        if not part:
            return b""
        head += part
    return head


async def asked(library: Any, mode: str, url: str, **more: Any) -> object:
    """Ask once for an item, with a client that blocks or one that is awaited."""
    verify = more.pop("verify", True)
    method, path = more.pop("method", "GET"), more.pop("path", "people/1")
    given = {**SETTINGS, "base_url": url, "retries": ONCE, **more}
    if mode == "blocking":
        with library.Client(verify=verify, trust_env=False) as http:
            return Protime(**given, http=http).raw(method, path)
    async with library.AsyncClient(verify=verify, trust_env=False) as waiting:
        return await AsyncProtime(**given, http=waiting).raw(method, path)


@pytest.mark.parametrize("place", DRIPS)
@pytest.mark.parametrize("mode", ["blocking", "awaited"])
@pytest.mark.parametrize("name", LIBRARIES)
async def test_an_answer_that_drips_ends(name: str, mode: str, place: str) -> None:
    """Though each of its bytes comes in time."""
    library = pytest.importorskip(name)
    with tenant(lambda _: DRIPS[place]) as url:
        begin = time.monotonic()
        with pytest.raises(
            RequestFailed, match=rf"deadline of {DEADLINE} s has passed"
        ):
            await asked(library, mode, url, attempt_deadline=DEADLINE)
        seconds = time.monotonic() - begin
    print(f"{name}, {mode}, {place}: ended after {seconds:.2f} s")
    assert DEADLINE <= seconds < PATIENCE


@pytest.mark.parametrize("mode", ["blocking", "awaited"])
async def test_a_drip_under_encryption_ends(mode: str) -> None:
    """The socket is the same."""
    library = pytest.importorskip("httpx")
    authority = trustme.CA()
    server, trusting = (
        ssl.create_default_context(purpose)
        for purpose in (ssl.Purpose.CLIENT_AUTH, ssl.Purpose.SERVER_AUTH)
    )
    authority.issue_cert("127.0.0.1").configure_cert(server)
    authority.configure_trust(trusting)
    with tenant(lambda _: DRIPS["head"], server) as url:
        more = {"verify": trusting, "attempt_deadline": DEADLINE}
        begin = time.monotonic()
        with pytest.raises(RequestFailed, match="deadline of"):
            await asked(library, mode, url, **more)
        assert time.monotonic() - begin < PATIENCE


@pytest.mark.parametrize("mode", ["blocking", "awaited"])
async def test_a_token_that_drips_ends(mode: str) -> None:
    """The token endpoint is bounded as the API is."""
    library = pytest.importorskip("httpx")
    drip = DRIPS["body"]
    with tenant(lambda _: drip) as url:
        more = {"token_url": f"{url}/token", "attempt_deadline": DEADLINE}
        with pytest.raises(AuthenticationFailed, match="deadline of"):
            await asked(library, mode, url, **more)


@pytest.mark.parametrize("mode", ["blocking", "awaited"])
async def test_a_connection_that_was_used_before_is_bounded(mode: str) -> None:
    """And the attempt after a drip comes through, on another."""
    library = pytest.importorskip("httpx")
    pairs = ((WHOLE, b""), DRIPS["head"], (WHOLE, b""))
    answers = iter(pairs)
    with tenant(lambda _: next(answers)) as url:
        given = {**SETTINGS, "base_url": url, "attempt_deadline": DEADLINE}
        if mode == "blocking":
            with (
                library.Client(trust_env=False) as http,
                Protime(**given, http=http) as client,
            ):
                assert [client.people.get(1).id for _ in range(2)] == [1, 1]
        else:
            async with library.AsyncClient(trust_env=False) as waiting:
                awaited = AsyncProtime(**given, http=waiting)
                found = [(await awaited.people.get(1)).id for _ in range(2)]
                assert found == [1, 1]


@pytest.mark.parametrize("mode", ["blocking", "awaited"])
async def test_a_write_whose_answer_drips_is_not_sent_again(mode: str) -> None:
    """The API has it."""
    library = pytest.importorskip("httpx")
    came: list[bytes] = []

    def answer(head: bytes) -> tuple[bytes, bytes]:
        came.append(head)
        return DRIPS["body"]

    with tenant(answer) as url:
        more = {
            "method": "POST",
            "attempt_deadline": DEADLINE,
            "retries": RetryPolicy(),
        }
        with pytest.raises(RequestFailed):
            await asked(library, mode, url, **more)
    assert len(came) == 1


def test_the_deadline_can_be_another_for_some_calls() -> None:
    """In the constructor, from the environment, and with options."""
    client = Protime(**SETTINGS)
    assert client._attempt_deadline == LONGEST == 300.0
    assert client.with_options(attempt_deadline=7)._attempt_deadline == 7
    assert client.with_options(timeout=1)._attempt_deadline == LONGEST
    environ = {f"PROTIME_{name.upper()}": value for name, value in SETTINGS.items()}
    for kind in (Protime, AsyncProtime):
        made: Any = kind.from_env(environ, attempt_deadline=9)
        assert made._attempt_deadline == 9
        assert made.with_options(attempt_deadline=8)._attempt_deadline == 8
    client.close()


@pytest.mark.parametrize("seconds", [0, -1.0, math.nan, -math.inf])
def test_what_is_no_time_is_refused(seconds: float) -> None:
    """By each way to say it."""
    makes: list[Callable[..., object]] = [
        partial(Protime, **SETTINGS),
        partial(AsyncProtime, **SETTINGS),
        answering(lambda _: said({}))[0].with_options,
        awaiting(lambda _: said({}))[0].with_options,
    ]
    for make in makes:
        with pytest.raises(ConfigurationError, match="attempt_deadline is"):
            make(attempt_deadline=seconds)


@pytest.mark.parametrize("mode", ["blocking", "awaited"])
async def test_there_may_be_no_deadline(mode: str) -> None:
    """Then each wait is bounded alone, as before."""
    library = pytest.importorskip("httpx")
    with tenant(lambda _: (HEAD % 9, BODY)) as url:
        assert await asked(library, mode, url, attempt_deadline=math.inf)


def test_what_is_left_is_asked_for_anew() -> None:
    """Never more than a wait may last, and whole seconds for a socket."""
    now = 100.0
    left = Left(10.0, 3, 110.0, lambda: now)
    assert (float(left), left.__index__()) == (3.0, 3)
    now = 108.5
    assert (float(left), left.__index__()) == (1.5, 2)
    now = 110.0
    with pytest.raises(TimeoutError, match="deadline of 10 s"):
        left.__index__()
    assert float(Left(10.0, None, 130.0, lambda: now)) == 20.0


def test_what_is_left_compares_as_a_number() -> None:
    """For transports of others, which check that a timeout is above 0."""
    left = Left(10.0, 3.0, 110.0, lambda: 100.0)
    assert left > 0
    assert not left <= 0
    assert left >= 3.0
    assert not left > 3.0


def test_the_own_timeouts_of_an_http_client_still_hold() -> None:
    """Each for its phase; the client's own come before them."""
    httpx = pytest.importorskip("httpx")
    times = httpx.Timeout(5.0, read=2.0, pool=None)
    with httpx.Client(timeout=times) as http:
        made = bounded(http, None, 60.0)["timeout"]
        shown = {phase: math.ceil(float(wait)) for phase, wait in made.items()}
        assert shown == {"connect": 5, "read": 2, "write": 5, "pool": 60}
        made = bounded(http, 4.0, 60.0)["timeout"]
        assert {math.ceil(float(wait)) for wait in made.values()} == {4}
        assert bounded(http, 4.0, math.inf) == {}
    assert bounded(object(), 4.0, 60.0) == {}
    assert checked(0.5) == 0.5


def test_a_fraction_is_kept_where_there_is_one_wait() -> None:
    """Whole seconds, and what the deadline cuts, count down for all phases."""
    httpx = pytest.importorskip("httpx")
    with httpx.Client() as http:
        made = bounded(http, 0.3, 60.0)["timeout"]
        assert (made["connect"], made["write"], made["pool"]) == (0.3, 0.3, 0.3)
        assert isinstance(made["read"], Left)
        for wait, seconds in ((3.0, 60.0), (59.5, 10.0), (math.inf, 10.0)):
            made = bounded(http, wait, seconds)["timeout"]
            assert all(isinstance(made[phase], Left) for phase in ("connect", "write"))


@pytest.mark.heavy
def test_a_connection_that_nobody_accepts_fails_after_a_fraction() -> None:
    """Not after a whole second."""
    with (
        socket.create_server(("127.0.0.1", 0), backlog=0) as server,
        ExitStack() as held,
    ):
        address = server.getsockname()
        for _ in range(4):  # Fill what the system would accept by itself.
            waiting = held.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(address)
        given = {**SETTINGS, "base_url": f"http://127.0.0.1:{address[1]}"}
        with Protime(**given, retries=ONCE, timeout=0.3) as client:
            # The quickest counts, as the machine may be busy.
            assert 0.3 <= min(_seconds_to_fail(client) for _ in range(5)) < 1.0


def _seconds_to_fail(client: Protime) -> float:
    begin = time.monotonic()
    with pytest.raises(AuthenticationFailed, match="ConnectTimeout"):
        client.people.get(1)
    return time.monotonic() - begin


async def test_who_cancels_is_not_told_of_a_deadline() -> None:
    """Only the attempt's own end is a failure of it."""
    library = pytest.importorskip("httpx")
    with tenant(lambda _: DRIPS["body"]) as url:
        with pytest.raises(TimeoutError) as caught:
            async with asyncio.timeout(DEADLINE):
                await asked(library, "awaited", url)
        assert not isinstance(caught.value, ProtimeError)
