# Generated from spec/collections/activity-durations.yaml by `nox -s generate`.
# Do not edit.
"""Models of activity durations."""

from __future__ import annotations

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Date, Kept, Model, OpenEnum

from .identifiers import (
    AbsenceDefinitionIdentifier,
    CounterDefinitionIdentifier,
    PersonIdentifier,
    ShiftDefinitionIdentifier,
)
from .shared import ActivityLevel, RequestIdentifier


class ActivityDurationStatus(OpenEnum):
    """How a duration was registered; some only older pages list."""

    UNKNOWN = "Unknown"
    AUTO = "Auto"
    MANUAL = "Manual"
    CALENDAR = "Calendar"
    DELETED = "Deleted"
    DEFAULT = "Default"


@frozen(kw_only=True)
class ActivityDuration(Model):
    """Time that a person spent on activities on one day."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the duration; of two, the greater text is newer.

    Inferred: only older pages list it, yet a delta needs it.
    """

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the duration."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Whose duration it is."""

    date: Date = field(metadata={"wire": "date"})
    """Day of the duration."""

    duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "durationInMinutes"}
    )
    """Time spent in minutes."""

    activity_levels: tuple[ActivityLevel, ...] | None = field(
        default=None, metadata={"wire": "activityLevels"}
    )
    """Activities the time was spent on, by level."""

    absence_definition: AbsenceDefinitionIdentifier | None = field(
        default=None, metadata={"wire": "absenceDefinition"}
    )
    """Kind of the linked absence, if there is one."""

    request: RequestIdentifier | None = field(
        default=None, metadata={"wire": "request"}
    )
    """Request the duration was made from, if there was one."""

    counter_definitions: tuple[CounterDefinitionIdentifier, ...] | None = field(
        default=None, metadata={"wire": "counterDefinitions"}
    )
    """Kinds of the linked counters, if there are any."""

    shift_definition: ShiftDefinitionIdentifier | None = field(
        default=None, metadata={"wire": "shiftDefinition"}
    )
    """Linked shift, unless it comes from the schedule.

    Inferred: only older pages list it.
    """

    status: ActivityDurationStatus | None = field(
        default=None, metadata={"wire": "status"}
    )
    """How the duration was registered."""

    is_authorized: bool | None = field(default=None, metadata={"wire": "isAuthorized"})
    """Whether the duration is authorized."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
