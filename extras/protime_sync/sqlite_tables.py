"""The tables of a SQLite state, and what is read from and written to single rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from .errors import LeaseLost, StateError
from .state import Lease, Phase, Position

VERSION = 1
APPLICATION = 0x50524F54
"""Marks the file as one of ours: ``PROT``."""

SCHEMA = """
CREATE TABLE feeds (feed TEXT PRIMARY KEY, phase TEXT NOT NULL, link TEXT,
    load INTEGER NOT NULL, signature TEXT NOT NULL, used_at TEXT NOT NULL,
    changed_at TEXT, last_change TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE leases (feed TEXT PRIMARY KEY, owner TEXT NOT NULL, until TEXT NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE TABLE kept (number INTEGER PRIMARY KEY, feed TEXT NOT NULL, body BLOB NOT NULL)
    STRICT;
CREATE TABLE items (feed TEXT NOT NULL, id ANY NOT NULL, version TEXT, digest BLOB,
    deleted INTEGER NOT NULL, load INTEGER NOT NULL, first INTEGER, last INTEGER,
    scope TEXT NOT NULL, PRIMARY KEY (feed, id)) STRICT, WITHOUT ROWID;
CREATE TABLE staged (feed TEXT NOT NULL, id ANY NOT NULL, version TEXT, digest BLOB,
    deleted INTEGER NOT NULL, load INTEGER NOT NULL, first INTEGER, last INTEGER,
    scope TEXT NOT NULL, PRIMARY KEY (feed, id)) STRICT, WITHOUT ROWID;
"""


def owned(database: sqlite3.Connection, feed: str, owner: str) -> None:
    """Check that the owner has the lease.

    Raises:
        LeaseLost: Someone else has it, or nobody.
    """
    row = database.execute(
        "SELECT 1 FROM leases WHERE feed = ? AND owner = ?", (feed, owner)
    ).fetchone()
    if row is None:
        raise LeaseLost(feed, owner)


def lease(database: sqlite3.Connection, feed: str, now: datetime) -> Lease | None:
    """Return the lease that is in force."""
    row = database.execute(
        "SELECT owner, until FROM leases WHERE feed = ?", (feed,)
    ).fetchone()
    if row is None:
        return None
    found = Lease(owner=row[0], until=datetime.fromisoformat(row[1]))
    return found if found.until > now else None


def store(database: sqlite3.Connection, feed: str, position: Position) -> None:
    """Write a feed's position."""
    changed = position.changed_at
    database.execute(
        "INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            feed,
            position.phase,
            position.link,
            position.load,
            position.signature,
            position.used_at.isoformat(),
            None if changed is None else changed.isoformat(),
            position.last_change,
        ),
    )


def position(feed: str, row: Sequence[object]) -> Position:
    """Return the position that a row holds.

    Raises:
        StateError: It holds something else.
    """
    phase, link, load, signature, used_at, changed_at, last_change = row
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
        )
    except ValueError as error:
        raise StateError(f"The state of {feed} cannot be read: {error}") from error
