# Generated from spec/collections/jobs.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``jobs``."""

from __future__ import annotations

from protime.catalog.shared import TRANSLATED_TEXT
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
)

COLLECTION = CollectionInfo(
    name="jobs",
    attribute="jobs",
    domain="foundation",
    summary="Jobs that people have.",
    path="/jobs",
    item="Job",
    read_scopes=("connector-protimeapi-jobs.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/jobs",
            answer="page",
            source="reference/collections/jobs/get/",
            inferred=("the list's page was not found; the siblings have one"),
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/jobs/{jobReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="jobReference",
                    python="job",
                    type="integer",
                    identifier="jobs",
                ),
            ),
            external_references=("jobs",),
            source="reference/collections/jobs/get/",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the job; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the job.",
        ),
        FieldInfo(
            wire="externalReferences",
            python="external_references",
            type="references",
            personal=True,
            summary=(
                "Other systems' names for the job, as far as they were asked for."
            ),
        ),
        FieldInfo(
            wire="name",
            python="name",
            type="TranslatedText",
            read="always",
            summary="Name of the job.",
        ),
    ),
    types=(TRANSLATED_TEXT,),
    external_references=("jobs",),
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
