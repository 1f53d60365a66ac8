"""A row of the control table: how the copy of one collection of one tenant stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self, get_type_hints

from attrs import evolve, fields, frozen

from protime.catalog import CATALOG
from protime_sync.errors import StateError
from protime_sync.state.leases import Lease
from protime_sync.state.protocol import Phase, Position, link_left

TABLE = "_protime_feeds"
"""The control table, beside the tables it tells of."""


BETWEEN = "; "
"""Stands between columns with their types, which may hold commas."""


def named(columns: str) -> set[str]:
    """Return the names of columns that stand in a text with their types."""
    return {column.partition(" ")[0] for column in columns.split(BETWEEN) if column}


@frozen(kw_only=True)
class Standing:
    """One collection of one tenant in a target; moments are those of UTC."""

    tenant: str
    """The tenant; with another environment than production, ``tenant@sandbox``."""
    collection: str
    feed: str = ""
    """The tenant, the client's id and the collection: a link belongs to all three."""
    filter: str = ""
    """What narrowed the runs besides days: ``all``, or filters."""
    since: date | None = None
    """First day of the copy; empty for a collection without days."""
    until: date | None = None
    followed_since: date | None = None
    """First day that changes are followed from; what lies before is read by lists."""
    backfilled_since: date | None = None
    """First day that was read by lists besides, and is not followed."""
    phase: str | None = None
    """``loading`` or ``following``; empty before the first load has ended."""
    link: str | None = None
    """Where changes go on; it opens nothing without the client's secret."""
    used_at: datetime | None = None
    """When the link was given: it ends 72 hours later."""
    load: int = 0
    signature: str = ""
    changed_at: datetime | None = None
    """When changes came last."""
    last_change: str | None = None
    """Greatest version that came."""
    known: int | None = None
    older: int = 0
    """Rows of the last full load that were left out, as the copy has newer ones."""
    aside: int = 0
    """Rows that could not be kept, since the last full load began."""
    nameless: int = 0
    columns: str = ""
    """Columns of the last run and their types."""
    refs: str = ""
    """Names of other systems that have columns: ``people:@employee-number,...``."""
    timezone: str = ""
    """Zone of points in time beside minutes of a day."""
    keeps_deleted: int = 0
    """1 if rows that are gone are kept, marked as deleted."""
    rows: int | None = None
    """Rows of the tenant in the table."""
    form: int = 0
    """1 once the table has its key, indexes and comments."""
    checked_at: datetime | None = None
    """When a run last succeeded."""
    error: str | None = None
    """Why the last run did not succeed, if so."""
    failed_at: datetime | None = None
    lost_at: datetime | None = None
    """When a link was refused before its 72 hours."""
    revision: int = 0
    """Rises with each position that is stored."""
    lease_owner: str | None = None
    lease_until: datetime | None = None
    lease_seconds: float = 0.0
    lease_process: str = ""
    fence: int = 0
    """Rises whenever the lease is taken or given back."""

    @property
    def position(self) -> Position | None:
        """Where the feed stands; `None` before anything was stored.

        Raises:
            StateError: The row holds something else.
        """
        if self.phase is None or self.used_at is None:
            return None
        try:
            phase = Phase(self.phase)
        except ValueError:
            raise StateError(
                f"The row of {self.feed} in {TABLE} was changed by hand: its phase is"
                f" {self.phase!r}. Delete that row to load the collection anew."
            ) from None
        found = {name: getattr(self, name) for name in _POSITION}
        return Position(**{**found, "phase": phase})

    def link_left(self, now: datetime) -> timedelta | None:
        """Return how long the delta link still holds; `None` where there is none.

        Args:
            now: The time, in UTC.
        """
        info = CATALOG.get(self.collection)
        if self.used_at is None or info is None or not info.delta:
            return None
        return max(link_left(self.used_at, now), timedelta())

    def at(self, position: Position) -> Self:
        """Return the row with another position."""
        found = {name: getattr(position, name) for name in _POSITION}
        return evolve(
            self, **{**found, "phase": str(position.phase)}, revision=self.revision + 1
        )

    @property
    def lease(self) -> Lease | None:
        """The last lease that was given, in force or not."""
        if self.lease_owner is None or self.lease_until is None:
            return None
        return Lease(
            owner=self.lease_owner,
            until=self.lease_until,
            process=self.lease_process,
            fence=self.fence,
            length=timedelta(seconds=self.lease_seconds),
        )

    def held(self, lease: Lease) -> Self:
        """Return the row with a lease."""
        return evolve(
            self,
            lease_owner=lease.owner,
            lease_until=lease.until,
            lease_seconds=lease.length.total_seconds(),
            lease_process=lease.process,
            fence=lease.fence,
        )


_POSITION = tuple(field.name for field in fields(Position))

TYPES: Mapping[str, type] = {
    name: next(
        kind for kind in getattr(hint, "__args__", (hint,)) if kind is not type(None)
    )
    for name, hint in get_type_hints(Standing).items()
    if name in {field.name for field in fields(Standing)}
}
"""What each column of the control table holds."""


def read(row: Mapping[str, Any]) -> Standing:
    """Return the row that a database gave; columns of later versions are left out.

    Raises:
        StateError: A value is of another type.
    """
    try:
        return Standing(
            **{
                name: _value(kind, row[name])
                for name, kind in TYPES.items()
                if row.get(name) is not None
            }
        )
    except (TypeError, ValueError) as error:
        raise StateError(
            f"A row of {TABLE} was changed by hand and cannot be read ({error}); delete"
            " it to load the collection anew."
        ) from None


def _value(kind: type, value: Any) -> Any:  # noqa: ANN401 - as databases give it
    if kind is datetime:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    if kind is date:
        if isinstance(value, str):
            return date.fromisoformat(value[:10])
        return value.date() if isinstance(value, datetime) else value
    return kind(value)
