# Generated from spec/collections/access-clockings.yaml by `nox -s generate`.
# Do not edit.
"""Models of access clockings."""

from __future__ import annotations

from datetime import datetime, tzinfo

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Date, Kept, Model, OpenEnum, moment_told

from .identifiers import PersonIdentifier, TerminalIdentifier


class AccessClockingStatus(OpenEnum):
    """What came of an attempt; older pages say ``UnknownBadge``."""

    ACCESS_OK = "AccessOk"
    ACCESS_REFUSED = "AccessRefused"
    WRONG_PIN_CODE = "WrongPinCode"
    ALARM_CODE = "AlarmCode"
    ANTI_PASSBACK_ERROR = "AntiPassbackError"
    OUT_ZONE = "OutZone"
    UNKNOWN_BADGE_NUMBER = "UnknownBadgeNumber"
    UNKNOWN_BADGE = "UnknownBadge"


@frozen(kw_only=True)
class AccessClocking(Model):
    """An attempt to get access."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the attempt; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the attempt."""

    person: PersonIdentifier | None = field(default=None, metadata={"wire": "person"})
    """Who badged.

    Inferred: none for an unknown badge.
    """

    date: Date = field(metadata={"wire": "date"})
    """Day of the attempt."""

    time_of_day_in_minutes: int = field(
        metadata={"wire": "timeOfDayInMinutes", "minimum": 0, "maximum": 1439}
    )
    """Minutes since midnight of the day."""

    terminal: TerminalIdentifier | None = field(
        default=None, metadata={"wire": "terminal"}
    )
    """Terminal the person badged at."""

    status: AccessClockingStatus | None = field(
        default=None, metadata={"wire": "status"}
    )
    """What came of the attempt."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")

    def moment(self, tz: tzinfo) -> datetime:
        """Return the moment in a time zone.

        Made of `date` and `time_of_day_in_minutes`.
        """
        return moment_told(self.date, self.time_of_day_in_minutes, tz)
