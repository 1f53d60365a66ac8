"""Inboxes that several processes share: made once, counted right, locked by nobody."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from protime_sync.webhooks import Consumer, Inbox, PostgresInbox, SqlInbox
from protime_sync.webhooks.inbox import Counts

from ..postgres import Server
from .conftest import event, received


def test_a_new_inbox_has_nothing(any_inbox: Inbox) -> None:
    """And counts what was ever received, also once it is consumed."""
    assert any_inbox.counts().waiting == any_inbox.counts().aside == 0
    before = any_inbox.counts().received
    any_inbox.put([received(event(1, "A")), received(event(2, "A")), received(b"x")])
    assert any_inbox.counts() == Counts(received=before + 3, waiting=3, aside=0)
    with Consumer(any_inbox, "clockings").batch() as events:
        assert len(list(events)) == 2
    assert any_inbox.counts() == Counts(received=before + 3, waiting=0, aside=1)


@pytest.fixture
def database(server: Server) -> str:
    """Make a database of its own, without any table."""
    return server.with_database().url


def test_many_that_start_at_once_make_the_tables_once(database: str) -> None:
    """As the workers of one web server do; none of them fails."""
    start = Barrier(8)

    def make(_: int) -> Counts:
        start.wait(30)
        inbox = PostgresInbox(database)
        try:
            return inbox.counts()
        finally:
            inbox.close()

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(make, range(8)))
    assert found == [Counts(received=0, waiting=0, aside=0)] * 8


def test_a_delivery_that_comes_by_many_hosts_is_stored_once(any_place: str) -> None:
    """Whoever is first, and in whatever order the deliveries of each request stand."""
    start = Barrier(6)
    bodies = [received(event(id, "A")) for id in range(800)]

    def put(seed: int) -> int:
        mixed = random.Random(seed).sample(bodies, len(bodies))  # noqa: S311 - an order
        inbox = SqlInbox(any_place)
        start.wait(30)
        try:
            return sum(sum(inbox.put(mixed[at : at + 400])) for at in (0, 400))
        finally:
            inbox.close()

    SqlInbox(any_place).close()
    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(put, range(6))) == 800
    inbox = SqlInbox(any_place)
    assert inbox.counts() == Counts(received=800, waiting=800, aside=0)
    inbox.close()


def test_an_address_is_shown_to_nobody(database: str) -> None:
    """It holds a password."""
    inbox = PostgresInbox(database)
    assert "tests" not in repr(inbox)
    inbox.close()
