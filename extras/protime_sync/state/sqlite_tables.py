"""The tables of a SQLite state, and a feed's position in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import asdict

from protime_sync.errors import StateError
from protime_sync.state.database import Database
from protime_sync.state.protocol import Phase, Position

VERSION = 2
APPLICATION = 0x50524F54
"""Marks the file as one of ours: ``PROT``."""

FEED = (
    "phase, link, load, signature, used_at, changed_at, last_change, known, older,"
    " aside, nameless"
)
"""Columns of a feed's position."""

_STORED = f"""
INSERT OR REPLACE INTO feeds (feed, {FEED})
VALUES (:feed, {", ".join(f":{name}" for name in FEED.split(", "))})
"""  # noqa: S608 - names of ours
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


def store(database: Database, feed: str, position: Position) -> None:
    """Write a feed's position."""
    changed = position.changed_at
    values = asdict(position) | {
        "feed": feed,
        "used_at": position.used_at.isoformat(),
        "changed_at": None if changed is None else changed.isoformat(),
    }
    database.execute(_STORED, values)


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
