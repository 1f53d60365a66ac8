# Generated from spec/collections/clockings.yaml by `nox -s generate`. Do not edit.
"""Models of clockings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from attrs import field, frozen

from protime_runtime.types import (
    NOTHING_KEPT,
    Date,
    Kept,
    Model,
    OpenEnum,
    hidden,
    moment_told,
)

from .identifiers import (
    AbsenceDefinitionIdentifier,
    AbsenceDefinitionLike,
    PersonIdentifier,
    PersonLike,
    TerminalIdentifier,
    TerminalLike,
)
from .shared import ActivityLevel, Geolocation, NewActivityLevel


class ClockingKind(OpenEnum):
    """What a clocking marks."""

    IN_OUT = "InOut"
    REASON = "Reason"
    ACTIVITY = "Activity"
    ACTIVITY_END = "ActivityEnd"


class ClockingStatus(OpenEnum):
    """Whether a clocking still counts."""

    UNKNOWN = "Unknown"
    ACTIVE = "Active"
    DELETED = "Deleted"


@frozen(kw_only=True)
class Clocking(Model):
    """A moment at which a person clocked."""

    id: int = field(metadata={"wire": "id", "read_only": True})
    """Protime's id of the clocking."""

    change_version: str | None = field(
        default=None, metadata={"wire": "changeVersion", "read_only": True}
    )
    """Version of the clocking; of two, the greater text is newer."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Who clocked."""

    date: Date = field(metadata={"wire": "date"})
    """Day the clocking belongs to."""

    time_of_day_in_minutes: int = field(
        metadata={"wire": "timeOfDayInMinutes", "minimum": -1440, "maximum": 2880}
    )
    """Minutes since midnight of the day, which overnight clockings exceed."""

    original_time_of_day_in_minutes: int | None = field(
        default=None, metadata={"wire": "originalTimeOfDayInMinutes", "read_only": True}
    )
    """Minutes as first registered, if the clocking was edited."""

    calculated_time_of_day_in_minutes: int | None = field(
        default=None,
        metadata={"wire": "calculatedTimeOfDayInMinutes", "read_only": True},
    )
    """Minutes after corrections and calculations."""

    is_generated: bool | None = field(
        default=None, metadata={"wire": "isGenerated", "read_only": True}
    )
    """Whether Protime generated the clocking."""

    terminal: TerminalIdentifier | None = field(
        default=None, metadata={"wire": "terminal"}
    )
    """Terminal the person clocked on."""

    geolocation: Geolocation | None = field(
        default=None, repr=hidden, metadata={"wire": "geolocation", "personal": True}
    )
    """Place the person clocked from."""

    kind: ClockingKind = field(metadata={"wire": "kind"})
    """What the clocking marks."""

    reason: AbsenceDefinitionIdentifier | None = field(
        default=None, metadata={"wire": "reason"}
    )
    """Reason of the clocking, if its kind is ``Reason``.

    Inferred: that reasons are absence definitions.
    """

    is_open: bool | None = field(default=None, metadata={"wire": "isOpen"})
    """Whether the reason is open, if the kind is ``Reason``."""

    activity_levels: tuple[ActivityLevel, ...] | None = field(
        default=None, metadata={"wire": "activityLevels"}
    )
    """Activities, if the kind is ``Activity``."""

    status: ClockingStatus | None = field(
        default=None, metadata={"wire": "status", "read_only": True}
    )
    """Whether the clocking was deleted in Protime."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")

    def moment(self, tz: tzinfo) -> datetime:
        """Return the moment in a time zone.

        Made of `date` and `time_of_day_in_minutes`.
        """
        return moment_told(self.date, self.time_of_day_in_minutes, tz)


@frozen(kw_only=True)
class NewClocking(Model):
    """A moment at which a person clocked.

    What is sent; `Clocking` is what is read.
    """

    person: PersonLike = field(metadata={"wire": "person"})
    """Who clocked."""

    date: Date = field(metadata={"wire": "date"})
    """Day the clocking belongs to."""

    time_of_day_in_minutes: int = field(
        metadata={"wire": "timeOfDayInMinutes", "minimum": -1440, "maximum": 2880}
    )
    """Minutes since midnight of the day, which overnight clockings exceed."""

    terminal: TerminalLike | None = field(default=None, metadata={"wire": "terminal"})
    """Terminal the person clocked on."""

    geolocation: Geolocation | None = field(
        default=None, repr=hidden, metadata={"wire": "geolocation", "personal": True}
    )
    """Place the person clocked from."""

    kind: ClockingKind = field(metadata={"wire": "kind"})
    """What the clocking marks."""

    reason: AbsenceDefinitionLike | None = field(
        default=None, metadata={"wire": "reason"}
    )
    """Reason of the clocking, if its kind is ``Reason``.

    Inferred: that reasons are absence definitions.
    """

    is_open: bool | None = field(default=None, metadata={"wire": "isOpen"})
    """Whether the reason is open, if the kind is ``Reason``."""

    activity_levels: Sequence[NewActivityLevel | ActivityLevel] | None = field(
        default=None, metadata={"wire": "activityLevels"}
    )
    """Activities, if the kind is ``Activity``."""
