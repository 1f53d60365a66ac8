# Generated from spec/collections/activity-durations.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``activity-durations``."""

from __future__ import annotations

from protime.catalog.shared import (
    ACTIVITY_LEVEL,
    NEW_ACTIVITY_LEVEL,
    REQUEST_IDENTIFIER,
)
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
    name="activity-durations",
    attribute="activity_durations",
    domain="activities",
    summary=("How long people were busy with their activities, by day."),
    path="/activity-durations",
    item="ActivityDuration",
    read_scopes=("connector-protimeapi-activity-durations.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/activity-durations",
            filters=("date", "person"),
            external_references=(
                "people",
                "activity-definitions",
                "absence-definitions",
                "counter-definitions",
            ),
            answer="page",
            source="reference/collections/activities/activity-durations/get-list/",
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/activity-durations",
            filters=("date",),
            external_references=(
                "people",
                "activity-definitions",
                "absence-definitions",
                "counter-definitions",
            ),
            answer="page",
            source="reference/collections/activities/activity-durations/delta/",
            inferred=("its references; only the general page on deltas has them"),
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/activity-durations/{id}",
            path_parameters=(
                PathParameterInfo(
                    wire="id",
                    python="id",
                    type="integer",
                ),
            ),
            external_references=(
                "people",
                "activity-definitions",
                "absence-definitions",
                "counter-definitions",
            ),
            source="reference/collections/activities/activity-durations/get/",
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
                    source="reference/collections/activities/activity-durations/get-list/",
                ),
                RuleInfo(
                    kind="at-most-one-year",
                    operation="delta",
                    source="reference/collections/access-clockings/delta/",
                    inferred=(
                        "from the sibling collections; the page's own note is cut"
                    ),
                ),
                RuleInfo(
                    kind="not-before-previous-year",
                    operation="delta",
                    source="reference/collections/activities/activity-durations/delta/",
                ),
            ),
            summary="Days of the durations.",
        ),
        FilterInfo(
            wire="person",
            python="person",
            type="integer",
            operators=("in",),
            sets=("circle", "org-group", "org-tree"),
            multiple=True,
            summary="People whose durations they are.",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the duration; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the duration.",
        ),
        FieldInfo(
            wire="person",
            python="person",
            type="identifier",
            identifier=("people",),
            read="always",
            summary="Whose duration it is.",
        ),
        FieldInfo(
            wire="date",
            python="date",
            type="date",
            read="always",
            summary="Day of the duration.",
        ),
        FieldInfo(
            wire="durationInMinutes",
            python="duration_in_minutes",
            type="integer",
            summary="Time spent in minutes.",
        ),
        FieldInfo(
            wire="activityLevels",
            python="activity_levels",
            type="ActivityLevel",
            list=True,
            summary=("Activities the time was spent on, by level."),
        ),
        FieldInfo(
            wire="absenceDefinition",
            python="absence_definition",
            type="identifier",
            identifier=("absence-definitions",),
            summary=("Kind of the linked absence, if there is one."),
        ),
        FieldInfo(
            wire="request",
            python="request",
            type="RequestIdentifier",
            summary=("Request the duration was made from, if there was one."),
        ),
        FieldInfo(
            wire="counterDefinitions",
            python="counter_definitions",
            type="identifier",
            identifier=("counter-definitions",),
            list=True,
            summary=("Kinds of the linked counters, if there are any."),
        ),
        FieldInfo(
            wire="shiftDefinition",
            python="shift_definition",
            type="identifier",
            identifier=("shift-definitions",),
            summary=("Linked shift, unless it comes from the schedule."),
        ),
        FieldInfo(
            wire="status",
            python="status",
            type="ActivityDurationStatus",
            summary="How the duration was registered.",
        ),
        FieldInfo(
            wire="isAuthorized",
            python="is_authorized",
            type="boolean",
            summary=("Whether the duration is authorized."),
        ),
    ),
    types=(
        TypeInfo(
            name="ActivityDurationStatus",
            values=("Unknown", "Auto", "Manual", "Calendar", "Deleted", "Default"),
        ),
        ACTIVITY_LEVEL,
        NEW_ACTIVITY_LEVEL,
        REQUEST_IDENTIFIER,
    ),
    external_references=(
        "people",
        "activity-definitions",
        "absence-definitions",
        "counter-definitions",
    ),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
