"""What a turn brought of each collection, or why it brought nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from attrs import define

from protime_runtime.errors import AuthenticationFailed, ProtimeError, RequestFailed
from protime_sync.errors import LeaseLost, TargetFailed


@define
class Outcome:
    """What a turn brought of a collection, or why it brought nothing."""

    tenant: str
    dataset: str
    collection: str
    changed: int = 0
    deleted: int = 0
    aside: int = 0
    """Rows that could not be kept."""
    older: int | None = None
    """Rows of the last full load that were left out, as the copy holds newer ones."""
    rows: int | None = None
    """Rows of the tenant in the table."""
    error: ProtimeError | None = None

    def add(self, other: Outcome) -> None:
        """Take in what a later run of the same collection brought."""
        self.changed += other.changed
        self.deleted += other.deleted
        self.aside += other.aside
        self.rows, self.error = other.rows, other.error


_OF_ALL = (TargetFailed, LeaseLost, AuthenticationFailed, RequestFailed)
"""What is no matter of one collection: the others would fail alike."""


@contextmanager
def noted(outcome: Outcome) -> Iterator[None]:
    """Note what goes wrong with one collection, which is no matter of the others."""
    try:
        yield
    except _OF_ALL:
        raise
    except ProtimeError as error:
        outcome.error = error
