"""A change for each rule that breaks no call."""

from __future__ import annotations

from .spec_edits import (
    Case,
    backwards,
    drop,
    everywhere,
    field,
    move,
    put,
    rehome,
    rename,
    swap,
)

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
    Case(
        "other-changed",
        [put("jobs", "operations/list/path", "/jobs")],
        "",
        "jobs",
    ),
    Case("copying-changed", [put("jobs", "domain", "cross-cutting")], "", "jobs"),
    Case("copying-changed", [put("webhooks", "domain", "time")], "", "webhooks"),
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
        "collection-scopes-added",
        [put("jobs", "scopes/write", ["connector-protimeapi-jobs.write"])],
        "",
        "jobs",
    ),
    Case(
        "operation-arguments-widened",
        [
            put(
                "activity-definitions",
                "path_parameters/structureVersionId/identifier",
                "activity-definitions",
            )
        ],
        "",
        "activity-definitions",
    ),
    Case("reference-id-added", [drop("reference_types", "activity-restrictions/id")]),
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
    Case("domain-changed", [put("people", "domain", "time")], "", "people"),
    Case("type-moved", [rehome("ContractKind", "contracts", "types")]),
    Case("type-moved", [rehome("Geolocation", "types", "clockings")]),
    Case(
        "order-changed",
        [put("contracts", "types/ContractKind/values", ["Addendum", "Contract"])],
        "",
        "contracts",
    ),
    Case("order-changed", [backwards("types", "PeriodType/values")]),
    Case(
        "order-changed",
        [backwards("clockings", "operations/list/filters")],
        "",
        "clockings",
    ),
    Case(
        "order-changed",
        [backwards("clockings", "filters/date/operators")],
        "",
        "clockings",
    ),
    Case(
        "order-changed",
        [backwards("clockings", "external_references")],
        "",
        "clockings",
    ),
    Case(
        "order-changed",
        [
            backwards(
                "activity-usages",
                "types/ActivityUsage/fields/usageReference/identifier",
            )
        ],
        "",
        "activity-usages",
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
        [
            put(
                "reference_types",
                "people/predefined",
                {
                    "badge": "Badge set in Protime.",
                    "employee-number": "Employee number set in Protime.",
                },
            )
        ],
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
        "countryIsoCode to countryISOCode",
        [rename("people", "fields/countryISOCode", "countryIsoCode")],
        ("field-wire-renamed", "Rename field `countryISOCode`"),
    ),
    (
        "UnknownBadge to UnknownBadgeNumber",
        [
            drop("access-clockings", "types/AccessClockingStatus/values/UnknownBadge"),
            swap(
                "access-clockings",
                "types/AccessClockingStatus/values",
                "UnknownBadgeNumber",
                "UnknownBadges",
            ),
        ],
        ("value-renamed", "Rename value `UnknownBadge`"),
    ),
    (
        "activityDefinition to activityDefinitionId",
        [
            rename(
                "activity-usages", "fields/activityDefinitionId", "activityDefinition"
            ),
            drop(
                "activity-usages",
                "fields/activityDefinition/also/activityDefinition",
            ),
        ],
        ("field-wire-renamed", "Rename field `activityDefinitionId`"),
    ),
)
"""Renames that the vendor made, the other way round or alike."""

OTHERS = (
    ("address", "addressee", "Street and number.", "Who opens it.", False),
    ("address", "addressee", "Street and number.", "Street and number.", True),
    (
        "startTime",
        "endTime",
        "Minutes at which it starts.",
        "Minutes at which it ends.",
        False,
    ),
    ("telephone", "mobile", "Telephone number.", "Mobile number.", False),
    (
        "name",
        "friendlyName",
        "Name of the kind.",
        "Name that is shown to people.",
        False,
    ),
    (
        "badge",
        "badgeNumber",
        "Badge set in Protime.",
        "Badge number set in Protime.",
        True,
    ),
    ("countryIsoCode", "countryISOCode", "ISO code.", "Where somebody lives.", True),
    ("groups", "group", "Groups of it.", "What it belongs to.", True),
    ("lastName", "familyName", "Last name.", "Last name.", True),
)
"""Old and new name and summary of a field, and whether it is the same one."""

VALUES = (
    ("Enabled", "Disabled", False),
    ("Uninitialized", "Initialized", False),
    ("Widow", "Widower", False),
    ("Approved", "NotApproved", False),
    ("UnknownBadge", "UnknownBadgeNumber", True),
    ("Instance", "InstanceCount", True),
    ("Circles", "Circle", True),
)
"""Old and new value of an enum, and whether it is the same one."""

ENTRIES = (
    ([_shoes], "- Add `shoes`.\n"),
    (
        [
            put("jobs", "operations/delta", OPERATION),
            put("sectors", "operations/delta", OPERATION),
            put("jobs", "webhooks", True),
            put("webhooks", "types/WebhookCollection/values/-1", "jobs"),
        ],
        "- Add webhooks to `jobs`.\n- Add delta to `jobs` and `sectors`.\n",
    ),
    (
        [everywhere("people", "persons")],
        "- Rename `people` to `persons` (breaking).\n",
    ),
    (
        [
            rename("people", "fields/countryISOCode", "countryIsoCode"),
            rename("people", "fields/nationalityISOCode", "nationalityIsoCode"),
            put("people", "fields/shoeSize", field()),
            put("people", "fields/hatSize", field()),
            put("jobs", "fields/shoeSize", field()),
            drop("breaks", "operations/get"),
        ],
        "- Add field `shoeSize` to `jobs`.\n"
        "- Add fields `shoeSize` and `hatSize` to `people`.\n"
        "- Rename fields `countryISOCode` and `nationalityISOCode` of `people` to"
        " `countryIsoCode` and `nationalityIsoCode`.\n"
        "- Remove get from `breaks` (breaking).\n",
    ),
    (
        [
            drop("absences", "external_references/absence-definitions"),
            drop("absences", "external_references/people"),
        ],
        "- Remove external references of `people` and `absence-definitions` from the"
        " list, delta and get of `absences`\n  (breaking).\n",
    ),
)
"""Edits, and the lines that a changelog has of them."""
