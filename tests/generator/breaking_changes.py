"""A change for each breaking rule, with a call that type-checks only before it."""

from __future__ import annotations

from .spec_edits import Case, Edit, drop, move, put, rename, swap


def _unread(file: str, path: str) -> Edit:
    return put(file, f"{path}/read", "never")


BREAKING = (
    Case(
        "collection-removed",
        [drop("work-interruptions")],
        "client.work_interruptions.list(date=DAYS)",
        "work-interruptions",
    ),
    Case(
        "collection-renamed",
        [move("sectors", "branches")],
        "client.sectors.list()",
        "branches",
    ),
    Case(
        "operation-removed",
        [drop("breaks", "operations/get")],
        "client.breaks.get(1)",
        "breaks",
    ),
    Case(
        "operation-arguments-changed",
        [drop("absence-groups", "path_parameters/absenceGroupReference/identifier")],
        'client.absence_groups.get(AbsenceGroupReference("X").of("y"))',
        "absence-groups",
        "AbsenceGroupReference",
    ),
    Case(
        "operation-body-changed",
        [put("activity-usages", "operations/update/body", "NewActivityUsage")],
        'client.activity_usages.update("s", 1, "d", CHANGE)',
        "activity-usages",
    ),
    Case(
        "operation-answer-changed",
        [put("clockings", "operations/create/answer", "nothing")],
        "client.clockings.create(CLOCKING).location",
        "clockings",
    ),
    Case(
        "operation-filter-removed",
        [drop("clockings", "operations/list/filters/kind")],
        "client.clockings.list(date=DAYS, kind=ClockingKind.IN_OUT)",
        "clockings",
        "ClockingKind",
    ),
    Case(
        "operation-references-removed",
        [drop("absences", "external_references/absence-definitions")],
        "client.absences.get(1, external_references=[CODE])",
        "absences",
    ),
    Case(
        "operation-expand-removed",
        [drop("activity-definitions", "operations/get/expand/usage")],
        'client.activity_definitions.get("s", 1, "d", expand=["usage"])',
        "activity-definitions",
    ),
    Case(
        "operation-where-removed",
        [drop("people", "operations/list/where")],
        'client.people.where("id eq 1")',
        "people",
    ),
    Case(
        "filter-removed",
        [
            drop("counters", "filters/status"),
            drop("counters", "operations/list/filters/status"),
            drop("counters", "operations/delta/filters/status"),
        ],
        "client.counters.list(date=DAYS, status=CounterStatus.AUTO)",
        "counters",
        "CounterStatus",
    ),
    Case(
        "filter-renamed",
        [
            rename("counters", "filters/counter-definition", "counter-kind"),
            swap(
                "counters",
                "operations/list/filters",
                "counter-definition",
                "counter-kind",
            ),
            swap(
                "counters",
                "operations/delta/filters",
                "counter-definition",
                "counter-kind",
            ),
        ],
        "client.counters.list(date=DAYS, counter_definition=1)",
        "counters",
    ),
    Case(
        "filter-type-changed",
        [put("counter-definitions", "filters/enabled/type", "string")],
        "client.counter_definitions.list(enabled=True)",
        "counter-definitions",
    ),
    Case(
        "filter-required",
        [put("access-clockings", "filters/person/required", True)],
        "client.access_clockings.list(date=DAYS)",
        "access-clockings",
    ),
    Case(
        "filter-narrowed",
        [put("contracts", "filters/person/sets", [])],
        "client.contracts.list(person=Circle(1))",
        "contracts",
        "Circle",
    ),
    Case(
        "field-removed",
        [drop("people", "fields/initials")],
        "person.initials",
        "people",
    ),
    Case(
        "field-renamed",
        [rename("people", "fields/town", "townOrCity")],
        "person.town",
        "people",
    ),
    Case(
        "field-type-changed",
        [put("contracts", "fields/contractHoursInMinutes/type", "string")],
        "number = contract.contract_hours_in_minutes",
        "contracts",
    ),
    Case(
        "field-optional-to-read",
        [put("clockings", "fields/timeOfDayInMinutes/read", "sometimes")],
        "clocking.time_of_day_in_minutes + 1",
        "clockings",
    ),
    Case(
        "field-not-read",
        [_unread("assignments", "fields/comments")],
        "assignment.comments",
        "assignments",
    ),
    Case(
        "field-not-written",
        [put("assignments", "fields/breakDurationInMinutes/write", "never")],
        "NewAssignment(person=1, from_=DAY, break_duration_in_minutes=5)",
        "assignments",
        "NewAssignment",
    ),
    Case(
        "field-required",
        [put("clockings", "fields/terminal/write", "required")],
        "NewClocking(person=1, date=DAY, time_of_day_in_minutes=1, kind=CLOCKING.kind)",
        "clockings",
    ),
    Case(
        "type-removed",
        [
            drop("people", "types/MaritalStatus"),
            put("people", "fields/maritalStatus/type", "string"),
        ],
        "protime.MaritalStatus.SINGLE",
        "people",
    ),
    Case(
        "type-renamed",
        [
            rename("people", "types/Sex", "Gender"),
            put("people", "fields/sex/type", "Gender"),
        ],
        "protime.Sex.OTHER",
        "people",
    ),
    Case(
        "type-kind-changed",
        [
            drop("types", "PeriodType/values"),
            put(
                "types", "PeriodType/fields", {"id": {"type": "string", "summary": "."}}
            ),
        ],
        "protime.PeriodType.DAY",
    ),
    Case(
        "value-removed",
        [drop("contracts", "types/ContractKind/values/Addendum")],
        "protime.ContractKind.ADDENDUM",
        "contracts",
    ),
    Case(
        "value-renamed",
        [
            swap(
                "counter-definitions",
                "types/CounterDefinitionUnit/values",
                "Instance",
                "InstanceCount",
            )
        ],
        "protime.CounterDefinitionUnit.INSTANCE",
        "counter-definitions",
    ),
    Case(
        "item-renamed",
        [put("jobs", "item/name", "Position")],
        "one_0: protime.Job",
        "jobs",
    ),
    Case(
        "new-item-removed",
        [
            drop("activity-definitions", "item/new"),
            drop("activity-definitions", "operations/create"),
            drop("activity-definitions", "operations/upsert"),
        ],
        "one_1: protime.NewActivityDefinition",
        "activity-definitions",
    ),
    Case(
        "new-item-renamed",
        [put("webhooks", "item/new", "WebhookToCreate")],
        "one_2: protime.NewWebhook",
        "webhooks",
    ),
    Case(
        "moment-removed",
        [drop("counters", "item/moments/end")],
        "counter.end(UTC)",
        "counters",
    ),
    Case(
        "reference-type-removed",
        [drop("reference_types", "counter-definitions/predefined/counter-code")],
        "protime.CounterDefinitionReference.COUNTER_CODE",
    ),
    Case(
        "reference-type-renamed",
        [rename("reference_types", "people/predefined/badge-number", "badge")],
        "protime.PersonReference.BADGE_NUMBER",
    ),
    Case(
        "reference-collection-removed",
        [
            drop("reference_types", "activity-restrictions"),
            drop("activity-restrictions", "external_references/activity-restrictions"),
            drop(
                "activity-restrictions",
                "operations/get/external_references/activity-restrictions",
            ),
        ],
        "one_3: protime.ActivityRestrictionReference",
    ),
    Case(
        "reference-item-renamed",
        [put("reference_types", "employers/item", "Firm")],
        "one_4: protime.EmployerReference",
    ),
    Case(
        "reference-id-changed",
        [
            put("reference_types", "departments/id", "string"),
            put("departments", "path_parameters/departmentReference/type", "string"),
        ],
        "history.department.id + 1",
    ),
    Case(
        "scope-removed",
        [put("contracts", "scopes/read", ["connector-protimeapi-people.read"])],
        "protime_scopes.Scope.CONTRACTS_READ",
    ),
)
"""In the order of the rules."""
