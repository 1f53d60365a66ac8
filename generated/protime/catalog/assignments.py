# Generated from spec/collections/assignments.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``assignments``."""

from __future__ import annotations

from protime.catalog.shared import ACTIVITY_LEVEL, NEW_ACTIVITY_LEVEL
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    FilterInfo,
    OperationInfo,
    PathParameterInfo,
    RuleInfo,
)

COLLECTION = CollectionInfo(
    name="assignments",
    attribute="assignments",
    domain="planning",
    summary=("When people are planned to work, and on what."),
    path="/assignments",
    item="Assignment",
    new_item="NewAssignment",
    read_scopes=("connector-protimeapi-assignments.read",),
    write_scopes=("connector-protimeapi-assignments.write",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/assignments",
            filters=("date", "person"),
            external_references=("people", "activity-definitions"),
            answer="page",
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/assignments",
            filters=("date",),
            external_references=("people", "activity-definitions"),
            answer="page",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/assignments/{id}",
            path_parameters=(
                PathParameterInfo(
                    wire="id",
                    python="id",
                    type="integer",
                ),
            ),
            external_references=("people", "activity-definitions"),
        ),
        OperationInfo(
            name="create",
            method="POST",
            path="/assignments",
            body="NewAssignment",
            statuses=(201,),
            answer="created",
        ),
        OperationInfo(
            name="update",
            method="PUT",
            path="/assignments/{id}",
            path_parameters=(
                PathParameterInfo(
                    wire="id",
                    python="id",
                    type="integer",
                ),
            ),
            body="NewAssignment",
            answer="nothing",
        ),
        OperationInfo(
            name="delete",
            method="DELETE",
            path="/assignments/{id}",
            path_parameters=(
                PathParameterInfo(
                    wire="id",
                    python="id",
                    type="integer",
                ),
            ),
            statuses=(200, 204),
            answer="nothing",
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
                    operation="delta",
                    source="reference/collections/assignments/delta/",
                ),
                RuleInfo(
                    kind="not-before-previous-year",
                    operation="delta",
                    source="reference/collections/assignments/delta/",
                ),
            ),
            summary=("Days the assignments start on, by ``from``."),
        ),
        FilterInfo(
            wire="person",
            python="person",
            type="integer",
            operators=("in",),
            sets=("circle", "org-group", "org-tree"),
            multiple=True,
            summary="People who are planned.",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the assignment; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the assignment.",
        ),
        FieldInfo(
            wire="person",
            python="person",
            type="identifier",
            identifier=("people",),
            read="always",
            write="required",
            summary="Who is planned.",
        ),
        FieldInfo(
            wire="from",
            python="from_",
            type="date",
            read="always",
            write="required",
            summary="First day of the assignment.",
        ),
        FieldInfo(
            wire="until",
            python="until",
            type="date",
            write="optional",
            summary="Last day of the assignment.",
        ),
        FieldInfo(
            wire="startTimeInMinutes",
            python="start_time_in_minutes",
            type="integer",
            write="optional",
            minimum=-1440,
            maximum=2880,
            summary=("Minutes since midnight at which it starts, overnight included."),
        ),
        FieldInfo(
            wire="endTimeInMinutes",
            python="end_time_in_minutes",
            type="integer",
            write="optional",
            minimum=-1440,
            maximum=2880,
            summary=("Minutes since midnight at which it ends, overnight included."),
        ),
        FieldInfo(
            wire="breakDurationInMinutes",
            python="break_duration_in_minutes",
            type="integer",
            write="optional",
            summary="Length of the break in minutes.",
        ),
        FieldInfo(
            wire="comments",
            python="comments",
            type="string",
            write="optional",
            personal=True,
            summary="Comments.",
        ),
        FieldInfo(
            wire="activityLevels",
            python="activity_levels",
            type="ActivityLevel",
            list=True,
            write="optional",
            summary=("Activities that are planned, by level."),
        ),
        FieldInfo(
            wire="isRejected",
            python="is_rejected",
            type="boolean",
            summary=("Whether the assignment was rejected."),
        ),
    ),
    types=(
        ACTIVITY_LEVEL,
        NEW_ACTIVITY_LEVEL,
    ),
    external_references=("people", "activity-definitions"),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
