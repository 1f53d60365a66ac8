# Generated from spec/collections/employer-histories.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``employer-histories``."""

from __future__ import annotations

from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
)

COLLECTION = CollectionInfo(
    name="employer-histories",
    attribute="employer_histories",
    domain="people",
    summary=("Which employers people worked for, and when."),
    path="/employer-histories",
    item="EmployerHistory",
    read_scopes=(
        "connector-protimeapi-people.read",
        "connector-protimeapi-people-historical-data.read",
    ),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/employer-histories",
            external_references=("employers",),
            answer="page",
            source="reference/collections/people/historical-fields/get-list/",
        ),
        OperationInfo(
            name="list_for_person",
            method="GET",
            path="/people/{PersonReference}/employer-history",
            path_parameters=(
                PathParameterInfo(
                    wire="PersonReference",
                    python="person",
                    type="integer",
                    identifier="people",
                ),
            ),
            external_references=("people", "employers"),
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
            summary="Who worked for the employer.",
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
            wire="employer",
            python="employer",
            type="identifier",
            identifier=("employers",),
            read="always",
            also=("historicalFieldCategory",),
            summary="Employer the person worked for.",
        ),
    ),
    external_references=("people", "employers"),
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
