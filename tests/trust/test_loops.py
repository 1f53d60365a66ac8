"""One client over several event loops: each has connections and locks of its own."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from protime import AsyncProtime
from protime_runtime.errors import ClientClosed
from tests.trust.helpers import SETTINGS, AsyncStub, Served, granted, said
from tests.trust.servers import Handler, tenant


@pytest.fixture
def ports() -> Iterator[str]:
    """Serve a tenant whose items' ids are the ports that requests come from."""
    server = tenant()
    yield server.start(Handler)
    server.__exit__()


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    """Let every warning be an error, those of the garbage collector included."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        gc.freeze()  # What was there before is not looked at again.
        yield
        gc.collect()


async def asked(client: AsyncProtime, times: int = 1) -> set[int]:
    """Return the ports that requests side by side came from."""
    sent = [client.raw("GET", "people/1") for _ in range(times)]
    return {json.loads(answer.content)["id"] for answer in await asyncio.gather(*sent)}


def test_a_client_lives_over_several_loops(ports: str) -> None:
    """With connections that are kept within each, and nobody's warning."""
    client = AsyncProtime(**SETTINGS, base_url=ports)

    async def twice() -> int:
        first, second = await asked(client), await asked(client)
        assert first == second
        return first.pop()

    assert len({asyncio.run(twice()) for _ in range(5)}) == 5
    asyncio.run(client.close())
    with pytest.raises(ClientClosed):
        asyncio.run(asked(client))


def test_many_tasks_of_each_loop_share_a_token(ports: str) -> None:
    """Who waits for the token's lock binds it to its loop."""
    client = AsyncProtime(**SETTINGS, base_url=ports)
    for _ in range(4):
        client._tokens._kept = None
        asyncio.run(asked(client, times=20))
    asyncio.run(client.close())


def test_a_loop_that_ended_early_holds_no_lock() -> None:
    """Its tasks were cancelled while one of them asked for the token."""

    class Stuck(AsyncStub):
        stuck = True

        async def request(self, method: str, url: str, **given: Any) -> Served:
            if self.stuck:
                await asyncio.sleep(60)
            return await super().request(method, url, **given)

    stub = Stuck(lambda sent: granted(sent) if sent.is_for_token else said({"id": 1}))
    client = AsyncProtime(**SETTINGS, http=stub)

    async def begun() -> None:
        tasks = [asyncio.create_task(client.people.get(1)) for _ in range(3)]
        await asyncio.wait(tasks, timeout=0.01)

    for stuck in (True, False, True, False):
        stub.stuck, client._tokens._kept = stuck, None
        asyncio.run(begun() if stuck else asked(client, times=3))
    assert stub.tokens == 2


def test_two_loops_at_once_have_connections_of_their_own(ports: str) -> None:
    """In two threads; either may go on after the other has ended."""
    client = AsyncProtime(**SETTINGS, base_url=ports)
    meeting = threading.Barrier(2, timeout=20)
    found: list[set[int]] = []

    async def meet() -> None:
        first = await asked(client)
        meeting.wait()
        assert await asked(client) == first
        found.append(first)

    threads = [threading.Thread(target=lambda: asyncio.run(meet())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == 2
    assert not found[0] & found[1]
    asyncio.run(client.close())


def test_closing_ends_the_connections_of_this_loop(ports: str) -> None:
    """Those of another one that still is there end with it."""
    client = AsyncProtime(**SETTINGS, base_url=ports)
    with asyncio.Runner() as first:
        first.run(asked(client))
        kept = first.run(library(client))
        with asyncio.Runner() as second:
            second.run(asked(client))
            own = second.run(library(client))
            second.run(client.close())
        assert own.is_closed
        with pytest.raises(ClientClosed):
            first.run(asked(client))
    assert kept is not own
    assert kept.is_closed


async def library(client: AsyncProtime) -> Any:
    """Return the HTTP client of the running loop."""
    return client._http


def test_a_loop_that_was_only_closed_stops_nobody(ports: str) -> None:
    """Who closes a loop without ending what it began gets Python's own warning."""
    warnings.simplefilter("ignore", ResourceWarning)
    client = AsyncProtime(**SETTINGS, base_url=ports)
    for _ in range(3):
        loop = asyncio.new_event_loop()
        assert len(loop.run_until_complete(asked(client))) == 1
        loop.close()
    gc.collect()
    assert len(asyncio.run(asked(client))) == 1
    asyncio.run(client.close())


def test_a_client_that_nobody_closed_ends_with_its_loop(ports: str) -> None:
    """Without a warning of its sockets."""

    async def ask() -> Any:
        client = AsyncProtime(**SETTINGS, base_url=ports)
        await asked(client)
        return client._http

    assert asyncio.run(ask()).is_closed


def test_a_given_http_client_stays_its_owners() -> None:
    """It is used in whatever loop, and closed in none."""
    stub = AsyncStub(
        lambda sent: granted(sent) if sent.is_for_token else said({"id": 1})
    )
    client = AsyncProtime(**SETTINGS, http=stub)
    for _ in range(3):
        client._tokens._kept = None
        assert asyncio.run(asked(client, times=5)) == {1}
    asyncio.run(client.close())
    assert stub.inner.closed == 0


def test_a_given_http_client_of_one_loop() -> None:
    """As most programs have it."""

    def serve(request: httpx.Request) -> httpx.Response:
        token = {"access_token": "t", "expires_in": 1800}
        is_token = request.url.path.endswith("/token")
        return httpx.Response(200, json=token if is_token else {"id": 1})

    async def ask() -> set[int]:
        async with httpx.AsyncClient(transport=httpx.MockTransport(serve)) as http:
            return await asked(AsyncProtime(**SETTINGS, http=http), times=3)

    assert asyncio.run(ask()) == {1}


def test_loops_that_ended_are_forgotten(ports: str) -> None:
    """A client that lives as long as its process does not grow with them."""
    client = AsyncProtime(**SETTINGS, base_url=ports)
    for _ in range(20):
        asyncio.run(asked(client))
    assert len(client._connection._by_loop) <= 1
    asyncio.run(client.close())


def test_an_address_is_told_outside_of_any_loop(ports: str) -> None:
    """Nothing is sent for it; before, between and after loops."""
    client = AsyncProtime(**SETTINGS, base_url=ports)

    def told() -> str:
        return client.people.list().explain().url

    async def used() -> str:
        async with client:
            await asked(client)
            return told()

    before = told()
    assert before.startswith(ports)
    assert asyncio.run(used()) == before
    assert told() == before
