"""What Protime does by itself when something changes.

Sources: concepts/webhook-lifecycle/ (one clocking recalculates totals, counters and
paid presences), .../counter-groups/delta/ and .../absence-groups/delta/ (saving one
group saves all).
"""

from __future__ import annotations

from datetime import date

from .names import (
    ABSENCE_GROUPS,
    ACTIVITY_DEFINITIONS,
    ASSIGNMENTS,
    CALCULATED_TOTALS,
    CLOCKINGS,
    COUNTER_GROUPS,
    COUNTERS,
    PAID_PRESENCES,
)
from .tables import Bounds, Change
from .tenant import Tenant
from .wire import Key, Row, day_at, key_at, number_at, reference

RESAVED_TOGETHER = (COUNTER_GROUPS, ABSENCE_GROUPS)
"""Collections of which saving one item saves all."""

DEFAULTS: dict[str, Row] = {
    CLOCKINGS: {"isGenerated": False, "status": "Active"},
    ASSIGNMENTS: {"isRejected": False},
    ACTIVITY_DEFINITIONS: {"canConfigureRestrictions": True},
}
"""Read-only properties that a new item starts with, by collection."""


def completed(collection: str, row: Row) -> Row:
    """Return a new item with the properties that Protime itself sets."""
    row = {**DEFAULTS.get(collection, {}), **row}
    if collection == CLOCKINGS:
        row.setdefault("calculatedTimeOfDayInMinutes", row.get("timeOfDayInMinutes"))
    if collection == ACTIVITY_DEFINITIONS:
        # Tenants can have codes made for them; this one does.
        row.setdefault("dataEntryCode", str(row["id"]).replace("-", "")[:12].upper())
    return row


def edited(collection: str, before: Row, after: Row) -> Row:
    """Return a changed item with what Protime notes about the change itself."""
    time = "timeOfDayInMinutes"
    if collection == CLOCKINGS and before.get(time) != after.get(time):
        after.setdefault("originalTimeOfDayInMinutes", before.get(time))
        after["calculatedTimeOfDayInMinutes"] = after.get(time)
    return after


class Effects:
    """Follows changes by further ones."""

    def __init__(self, tenant: Tenant) -> None:
        """Begin to follow a tenant's changes."""
        self._tenant = tenant
        self._resaving = False
        tenant.listen(self._changed)

    def _changed(self, collection: str, change: Change) -> None:
        if collection in RESAVED_TOGETHER and not self._resaving:
            self._resave(collection, change.key)
        if collection == CLOCKINGS:
            days = {
                _day(row) for row in (change.before, change.after) if row is not None
            }
            for person, day in days - {None}:  # type: ignore[misc]  # what is left are pairs
                self._recalculate(person, day)

    def _resave(self, collection: str, changed: Key) -> None:
        self._resaving = True
        for row in list(self._tenant.table(collection).rows()):
            if row["id"] != changed:
                self._tenant.save(collection, row)
        self._resaving = False

    def _recalculate(self, person: int, day: date) -> None:
        """Save the day's total, counters and paid presences with the new minutes."""
        present = presence(self._rows(CLOCKINGS, person, day))
        totals = self._rows(CALCULATED_TOTALS, person, day)
        for total in totals or [self._new(person, day)]:
            normal = number_at(total, "normalTimeDurationInMinutes")
            flextime = present - normal
            balance = number_at(total, "flextimeBalanceInMinutes")
            shift = flextime - number_at(total, "flextimeDurationInMinutes")
            new = {
                "timePresentDurationInMinutes": present,
                "calculatedPresenceDurationInMinutes": present,
                "flextimeDurationInMinutes": flextime,
                "flextimeBalanceInMinutes": balance + shift,
            }
            self._tenant.save(CALCULATED_TOTALS, {**total, **new})
        self._recount(person, day, max(0, flextime))
        self._repay(person, day, present)

    def _recount(self, person: int, day: date, overtime: int) -> None:
        """Save the day's counters; those that count minutes count the overtime."""
        for row in self._rows(COUNTERS, person, day):
            minutes = {"durationInMinutes": overtime}
            is_counted = "durationInMinutes" in row
            self._tenant.save(COUNTERS, {**row, **minutes} if is_counted else row)

    def _repay(self, person: int, day: date, present: int) -> None:
        """Save the day's paid presences; the last takes what the others leave."""
        rows = self._rows(PAID_PRESENCES, person, day)
        for row in rows[:-1]:
            paid = min(number_at(row, "durationInMinutes"), present)
            self._tenant.save(PAID_PRESENCES, {**row, "durationInMinutes": paid})
            present -= paid
        for row in rows[-1:]:
            self._tenant.save(PAID_PRESENCES, {**row, "durationInMinutes": present})

    def _rows(self, collection: str, person: int, day: date) -> list[Row]:
        bounds = Bounds(first=day, last=day, people=frozenset({person}))
        rows = self._tenant.table(collection).rows(bounds=bounds)
        return [row for row in rows if _day(row) == (person, day)]

    def _new(self, person: int, day: date) -> Row:
        """Return a total for a day that has none yet."""
        id = self._tenant.table(CALCULATED_TOTALS).next_id()
        return {"id": id, "person": reference(person), "date": day.isoformat()}


def presence(clockings: list[Row]) -> int:
    """Return the minutes between each two clockings in and out that still count."""
    times = sorted(
        number_at(row, "timeOfDayInMinutes")
        for row in clockings
        if row.get("kind") == "InOut" and row.get("status") != "Deleted"
    )
    return sum(end - begin for begin, end in zip(times[::2], times[1::2], strict=False))


def _day(row: Row) -> tuple[int, date] | None:
    person, day = key_at(row, "person"), day_at(row, "date")
    return (person, day) if isinstance(person, int) and day is not None else None
