# Generated from spec/collections/counter-groups.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``counter-groups``."""

from __future__ import annotations

from protime.catalog.shared import TRANSLATED_TEXT
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
)

COLLECTION = CollectionInfo(
    name="counter-groups",
    attribute="counter_groups",
    domain="time",
    summary="Groups of counter definitions.",
    path="/counter-groups",
    item="CounterGroup",
    read_scopes=("connector-protimeapi-counter-groups.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/counter-groups",
            answer="page",
            source="reference/collections/counters/counter-groups/get/",
            inferred=("the list's page was not found; this one refers to it"),
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/counter-groups",
            answer="page",
            source="reference/collections/counters/counter-groups/delta/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/counter-groups/{counterGroupReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="counterGroupReference",
                    python="counter_group",
                    type="integer",
                    identifier="counter-groups",
                ),
            ),
            external_references=("counter-groups",),
            source="reference/collections/counters/counter-groups/get/",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=(
                "Version of the counter group; of two, the greater text is newer."
            ),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary=("Protime's id of the counter group."),
        ),
        FieldInfo(
            wire="externalReferences",
            python="external_references",
            type="references",
            personal=True,
            summary=(
                "Other systems' names for the "
                "counter group, as far as they "
                "were asked for."
            ),
        ),
        FieldInfo(
            wire="name",
            python="name",
            type="TranslatedText",
            read="always",
            summary="Name of the counter group.",
        ),
    ),
    types=(TRANSLATED_TEXT,),
    external_references=("counter-groups",),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
