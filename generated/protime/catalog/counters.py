# Generated from spec/collections/counters.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``counters``."""

from __future__ import annotations

from protime.catalog.shared import PERIOD_TYPE, REQUEST_IDENTIFIER
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
    name="counters",
    attribute="counters",
    domain="time",
    summary=("What is counted on people's calendars, such as overtime or allowances."),
    path="/counters",
    item="Counter",
    read_scopes=("connector-protimeapi-counters.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/counters",
            filters=("date", "person", "counter-definition", "status"),
            external_references=("people", "shift-definitions", "counter-definitions"),
            answer="page",
            source="reference/collections/counters/counter-instances/get-list/",
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/counters",
            filters=("date", "counter-definition", "status"),
            external_references=("people", "shift-definitions", "counter-definitions"),
            answer="page",
            source="reference/collections/counters/counter-instances/delta/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/counters/{id}",
            path_parameters=(
                PathParameterInfo(
                    wire="id",
                    python="id",
                    type="integer",
                ),
            ),
            external_references=("people", "shift-definitions", "counter-definitions"),
            source="reference/collections/counters/counter-instances/get/",
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
                    source="reference/collections/counters/counter-instances/get-list/",
                ),
                RuleInfo(
                    kind="at-most-one-year",
                    operation="delta",
                    source="reference/collections/counters/counter-instances/delta/",
                ),
                RuleInfo(
                    kind="not-before-previous-year",
                    operation="delta",
                    source="reference/collections/counters/counter-instances/delta/",
                ),
            ),
            summary=("Days the counters are registered on."),
        ),
        FilterInfo(
            wire="person",
            python="person",
            type="integer",
            operators=("in",),
            sets=("circle", "org-group", "org-tree"),
            multiple=True,
            summary="People whose counters they are.",
        ),
        FilterInfo(
            wire="counter-definition",
            python="counter_definition",
            type="integer",
            operators=("eq", "in"),
            multiple=True,
            summary=("Counter definitions of the counters."),
        ),
        FilterInfo(
            wire="status",
            python="status",
            type="CounterStatus",
            operators=("eq", "in"),
            multiple=True,
            summary=("How the counters were registered."),
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the counter; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the counter.",
        ),
        FieldInfo(
            wire="shiftDefinition",
            python="shift_definition",
            type="identifier",
            identifier=("shift-definitions",),
            summary=("Shift of the counter, unless it comes from the schedule."),
        ),
        FieldInfo(
            wire="numberOfInstances",
            python="number_of_instances",
            type="integer",
            summary="How often it is counted.",
        ),
        FieldInfo(
            wire="request",
            python="request",
            type="RequestIdentifier",
            summary=("Request the counter was made from, if there was one."),
        ),
        FieldInfo(
            wire="status",
            python="status",
            type="CounterStatus",
            summary="How the counter was registered.",
        ),
        FieldInfo(
            wire="isAuthorized",
            python="is_authorized",
            type="boolean",
            summary=("Whether the counter is authorized."),
        ),
        FieldInfo(
            wire="person",
            python="person",
            type="identifier",
            identifier=("people",),
            read="always",
            summary="Whose counter it is.",
        ),
        FieldInfo(
            wire="periodType",
            python="period_type",
            type="PeriodType",
            summary=("Length of the period that the counter applies to."),
        ),
        FieldInfo(
            wire="counterDefinition",
            python="counter_definition",
            type="identifier",
            identifier=("counter-definitions",),
            summary="Kind of counter.",
        ),
        FieldInfo(
            wire="date",
            python="date",
            type="date",
            read="always",
            summary=("Day the counter is registered on."),
        ),
        FieldInfo(
            wire="startTimeInMinutes",
            python="start_time_in_minutes",
            type="integer",
            summary=("Minutes since midnight at which it starts."),
        ),
        FieldInfo(
            wire="endTimeInMinutes",
            python="end_time_in_minutes",
            type="integer",
            summary=("Minutes since midnight at which it ends."),
        ),
        FieldInfo(
            wire="durationInMinutes",
            python="duration_in_minutes",
            type="integer",
            summary="Length in minutes.",
        ),
    ),
    types=(
        TypeInfo(
            name="CounterStatus",
            values=("Unknown", "Auto", "Manual", "Calendar"),
        ),
        REQUEST_IDENTIFIER,
        PERIOD_TYPE,
    ),
    external_references=("people", "shift-definitions", "counter-definitions"),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
