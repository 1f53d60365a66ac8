# Generated from spec/ by `nox -s generate`. Do not edit.
"""What programs that work on all collections know of each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from protime_runtime.catalog import CollectionInfo, ReferenceInfo

_MODULES = {
    "absence-definitions": "absence_definitions",
    "absence-groups": "absence_groups",
    "absences": "absences",
    "access-clockings": "access_clockings",
    "activity-definitions": "activity_definitions",
    "activity-durations": "activity_durations",
    "activity-restrictions": "activity_restrictions",
    "activity-usages": "activity_usages",
    "assignments": "assignments",
    "break-definitions": "break_definitions",
    "breaks": "breaks",
    "calculated-totals": "calculated_totals",
    "clockings": "clockings",
    "contracts": "contracts",
    "counter-definitions": "counter_definitions",
    "counter-groups": "counter_groups",
    "counters": "counters",
    "department-histories": "department_histories",
    "departments": "departments",
    "employer-histories": "employer_histories",
    "employers": "employers",
    "external-references": "external_references",
    "job-categories": "job_categories",
    "job-category-histories": "job_category_histories",
    "job-histories": "job_histories",
    "jobs": "jobs",
    "paid-presences": "paid_presences",
    "people": "people",
    "sector-histories": "sector_histories",
    "sectors": "sectors",
    "shift-definitions": "shift_definitions",
    "webhooks": "webhooks",
    "work-interruptions": "work_interruptions",
    "work-location-histories": "work_location_histories",
    "work-locations": "work_locations",
}


class _Catalog(Mapping[str, CollectionInfo]):
    """The collections' entries by name, each in a module of its own."""

    def __getitem__(self, name: str) -> CollectionInfo:
        module = import_module(f"{__name__}.{_MODULES[name]}")
        entry: CollectionInfo = module.COLLECTION
        return entry

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


CATALOG: Mapping[str, CollectionInfo] = _Catalog()
"""What is known of each collection, by its name in URLs."""

REFERENCES: Mapping[str, ReferenceInfo] = {
    "absence-definitions": ReferenceInfo(
        collection="absence-definitions",
        item="AbsenceDefinition",
        predefined=("absence-code",),
    ),
    "absence-groups": ReferenceInfo(
        collection="absence-groups",
        item="AbsenceGroup",
    ),
    "activity-definitions": ReferenceInfo(
        collection="activity-definitions",
        item="ActivityDefinition",
        predefined=("data-entry-code", "external-reference"),
        id_type="string",
    ),
    "activity-restrictions": ReferenceInfo(
        collection="activity-restrictions",
        item="ActivityRestriction",
        predefined=("data-entry-code", "external-reference"),
        id_type=None,
    ),
    "break-definitions": ReferenceInfo(
        collection="break-definitions",
        item="BreakDefinition",
    ),
    "circles": ReferenceInfo(
        collection="circles",
        item="Circle",
    ),
    "contracts": ReferenceInfo(
        collection="contracts",
        item="Contract",
    ),
    "counter-definitions": ReferenceInfo(
        collection="counter-definitions",
        item="CounterDefinition",
        predefined=("counter-code",),
    ),
    "counter-groups": ReferenceInfo(
        collection="counter-groups",
        item="CounterGroup",
    ),
    "departments": ReferenceInfo(
        collection="departments",
        item="Department",
    ),
    "employers": ReferenceInfo(
        collection="employers",
        item="Employer",
    ),
    "groups": ReferenceInfo(
        collection="groups",
        item="Group",
    ),
    "job-categories": ReferenceInfo(
        collection="job-categories",
        item="JobCategory",
    ),
    "jobs": ReferenceInfo(
        collection="jobs",
        item="Job",
    ),
    "people": ReferenceInfo(
        collection="people",
        item="Person",
        predefined=("badge-number", "employee-number"),
    ),
    "sectors": ReferenceInfo(
        collection="sectors",
        item="Sector",
    ),
    "shift-definitions": ReferenceInfo(
        collection="shift-definitions",
        item="ShiftDefinition",
        predefined=("shift-code",),
    ),
    "terminals": ReferenceInfo(
        collection="terminals",
        item="Terminal",
        predefined=("external-code",),
    ),
    "work-locations": ReferenceInfo(
        collection="work-locations",
        item="WorkLocation",
    ),
}
"""How other systems name the items of each collection."""
