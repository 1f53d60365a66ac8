# Generated from spec/collections/break-definitions.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``break-definitions``."""

from __future__ import annotations

from protime.catalog.shared import TRANSLATED_TEXT
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
)

COLLECTION = CollectionInfo(
    name="break-definitions",
    attribute="break_definitions",
    domain="time",
    summary=("Kinds of breaks, with the minutes that are paid and required."),
    path="/break-definitions",
    item="BreakDefinition",
    read_scopes=("connector-protimeapi-break-definitions.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/break-definitions",
            answer="page",
            source="reference/collections/breaks/break-definitions/get-list/",
            inferred="whether it pages",
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/break-definitions",
            answer="page",
            source="reference/collections/breaks/break-definitions/delta/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/break-definitions/{breakDefinitionReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="breakDefinitionReference",
                    python="break_definition",
                    type="integer",
                    identifier="break-definitions",
                ),
            ),
            external_references=("break-definitions",),
            source="reference/collections/breaks/break-definitions/get/",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=(
                "Version of the break definition; of two, the greater text is newer."
            ),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary=("Protime's id of the break definition."),
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
            summary="Name of the break definition.",
        ),
        FieldInfo(
            wire="friendlyName",
            python="friendly_name",
            type="TranslatedText",
            summary="Name that is shown to people.",
        ),
        FieldInfo(
            wire="paidDurationInMinutes",
            python="paid_duration_in_minutes",
            type="integer",
            summary=("Paid part of the break in minutes."),
        ),
        FieldInfo(
            wire="minimumDurationInMinutes",
            python="minimum_duration_in_minutes",
            type="integer",
            summary=("Least length of the break in minutes."),
        ),
        FieldInfo(
            wire="maximumDurationInMinutes",
            python="maximum_duration_in_minutes",
            type="integer",
            summary=("Greatest length of the break in minutes."),
        ),
        FieldInfo(
            wire="ifNotClockedDurationInMinutes",
            python="if_not_clocked_duration_in_minutes",
            type="integer",
            summary=("Time that counts if no break is clocked, in minutes."),
        ),
        FieldInfo(
            wire="hasToBeTakenUninterrupted",
            python="has_to_be_taken_uninterrupted",
            type="boolean",
            summary=("Whether the break must be taken without interruption."),
        ),
    ),
    types=(TRANSLATED_TEXT,),
    external_references=("break-definitions",),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
