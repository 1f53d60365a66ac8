# Generated from spec/collections/paid-presences.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``paid-presences``."""

from __future__ import annotations

from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    FilterInfo,
    OperationInfo,
    RuleInfo,
)

COLLECTION = CollectionInfo(
    name="paid-presences",
    attribute="paid_presences",
    domain="time",
    summary=("Which minutes of presence are paid, by person, day and shift."),
    path="/paid-presences",
    item="PaidPresence",
    read_scopes=("connector-protimeapi-calculated-totals.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/paid-presences",
            filters=("date", "person"),
            external_references=("people", "shift-definitions"),
            answer="page",
            source="reference/collections/calculated-totals/paid-presences/get-list/",
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/paid-presences",
            filters=("date",),
            external_references=("people", "shift-definitions"),
            answer="page",
            source="reference/collections/calculated-totals/paid-presences/delta/",
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
                    source="reference/collections/calculated-totals/paid-presences/get-list/",
                ),
                RuleInfo(
                    kind="at-most-one-year",
                    operation="delta",
                    source="reference/collections/calculated-totals/paid-presences/delta/",
                ),
                RuleInfo(
                    kind="not-before-previous-year",
                    operation="delta",
                    source="reference/collections/calculated-totals/paid-presences/delta/",
                ),
            ),
            summary="Days of the presences.",
        ),
        FilterInfo(
            wire="person",
            python="person",
            type="integer",
            operators=("in",),
            sets=("circle", "org-group", "org-tree"),
            multiple=True,
            summary="People whose presences they are.",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the presence; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the presence.",
        ),
        FieldInfo(
            wire="person",
            python="person",
            type="identifier",
            identifier=("people",),
            read="always",
            summary="Whose presence it is.",
        ),
        FieldInfo(
            wire="date",
            python="date",
            type="date",
            read="always",
            summary="Day of the presence.",
        ),
        FieldInfo(
            wire="durationInMinutes",
            python="duration_in_minutes",
            type="integer",
            summary="Paid time in minutes.",
        ),
        FieldInfo(
            wire="shiftDefinition",
            python="shift_definition",
            type="identifier",
            identifier=("shift-definitions",),
            summary=("Shift of the presence, if it has one of its own."),
        ),
    ),
    external_references=("people", "shift-definitions"),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
