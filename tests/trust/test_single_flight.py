"""One token request, however many threads or tasks need a token at once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import evolve

from protime_runtime.errors import AuthenticationFailed, ProtimeError
from protime_runtime.process import Secret
from protime_runtime.sending.exchange import NeedToken
from tests.depth import many
from tests.trust.helpers import (
    Sent,
    Served,
    answering,
    awaiting,
    granted,
    said,
)

REPETITIONS = many(100, 20)
THREADS = 64
TASKS = 1_000


class Expiring:
    """A tenant whose tokens can be ended, and which knows each it gave."""

    def __init__(self) -> None:
        self.given = 0
        self.valid = ""

    def token(self, sent: Sent) -> Served:
        self.given += 1
        self.valid = f"token-{self.given}"
        return granted(sent, self.valid)

    def serve(self, sent: Sent) -> Served:
        if sent.is_for_token:
            return self.token(sent)
        if sent.headers["authorization"] != f"Bearer {self.valid}":
            return said({}, 401)
        return said({"id": 1})

    def expire(self) -> None:
        self.valid = "none"


def started(threads: int) -> Iterator[threading.Barrier]:
    while True:
        yield threading.Barrier(threads, timeout=20)


@pytest.mark.deep
def test_64_threads_with_an_expired_token_ask_for_one() -> None:
    """Time and again, without a deadlock."""
    tenant = Expiring()
    client, stub = answering(tenant.serve)
    stub._serve = tenant.serve
    barriers = started(THREADS)

    def ask(barrier: threading.Barrier) -> int | str:
        barrier.wait()
        return client.people.get(1).id

    with ThreadPoolExecutor(THREADS) as pool:
        for repetition in range(1, REPETITIONS + 1):
            barrier = next(barriers)
            assert set(pool.map(ask, [barrier] * THREADS, timeout=60)) == {1}
            assert tenant.given == repetition
            tenant.expire()
    print(f"{REPETITIONS} repetitions with {THREADS} threads: {stub.tokens} tokens")


@pytest.mark.heavy
async def test_1000_tasks_with_an_expired_token_ask_for_one() -> None:
    """Time and again, on one loop."""
    tenant = Expiring()
    client, stub = awaiting(tenant.serve)
    stub.inner._serve = tenant.serve

    async def ask() -> int:
        return (await client.raw("GET", "people/1")).status

    async def renew() -> Secret:
        return await client._token(NeedToken(scopes=()))

    for repetition in range(1, REPETITIONS + 1):
        # What a request does beside its token costs most, and says least.
        one = renew if repetition % 5 else ask
        async with asyncio.timeout(60):
            came = await asyncio.gather(*(one() for _ in range(TASKS)))
        assert len(set(came)) == 1
        assert tenant.given == repetition
        if (repetition + 1) % 10:
            client._tokens._kept = None  # As when its life is over.
        else:
            tenant.expire()
    print(f"{REPETITIONS} repetitions with {TASKS} tasks: {stub.tokens} tokens")


def test_threads_that_wait_share_a_refusal() -> None:
    """A dead endpoint is not asked by each of them in turn."""
    gate = threading.Event()

    def refuse(sent: Sent) -> Served:
        gate.wait(20)
        return said({"error": "invalid_client"}, 400)

    client, stub = answering(refuse)
    stub._serve = refuse

    def ask(_: int) -> BaseException | None:
        try:
            client.people.get(1)
        except AuthenticationFailed as error:
            return error
        return None

    with ThreadPoolExecutor(16) as pool:
        waiting = [pool.submit(ask, one) for one in range(16)]
        while client._tokens.ticket().asked == 0 and not stub.log:
            pass
        threading.Timer(0.2, gate.set).start()
        errors = [one.result(20) for one in waiting]
    assert all(isinstance(one, AuthenticationFailed) for one in errors)
    assert len({id(one) for one in errors}) == 16
    assert stub.tokens == 1
    with pytest.raises(AuthenticationFailed):
        client.people.get(1)
    assert stub.tokens == 2


async def test_a_cancelled_task_leaves_the_refresh_to_the_next() -> None:
    """Neither the lock nor an old refusal stays behind."""
    client, stub = awaiting(lambda _: said({"id": 1}))
    first = asyncio.create_task(client.people.get(1))
    second = asyncio.create_task(client.people.get(1))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).id == 1
    assert stub.tokens <= 2
    with pytest.raises(asyncio.CancelledError):
        await first


def test_the_lock_is_not_held_across_the_request() -> None:
    """While one thread waits for its answer, another gets a token for other scopes."""
    inside, go = threading.Event(), threading.Event()

    def serve(sent: Sent) -> Served:
        if "/people/" in sent.url:
            inside.set()
            assert go.wait(20)
            return said({"id": 1})
        return said({"id": 1})

    client, _ = answering(serve)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(client.people.get, 1)
        assert inside.wait(20)
        scope = "connector-protimeapi-jobs.read"
        assert client.raw("GET", "jobs/1", scopes=[scope]).status == 200
        go.set()
        assert slow.result(20).id == 1


def test_a_refusal_of_one_scope_is_not_anothers() -> None:
    """Who waits for another scope still asks for it."""
    client, stub = answering(lambda _: said({"id": 1}))
    tokens = client._tokens
    ticket = tokens.ticket()
    stub._serve = lambda sent: (
        said({"error": "invalid_scope"}, 400)
        if sent.is_for_token and b"people" in (sent.content or b"")
        else granted(sent)
        if sent.is_for_token
        else said({"id": 1})
    )
    with pytest.raises(ProtimeError):
        client.people.get(1)
    flow = tokens.obtain(("connector-protimeapi-jobs.read",), None, ticket)
    assert client._run(flow)


def test_a_rejected_token_that_another_renewed_is_not_renewed_again() -> None:
    """Only a rejected token that is still the kept one is given up."""
    client, stub = answering(lambda _: said({"id": 1}))
    client.people.get(1)
    kept = client._tokens.cached(())
    assert kept is not None
    before = client._tokens._kept
    assert before is not None
    newer = evolve(before.token, value="newer")
    client._tokens._kept = evolve(before, token=newer)
    flow = client._tokens.obtain(("connector-protimeapi-people.read",), kept)
    assert client._run(flow) == "newer"
    assert stub.tokens == 1
