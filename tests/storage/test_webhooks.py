"""Deliveries that hold what places cannot: consumed, or set aside, and none blocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from protime import DateRange
from protime_sync import MemoryState, Sync
from protime_sync.webhooks import (
    Consumer,
    Inbox,
    Live,
    PostgresInbox,
    SqlInbox,
    SqliteInbox,
)
from protime_sync.webhooks.inbox import Received
from tests.depth import SERVERS
from tests.mariadb import Server as MariaServer
from tests.postgres import Server

from .poisons import BASE, ROWS, VALUES, row
from .tenant import Tenant

pytestmark = pytest.mark.filterwarnings("ignore")
NOW = datetime(2026, 2, 1, tzinfo=UTC)
SINCE = DateRange(date(2026, 1, 1))


@pytest.fixture(scope="module")
def url(server: Server) -> str:
    return server.url


@pytest.fixture(params=["sqlite", *SERVERS])
def inbox(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Inbox]:
    if request.param == "sqlite":
        made: Inbox = SqliteInbox(tmp_path / "inbox.db")
    elif request.param == "mariadb":
        mariadb: MariaServer = request.getfixturevalue("mariadb")
        made = SqlInbox(mariadb.with_database())
    else:
        psycopg = pytest.importorskip("psycopg")
        address, schema = request.getfixturevalue("url"), f"s{uuid4().hex}"
        with psycopg.connect(address) as database:
            database.execute(f"CREATE SCHEMA {schema}")
        made = PostgresInbox(f"{address}?options=-csearch_path%3D{schema}")
    yield made
    made.close()


def received(name: str, data: str, word: str = "InsertOrUpdate") -> Received:
    body = f'{{"changeType": "{word}", "data": {data}}}'
    return Received(
        source="hook",
        collection=name,
        # Half a character stands for a raw byte.
        body=body.encode("utf-8", "surrogateescape"),
        received_at=datetime.now(UTC),
    )


@pytest.mark.parametrize("name", BASE)
def test_values_are_cleaned_and_consumed(inbox: Inbox, name: str) -> None:
    """But for versions that are no text: an event without one could undo a newer."""
    spoiled = {
        id: one for id, one in enumerate(VALUES, start=1) if one.collection == name
    }
    aside = {
        id for id, one in spoiled.items()
        if one.wire == "changeVersion" and one.name != "version a number"
    }  # fmt: skip
    bodies = [received(name, one.row(id)) for id, one in spoiled.items()]
    assert all(inbox.put([*bodies, received(name, row(name, 900))]))
    consumer = Consumer(inbox, name)
    with consumer.batch() as events:
        found = {event.raw.id: event for event in events}
    assert found.keys() == {*spoiled, 900} - aside
    assert (inbox.counts().waiting, inbox.counts().aside) == (0, len(aside))
    for event in found.values():
        repr(event.change).encode()


def test_rows_are_set_aside_and_the_rest_is_consumed(inbox: Inbox) -> None:
    """With their reason; nothing of it stops the inbox, now or later."""
    bodies = [
        received("people", text, word)
        for text in ROWS.values()
        for word in ("InsertOrUpdate", "Delete")
    ]
    inbox.put([*bodies, received("people", row("people", 1))])
    consumer = Consumer(inbox, "people")
    with consumer.batch() as events:
        assert [event.raw.id for event in events] == [1]
    assert inbox.counts().waiting == 0
    assert len(inbox.set_aside()) == len(bodies)
    for one in inbox.set_aside():
        assert one.reason
        assert "Aside" not in one.reason
    assert inbox.retry([inbox.set_aside()[0].number]) == 1


@pytest.mark.parametrize("name", BASE)
def test_a_live_stream_merges_them_with_its_feed(inbox: Inbox, name: str) -> None:
    """Events over a first load; what the delta tells again is nothing new."""
    spoiled = [one for one in VALUES if one.collection == name]
    tenant = Tenant(listed={name: [row(name, 900)]})
    sync = Sync(tenant.client(), MemoryState(), now=lambda: NOW, today=NOW.date)
    filters: dict[str, Any] = {} if name == "people" else {"date": SINCE}
    live = Live(sync.follow(name, **filters), inbox)
    with live.batch() as changes:
        assert len(list(changes)) == 1
    inbox.put([received(name, one.row(id)) for id, one in enumerate(spoiled, start=1)])
    with live.batch() as changes:
        told = len(list(changes))
    assert told + live.seen.aside + out_of_window(name) == len(spoiled)
    tenant.changed[name] = [row(name, 900, changeVersion='"0002"')]
    live.hurry()
    with live.batch() as changes:
        assert [one.id for one in changes] == [900]


def out_of_window(name: str) -> int:
    """Return how many clockings have a day before the window, and so are none of it."""
    return sum(
        one.column == "date" and one.expected == date(1, 1, 1)
        for one in VALUES
        if one.collection == name
    )
