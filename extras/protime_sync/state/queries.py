"""The queries of a state."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Delete,
    Select,
    Subquery,
    Table,
    and_,
    bindparam,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from protime_sync.database.database import among
from protime_sync.database.tables import BROUGHT, FEEDS, HOLDERS, ITEMS
from protime_sync.state.protocol import POSSIBLE, Judged

# What is asked again and again is made once, with a parameter for the feed.
_FEED: BindParameter[str] = bindparam("feed")
POSITION = select(FEEDS.c.position).where(FEEDS.c.feed == _FEED)
"""Finds a feed's position."""

LEASE = select(HOLDERS).where(HOLDERS.c.feed == _FEED)
"""Finds a feed's last lease."""

FENCE = select(HOLDERS.c.fence).where(HOLDERS.c.feed == _FEED).with_for_update()
"""Finds a lease's fence, and keeps others from the lease until the transaction ends."""

# What writes into tables that have a column `feed` needs another name.
_OF: BindParameter[str] = bindparam("of")
HOLD = HOLDERS.update().where(HOLDERS.c.feed == _OF)
"""Writes a lease of the feed ``:of``."""

STAGED = select(BROUGHT).where(BROUGHT.c.feed == _OF)
"""Finds the rows of ``:of`` that are staged, whole."""

_JUDGED = ("id", "deleted", "load", "first", "last", "scope")
"""Columns that tell whether a full load must have brought a row."""


@cache
def known(kind: str, table: Table) -> Select[Any]:
    """Return what finds rows by ``:feed`` and ``:ids``; made once, as it is asked most.

    Args:
        kind: The dialect's name.
        table: Of rows.
    """
    columns = [column for column in table.columns if column.name != "feed"]
    is_wanted = among(kind, table.c.id, "ids")
    return select(*columns).where(table.c.feed == _FEED, is_wanted)


def _possible() -> Select[Any]:
    new, old = BROUGHT.c, ITEMS.c
    is_same = and_(old.feed == new.feed, old.id == new.id)
    return (
        select(
            new.feed,
            new.id,
            old.version,
            null().label("digest"),
            literal(False, old.deleted.type).label("deleted"),
            literal(POSSIBLE, old.load.type).label("load"),
            new.first,
            new.last,
            new.scope,
        )
        .select_from(BROUGHT.outerjoin(ITEMS, is_same))
        .where(new.feed == _OF, new.deleted.is_(false()))
    )


MAYBE = _possible()
"""Finds the staged rows of ``:of`` that may exist, as rows not known for sure."""


def over(feed: str, load: int) -> Delete:
    """Return what deletes the rows that were deleted before a full load.

    It brings all there is, so nothing can tell of them any more.
    """
    is_over = ITEMS.c.deleted.is_not(false()), ITEMS.c.load != load
    return ITEMS.delete().where(ITEMS.c.feed == feed, *is_over)


def alive(feed: str) -> Select[Any]:
    """Return what finds the rows that exist, staged ones left out."""
    return select(ITEMS.c.id).where(ITEMS.c.feed == feed, ITEMS.c.deleted.is_(false()))


def existing(feed: str, judged: Judged) -> Select[Any]:
    """Return what finds the ids that exist in a window."""
    found = _present(feed)
    query = select(found.c.id).where(found.c.deleted.is_(false()))
    if judged.scope:
        query = query.where(found.c.scope == judged.scope)
    return query.where(_is_judged(found, judged))


def vanished(feed: str, judged: Judged) -> Select[Any]:
    """Return what finds the ids of those that a full load did not bring."""
    query = existing(feed, judged)
    (found,) = query.get_final_froms()
    return query.where(found.c.load != judged.load)


def number(query: Select[Any]) -> Select[Any]:
    """Return what counts what a query finds."""
    return select(func.count()).select_from(query.subquery())


def _present(feed: str) -> Subquery:
    new, old = BROUGHT.c, ITEMS.c
    is_staged = select(new.id).where(new.feed == feed, new.id == old.id).exists()
    return union_all(
        select(*(new[name] for name in _JUDGED)).where(new.feed == feed),
        select(*(old[name] for name in _JUDGED)).where(old.feed == feed, ~is_staged),
    ).subquery()


def _is_judged(found: Subquery, judged: Judged) -> ColumnElement[bool]:
    first, last = found.c.first, found.c.last
    is_within = and_(first.is_not(None), last.is_not(None))
    if judged.last is not None:
        is_within &= first <= judged.last
    if judged.first is not None:
        is_within &= last >= judged.first
    is_undated = or_(first.is_(None), last.is_(None))
    return or_(is_undated, is_within) if judged.undated else is_within
