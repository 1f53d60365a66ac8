"""Leases in SQL."""

from __future__ import annotations

from datetime import datetime, timedelta

from protime_sync.state.database import Database
from protime_sync.state.leases import Lease

_HOLDERS = "fence, owner, until, seconds, process"
"""Columns of a lease."""


def upsert(key: str, columns: str) -> str:
    """Return what replaces a row that has the same key."""
    replaced = ", ".join(f"{name} = excluded.{name}" for name in columns.split(", "))
    return f"ON CONFLICT ({key}) DO UPDATE SET {replaced}"


_HELD = f"""
INSERT INTO holders (feed, {_HOLDERS})
VALUES (:feed, :fence, :owner, :until, :seconds, :process) {upsert("feed", _HOLDERS)}
"""  # noqa: S608 - names of ours


def last_lease(database: Database, feed: str, lock: str = "") -> Lease | None:
    """Return the last lease that was given, in force or not."""
    query = f"SELECT {_HOLDERS} FROM holders WHERE feed = :feed{lock}"  # noqa: S608
    row = database.execute(query, {"feed": feed}).fetchone()
    if row is None:
        return None
    fence, owner, until, seconds, process = row
    return Lease(
        owner=owner,
        until=datetime.fromisoformat(until) if isinstance(until, str) else until,
        length=timedelta(seconds=seconds),
        process=process,
        fence=fence,
    )


def hold(database: Database, feed: str, lease: Lease) -> None:
    """Write who has the lease."""
    values = {
        "feed": feed,
        "fence": lease.fence,
        "owner": lease.owner,
        "until": lease.until.isoformat(),
        "seconds": lease.length.total_seconds(),
        "process": lease.process,
    }
    database.execute(_HELD, values)
