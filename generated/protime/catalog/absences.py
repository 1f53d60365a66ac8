# Generated from spec/collections/absences.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``absences``."""

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
    name="absences",
    attribute="absences",
    domain="time",
    summary=("When people are absent, as their calendars show it."),
    path="/absences",
    item="Absence",
    read_scopes=("connector-protimeapi-absences.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/absences",
            filters=("date", "person"),
            external_references=("people", "shift-definitions", "absence-definitions"),
            answer="page",
            source="reference/collections/absences/absence-instances/get-list/",
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/absences",
            filters=("date",),
            external_references=("people", "shift-definitions", "absence-definitions"),
            answer="page",
            source="reference/collections/absences/absence-instances/delta/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/absences/{id}",
            path_parameters=(
                PathParameterInfo(
                    wire="id",
                    python="id",
                    type="integer",
                ),
            ),
            external_references=("people", "shift-definitions", "absence-definitions"),
            source="reference/collections/absences/absence-instances/get/",
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
                    source="reference/collections/absences/absence-instances/get-list/",
                ),
                RuleInfo(
                    kind="at-most-one-year",
                    operation="delta",
                    source="reference/collections/access-clockings/delta/",
                    inferred=("from the sibling collections' pages"),
                ),
                RuleInfo(
                    kind="not-before-previous-year",
                    operation="delta",
                    source="reference/collections/absences/absence-instances/delta/",
                    inferred=("the page's sentence is cut; the siblings' say the same"),
                ),
            ),
            summary="Days of the absences.",
        ),
        FilterInfo(
            wire="person",
            python="person",
            type="integer",
            operators=("in",),
            sets=("circle", "org-group", "org-tree"),
            multiple=True,
            summary="People who are absent.",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the absence; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the absence.",
        ),
        FieldInfo(
            wire="person",
            python="person",
            type="identifier",
            identifier=("people",),
            read="always",
            summary="Who is absent.",
        ),
        FieldInfo(
            wire="resultingAbsenceDefinition",
            python="resulting_absence_definition",
            type="identifier",
            identifier=("absence-definitions",),
            summary="Kind of absence that results.",
        ),
        FieldInfo(
            wire="requestedAbsenceDefinition",
            python="requested_absence_definition",
            type="identifier",
            identifier=("absence-definitions",),
            summary=("Kind of absence that was first requested."),
        ),
        FieldInfo(
            wire="shiftDefinition",
            python="shift_definition",
            type="identifier",
            identifier=("shift-definitions",),
            summary="Shift the absence is for.",
        ),
        FieldInfo(
            wire="date",
            python="date",
            type="date",
            read="always",
            summary="Day of the absence.",
        ),
        FieldInfo(
            wire="startTimeInMinutes",
            python="start_time_in_minutes",
            type="integer",
            summary=("Minutes since midnight at which the absence starts."),
        ),
        FieldInfo(
            wire="durationInMinutes",
            python="duration_in_minutes",
            type="integer",
            summary=("Length of the absence in minutes."),
        ),
        FieldInfo(
            wire="calculatedDurationInMinutes",
            python="calculated_duration_in_minutes",
            type="integer",
            summary=("Length in minutes after calculations."),
        ),
        FieldInfo(
            wire="dayPart",
            python="day_part",
            type="AbsenceDayPart",
            summary="Half of the day.",
        ),
        FieldInfo(
            wire="request",
            python="request",
            type="RequestIdentifier",
            summary=("Request the absence was made from."),
        ),
        FieldInfo(
            wire="status",
            python="status",
            type="AbsenceStatus",
            summary="How the absence was registered.",
        ),
        FieldInfo(
            wire="approvalLevel",
            python="approval_level",
            type="AbsenceApprovalLevel",
            summary="How far the absence is approved.",
        ),
        FieldInfo(
            wire="isLocked",
            python="is_locked",
            type="boolean",
            summary=("Whether the absence is locked and cannot be changed."),
        ),
        FieldInfo(
            wire="periodType",
            python="period_type",
            type="PeriodType",
            summary=("Length of the period that the absence applies to."),
        ),
    ),
    types=(
        TypeInfo(
            name="AbsenceDayPart",
            values=("Unknown", "First", "Second"),
        ),
        TypeInfo(
            name="AbsenceStatus",
            values=(
                "Unknown",
                "Manual",
                "Auto",
                "BeginOpen",
                "Open",
                "Terminal",
                "Calendar",
            ),
        ),
        TypeInfo(
            name="AbsenceApprovalLevel",
            values=(
                "Unknown",
                "AwaitingApproval",
                "Approved",
                "NotApproved",
                "NotApprovedByPriorities",
                "NotApprovedByCalculations",
            ),
        ),
        REQUEST_IDENTIFIER,
        PERIOD_TYPE,
    ),
    external_references=("people", "shift-definitions", "absence-definitions"),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
