# Generated from spec/collections/shift-definitions.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``shift-definitions``."""

from __future__ import annotations

from protime.catalog.shared import TRANSLATED_TEXT
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
)

COLLECTION = CollectionInfo(
    name="shift-definitions",
    attribute="shift_definitions",
    domain="time",
    summary="Kinds of shifts.",
    path="/shift-definitions",
    item="ShiftDefinition",
    read_scopes=("connector-protimeapi-shift-definitions.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/shift-definitions",
            answer="page",
            source="reference/collections/shift-definitions/get-list/",
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/shift-definitions",
            answer="page",
            source="reference/collections/shift-definitions/delta/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/shift-definitions/{shiftDefinitionReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="shiftDefinitionReference",
                    python="shift_definition",
                    type="integer",
                    identifier="shift-definitions",
                ),
            ),
            external_references=("shift-definitions",),
            source="reference/collections/shift-definitions/get/",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=(
                "Version of the shift definition; of two, the greater text is newer."
            ),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary=("Protime's id of the shift definition."),
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
            summary="Name of the shift definition.",
        ),
        FieldInfo(wire="code", python="code", type="string", summary="Shift code."),
        FieldInfo(
            wire="friendlyName",
            python="friendly_name",
            type="TranslatedText",
            summary="Name that is shown to people.",
        ),
        FieldInfo(
            wire="isEnabled",
            python="is_enabled",
            type="boolean",
            summary=("Whether it is enabled in myProtime."),
        ),
    ),
    types=(TRANSLATED_TEXT,),
    external_references=("shift-definitions",),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
