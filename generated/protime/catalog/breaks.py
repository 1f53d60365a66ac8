# Generated from spec/collections/breaks.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``breaks``."""

from __future__ import annotations

from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    FilterInfo,
    OperationInfo,
    PathParameterInfo,
    RuleInfo,
)

COLLECTION = CollectionInfo(
    name="breaks",
    attribute="breaks",
    domain="time",
    summary=("Which breaks people had and took."),
    path="/breaks",
    item="Break",
    read_scopes=("connector-protimeapi-breaks.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/breaks",
            filters=("date", "person"),
            external_references=("people", "break-definitions"),
            answer="page",
            source="collections/breaks/breaks/get-list/",
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/breaks",
            filters=("date",),
            external_references=("people", "break-definitions"),
            answer="page",
            source="collections/breaks/breaks/delta/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/breaks/{id}",
            path_parameters=(
                PathParameterInfo(
                    wire="id",
                    python="id",
                    type="integer",
                ),
            ),
            external_references=("people", "break-definitions"),
            source="collections/breaks/breaks/get/",
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
                    source="collections/breaks/breaks/get-list/",
                ),
                RuleInfo(
                    kind="at-most-one-year",
                    operation="delta",
                    source="collections/breaks/breaks/delta/",
                ),
                RuleInfo(
                    kind="not-before-previous-year",
                    operation="delta",
                    source="collections/breaks/breaks/delta/",
                ),
            ),
            summary="Days of the breaks.",
        ),
        FilterInfo(
            wire="person",
            python="person",
            type="integer",
            operators=("in",),
            sets=("circle", "org-group", "org-tree"),
            multiple=True,
            summary="People who have the breaks.",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the break; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the break.",
        ),
        FieldInfo(
            wire="person",
            python="person",
            type="identifier",
            identifier=("people",),
            read="always",
            summary="Who has the break.",
        ),
        FieldInfo(
            wire="breakDefinition",
            python="break_definition",
            type="identifier",
            identifier=("break-definitions",),
            summary="Kind of break.",
        ),
        FieldInfo(
            wire="date",
            python="date",
            type="date",
            read="always",
            summary="Day of the break.",
        ),
        FieldInfo(
            wire="calculatedDurationInMinutes",
            python="calculated_duration_in_minutes",
            type="integer",
            summary=("Length in minutes after calculations."),
        ),
        FieldInfo(
            wire="clockedDurationInMinutes",
            python="clocked_duration_in_minutes",
            type="integer",
            summary=("Length in minutes as it was clocked."),
        ),
        FieldInfo(
            wire="startTimeInMinutes",
            python="start_time_in_minutes",
            type="integer",
            summary=("Minutes since midnight from which the break may be taken."),
        ),
        FieldInfo(
            wire="endTimeInMinutes",
            python="end_time_in_minutes",
            type="integer",
            summary=("Minutes since midnight until which the break may be taken."),
        ),
        FieldInfo(
            wire="isBreakTaken",
            python="is_break_taken",
            type="boolean",
            summary="Whether the break was taken.",
        ),
    ),
    external_references=("people", "break-definitions"),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
