# Generated from spec/collections/absences.yaml by `nox -s generate`. Do not edit.
"""Models of absences."""

from __future__ import annotations

from datetime import datetime, tzinfo

from attrs import field, frozen

from protime_runtime.types import (
    NOTHING_KEPT,
    Date,
    Kept,
    Model,
    OpenEnum,
    moment_or_none,
)

from .identifiers import (
    AbsenceDefinitionIdentifier,
    PersonIdentifier,
    ShiftDefinitionIdentifier,
)
from .shared import PeriodType, RequestIdentifier


class AbsenceDayPart(OpenEnum):
    """A half of a day."""

    UNKNOWN = "Unknown"
    FIRST = "First"
    SECOND = "Second"


class AbsenceStatus(OpenEnum):
    """How an absence was registered."""

    UNKNOWN = "Unknown"
    MANUAL = "Manual"
    AUTO = "Auto"
    BEGIN_OPEN = "BeginOpen"
    OPEN = "Open"
    TERMINAL = "Terminal"
    CALENDAR = "Calendar"


class AbsenceApprovalLevel(OpenEnum):
    """How far an absence is approved."""

    UNKNOWN = "Unknown"
    AWAITING_APPROVAL = "AwaitingApproval"
    APPROVED = "Approved"
    NOT_APPROVED = "NotApproved"
    NOT_APPROVED_BY_PRIORITIES = "NotApprovedByPriorities"
    NOT_APPROVED_BY_CALCULATIONS = "NotApprovedByCalculations"


@frozen(kw_only=True)
class Absence(Model):
    """An absence of a person on one day."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the absence; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the absence."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Who is absent."""

    resulting_absence_definition: AbsenceDefinitionIdentifier | None = field(
        default=None, metadata={"wire": "resultingAbsenceDefinition"}
    )
    """Kind of absence that results."""

    requested_absence_definition: AbsenceDefinitionIdentifier | None = field(
        default=None, metadata={"wire": "requestedAbsenceDefinition"}
    )
    """Kind of absence that was first requested."""

    shift_definition: ShiftDefinitionIdentifier | None = field(
        default=None, metadata={"wire": "shiftDefinition"}
    )
    """Shift the absence is for.

    Inferred: may be left out if it comes from the schedule, as on counters.
    """

    date: Date = field(metadata={"wire": "date"})
    """Day of the absence."""

    start_time_in_minutes: int | None = field(
        default=None, metadata={"wire": "startTimeInMinutes"}
    )
    """Minutes since midnight at which the absence starts."""

    duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "durationInMinutes"}
    )
    """Length of the absence in minutes."""

    calculated_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "calculatedDurationInMinutes"}
    )
    """Length in minutes after calculations."""

    day_part: AbsenceDayPart | None = field(default=None, metadata={"wire": "dayPart"})
    """Half of the day."""

    request: RequestIdentifier | None = field(
        default=None, metadata={"wire": "request"}
    )
    """Request the absence was made from."""

    status: AbsenceStatus | None = field(default=None, metadata={"wire": "status"})
    """How the absence was registered."""

    approval_level: AbsenceApprovalLevel | None = field(
        default=None, metadata={"wire": "approvalLevel"}
    )
    """How far the absence is approved."""

    is_locked: bool | None = field(default=None, metadata={"wire": "isLocked"})
    """Whether the absence is locked and cannot be changed."""

    period_type: PeriodType | None = field(
        default=None, metadata={"wire": "periodType"}
    )
    """Length of the period that the absence applies to."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")

    def start(self, tz: tzinfo) -> datetime | None:
        """Return the moment in a time zone.

        Made of `date` and `start_time_in_minutes`.
        """
        return moment_or_none(self.date, self.start_time_in_minutes, tz)
