# Generated from spec/collections/activity-definitions.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``activity-definitions``."""

from __future__ import annotations

from protime.catalog.shared import TRANSLATED_TEXT
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
)

COLLECTION = CollectionInfo(
    name="activity-definitions",
    attribute="activity_definitions",
    domain="activities",
    summary=("What people may register time on, by level of an activity structure."),
    path="/activity-structure-versions/{structureVersionId}/levels/{level}/activity-definitions",
    item="ActivityDefinition",
    new_item="NewActivityDefinition",
    read_scopes=("connector-protimeapi-activity-definitions.read",),
    write_scopes=("connector-protimeapi-activity-definitions.write",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/activity-structure-versions/{structureVersionId}/levels/{level}/activity-definitions",
            path_parameters=(
                PathParameterInfo(
                    wire="structureVersionId",
                    python="structure_version_id",
                    type="string",
                ),
                PathParameterInfo(
                    wire="level",
                    python="level",
                    type="integer",
                ),
            ),
            external_references=("activity-definitions",),
            answer="page",
            source="reference/collections/activities/activity-definitions/definitions/get-list/",
            inferred=("its filters and paging; the page's sections were not seen"),
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/activity-structure-versions/{structureVersionId}/levels/{level}/activity-definitions/{activityDefinitionReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="structureVersionId",
                    python="structure_version_id",
                    type="string",
                ),
                PathParameterInfo(
                    wire="level",
                    python="level",
                    type="integer",
                ),
                PathParameterInfo(
                    wire="activityDefinitionReference",
                    python="activity_definition",
                    type="string",
                    identifier="activity-definitions",
                ),
            ),
            expand=("usage", "restrictions"),
            external_references=("activity-definitions",),
            source="reference/collections/activities/activity-definitions/definitions/get/",
        ),
        OperationInfo(
            name="create",
            method="POST",
            path="/activity-structure-versions/{structureVersionId}/levels/{level}/activity-definitions",
            path_parameters=(
                PathParameterInfo(
                    wire="structureVersionId",
                    python="structure_version_id",
                    type="string",
                ),
                PathParameterInfo(
                    wire="level",
                    python="level",
                    type="integer",
                ),
            ),
            body="NewActivityDefinition",
            statuses=(201,),
            answer="created",
            source="reference/collections/activities/activity-definitions/definitions/post/",
            inferred="the status of success",
        ),
        OperationInfo(
            name="upsert",
            method="PUT",
            path="/activity-structure-versions/{structureVersionId}/levels/{level}/activity-definitions/{activityDefinitionReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="structureVersionId",
                    python="structure_version_id",
                    type="string",
                ),
                PathParameterInfo(
                    wire="level",
                    python="level",
                    type="integer",
                ),
                PathParameterInfo(
                    wire="activityDefinitionReference",
                    python="activity_definition",
                    type="string",
                    identifier="activity-definitions",
                ),
            ),
            body="NewActivityDefinition",
            statuses=(200, 201),
            answer="upserted",
            source="reference/collections/activities/activity-definitions/definitions/put/",
            inferred=("the statuses; from the general page on responses"),
        ),
    ),
    fields=(
        FieldInfo(
            wire="id",
            python="id",
            type="string",
            read="always",
            summary="Protime's id of the definition.",
        ),
        FieldInfo(
            wire="externalReferences",
            python="external_references",
            type="references",
            personal=True,
            summary=(
                "Other systems' names for the "
                "definition, as far as they were "
                "asked for."
            ),
        ),
        FieldInfo(
            wire="structureVersion",
            python="structure_version",
            type="string",
            read="always",
            summary=("Activity structure the definition belongs to."),
        ),
        FieldInfo(
            wire="level",
            python="level",
            type="integer",
            read="always",
            summary="Level in the activity structure.",
        ),
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the definition; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="canConfigureRestrictions",
            python="can_configure_restrictions",
            type="boolean",
            summary=("Whether restrictions can be configured for it."),
        ),
        FieldInfo(
            wire="name",
            python="name",
            type="TranslatedText",
            read="always",
            write="required",
            summary="Name of the definition.",
        ),
        FieldInfo(
            wire="parent",
            python="parent",
            type="identifier",
            identifier=("activity-definitions",),
            write="optional",
            summary=("Definition above it, which only creation sets."),
        ),
        FieldInfo(
            wire="shortCode",
            python="short_code",
            type="string",
            write="optional",
            summary="Short code.",
        ),
        FieldInfo(
            wire="dataEntryCode",
            python="data_entry_code",
            type="string",
            write="optional",
            max_length=16,
            summary=(
                "Code to enter on terminals; required if the tenant sets codes by hand."
            ),
        ),
        FieldInfo(
            wire="externalReference",
            python="external_reference",
            type="string",
            write="optional",
            max_length=16,
            summary=("Reference, unique within structure and level."),
        ),
        FieldInfo(
            wire="info",
            python="info",
            type="string",
            write="optional",
            summary="Additional information.",
        ),
        FieldInfo(
            wire="activeFrom",
            python="active_from",
            type="date",
            write="optional",
            summary="First day of use.",
        ),
        FieldInfo(
            wire="activeUntil",
            python="active_until",
            type="date",
            write="optional",
            summary="Last day of use.",
        ),
        FieldInfo(
            wire="usage",
            python="usage",
            type="json",
            also=("usages",),
            summary=("Who may register time on it, if it was expanded."),
        ),
        FieldInfo(
            wire="restrictions",
            python="restrictions",
            type="json",
            summary=("What it goes with at other levels, if it was expanded."),
        ),
    ),
    types=(TRANSLATED_TEXT,),
    external_references=("activity-definitions",),
    id_type="string",
)
"""The collection, its operations, filters and fields."""
