"""An inbox, a receiver of one webhook, and a small tenant that sends to it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from protime_runtime.verifying import WebhookVerifier
from protime_sync.webhooks import (
    FixedRoutes,
    Inbox,
    PostgresInbox,
    Received,
    Receiver,
    Route,
    SqliteInbox,
)

from .signing import HEADER, KEY

make_verifier = partial(WebhookVerifier, header=HEADER)


POSTGRES = os.environ.get("PROTIME_TEST_POSTGRES", "")
"""Address of a database that tests may empty, as ``postgresql:///scratch``."""


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[SqliteInbox]:
    made = SqliteInbox(tmp_path / "inbox.db")
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgres"])
def any_inbox(request: pytest.FixtureRequest, inbox: SqliteInbox) -> Iterator[Inbox]:
    """Each kind of inbox; PostgreSQL only where there is one."""
    if request.param == "sqlite":
        yield inbox
        return
    if not POSTGRES:
        pytest.skip("PROTIME_TEST_POSTGRES names no database.")
    psycopg = pytest.importorskip("psycopg")
    made = PostgresInbox(POSTGRES)
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        tables = ("deliveries", "digests", "aside", "versions")
        names = ", ".join(f"protime_{one}" for one in tables)
        connection.execute(f"TRUNCATE {names} RESTART IDENTITY")
    yield made
    made.close()


@pytest.fixture
def receiver(inbox: SqliteInbox) -> Iterator[Receiver]:
    route = Route(collection="clockings", verifier=make_verifier([KEY]))
    made = Receiver(inbox, FixedRoutes({"hook": route}))
    yield made
    made.close()


def received(body: bytes, collection: str = "clockings") -> Received:
    return Received(
        source="hook", collection=collection, body=body, received_at=datetime.now(UTC)
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
