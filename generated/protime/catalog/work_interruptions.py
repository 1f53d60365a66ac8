# Generated from spec/collections/work-interruptions.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``work-interruptions``."""

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
    name="work-interruptions",
    attribute="work_interruptions",
    domain="time",
    summary=("When people interrupted their work."),
    path="/work-interruptions",
    item="WorkInterruption",
    read_scopes=("connector-protimeapi-work-interruptions.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/work-interruptions",
            filters=("date", "person"),
            external_references=("people",),
            answer="page",
            source="reference/collections/breaks/work-interruptions/get-list/",
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/work-interruptions",
            filters=("date",),
            external_references=("people",),
            answer="page",
            source="reference/collections/breaks/work-interruptions/delta/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/work-interruptions/{id}",
            path_parameters=(
                PathParameterInfo(
                    wire="id",
                    python="id",
                    type="integer",
                ),
            ),
            external_references=("people",),
            source="reference/collections/breaks/work-interruptions/get/",
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
                    source="reference/collections/breaks/work-interruptions/get-list/",
                ),
                RuleInfo(
                    kind="at-most-one-year",
                    operation="delta",
                    source="reference/collections/breaks/work-interruptions/delta/",
                ),
                RuleInfo(
                    kind="not-before-previous-year",
                    operation="delta",
                    source="reference/collections/breaks/work-interruptions/delta/",
                ),
            ),
            summary="Days of the interruptions.",
        ),
        FilterInfo(
            wire="person",
            python="person",
            type="integer",
            operators=("in",),
            sets=("circle", "org-group", "org-tree"),
            multiple=True,
            summary=("People who interrupted their work."),
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the interruption; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary=("Protime's id of the interruption."),
        ),
        FieldInfo(
            wire="person",
            python="person",
            type="identifier",
            identifier=("people",),
            read="always",
            summary="Who interrupted their work.",
        ),
        FieldInfo(
            wire="date",
            python="date",
            type="date",
            read="always",
            summary="Day of the interruption.",
        ),
        FieldInfo(
            wire="durationInMinutes",
            python="duration_in_minutes",
            type="integer",
            summary=("Length of the interruption in minutes."),
        ),
        FieldInfo(
            wire="startTimeInMinutes",
            python="start_time_in_minutes",
            type="integer",
            summary=("Minutes since midnight at which the interruption starts."),
        ),
        FieldInfo(
            wire="endTimeInMinutes",
            python="end_time_in_minutes",
            type="integer",
            summary=("Minutes since midnight at which the interruption ends."),
        ),
    ),
    external_references=("people",),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
