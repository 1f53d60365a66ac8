# Generated from spec/collections/work-locations.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``work-locations``."""

from __future__ import annotations

from protime.catalog.shared import TRANSLATED_TEXT
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
)

COLLECTION = CollectionInfo(
    name="work-locations",
    attribute="work_locations",
    domain="foundation",
    summary="Places where people work.",
    path="/work-locations",
    item="WorkLocation",
    read_scopes=("connector-protimeapi-work-locations.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/work-locations",
            answer="page",
            source="reference/collections/work-locations/get/",
            inferred=("the list's page was not found; the siblings have one"),
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/work-locations/{workLocationReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="workLocationReference",
                    python="work_location",
                    type="integer",
                    identifier="work-locations",
                ),
            ),
            external_references=("work-locations",),
            source="reference/collections/work-locations/get/",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=(
                "Version of the work location; of two, the greater text is newer."
            ),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary=("Protime's id of the work location."),
        ),
        FieldInfo(
            wire="externalReferences",
            python="external_references",
            type="references",
            personal=True,
            summary=(
                "Other systems' names for the "
                "work location, as far as they "
                "were asked for."
            ),
        ),
        FieldInfo(
            wire="name",
            python="name",
            type="TranslatedText",
            read="always",
            summary="Name of the work location.",
        ),
        FieldInfo(
            wire="description",
            python="description",
            type="string",
            summary=("Description of the work location."),
        ),
    ),
    types=(TRANSLATED_TEXT,),
    external_references=("work-locations",),
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
