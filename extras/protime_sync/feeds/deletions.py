"""What a full load may delete without being asked.

A full load that brings nothing, or far too little, looks like a tenant whose rows were
deleted. More often it is a fault of the server, or credentials that have lost a view;
then all that a copy held would be deleted, without a word. So a full load may delete up
to 100 of the rows that its window had, or up to half of them, whichever is more. Beyond
both it stops, and nothing is stored: the next run may decide anew.
"""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from protime_sync.errors import TooManyDeletions


@frozen(kw_only=True)
class DeletionLimit:
    """Deletions that a full load is stopped for, if there are more than both."""

    rows: int = 100
    share: float = 0.5
    """Of the rows that the window had when the load began; 0.5 is half of them."""

    def check(self, feed: str, gone: int, known: int) -> None:
        """Refuse what goes beyond both numbers.

        Raises:
            TooManyDeletions: The error names both.
        """
        if gone > self.rows and gone > known * self.share:
            raise TooManyDeletions(feed, gone, known)


Allowed: TypeAlias = bool | DeletionLimit
"""Whether a full load may delete whatever it did not bring, or another limit."""


def limit_of(allowed: Allowed) -> DeletionLimit | None:
    """Return the limit that was asked for, `None` for none."""
    if isinstance(allowed, DeletionLimit):
        return allowed
    return None if allowed else DeletionLimit()
