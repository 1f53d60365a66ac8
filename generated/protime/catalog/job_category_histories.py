# Generated from spec/collections/job-category-histories.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``job-category-histories``."""

from __future__ import annotations

from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
)

COLLECTION = CollectionInfo(
    name="job-category-histories",
    attribute="job_category_histories",
    domain="people",
    summary=("Which job categories people belonged to, and when."),
    path="/job-category-histories",
    item="JobCategoryHistory",
    read_scopes=(
        "connector-protimeapi-people.read",
        "connector-protimeapi-people-historical-data.read",
    ),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/job-category-histories",
            external_references=("job-categories",),
            answer="page",
            source="reference/collections/people/historical-fields/get-list/",
        ),
        OperationInfo(
            name="list_for_person",
            method="GET",
            path="/people/{PersonReference}/job-category-history",
            path_parameters=(
                PathParameterInfo(
                    wire="PersonReference",
                    python="person",
                    type="integer",
                    identifier="people",
                ),
            ),
            external_references=("people", "job-categories"),
            answer="page",
            source="reference/collections/people/historical-fields/get/",
            inferred=("a bare array and an object with ``value`` are both read"),
        ),
    ),
    fields=(
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the record.",
        ),
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the record; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="person",
            python="person",
            type="identifier",
            identifier=("people",),
            read="always",
            summary=("Who belonged to the job category."),
        ),
        FieldInfo(
            wire="from",
            python="from_",
            type="date",
            read="always",
            summary="First day of the period.",
        ),
        FieldInfo(
            wire="until",
            python="until",
            type="date",
            summary=("Last day of the period; none while it lasts."),
        ),
        FieldInfo(
            wire="jobCategory",
            python="job_category",
            type="identifier",
            identifier=("job-categories",),
            read="always",
            also=("historicalFieldCategory",),
            summary=("Job category the person belonged to."),
        ),
    ),
    external_references=("people", "job-categories"),
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
