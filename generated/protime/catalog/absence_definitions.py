# Generated from spec/collections/absence-definitions.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``absence-definitions``."""

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
    name="absence-definitions",
    attribute="absence_definitions",
    domain="time",
    summary=("Kinds of absences, some of which clockings give as their reason."),
    path="/absence-definitions",
    item="AbsenceDefinition",
    read_scopes=("connector-protimeapi-absence-definitions.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/absence-definitions",
            external_references=("absence-groups",),
            answer="page",
            source="reference/collections/absences/absence-definitions/get-list/",
            inferred="whether it pages",
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/absence-definitions",
            external_references=("absence-groups",),
            answer="page",
            source="reference/collections/absences/absence-definitions/delta/",
            inferred=("its references; the page's table is cut"),
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/absence-definitions/{absenceDefinitionReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="absenceDefinitionReference",
                    python="absence_definition",
                    type="integer",
                    identifier="absence-definitions",
                ),
            ),
            external_references=("absence-definitions", "absence-groups"),
            source="reference/collections/absences/absence-definitions/get/",
            inferred=("the references of groups; the page's table is cut"),
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=(
                "Version of the absence definition; of two, the greater text is newer."
            ),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary=("Protime's id of the absence definition."),
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
            wire="name",
            python="name",
            type="TranslatedText",
            read="always",
            summary="Name of the absence definition.",
        ),
        FieldInfo(wire="code", python="code", type="string", summary="Absence code."),
        FieldInfo(
            wire="friendlyName",
            python="friendly_name",
            type="TranslatedText",
            summary="Name that is shown to people.",
        ),
        FieldInfo(
            wire="friendlyCode",
            python="friendly_code",
            type="TranslatedText",
            summary="Code that is shown to people.",
        ),
        FieldInfo(
            wire="allowedDurations",
            python="allowed_durations",
            type="AbsenceDefinitionAllowedDuration",
            list=True,
            summary=("Lengths that absences of the kind may have."),
        ),
        FieldInfo(
            wire="isEnabled",
            python="is_enabled",
            type="boolean",
            summary=("Whether it is enabled in myProtime."),
        ),
        FieldInfo(
            wire="isReasonForClocking",
            python="is_reason_for_clocking",
            type="boolean",
            summary=("Whether clockings may give it as their reason."),
        ),
        FieldInfo(
            wire="absenceGroup",
            python="absence_group",
            type="identifier",
            identifier=("absence-groups",),
            summary=("Group the absence definition belongs to."),
        ),
    ),
    types=(
        TypeInfo(
            name="AbsenceDefinitionAllowedDuration",
            values=("Unknown", "FullDay", "HalfDay", "Interval", "Duration"),
        ),
        TRANSLATED_TEXT,
    ),
    external_references=("absence-definitions", "absence-groups"),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
