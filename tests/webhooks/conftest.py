"""An inbox, a receiver of one webhook, and a small tenant that sends to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from protime_runtime.webhooks.verifier import WebhookVerifier
from protime_sync.webhooks import (
    FixedRoutes,
    Inbox,
    PostgresInbox,
    Received,
    Receiver,
    Route,
    SqlInbox,
    SqliteInbox,
)

from ..depth import SERVERS
from ..mariadb import Server as MariaServer
from ..postgres import Server
from .signing import HEADER, KEY

make_verifier = partial(WebhookVerifier, header=HEADER)


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[SqliteInbox]:
    made = SqliteInbox(tmp_path / "inbox.db")
    yield made
    made.close()


@pytest.fixture(params=["sqlite", *SERVERS])
def any_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where nothing is yet: a file's path, or the address of a database."""
    if request.param == "sqlite":
        return str(tmp_path / "kept.db")
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        return server.with_database().url
    mariadb: MariaServer = request.getfixturevalue("mariadb")
    return mariadb.with_database()


@pytest.fixture(params=["sqlite", *SERVERS])
def any_inbox(request: pytest.FixtureRequest, inbox: SqliteInbox) -> Iterator[Inbox]:
    """Each kind of inbox, empty."""
    if request.param == "sqlite":
        yield inbox
    elif request.param == "postgres":
        yield from _in_postgres(request.getfixturevalue("server"))
    else:
        mariadb: MariaServer = request.getfixturevalue("mariadb")
        made = SqlInbox(mariadb.with_database())
        yield made
        made.close()


@pytest.fixture
def postgres_inbox(server: Server) -> Iterator[PostgresInbox]:
    yield from _in_postgres(server)


def _in_postgres(server: Server) -> Iterator[PostgresInbox]:
    made = PostgresInbox(server.url)
    _empty(server.url)
    yield made
    made.close()


def _empty(address: str) -> None:
    import psycopg

    tables = ("deliveries", "digests", "aside", "versions")
    names = ", ".join(f"protime_{one}" for one in tables)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"TRUNCATE {names} RESTART IDENTITY")


@pytest.fixture
def receiver(inbox: SqliteInbox) -> Iterator[Receiver]:
    route = Route(collection="clockings", verifier=make_verifier([KEY]))
    made = Receiver(inbox, FixedRoutes({"hook": route}))
    yield made
    made.close()


def received(
    body: bytes, collection: str = "clockings", *, at: datetime | None = None
) -> Received:
    return Received(
        source="hook",
        collection=collection,
        body=body,
        received_at=at or datetime.now(UTC),
    )


def event(
    id: int, version: str, change: str = "InsertOrUpdate", **data: object
) -> bytes:
    """Return the body of a clocking's event."""
    row = {"id": id, "changeVersion": version}
    if change != "Delete":
        row |= {"person": {"id": 1}, "date": "2026-03-02", "kind": "InOut"}
        row |= {"timeOfDayInMinutes": 510, **data}
    return json.dumps({"changeType": change, "data": row}).encode()
