"""States, inboxes and stores as earlier versions of this package have left them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from protime_sync import LeaseHeld, State
from protime_sync.state.leases import LENGTH, Lease
from protime_sync.state.protocol import Known, Phase, Position

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
POSITION = Position(
    phase=Phase.FOLLOWING,
    link="/b",
    load=7,
    signature="s",
    used_at=NOW,
    last_change="0C",
)
_ROW = """version TEXT, digest BLOB, deleted INTEGER NOT NULL, load INTEGER NOT NULL,
    first INTEGER, last INTEGER, scope TEXT NOT NULL, PRIMARY KEY (feed, id))
    STRICT, WITHOUT ROWID"""
_LINK = """phase TEXT NOT NULL, link TEXT, load INTEGER NOT NULL,
    signature TEXT NOT NULL, used_at TEXT NOT NULL, changed_at TEXT, last_change TEXT"""
_KEPT = """
CREATE TABLE kept (number INTEGER PRIMARY KEY, feed TEXT NOT NULL, body BLOB NOT NULL)
    STRICT;
INSERT INTO kept VALUES (1, 'feed', x'5b5d')"""

FILES = {
    1: f"""
CREATE TABLE feeds (feed TEXT PRIMARY KEY, {_LINK}) STRICT, WITHOUT ROWID;
CREATE TABLE leases (feed TEXT PRIMARY KEY, owner TEXT NOT NULL, until TEXT NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE TABLE items (feed TEXT NOT NULL, id ANY NOT NULL, {_ROW};
CREATE TABLE staged (feed TEXT NOT NULL, id ANY NOT NULL, {_ROW};
INSERT INTO feeds VALUES ('feed', 'following', '/b', 7, 's',
    '2026-03-02T08:00:00+00:00', NULL, '0C');
INSERT INTO leases VALUES ('feed', 'earlier', '2026-03-02T08:10:00+00:00');
INSERT INTO items VALUES ('feed', 1, '0B', x'00ff', 0, 7, NULL, 5, '');
INSERT INTO staged VALUES ('feed', '1', '0C', NULL, 1, 7, NULL, NULL, 'é');
{_KEPT};
PRAGMA application_id = 1347571540;
PRAGMA user_version = 1
""",  # noqa: S608 - names of ours
    2: f"""
CREATE TABLE feeds (feed TEXT PRIMARY KEY, {_LINK}, known INTEGER,
    older INTEGER NOT NULL DEFAULT 0, aside INTEGER NOT NULL DEFAULT 0,
    nameless INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE holders (feed TEXT PRIMARY KEY, fence INTEGER NOT NULL,
    owner TEXT NOT NULL, until TEXT NOT NULL, seconds REAL NOT NULL,
    process TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE items (feed TEXT NOT NULL, id ANY NOT NULL, {_ROW};
CREATE TABLE brought (feed TEXT NOT NULL, id ANY NOT NULL, {_ROW};
INSERT INTO feeds VALUES ('feed', 'following', '/b', 7, 's',
    '2026-03-02T08:00:00+00:00', NULL, '0C', NULL, 0, 0, 0);
INSERT INTO holders VALUES ('feed', 1, 'earlier', '2026-03-02T08:10:00+00:00', 600, '');
INSERT INTO items VALUES ('feed', 1, '0B', x'00ff', 0, 7, NULL, 5, '');
INSERT INTO brought VALUES ('feed', '1', '0C', NULL, 1, 7, NULL, NULL, 'é');
{_KEPT};
PRAGMA application_id = 1347571540;
PRAGMA user_version = 2
""",  # noqa: S608 - names of ours
}
"""States' files by their form, each with a batch that runs."""

GONE = {1: ("feeds", "leases", "staged", "items"), 2: ("feeds", "holders", "brought")}
"""Tables that the process of an earlier version would write to, by its form."""

INBOX = """
CREATE TABLE deliveries (number INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL, collection TEXT NOT NULL, body BLOB NOT NULL,
    received_at TEXT NOT NULL) STRICT;
CREATE INDEX waiting ON deliveries (collection, number);
CREATE TABLE digests (digest BLOB PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE aside (number INTEGER PRIMARY KEY, source TEXT NOT NULL,
    collection TEXT NOT NULL, body BLOB NOT NULL, received_at TEXT NOT NULL,
    reason TEXT NOT NULL) STRICT;
CREATE TABLE versions (collection TEXT NOT NULL, key TEXT NOT NULL,
    version TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (collection, key))
    STRICT, WITHOUT ROWID;
INSERT INTO deliveries VALUES (7, 'hook', 'people', x'7b7d', '2026-03-02T08:00:00');
INSERT INTO digests VALUES (x'00112233445566778899aabbccddeeff', '2026-03-02T08:00:00');
INSERT INTO aside VALUES (3, 'hook', 'people', x'5b', '2026-03-02', 'not JSON');
INSERT INTO versions VALUES ('people', '1', '0B', '2026-03-02T08:00:00');
PRAGMA application_id = 1347571529
"""
STORE = """
CREATE TABLE subscriptions (name TEXT PRIMARY KEY, document TEXT NOT NULL)
    STRICT, WITHOUT ROWID;
INSERT INTO subscriptions VALUES ('x', '{"name": "x", "collection": "people",
    "destination_url": "https://acme.eu/x", "references": [], "stage": "active",
    "webhook_id": "w", "key": "private", "created_at": "2026-03-02T08:00:00+00:00",
    "valid_until": null, "retired_at": null}');
PRAGMA application_id = 1347571531
"""


def write(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(script)
    path.chmod(0o600)


def fill(database: Any, schema: str, form: int) -> None:
    """Make a state's schema in PostgreSQL as a version left it."""
    row = 'text NOT NULL, id text NOT NULL, version text COLLATE "C", digest bytea,'
    row += " deleted boolean NOT NULL, load bigint NOT NULL, first integer,"
    row += " last integer, scope text NOT NULL, PRIMARY KEY (feed, id)"
    position = {
        "phase": "following",
        "link": "/b",
        "load": 7,
        "signature": "s",
        "used_at": NOW.isoformat(),
        "changed_at": None,
        "last_change": "0C",
    }
    leases, staged = ("leases", "staged") if form == 1 else ("holders", "brought")
    lease = "feed text PRIMARY KEY, owner text NOT NULL, until timestamptz NOT NULL"
    values = "'feed', 'earlier', '2026-03-02T09:10:00+01:00'"
    if form == 2:
        lease = "feed text PRIMARY KEY, fence bigint NOT NULL, owner text NOT NULL,"
        lease += " until timestamptz NOT NULL, seconds double precision NOT NULL,"
        lease += " process text NOT NULL"
        values = "'feed', 1, 'earlier', '2026-03-02T09:10:00+01:00', 600, ''"
    for statement in (
        f"CREATE SCHEMA {schema}",
        f"SET search_path = {schema}",
        "CREATE TABLE form (version integer NOT NULL)",
        f"INSERT INTO form VALUES ({form})",  # noqa: S608
        "CREATE TABLE feeds (feed text PRIMARY KEY, position text NOT NULL)",
        f"CREATE TABLE {leases} ({lease})",
        "CREATE TABLE kept (number bigserial PRIMARY KEY, feed text NOT NULL,"
        " body bytea NOT NULL)",
        f"CREATE TABLE items (feed {row})",
        f"CREATE TABLE {staged} (feed {row})",
        f"INSERT INTO feeds VALUES ('feed', '{json.dumps(position)}')",  # noqa: S608
        f"INSERT INTO {leases} VALUES ({values})",  # noqa: S608
        "INSERT INTO kept (feed, body) VALUES ('feed', '[]')",
        "INSERT INTO items"
        r" VALUES ('feed', '1', '0B', '\x00ff', FALSE, 7, NULL, 5, '')",
        f"INSERT INTO {staged}"  # noqa: S608
        " VALUES ('feed', '\"1\"', '0C', NULL, TRUE, 7, NULL, NULL, 'é')",
    ):
        database.execute(statement)


def check(state: State) -> None:
    """Find all that an earlier version has left, and go on with it."""
    assert state.load("feed") == POSITION
    assert state.kept("feed") == (b"[]",)
    assert state.known("feed", [1, "1"]) == {
        1: Known(1, "0B", b"\x00\xff", False, 7, None, 5, ""),
        "1": Known("1", "0C", None, True, 7, None, None, "é"),
    }
    wanted = Lease(owner="later", until=NOW + 2 * LENGTH)
    with pytest.raises(LeaseHeld, match="earlier"):
        state.acquire("feed", wanted, NOW, force=False)
    after = NOW + timedelta(minutes=11)
    lease = state.acquire("feed", wanted, after, force=False)
    assert lease.fence == 2
    state.keep("feed", b"{}", POSITION, lease)
    assert state.kept("feed") == (b"[]", b"{}")
