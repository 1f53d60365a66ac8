# Generated from spec/collections/calculated-totals.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``calculated-totals``."""

from __future__ import annotations

from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    FilterInfo,
    OperationInfo,
    RuleInfo,
)

COLLECTION = CollectionInfo(
    name="calculated-totals",
    attribute="calculated_totals",
    domain="time",
    summary=("What Protime calculated for people's days."),
    path="/calculated-totals",
    item="CalculatedTotal",
    read_scopes=("connector-protimeapi-calculated-totals.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/calculated-totals",
            filters=("date", "person"),
            external_references=("people", "shift-definitions"),
            answer="page",
            source="collections/calculated-totals/calculated-totals/get-list/",
            inferred=("its references; the page's table was not seen"),
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/calculated-totals",
            filters=("date",),
            external_references=("people", "shift-definitions"),
            answer="page",
            source="collections/calculated-totals/calculated-totals/delta/",
            inferred=("its references; the page's table was not seen"),
        ),
    ),
    filters=(
        FilterInfo(
            wire="date",
            python="date",
            type="date",
            operators=("ge", "le"),
            required=True,
            rules=(
                RuleInfo(
                    kind="at-most-one-year",
                    operation="list",
                    source="collections/calculated-totals/calculated-totals/get-list/",
                ),
                RuleInfo(
                    kind="at-most-one-year",
                    operation="delta",
                    source="reference/collections/calculated-totals/paid-presences/delta/",
                    inferred=("from the sibling collections' pages"),
                ),
                RuleInfo(
                    kind="not-before-previous-year",
                    operation="delta",
                    source="collections/calculated-totals/calculated-totals/delta/",
                ),
            ),
            summary="Days of the totals.",
        ),
        FilterInfo(
            wire="person",
            python="person",
            type="integer",
            operators=("in",),
            sets=("circle", "org-group", "org-tree"),
            multiple=True,
            summary="People whose totals they are.",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the totals; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the totals.",
        ),
        FieldInfo(
            wire="person",
            python="person",
            type="identifier",
            identifier=("people",),
            read="always",
            summary="Whose totals they are.",
        ),
        FieldInfo(
            wire="date",
            python="date",
            type="date",
            read="always",
            summary="Day of the totals.",
        ),
        FieldInfo(
            wire="normalTimeDurationInMinutes",
            python="normal_time_duration_in_minutes",
            type="integer",
            summary=("Working time that the schedule sets, in minutes."),
        ),
        FieldInfo(
            wire="timePresentDurationInMinutes",
            python="time_present_duration_in_minutes",
            type="integer",
            summary="Time of presence in minutes.",
        ),
        FieldInfo(
            wire="calculatedPresenceDurationInMinutes",
            python="calculated_presence_duration_in_minutes",
            type="integer",
            summary=("Presence in minutes after rules and corrections."),
        ),
        FieldInfo(
            wire="weeklyHours1DurationInMinutes",
            python="weekly_hours_1_duration_in_minutes",
            type="integer",
            summary=("Weekly hours of type 1 in minutes; the tenant sets the meaning."),
        ),
        FieldInfo(
            wire="weeklyHours2DurationInMinutes",
            python="weekly_hours_2_duration_in_minutes",
            type="integer",
            summary=("Weekly hours of type 2 in minutes; the tenant sets the meaning."),
        ),
        FieldInfo(
            wire="weeklyHours3DurationInMinutes",
            python="weekly_hours_3_duration_in_minutes",
            type="integer",
            summary=("Weekly hours of type 3 in minutes; the tenant sets the meaning."),
        ),
        FieldInfo(
            wire="payPeriodHoursDurationInMinutes",
            python="pay_period_hours_duration_in_minutes",
            type="integer",
            summary=("Hours of the pay period in minutes."),
        ),
        FieldInfo(
            wire="flextimeDurationInMinutes",
            python="flextime_duration_in_minutes",
            type="integer",
            summary="Flextime of the day in minutes.",
        ),
        FieldInfo(
            wire="flextimeBalanceInMinutes",
            python="flextime_balance_in_minutes",
            type="integer",
            summary=("Flextime in minutes once the day is counted."),
        ),
        FieldInfo(
            wire="shiftDefinition",
            python="shift_definition",
            type="identifier",
            identifier=("shift-definitions",),
            summary=("Shift of the schedule, unless rules changed it."),
        ),
    ),
    external_references=("people", "shift-definitions"),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
