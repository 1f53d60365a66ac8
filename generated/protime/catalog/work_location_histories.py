# Generated from spec/collections/work-location-histories.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``work-location-histories``."""

from __future__ import annotations

from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
)

COLLECTION = CollectionInfo(
    name="work-location-histories",
    attribute="work_location_histories",
    domain="people",
    summary=("Which work locations people had, and when."),
    path="/work-location-histories",
    item="WorkLocationHistory",
    read_scopes=(
        "connector-protimeapi-people.read",
        "connector-protimeapi-people-historical-data.read",
    ),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/work-location-histories",
            external_references=("work-locations",),
            answer="page",
            source="reference/collections/people/historical-fields/get-list/",
        ),
        OperationInfo(
            name="list_for_person",
            method="GET",
            path="/people/{PersonReference}/work-location-history",
            path_parameters=(
                PathParameterInfo(
                    wire="PersonReference",
                    python="person",
                    type="integer",
                    identifier="people",
                ),
            ),
            external_references=("people", "work-locations"),
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
            summary="Who worked at the work location.",
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
            wire="workLocation",
            python="work_location",
            type="identifier",
            identifier=("work-locations",),
            read="always",
            also=("historicalFieldCategory",),
            summary="Work location the person had.",
        ),
    ),
    external_references=("people", "work-locations"),
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
