# Generated from spec/collections/clockings.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``clockings``."""

from __future__ import annotations

from protime.catalog.shared import ACTIVITY_LEVEL, GEOLOCATION, NEW_ACTIVITY_LEVEL
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    FilterInfo,
    OperationInfo,
    PathParameterInfo,
    RuleInfo,
    TypeInfo,
)

COLLECTION = CollectionInfo(
    name="clockings",
    attribute="clockings",
    domain="time",
    summary=("When people clock in and out, and when they start and end activities."),
    path="/clockings",
    item="Clocking",
    new_item="NewClocking",
    read_scopes=("connector-protimeapi-clockings.read",),
    write_scopes=("connector-protimeapi-clockings.write",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/clockings",
            filters=("date", "person", "kind"),
            external_references=(
                "people",
                "terminals",
                "activity-definitions",
                "absence-definitions",
            ),
            answer="page",
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/clockings",
            filters=("date",),
            external_references=(
                "people",
                "terminals",
                "activity-definitions",
                "absence-definitions",
            ),
            answer="page",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/clockings/{id}",
            path_parameters=(
                PathParameterInfo(
                    wire="id",
                    python="id",
                    type="integer",
                ),
            ),
            external_references=(
                "people",
                "terminals",
                "activity-definitions",
                "absence-definitions",
            ),
        ),
        OperationInfo(
            name="create",
            method="POST",
            path="/clockings",
            body="NewClocking",
            statuses=(201,),
            answer="created",
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
                    source="reference/collections/clockings/get-list/",
                ),
                RuleInfo(
                    kind="at-most-one-year",
                    operation="delta",
                    source="reference/collections/access-clockings/delta/",
                ),
                RuleInfo(
                    kind="not-before-previous-year",
                    operation="delta",
                    source="reference/collections/clockings/delta/",
                ),
            ),
            summary="Days the clockings belong to.",
        ),
        FilterInfo(
            wire="person",
            python="person",
            type="integer",
            operators=("in",),
            sets=("circle", "org-group", "org-tree"),
            multiple=True,
            summary="People who clocked.",
        ),
        FilterInfo(
            wire="kind",
            python="kind",
            type="ClockingKind",
            operators=("eq",),
            multiple=True,
            summary="What the clockings mark.",
        ),
    ),
    fields=(
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the clocking.",
        ),
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the clocking; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="person",
            python="person",
            type="identifier",
            identifier=("people",),
            read="always",
            write="required",
            summary="Who clocked.",
        ),
        FieldInfo(
            wire="date",
            python="date",
            type="date",
            read="always",
            write="required",
            summary="Day the clocking belongs to.",
        ),
        FieldInfo(
            wire="timeOfDayInMinutes",
            python="time_of_day_in_minutes",
            type="integer",
            read="always",
            write="required",
            minimum=-1440,
            maximum=2880,
            summary=(
                "Minutes since midnight of the day, which overnight clockings exceed."
            ),
        ),
        FieldInfo(
            wire="originalTimeOfDayInMinutes",
            python="original_time_of_day_in_minutes",
            type="integer",
            summary=("Minutes as first registered, if the clocking was edited."),
        ),
        FieldInfo(
            wire="calculatedTimeOfDayInMinutes",
            python="calculated_time_of_day_in_minutes",
            type="integer",
            summary=("Minutes after corrections and calculations."),
        ),
        FieldInfo(
            wire="isGenerated",
            python="is_generated",
            type="boolean",
            summary=("Whether Protime generated the clocking."),
        ),
        FieldInfo(
            wire="terminal",
            python="terminal",
            type="identifier",
            identifier=("terminals",),
            write="optional",
            summary="Terminal the person clocked on.",
        ),
        FieldInfo(
            wire="geolocation",
            python="geolocation",
            type="Geolocation",
            write="optional",
            personal=True,
            summary="Place the person clocked from.",
        ),
        FieldInfo(
            wire="kind",
            python="kind",
            type="ClockingKind",
            read="always",
            write="required",
            summary="What the clocking marks.",
        ),
        FieldInfo(
            wire="reason",
            python="reason",
            type="identifier",
            identifier=("absence-definitions",),
            write="optional",
            summary=("Reason of the clocking, if its kind is ``Reason``."),
        ),
        FieldInfo(
            wire="isOpen",
            python="is_open",
            type="boolean",
            write="optional",
            summary=("Whether the reason is open, if the kind is ``Reason``."),
        ),
        FieldInfo(
            wire="activityLevels",
            python="activity_levels",
            type="ActivityLevel",
            list=True,
            write="optional",
            summary=("Activities, if the kind is ``Activity``."),
        ),
        FieldInfo(
            wire="status",
            python="status",
            type="ClockingStatus",
            summary=("Whether the clocking was deleted in Protime."),
        ),
    ),
    types=(
        TypeInfo(
            name="ClockingKind",
            values=("InOut", "Reason", "Activity", "ActivityEnd"),
        ),
        TypeInfo(
            name="ClockingStatus",
            values=("Unknown", "Active", "Deleted"),
        ),
        GEOLOCATION,
        ACTIVITY_LEVEL,
        NEW_ACTIVITY_LEVEL,
    ),
    external_references=(
        "people",
        "terminals",
        "activity-definitions",
        "absence-definitions",
    ),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
