# Generated from spec/collections/activity-usages.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``activity-usages``."""

from __future__ import annotations

from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
    TypeInfo,
)

COLLECTION = CollectionInfo(
    name="activity-usages",
    attribute="activity_usages",
    domain="activities",
    summary=("Which circles, groups and people may register time on a definition."),
    path="/activity-structure-versions/{structureVersionId}/levels/{level}/activity-definitions/{activityDefinitionReference}/usages",
    item="ActivityDefinitionUsages",
    read_scopes=("connector-protimeapi-activity-definitions.read",),
    write_scopes=("connector-protimeapi-activity-definitions.write",),
    operations=(
        OperationInfo(
            name="get",
            method="GET",
            path="/activity-structure-versions/{structureVersionId}/levels/{level}/activity-definitions/{activityDefinitionReference}/usages",
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
            external_references=("activity-definitions", "people", "circles", "groups"),
            source="reference/collections/activities/activity-definitions/usages/get/",
        ),
        OperationInfo(
            name="create",
            method="POST",
            path="/activity-structure-versions/{structureVersionId}/levels/{level}/activity-definitions/{activityDefinitionReference}/usages",
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
            body="NewActivityUsage",
            answer="nothing",
            source="reference/collections/activities/activity-definitions/usages/post/",
        ),
        OperationInfo(
            name="update",
            method="PUT",
            path="/activity-structure-versions/{structureVersionId}/levels/{level}/activity-definitions/{activityDefinitionReference}/usages",
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
            body="ActivityUsageChange",
            answer="nothing",
            source="reference/collections/activities/activity-definitions/usages/put/",
            inferred="the status of success",
        ),
        OperationInfo(
            name="delete",
            method="DELETE",
            path="/activity-structure-versions/{structureVersionId}/levels/{level}/activity-definitions/{activityDefinitionReference}/usages",
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
            body="NewActivityUsage",
            statuses=(204,),
            answer="nothing",
            source="reference/collections/activities/activity-definitions/usages/delete/",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            read="always",
            summary=("Version of the usages; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="activityDefinitionId",
            python="activity_definition",
            type="identifier",
            identifier=("activity-definitions",),
            read="always",
            also=("activityDefinition",),
            summary=("Activity definition that the usages belong to."),
        ),
        FieldInfo(
            wire="usages",
            python="usages",
            type="ActivityUsage",
            list=True,
            read="always",
            summary="Who may register time, and when.",
        ),
    ),
    types=(
        TypeInfo(
            name="ActivityUsage",
            fields=(
                FieldInfo(
                    wire="activityUsageKind",
                    python="kind",
                    type="ActivityUsageKind",
                    read="always",
                    write="required",
                    summary=("Whether a person, a group or a circle is meant."),
                ),
                FieldInfo(
                    wire="usageReference",
                    python="usage_reference",
                    type="UsageReference",
                    identifier=("people", "groups", "circles"),
                    read="always",
                    write="required",
                    summary="The person, group or circle.",
                ),
                FieldInfo(
                    wire="from",
                    python="from_",
                    type="date",
                    read="always",
                    write="required",
                    summary="First day of the period.",
                ),
                FieldInfo(
                    wire="until",
                    python="until",
                    type="date",
                    write="optional",
                    summary=("Last day of the period; open-ended without one."),
                ),
            ),
        ),
        TypeInfo(
            name="NewActivityUsage",
            fields=(
                FieldInfo(
                    wire="activityUsageKind",
                    python="kind",
                    type="ActivityUsageKind",
                    read="always",
                    write="required",
                    summary=("Whether a person, a group or a circle is meant."),
                ),
                FieldInfo(
                    wire="usageReference",
                    python="usage_reference",
                    type="UsageReference",
                    identifier=("people", "groups", "circles"),
                    read="always",
                    write="required",
                    summary="The person, group or circle.",
                ),
                FieldInfo(
                    wire="from",
                    python="from_",
                    type="date",
                    read="always",
                    write="required",
                    summary="First day of the period.",
                ),
                FieldInfo(
                    wire="until",
                    python="until",
                    type="date",
                    write="optional",
                    summary=("Last day of the period; open-ended without one."),
                ),
            ),
        ),
        TypeInfo(
            name="ActivityUsageChange",
            fields=(
                FieldInfo(
                    wire="activityUsageKind",
                    python="kind",
                    type="ActivityUsageKind",
                    read="never",
                    write="required",
                    summary=("Whether a person, a group or a circle is meant."),
                ),
                FieldInfo(
                    wire="usageReference",
                    python="usage_reference",
                    type="UsageReference",
                    identifier=("people", "groups", "circles"),
                    read="never",
                    write="required",
                    summary="The person, group or circle.",
                ),
                FieldInfo(
                    wire="originalFrom",
                    python="original_from",
                    type="date",
                    read="never",
                    write="required",
                    summary="First day as it is stored.",
                ),
                FieldInfo(
                    wire="originalUntil",
                    python="original_until",
                    type="date",
                    read="never",
                    write="optional",
                    summary=("Last day as it is stored, if there is one."),
                ),
                FieldInfo(
                    wire="updatedFrom",
                    python="updated_from",
                    type="date",
                    read="never",
                    write="required",
                    summary="First day as it is to be.",
                ),
                FieldInfo(
                    wire="updatedUntil",
                    python="updated_until",
                    type="date",
                    read="never",
                    write="optional",
                    summary=("Last day as it is to be; open-ended without one."),
                ),
            ),
        ),
        TypeInfo(
            name="ActivityUsageKind",
            values=("Person", "Group", "Circle"),
        ),
        TypeInfo(
            name="UsageReference",
            fields=(
                FieldInfo(
                    wire="id",
                    python="id",
                    type="integer",
                    read="always",
                    summary=("Protime's id of the circle, group or person."),
                ),
                FieldInfo(
                    wire="externalReferences",
                    python="external_references",
                    type="references",
                    personal=True,
                    summary=(
                        "Other systems' names for it, as far as they were asked for."
                    ),
                ),
            ),
        ),
    ),
    external_references=("activity-definitions", "people", "circles", "groups"),
)
"""The collection, its operations, filters and fields."""
