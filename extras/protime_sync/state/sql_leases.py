"""Leases in tables."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from protime_sync.database.database import adding
from protime_sync.database.tables import HOLDERS
from protime_sync.state import queries
from protime_sync.state.leases import OVER, Lease

_OF = HOLDERS.c


def begin(connection: Connection, feed: str) -> None:
    """Note a feed that nobody ever had, so that its lease can be locked."""
    values = {
        "feed": feed,
        "fence": 0,
        "owner": "",
        "until": OVER.isoformat(),
        "seconds": 0,
        "process": "",
    }
    connection.execute(adding(connection.dialect.name, HOLDERS), values)


def last_lease(connection: Connection, feed: str, *, locks: bool) -> Lease | None:
    """Return the last lease that was given, in force or not.

    Args:
        connection: Asks.
        feed: The feed.
        locks: Whether others that want it wait until the transaction ends.
    """
    query = queries.LEASE.with_for_update() if locks else queries.LEASE
    row = connection.execute(query, {"feed": feed}).first()
    if row is None:
        return None
    return Lease(
        owner=row.owner,
        until=datetime.fromisoformat(row.until),
        length=timedelta(seconds=row.seconds),
        process=row.process,
        fence=row.fence,
    )


def hold(connection: Connection, feed: str, lease: Lease) -> None:
    """Write who has the lease."""
    values = {
        "of": feed,
        "fence": lease.fence,
        "owner": lease.owner,
        "until": lease.until.isoformat(),
        "seconds": lease.length.total_seconds(),
        "process": lease.process,
    }
    connection.execute(queries.HOLD, values)


def give_back(connection: Connection, feed: str, lease: Lease) -> None:
    """Raise the fence and end the lease, if it is still the last one."""
    written = HOLDERS.update().where(_OF.feed == feed, _OF.fence == lease.fence)
    values = {"fence": lease.fence + 1, "until": OVER.isoformat()}
    connection.execute(written.values(values))
