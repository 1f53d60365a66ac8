"""A change for each rule that breaks no call."""

from __future__ import annotations

from .spec_edits import Case, drop, everywhere, field, move, put, rename, swap

OPERATION = {"source": "reference/"}
JOB_SCOPES = ["connector-protimeapi-jobs.read", "connector-protimeapi-people.read"]
RULE = {"kind": "at-most-one-year", "operations": ["list"], "source": "reference/"}
SHOES = {
    "collection": "shoes",
    "domain": "people",
    "summary": "Shoes that people wear.",
    "sources": ["reference/"],
    "scopes": {"read": ["connector-protimeapi-shoes.read"]},
    "operations": {"list": {}},
    "item": {"name": "Shoe", "summary": "A shoe."},
    "fields": {"leather": field(read="always")},
}


def _shoes(content: dict[str, object]) -> None:
    content["shoes"] = SHOES


BEHAVIOUR = (
    Case("operation-path-changed", [put("breaks", "path", "/pauses")], "", "breaks"),
    Case(
        "operation-statuses-changed",
        [put("clockings", "operations/create/statuses", [200])],
        "",
        "clockings",
    ),
    Case(
        "operation-paging-changed",
        [put("people", "operations/list/paged", False)],
        "",
        "people",
    ),
    Case(
        "collection-scopes-changed",
        [put("jobs", "scopes/read", JOB_SCOPES)],
        "",
        "jobs",
    ),
    Case("collection-webhooks-removed", [drop("breaks", "webhooks")], "", "breaks"),
    Case(
        "field-wire-renamed",
        [
            rename("breaks", "fields/isBreakTaken", "isTaken"),
            put("breaks", "fields/isTaken/python", "is_break_taken"),
        ],
        "",
        "breaks",
    ),
    Case(
        "field-limits-changed",
        [put("clockings", "fields/timeOfDayInMinutes/maximum", 1440)],
        "",
        "clockings",
    ),
    Case(
        "field-spelling-removed",
        [drop("people", "fields/countryISOCode/also/countryIsoCode")],
        "",
        "people",
    ),
    Case(
        "field-privacy-changed",
        [put("people", "fields/email/personal", False)],
        "",
        "people",
    ),
    Case(
        "filter-rule-added",
        [put("contracts", "filters/person/rules", [RULE])],
        "",
        "contracts",
    ),
    Case(
        "moment-changed",
        [put("counters", "item/moments/end", ["date", "startTimeInMinutes"])],
        "",
        "counters",
    ),
    Case("api-address-changed", [put("api", "base_path", "/api/v2")]),
    Case("api-limit-changed", [put("api", "delta_hours", 24)]),
    Case("other-changed", [put("people", "domain", "time")], "", "people"),
    Case(
        "reference-collection-renamed",
        [everywhere("circles", "rings")],
    ),
)
ADDITIVE = (
    Case("collection-added", [_shoes], "", "shoes"),
    Case("collection-webhooks-added", [put("jobs", "webhooks", True)], "", "jobs"),
    Case("operation-added", [put("jobs", "operations/delta", OPERATION)], "", "jobs"),
    Case(
        "operation-filter-added",
        [put("absences", "operations/delta/filters", ["date", "person"])],
        "",
        "absences",
    ),
    Case(
        "operation-references-added",
        [put("clockings", "external_references/4", "shift-definitions")],
        "",
        "clockings",
    ),
    Case(
        "operation-expand-added",
        [
            put(
                "activity-definitions",
                "operations/get/expand",
                ["usage", "restrictions", "all"],
            )
        ],
        "",
        "activity-definitions",
    ),
    Case(
        "operation-where-added",
        [put("jobs", "operations/list/where", True)],
        "",
        "jobs",
    ),
    Case(
        "filter-added",
        [
            put(
                "people",
                "filters",
                {"town": {"type": "string", "operators": ["eq"], "summary": "Town."}},
            ),
            put("people", "operations/list/filters", ["town"]),
        ],
        "",
        "people",
    ),
    Case("filter-optional", [drop("breaks", "filters/date/required")], "", "breaks"),
    Case(
        "filter-widened",
        [
            put(
                "breaks",
                "filters/person/sets",
                ["circle", "org-group", "org-tree", "team"],
            )
        ],
        "",
        "breaks",
    ),
    Case(
        "filter-rule-removed", [put("breaks", "filters/date/rules", [])], "", "breaks"
    ),
    Case("field-added", [put("people", "fields/shoeSize", field())], "", "people"),
    Case(
        "field-always-read", [put("people", "fields/town/read", "always")], "", "people"
    ),
    Case(
        "field-read-added",
        [
            put(
                "activity-usages",
                "types/ActivityUsageChange/fields/updatedUntil/read",
                "always",
            )
        ],
        "",
        "activity-usages",
    ),
    Case(
        "field-write-added",
        [put("assignments", "fields/isRejected/write", "optional")],
        "",
        "assignments",
    ),
    Case(
        "field-optional-to-write",
        [put("clockings", "fields/kind/write", "optional")],
        "",
        "clockings",
    ),
    Case(
        "field-spelling-added",
        [put("people", "fields/town/also", ["city"])],
        "",
        "people",
    ),
    Case(
        "type-added",
        [put("people", "types/Shoe", {"summary": "A shoe.", "values": ["Left"]})],
        "",
        "people",
    ),
    Case(
        "value-added",
        [
            put(
                "contracts",
                "types/ContractKind/values",
                ["Contract", "Addendum", "Zork"],
            )
        ],
        "",
        "contracts",
    ),
    Case("new-item-added", [put("jobs", "item/new", "NewJob")], "", "jobs"),
    Case(
        "moment-added",
        [put("absences", "item/moments/end", ["date", "durationInMinutes"])],
        "",
        "absences",
    ),
    Case(
        "reference-type-added",
        [put("reference_types", "jobs/predefined", {"job-code": "Job code."})],
    ),
    Case(
        "reference-collection-added",
        [put("reference_types", "shoes", {"item": "Shoe", "summary": "A shoe."})],
    ),
    Case("scope-added", [_shoes]),
    Case(
        "environment-added",
        [
            put(
                "api",
                "environments/test",
                {
                    "api": "https://a",
                    "authentication": "https://b",
                    "summary": "Tests.",
                },
            )
        ],
    ),
)
DOCUMENTATION = (
    Case(
        "summary-changed", [put("people", "fields/town/summary", "City.")], "", "people"
    ),
    Case(
        "inference-changed", [drop("people", "operations/list/inferred")], "", "people"
    ),
    Case("source-changed", [put("people", "sources", ["reference/"])], "", "people"),
    Case(
        "source-changed",
        [put("clockings", "filters/date/rules/0/source", "reference/")],
        "",
        "clockings",
    ),
    Case(
        "inference-changed",
        [put("clockings", "filters/date/rules/0/inferred", "that it holds here")],
        "",
        "clockings",
    ),
    Case(
        "summary-changed",
        [put("people", "path_parameters/PersonReference/summary", "Who it is.")],
        "",
        "people",
    ),
    Case("response-changed", [put("api", "responses", {400: "Wrong."})]),
)
RENAMES = (
    (
        "persons to people",
        [move("people", "persons")],
        ("collection-renamed", "Rename `people` to `persons`"),
    ),
    (
        "badge to badge-number",
        [rename("reference_types", "people/predefined/badge-number", "badge")],
        ("reference-type-renamed", "Rename the reference type `@badge-number`"),
    ),
    (
        "counter-definitions to counter-definition",
        [
            rename("counters", "filters/counter-definition", "counter-definitions"),
            swap(
                "counters",
                "operations/list/filters",
                "counter-definition",
                "counter-definitions",
            ),
        ],
        ("filter-renamed", "Rename filter `counter-definition`"),
    ),
    (
        "countryISOCode to countryIsoCode",
        [rename("people", "fields/countryISOCode", "countryIsoCode")],
        ("field-wire-renamed", "Rename field `countryISOCode`"),
    ),
    (
        "UnknownBadgeNumber to UnknownBadgeNumbers",
        [
            swap(
                "access-clockings",
                "types/AccessClockingStatus/values",
                "UnknownBadgeNumber",
                "UnknownBadgeNumbers",
            ),
        ],
        ("value-renamed", "Rename value `UnknownBadgeNumber`"),
    ),
)
"""Renames that the vendor made, the other way round or alike."""
