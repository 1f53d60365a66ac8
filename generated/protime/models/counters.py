# Generated from spec/collections/counters.yaml by `nox -s generate`. Do not edit.
"""Models of counters."""

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
    CounterDefinitionIdentifier,
    PersonIdentifier,
    ShiftDefinitionIdentifier,
)
from .shared import PeriodType, RequestIdentifier


class CounterStatus(OpenEnum):
    """How a counter was registered."""

    UNKNOWN = "Unknown"
    AUTO = "Auto"
    MANUAL = "Manual"
    CALENDAR = "Calendar"


@frozen(kw_only=True)
class Counter(Model):
    """Something counted for a person on one day."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the counter; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the counter."""

    shift_definition: ShiftDefinitionIdentifier | None = field(
        default=None, metadata={"wire": "shiftDefinition"}
    )
    """Shift of the counter, unless it comes from the schedule."""

    number_of_instances: int | None = field(
        default=None, metadata={"wire": "numberOfInstances"}
    )
    """How often it is counted.

    Inferred: the definition's unit tells if this, a time or a length is set.
    """

    request: RequestIdentifier | None = field(
        default=None, metadata={"wire": "request"}
    )
    """Request the counter was made from, if there was one."""

    status: CounterStatus | None = field(default=None, metadata={"wire": "status"})
    """How the counter was registered."""

    is_authorized: bool | None = field(default=None, metadata={"wire": "isAuthorized"})
    """Whether the counter is authorized."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Whose counter it is."""

    period_type: PeriodType | None = field(
        default=None, metadata={"wire": "periodType"}
    )
    """Length of the period that the counter applies to."""

    counter_definition: CounterDefinitionIdentifier | None = field(
        default=None, metadata={"wire": "counterDefinition"}
    )
    """Kind of counter."""

    date: Date = field(metadata={"wire": "date"})
    """Day the counter is registered on.

    Inferred: the format.
    """

    start_time_in_minutes: int | None = field(
        default=None, metadata={"wire": "startTimeInMinutes"}
    )
    """Minutes since midnight at which it starts."""

    end_time_in_minutes: int | None = field(
        default=None, metadata={"wire": "endTimeInMinutes"}
    )
    """Minutes since midnight at which it ends."""

    duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "durationInMinutes"}
    )
    """Length in minutes."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")

    def start(self, tz: tzinfo) -> datetime | None:
        """Return the moment in a time zone.

        Made of `date` and `start_time_in_minutes`.
        """
        return moment_or_none(self.date, self.start_time_in_minutes, tz)

    def end(self, tz: tzinfo) -> datetime | None:
        """Return the moment in a time zone.

        Made of `date` and `end_time_in_minutes`.
        """
        return moment_or_none(self.date, self.end_time_in_minutes, tz)
