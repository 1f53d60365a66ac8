"""The tables of a SQLite state, and what is read from and written to single rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from protime_sync.errors import LeaseLost, StateError
from protime_sync.state.leases import Lease
from protime_sync.state.protocol import Phase, Position

VERSION = 2
APPLICATION = 0x50524F54
"""Marks the file as one of ours: ``PROT``."""

FEED = (
    "phase, link, load, signature, used_at, changed_at, last_change, known, older,"
    " aside, nameless"
)
"""Columns of a feed's position."""

_COUNTS = ("older", "aside", "nameless")

_HOLDERS = """CREATE TABLE holders (feed TEXT PRIMARY KEY, fence INTEGER NOT NULL,
    owner TEXT NOT NULL, until TEXT NOT NULL, seconds REAL NOT NULL,
    process TEXT NOT NULL) STRICT, WITHOUT ROWID"""

SCHEMA = f"""
CREATE TABLE feeds (feed TEXT PRIMARY KEY, phase TEXT NOT NULL, link TEXT,
    load INTEGER NOT NULL, signature TEXT NOT NULL, used_at TEXT NOT NULL,
    changed_at TEXT, last_change TEXT, known INTEGER,
    older INTEGER NOT NULL DEFAULT 0, aside INTEGER NOT NULL DEFAULT 0,
    nameless INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
{_HOLDERS};
CREATE TABLE kept (number INTEGER PRIMARY KEY, feed TEXT NOT NULL, body BLOB NOT NULL)
    STRICT;
CREATE TABLE items (feed TEXT NOT NULL, id ANY NOT NULL, version TEXT, digest BLOB,
    deleted INTEGER NOT NULL, load INTEGER NOT NULL, first INTEGER, last INTEGER,
    scope TEXT NOT NULL, PRIMARY KEY (feed, id)) STRICT, WITHOUT ROWID;
CREATE TABLE brought (feed TEXT NOT NULL, id ANY NOT NULL, version TEXT, digest BLOB,
    deleted INTEGER NOT NULL, load INTEGER NOT NULL, first INTEGER, last INTEGER,
    scope TEXT NOT NULL, PRIMARY KEY (feed, id)) STRICT, WITHOUT ROWID;
"""

# The names of form 1 are gone, so that a process of an earlier version that still runs
# fails instead of writing without a fence.
UPGRADES = {
    1: f"""
ALTER TABLE feeds ADD COLUMN known INTEGER;
ALTER TABLE feeds ADD COLUMN older INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN aside INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN nameless INTEGER NOT NULL DEFAULT 0;
{_HOLDERS};
INSERT INTO holders SELECT feed, 1, owner, until, 600, '' FROM leases;
DROP TABLE leases;
ALTER TABLE staged RENAME TO brought;
"""  # noqa: S608 - names of ours
}
"""What makes the next form out of an earlier one, by that one's number."""


def owned(database: sqlite3.Connection, feed: str, lease: Lease) -> None:
    """Check that a lease is the last one that was given.

    Raises:
        LeaseLost: Somebody else has taken it, or it was given back.
    """
    row = database.execute(
        "SELECT 1 FROM holders WHERE feed = ? AND fence = ?", (feed, lease.fence)
    ).fetchone()
    if row is None:
        raise LeaseLost(feed, lease.owner)


def lease(database: sqlite3.Connection, feed: str) -> Lease | None:
    """Return the last lease that was given, in force or not."""
    row = database.execute(
        "SELECT fence, owner, until, seconds, process FROM holders WHERE feed = ?",
        (feed,),
    ).fetchone()
    if row is None:
        return None
    fence, owner, until, seconds, process = row
    return Lease(
        owner=owner,
        until=datetime.fromisoformat(until),
        length=timedelta(seconds=seconds),
        process=process,
        fence=fence,
    )


def hold(database: sqlite3.Connection, feed: str, lease: Lease) -> None:
    """Write who has the lease."""
    database.execute(
        "INSERT OR REPLACE INTO holders VALUES (?, ?, ?, ?, ?, ?)",
        (
            feed,
            lease.fence,
            lease.owner,
            lease.until.isoformat(),
            lease.length.total_seconds(),
            lease.process,
        ),
    )


def store(database: sqlite3.Connection, feed: str, position: Position) -> None:
    """Write a feed's position."""
    changed = position.changed_at
    database.execute(
        "INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            feed,
            position.phase,
            position.link,
            position.load,
            position.signature,
            position.used_at.isoformat(),
            None if changed is None else changed.isoformat(),
            position.last_change,
            position.known,
            position.older,
            position.aside,
            position.nameless,
        ),
    )


def position(feed: str, row: Sequence[object]) -> Position:
    """Return the position that a row holds.

    Raises:
        StateError: It holds something else.
    """
    phase, link, load, signature, used_at, changed_at, last_change, known, *counts = row
    try:
        return Position(
            phase=Phase(str(phase)),
            link=None if link is None else str(link),
            load=int(str(load)),
            signature=str(signature),
            used_at=datetime.fromisoformat(str(used_at)),
            changed_at=None
            if changed_at is None
            else datetime.fromisoformat(str(changed_at)),
            last_change=None if last_change is None else str(last_change),
            known=None if known is None else int(str(known)),
            **{
                name: int(str(count))
                for name, count in zip(_COUNTS, counts, strict=True)
            },
        )
    except ValueError as error:
        raise StateError(f"The state of {feed} cannot be read: {error}") from error
