"""The tables of a PostgreSQL state, what is read from and written to single rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from attrs import asdict

from protime_runtime.reading.entries import Key
from protime_sync.errors import LeaseLost, StateError
from protime_sync.state.leases import Lease
from protime_sync.state.protocol import Phase, Position

VERSION = 2
COLUMNS = "id, version, digest, deleted, load, first, last, scope"

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

_REPLACED = ", ".join(
    f"{name} = excluded.{name}" for name in COLUMNS.split(", ") if name != "id"
)
_ON_CONFLICT = f"ON CONFLICT (feed, id) DO UPDATE SET {_REPLACED}"

STAGED = f"""
INSERT INTO brought (feed, {COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
{_ON_CONFLICT}
"""  # noqa: S608 - names of ours
COMMITTED = f"""
INSERT INTO items (feed, {COLUMNS})
SELECT feed, {COLUMNS} FROM brought WHERE feed = %s
{_ON_CONFLICT}
"""  # noqa: S608 - names of ours
POSSIBLE_ROWS = f"""
INSERT INTO items (feed, {COLUMNS})
SELECT one.feed, one.id, two.version, NULL::bytea, FALSE, %(load)s,
    one.first, one.last, one.scope
FROM brought one LEFT JOIN items two ON two.feed = one.feed AND two.id = one.id
WHERE one.feed = %(feed)s AND NOT one.deleted
{_ON_CONFLICT}
"""  # noqa: S608 - names of ours
JUDGED = """
FROM (
    SELECT * FROM brought WHERE feed = %(feed)s
    UNION ALL
    SELECT * FROM items one WHERE feed = %(feed)s AND NOT EXISTS (
        SELECT 1 FROM brought two WHERE two.feed = %(feed)s AND two.id = one.id)
) both_of_them
WHERE NOT deleted
    AND (%(scope)s::text = '' OR scope = %(scope)s::text)
    AND CASE WHEN first IS NULL OR last IS NULL THEN %(undated)s::boolean
        ELSE first <= coalesce(%(last)s::integer, first)
            AND last >= coalesce(%(first)s::integer, last) END
"""


def form(database: Any, schema: str) -> int | None:  # noqa: ANN401 - psycopg's
    """Return the form of the tables, `None` if there are none."""
    query = "SELECT to_regclass(%s) IS NULL"
    if database.execute(query, (f"{schema}.form",)).fetchone()[0]:
        return None
    form: int | None = database.execute("SELECT max(version) FROM form").fetchone()[0]
    return form


def run(database: Any, statements: str) -> None:  # noqa: ANN401 - psycopg's
    """Execute statements, one after another."""
    for statement in statements.split(";"):
        database.execute(statement)


def owned(database: Any, feed: str, lease: Lease) -> None:  # noqa: ANN401 - psycopg's
    """Check that a lease is the last one that was given, and lock it.

    Raises:
        LeaseLost: Somebody else has taken it, or it was given back.
    """
    # Locked, so that nobody takes the lease before what follows is stored.
    query = "SELECT fence FROM holders WHERE feed = %s FOR UPDATE"
    row = database.execute(query, (feed,)).fetchone()
    if row is None or row[0] != lease.fence:
        raise LeaseLost(feed, lease.owner)


def lease(
    database: Any,  # noqa: ANN401 - psycopg's
    feed: str,
    *,
    lock: bool = False,
) -> Lease | None:
    """Return the last lease that was given, in force or not."""
    query = "SELECT fence, owner, until, seconds, process FROM holders WHERE feed = %s"
    if lock:
        query += " FOR UPDATE"
    row = database.execute(query, (feed,)).fetchone()
    if row is None:
        return None
    fence, owner, until, seconds, process = row
    return Lease(
        owner=owner,
        until=until,
        length=timedelta(seconds=seconds),
        process=process,
        fence=fence,
    )


def hold(database: Any, feed: str, lease: Lease) -> None:  # noqa: ANN401 - psycopg's
    """Write who has the lease."""
    database.execute(
        "INSERT INTO holders VALUES (%s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (feed) DO UPDATE SET fence = excluded.fence,"
        " owner = excluded.owner, until = excluded.until,"
        " seconds = excluded.seconds, process = excluded.process",
        (
            feed,
            lease.fence,
            lease.owner,
            lease.until,
            lease.length.total_seconds(),
            lease.process,
        ),
    )


def store(database: Any, feed: str, position: Position) -> None:  # noqa: ANN401
    """Write a feed's position."""
    text = msgspec.json.encode(asdict(position)).decode()
    database.execute(
        "INSERT INTO feeds VALUES (%s, %s) ON CONFLICT (feed) DO UPDATE"
        " SET position = excluded.position",
        (feed, text),
    )


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


def key(id: Key) -> str:
    """Return an id as JSON, so that 1 and "1" are two."""
    return msgspec.json.encode(id).decode()
