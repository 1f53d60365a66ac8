# Generated from spec/collections/departments.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``departments``."""

from __future__ import annotations

from protime.catalog.shared import TRANSLATED_TEXT
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
)

COLLECTION = CollectionInfo(
    name="departments",
    attribute="departments",
    domain="foundation",
    summary=("Departments that people belong to."),
    path="/departments",
    item="Department",
    read_scopes=("connector-protimeapi-departments.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/departments",
            answer="page",
            source="reference/collections/departments/get-list/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/departments/{departmentReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="departmentReference",
                    python="department",
                    type="integer",
                    identifier="departments",
                ),
            ),
            external_references=("departments",),
            source="reference/collections/departments/get/",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the department; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the department.",
        ),
        FieldInfo(
            wire="externalReferences",
            python="external_references",
            type="references",
            personal=True,
            summary=(
                "Other systems' names for the "
                "department, as far as they were "
                "asked for."
            ),
        ),
        FieldInfo(
            wire="name",
            python="name",
            type="TranslatedText",
            read="always",
            summary="Name of the department.",
        ),
        FieldInfo(
            wire="externalCode",
            python="external_code",
            type="string",
            summary="External code.",
        ),
    ),
    types=(TRANSLATED_TEXT,),
    external_references=("departments",),
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
