# Generated from spec/collections/access-clockings.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``access-clockings``."""

from __future__ import annotations

from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    FilterInfo,
    OperationInfo,
    PathParameterInfo,
    RuleInfo,
    TypeInfo,
)

COLLECTION = CollectionInfo(
    name="access-clockings",
    attribute="access_clockings",
    domain="access",
    summary=("When people badged at doors, and whether they were let in."),
    path="/access-clockings",
    item="AccessClocking",
    read_scopes=("connector-protimeapi-access-clockings.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/access-clockings",
            filters=("date", "person"),
            external_references=("people", "terminals"),
            answer="page",
            source="reference/collections/access-clockings/get-list/",
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/access-clockings",
            filters=("date",),
            external_references=("people", "terminals"),
            answer="page",
            source="reference/collections/access-clockings/delta/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/access-clockings/{id}",
            path_parameters=(
                PathParameterInfo(
                    wire="id",
                    python="id",
                    type="integer",
                ),
            ),
            external_references=("people", "terminals"),
            source="reference/collections/access-clockings/get/",
        ),
    ),
    filters=(
        FilterInfo(
            wire="date",
            python="date",
            type="date",
            operators=("ge", "le"),
            required=True,
            rules=(
                RuleInfo(
                    kind="at-most-one-year",
                    operation="list",
                    source="reference/collections/access-clockings/get-list/",
                ),
                RuleInfo(
                    kind="at-most-one-year",
                    operation="delta",
                    source="reference/collections/access-clockings/delta/",
                ),
                RuleInfo(
                    kind="not-before-previous-year",
                    operation="delta",
                    source="reference/collections/access-clockings/delta/",
                ),
            ),
            summary="Days of the attempts.",
        ),
        FilterInfo(
            wire="person",
            python="person",
            type="integer",
            operators=("in",),
            sets=("circle", "org-group", "org-tree"),
            multiple=True,
            summary="People who badged.",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the attempt; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the attempt.",
        ),
        FieldInfo(
            wire="person",
            python="person",
            type="identifier",
            identifier=("people",),
            summary="Who badged.",
        ),
        FieldInfo(
            wire="date",
            python="date",
            type="date",
            read="always",
            summary="Day of the attempt.",
        ),
        FieldInfo(
            wire="timeOfDayInMinutes",
            python="time_of_day_in_minutes",
            type="integer",
            read="always",
            minimum=0,
            maximum=1439,
            summary=("Minutes since midnight of the day."),
        ),
        FieldInfo(
            wire="terminal",
            python="terminal",
            type="identifier",
            identifier=("terminals",),
            summary="Terminal the person badged at.",
        ),
        FieldInfo(
            wire="status",
            python="status",
            type="AccessClockingStatus",
            summary="What came of the attempt.",
        ),
    ),
    types=(
        TypeInfo(
            name="AccessClockingStatus",
            values=(
                "AccessOk",
                "AccessRefused",
                "WrongPinCode",
                "AlarmCode",
                "AntiPassbackError",
                "OutZone",
                "UnknownBadgeNumber",
                "UnknownBadge",
            ),
        ),
    ),
    external_references=("people", "terminals"),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
