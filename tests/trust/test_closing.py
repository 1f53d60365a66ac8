"""Closing while in use, and one client for many threads."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from protime import AsyncProtime, Protime
from protime_runtime.errors import ClientClosed, ProtimeError
from tests.trust.helpers import (
    SETTINGS,
    AsyncStub,
    Sent,
    Served,
    Stub,
    answering,
    awaiting,
    said,
)
from tests.trust.servers import tenant

OK = said({"id": 1})


def own(serve: Callable[[Sent], Served]) -> tuple[Protime, Stub]:
    """Return a client whose HTTP client is its own, and a stub."""
    client, stub = answering(serve)
    client._connection.owned = True
    client._sleep = client._connection.pause
    return client, stub


def test_a_closed_client_says_so() -> None:
    """And is closed once, however often it is asked to."""
    client, stub = own(lambda _: OK)
    client.close()
    client.close()
    with pytest.raises(ClientClosed, match="make a new one"):
        client.people.get(1)
    with pytest.raises(ClientClosed):
        client.with_options(timeout=1).people.get(1)
    assert stub.closed == 1
    assert stub.log == []


def test_requests_in_flight_finish() -> None:
    """The last one closes the connections; later ones are refused."""
    inside, go = threading.Semaphore(0), threading.Event()

    def slow(_: Sent) -> Served:
        inside.release()
        assert go.wait(20)
        return OK

    client, stub = own(slow)
    with ThreadPoolExecutor(8) as pool:
        flying = [pool.submit(client.people.get, 1) for _ in range(8)]
        for _ in range(8):
            assert inside.acquire(timeout=20)
        client.close()
        assert stub.closed == 0
        with pytest.raises(ClientClosed):
            client.people.get(1)
        go.set()
        assert {one.result(20).id for one in flying} == {1}
    assert stub.closed == 1


def test_closing_ends_waiting_between_attempts() -> None:
    """A minute of waiting is not sat through."""
    client, _ = own(lambda _: said({}, 503, **{"retry-after": "60"}))
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(client.people.get, 1)
        time.sleep(0.05)
        begin = time.monotonic()
        client.close()
        with pytest.raises(ClientClosed):
            waiting.result(20)
    assert time.monotonic() - begin < 30


def test_closing_at_any_time_is_an_item_or_an_error_of_ours() -> None:
    """Over real sockets, while 16 threads send what they can."""
    with tenant() as url:
        for _ in range(10):
            client = Protime(**SETTINGS, base_url=url)

            def work(client: Protime = client) -> None:
                while True:
                    assert client.people.get(1).id == 1

            with ThreadPoolExecutor(16) as pool:
                working = [pool.submit(work) for _ in range(16)]
                time.sleep(0.03)
                client.close()
                errors = [one.exception(20) for one in working]
            assert {type(one) for one in errors} == {ClientClosed}
            assert client._connection._users == 0
            assert client._http.is_closed  # type: ignore[attr-defined]  # it is httpx's


async def test_tasks_in_flight_finish() -> None:
    """The same on a loop."""
    client, stub = awaiting(lambda _: OK)
    client._connection.here().owned = True
    await client.people.get(1)
    flying = [asyncio.create_task(client.people.get(1)) for _ in range(8)]
    await asyncio.sleep(0)
    await client.close()
    assert {(await one).id for one in flying} == {1}
    assert stub.inner.closed == 1
    with pytest.raises(ClientClosed):
        await client.people.get(1)


async def test_a_cancelled_task_gives_its_connection_back() -> None:
    """Else closing would wait for ever."""

    class Stuck(AsyncStub):
        async def request(self, method: str, url: str, **given: object) -> Served:
            await asyncio.sleep(60)
            raise AssertionError

    stub = Stuck(lambda _: OK)
    client = AsyncProtime(**SETTINGS, http=stub)
    client._connection.here().owned = True
    task = asyncio.create_task(client.people.get(1))
    await asyncio.sleep(0.01)
    await client.close()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert stub.inner.closed == 1


def test_a_given_http_client_that_is_closed_is_an_error_of_ours() -> None:
    """Its owner closed it; the HTTP library's own words come along."""
    http = httpx.Client()
    client = Protime(**SETTINGS, http=http)
    http.close()
    with pytest.raises(ClientClosed) as caught:
        client.people.get(1)
    assert isinstance(caught.value.__cause__, RuntimeError)


def test_a_client_is_shared_by_threads() -> None:
    """Each gets the item that it asked for, from one client and its options."""

    def serve(sent: Sent) -> Served:
        return said({"id": int(sent.url.rpartition("/")[2])})

    client, stub = answering(serve)

    def ask(id: int) -> bool:
        asked = client.with_options(timeout=5.0) if id % 2 else client
        return asked.people.get(id).id == id

    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(32) as pool:
            assert all(pool.map(ask, range(1, 3000)))
    finally:
        sys.setswitchinterval(switch)
    assert stub.tokens == 1
    assert issubclass(ClientClosed, ProtimeError)
