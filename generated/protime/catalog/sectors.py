# Generated from spec/collections/sectors.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``sectors``."""

from __future__ import annotations

from protime.catalog.shared import TRANSLATED_TEXT
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
)

COLLECTION = CollectionInfo(
    name="sectors",
    attribute="sectors",
    domain="foundation",
    summary="Sectors that people work in.",
    path="/sectors",
    item="Sector",
    read_scopes=("connector-protimeapi-sectors.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/sectors",
            answer="page",
            source="reference/collections/sectors/get/",
            inferred=("the list's page was not found; the siblings have one"),
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/sectors/{sectorReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="sectorReference",
                    python="sector",
                    type="integer",
                    identifier="sectors",
                ),
            ),
            external_references=("sectors",),
            source="reference/collections/sectors/get/",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the sector; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the sector.",
        ),
        FieldInfo(
            wire="externalReferences",
            python="external_references",
            type="references",
            personal=True,
            summary=(
                "Other systems' names for the sector, as far as they were asked for."
            ),
        ),
        FieldInfo(
            wire="name",
            python="name",
            type="TranslatedText",
            read="always",
            summary="Name of the sector.",
        ),
    ),
    types=(TRANSLATED_TEXT,),
    external_references=("sectors",),
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
