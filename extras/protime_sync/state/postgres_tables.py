"""The tables of a PostgreSQL state, and a feed's position in them."""

from __future__ import annotations

from datetime import datetime

import msgspec
from attrs import asdict

from protime_sync.errors import StateError
from protime_sync.state.database import Database
from protime_sync.state.protocol import Phase, Position
from protime_sync.state.sql_leases import upsert

VERSION = 2

_ITEMS = """(feed text NOT NULL, id text NOT NULL,
    version text COLLATE "C", digest bytea, deleted boolean NOT NULL,
    load bigint NOT NULL, first integer, last integer, scope text NOT NULL,
    PRIMARY KEY (feed, id))"""

_HOLDERS = """CREATE TABLE holders (feed text PRIMARY KEY, fence bigint NOT NULL,
    owner text NOT NULL, until timestamptz NOT NULL,
    seconds double precision NOT NULL, process text NOT NULL)"""

SCHEMA = f"""
CREATE TABLE form (version integer NOT NULL);
CREATE TABLE feeds (feed text PRIMARY KEY, position text NOT NULL);
{_HOLDERS};
CREATE TABLE kept (number bigserial PRIMARY KEY, feed text NOT NULL,
    body bytea NOT NULL);
CREATE TABLE items {_ITEMS};
CREATE TABLE brought {_ITEMS};
INSERT INTO form VALUES ({VERSION})
"""  # noqa: S608 - names of ours

# The names of form 1 are gone, so that a process of an earlier version that still runs
# fails instead of writing without a fence.
UPGRADES = {
    1: f"""
{_HOLDERS};
INSERT INTO holders SELECT feed, 1, owner, until, 600, '' FROM leases;
DROP TABLE leases;
ALTER TABLE staged RENAME TO brought;
UPDATE form SET version = 2
"""  # noqa: S608 - names of ours
}
"""What makes the next form out of an earlier one, by that one's number."""


def form(database: Database, schema: str) -> int | None:
    """Return the form of the tables, `None` if there are none."""
    query = "SELECT to_regclass(:name) IS NULL"
    if database.execute(query, {"name": f"{schema}.form"}).fetchone()[0]:
        return None
    form: int | None = database.execute("SELECT max(version) FROM form").fetchone()[0]
    return form


def run(database: Database, statements: str) -> None:
    """Execute statements, one after another."""
    for statement in statements.split(";"):
        database.execute(statement)


def store(database: Database, feed: str, position: Position) -> None:
    """Write a feed's position."""
    text = msgspec.json.encode(asdict(position)).decode()
    query = f"INSERT INTO feeds VALUES (:feed, :text) {upsert('feed', 'position')}"  # noqa: S608
    database.execute(query, {"feed": feed, "text": text})


def position(feed: str, text: str) -> Position:
    """Return the position that a text holds.

    Raises:
        StateError: It holds something else.
    """
    try:
        found = msgspec.json.decode(text)
        for name in ("used_at", "changed_at"):
            if found[name] is not None:
                found[name] = datetime.fromisoformat(found[name])
        return Position(**{**found, "phase": Phase(found["phase"])})
    except (ValueError, KeyError, TypeError) as error:
        raise StateError(f"The state of {feed} cannot be read: {error}") from error
