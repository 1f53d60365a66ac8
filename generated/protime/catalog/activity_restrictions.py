# Generated from spec/collections/activity-restrictions.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``activity-restrictions``."""

from __future__ import annotations

from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
    TypeInfo,
)

COLLECTION = CollectionInfo(
    name="activity-restrictions",
    attribute="activity_restrictions",
    domain="activities",
    summary=("Which definitions can be chosen together at other levels."),
    path="/activity-structure-versions/{structureVersionId}/levels/{level}/activity-definitions/{activityDefinitionReference}/restrictions",
    item="ActivityDefinitionRestrictions",
    read_scopes=("connector-protimeapi-activity-definitions.read",),
    write_scopes=("connector-protimeapi-activity-definitions.write",),
    operations=(
        OperationInfo(
            name="get",
            method="GET",
            path="/activity-structure-versions/{structureVersionId}/levels/{level}/activity-definitions/{activityDefinitionReference}/restrictions",
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
            external_references=("activity-definitions", "activity-restrictions"),
            source="reference/collections/activities/activity-definitions/restrictions/get/",
            inferred=("which reference names what; restrictions hold the second"),
        ),
        OperationInfo(
            name="update",
            method="PUT",
            path="/activity-structure-versions/{structureVersionId}/levels/{level}/activity-definitions/{activityDefinitionReference}/restrictions",
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
            external_references=("activity-definitions",),
            body="NewActivityRestriction",
            body_is_list=True,
            answer="nothing",
            source="reference/collections/activities/activity-definitions/restrictions/put/",
            inferred=("that it replaces them all, so that an empty list clears them"),
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            read="always",
            summary=("Version of the restrictions; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="activityDefinitionId",
            python="activity_definition",
            type="identifier",
            identifier=("activity-definitions",),
            read="always",
            also=("activityDefinition",),
            summary=("Activity definition that the restrictions belong to."),
        ),
        FieldInfo(
            wire="restrictions",
            python="restrictions",
            type="ActivityRestriction",
            list=True,
            read="always",
            summary=("Definitions that the restrictions name, by level."),
        ),
    ),
    types=(
        TypeInfo(
            name="ActivityRestriction",
            fields=(
                FieldInfo(
                    wire="level",
                    python="level",
                    type="integer",
                    read="always",
                    write="required",
                    summary="Level in the activity structure.",
                ),
                FieldInfo(
                    wire="activityDefinitions",
                    python="activity_definitions",
                    type="identifier",
                    identifier=("activity-definitions",),
                    list=True,
                    read="always",
                    write="required",
                    summary=("Activity definitions at the level."),
                ),
            ),
        ),
        TypeInfo(
            name="NewActivityRestriction",
            fields=(
                FieldInfo(
                    wire="level",
                    python="level",
                    type="integer",
                    read="always",
                    write="required",
                    summary="Level in the activity structure.",
                ),
                FieldInfo(
                    wire="activityDefinitions",
                    python="activity_definitions",
                    type="identifier",
                    identifier=("activity-definitions",),
                    list=True,
                    read="always",
                    write="required",
                    summary=("Activity definitions at the level."),
                ),
            ),
        ),
    ),
    external_references=("activity-definitions", "activity-restrictions"),
)
"""The collection, its operations, filters and fields."""
