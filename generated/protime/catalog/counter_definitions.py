# Generated from spec/collections/counter-definitions.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``counter-definitions``."""

from __future__ import annotations

from protime.catalog.shared import TRANSLATED_TEXT
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    FilterInfo,
    OperationInfo,
    PathParameterInfo,
    TypeInfo,
)

COLLECTION = CollectionInfo(
    name="counter-definitions",
    attribute="counter_definitions",
    domain="time",
    summary="Kinds of counters.",
    path="/counter-definitions",
    item="CounterDefinition",
    read_scopes=("connector-protimeapi-counter-definitions.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/counter-definitions",
            filters=("counter-group", "enabled"),
            external_references=("counter-definitions", "counter-groups"),
            answer="page",
            source="reference/collections/counters/counter-definitions/get-list/",
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/counter-definitions",
            filters=("counter-group", "enabled"),
            external_references=("counter-definitions", "counter-groups"),
            answer="page",
            source="reference/collections/counters/counter-definitions/delta/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/counter-definitions/{counterDefinitionReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="counterDefinitionReference",
                    python="counter_definition",
                    type="integer",
                    identifier="counter-definitions",
                ),
            ),
            external_references=("counter-definitions", "counter-groups"),
            source="reference/collections/counters/counter-definitions/get/",
        ),
    ),
    filters=(
        FilterInfo(
            wire="counter-group",
            python="counter_group",
            type="integer",
            operators=("eq", "in"),
            multiple=True,
            summary="Groups of the definitions.",
        ),
        FilterInfo(
            wire="enabled",
            python="enabled",
            type="boolean",
            operators=("eq",),
            summary=("Whether the definitions are enabled in myProtime."),
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=(
                "Version of the counter definition; of two, the greater text is newer."
            ),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary=("Protime's id of the counter definition."),
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
            summary="Name of the counter definition.",
        ),
        FieldInfo(wire="code", python="code", type="string", summary="Counter code."),
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
            wire="isEnabled",
            python="is_enabled",
            type="boolean",
            summary=("Whether it is enabled in myProtime."),
        ),
        FieldInfo(
            wire="counterGroup",
            python="counter_group",
            type="identifier",
            identifier=("counter-groups",),
            summary=("Group the counter definition belongs to."),
        ),
        FieldInfo(
            wire="unit",
            python="unit",
            type="CounterDefinitionUnit",
            summary="What is counted.",
        ),
    ),
    types=(
        TypeInfo(
            name="CounterDefinitionUnit",
            values=("Unknown", "Interval", "Duration", "Instance"),
        ),
        TRANSLATED_TEXT,
    ),
    external_references=("counter-definitions", "counter-groups"),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
