"""How a feed is doing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from attrs import frozen

from protime_sync.feeds.following import Following
from protime_sync.source.collection import Mode
from protime_sync.state.leases import Lease
from protime_sync.state.protocol import Phase, Position, link_left


@frozen(kw_only=True)
class Status:
    """How a feed is doing, as far as the state knows; nothing is asked of Protime."""

    feed: str
    collection: str
    mode: Mode
    phase: Phase | None
    """`None` for a feed that never ran."""
    hours_left: float | None
    """Hours until the delta link expires, 0 if it has; `None` without a link."""
    used_at: datetime | None
    """When the link was last used."""
    changed_at: datetime | None
    """When changes came last."""
    last_change: str | None
    """Greatest version that came."""
    rows: int
    aside: int
    """Rows that could not be kept, since the last full load began."""
    older: int
    """Rows of the last full load that were left out, as newer ones are known."""
    held_by: str | None
    """Who reads the feed now."""

    def __str__(self) -> str:
        """Return the status in a sentence."""
        parts = [f"{self.rows} rows", _how(self.mode)]
        if self.phase is None:
            parts.append("never ran")
        elif self.phase is Phase.LOADING:
            parts.append("within its first load")
        if self.aside:
            parts.append(f"{self.aside} set aside")
        if self.hours_left is not None:
            parts.append(f"{self.hours_left:.1f} h left")
        if self.older:
            parts.append(f"{self.older} left out as older than known")
        if self.held_by is not None:
            parts.append(f"read by {self.held_by}")
        return f"{self.feed}: {', '.join(parts)}"


def status(following: Following[Any]) -> Status:
    """Return how a feed is doing."""
    feed, source, state = following.name, following.source, following.state
    now = following.now()
    position = state.load(feed)
    lease: Lease | None = state.lease(feed, now)
    return Status(
        feed=feed,
        collection=source.info.name,
        mode=source.mode,
        phase=None if position is None else position.phase,
        hours_left=_hours_left(position, source.mode, now),
        used_at=None if position is None else position.used_at,
        changed_at=None if position is None else position.changed_at,
        last_change=None if position is None else position.last_change,
        rows=state.rows(feed),
        aside=0 if position is None else position.aside,
        older=0 if position is None else position.older,
        held_by=None if lease is None else lease.owner,
    )


def _hours_left(position: Position | None, mode: Mode, now: datetime) -> float | None:
    if position is None or position.link is None or mode is not Mode.DELTA:
        return None
    left = link_left(position.used_at, now)
    return max(0.0, left.total_seconds() / 3600)


def _how(mode: Mode) -> str:
    if mode is Mode.DELTA:
        return "by delta"
    return "by comparison, as Protime has no delta of it"
