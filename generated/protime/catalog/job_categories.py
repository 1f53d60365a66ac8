# Generated from spec/collections/job-categories.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``job-categories``."""

from __future__ import annotations

from protime.catalog.shared import TRANSLATED_TEXT
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
)

COLLECTION = CollectionInfo(
    name="job-categories",
    attribute="job_categories",
    domain="foundation",
    summary="Categories that jobs fall into.",
    path="/job-categories",
    item="JobCategory",
    read_scopes=("connector-protimeapi-job-categories.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/job-categories",
            answer="page",
            source="reference/collections/job-categories/get-list/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/job-categories/{jobCategoryReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="jobCategoryReference",
                    python="job_category",
                    type="integer",
                    identifier="job-categories",
                ),
            ),
            external_references=("job-categories",),
            source="reference/collections/job-categories/get/",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the job category; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary=("Protime's id of the job category."),
        ),
        FieldInfo(
            wire="externalReferences",
            python="external_references",
            type="references",
            personal=True,
            summary=(
                "Other systems' names for the job "
                "category, as far as they were "
                "asked for."
            ),
        ),
        FieldInfo(
            wire="name",
            python="name",
            type="TranslatedText",
            read="always",
            summary="Name of the job category.",
        ),
        FieldInfo(
            wire="externalCode",
            python="external_code",
            type="string",
            summary="External code.",
        ),
    ),
    types=(TRANSLATED_TEXT,),
    external_references=("job-categories",),
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
