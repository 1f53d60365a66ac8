# Generated from spec/collections/calculated-totals.yaml by `nox -s generate`.
# Do not edit.
"""Models of calculated totals."""

from __future__ import annotations

from attrs import field, frozen

from protime_runtime.types import Date, Model

from .identifiers import PersonIdentifier, ShiftDefinitionIdentifier


@frozen(kw_only=True)
class CalculatedTotal(Model):
    """The totals of a person's day."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the totals; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the totals."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Whose totals they are."""

    date: Date = field(metadata={"wire": "date"})
    """Day of the totals."""

    normal_time_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "normalTimeDurationInMinutes"}
    )
    """Working time that the schedule sets, in minutes."""

    time_present_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "timePresentDurationInMinutes"}
    )
    """Time of presence in minutes."""

    calculated_presence_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "calculatedPresenceDurationInMinutes"}
    )
    """Presence in minutes after rules and corrections."""

    weekly_hours_1_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "weeklyHours1DurationInMinutes"}
    )
    """Weekly hours of type 1 in minutes; the tenant sets the meaning."""

    weekly_hours_2_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "weeklyHours2DurationInMinutes"}
    )
    """Weekly hours of type 2 in minutes; the tenant sets the meaning."""

    weekly_hours_3_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "weeklyHours3DurationInMinutes"}
    )
    """Weekly hours of type 3 in minutes; the tenant sets the meaning."""

    pay_period_hours_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "payPeriodHoursDurationInMinutes"}
    )
    """Hours of the pay period in minutes."""

    flextime_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "flextimeDurationInMinutes"}
    )
    """Flextime of the day in minutes."""

    flextime_balance_in_minutes: int | None = field(
        default=None, metadata={"wire": "flextimeBalanceInMinutes"}
    )
    """Flextime in minutes once the day is counted.

    Inferred: may be negative.
    """

    shift_definition: ShiftDefinitionIdentifier | None = field(
        default=None, metadata={"wire": "shiftDefinition"}
    )
    """Shift of the schedule, unless rules changed it."""
