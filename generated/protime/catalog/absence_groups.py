# Generated from spec/collections/absence-groups.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``absence-groups``."""

from __future__ import annotations

from protime.catalog.shared import TRANSLATED_TEXT
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
    TypeInfo,
)

COLLECTION = CollectionInfo(
    name="absence-groups",
    attribute="absence_groups",
    domain="time",
    summary="Groups of absence definitions.",
    path="/absence-groups",
    item="AbsenceGroup",
    read_scopes=("connector-protimeapi-absence-groups.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/absence-groups",
            answer="page",
            source="reference/collections/absences/absence-groups/get/",
            inferred=("the list's page was not found; this one refers to it"),
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/absence-groups",
            answer="page",
            source="reference/collections/absences/absence-groups/delta/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/absence-groups/{absenceGroupReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="absenceGroupReference",
                    python="absence_group",
                    type="integer",
                    identifier="absence-groups",
                ),
            ),
            external_references=("absence-groups",),
            source="reference/collections/absences/absence-groups/get/",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=(
                "Version of the absence group; of two, the greater text is newer."
            ),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary=("Protime's id of the absence group."),
        ),
        FieldInfo(
            wire="externalReferences",
            python="external_references",
            type="references",
            personal=True,
            summary=(
                "Other systems' names for the "
                "absence group, as far as they "
                "were asked for."
            ),
        ),
        FieldInfo(
            wire="name",
            python="name",
            type="TranslatedText",
            read="always",
            summary="Name of the absence group.",
        ),
        FieldInfo(
            wire="type",
            python="type",
            type="AbsenceGroupType",
            summary=("What the definitions of the group stand for."),
        ),
    ),
    types=(
        TypeInfo(
            name="AbsenceGroupType",
            values=("Absence", "WorkingElsewhere", "Unknown"),
        ),
        TRANSLATED_TEXT,
    ),
    external_references=("absence-groups",),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
