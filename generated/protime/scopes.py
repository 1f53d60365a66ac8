# Generated from spec/ by `nox -s generate`. Do not edit.
"""OAuth scopes of the Protime API."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """A scope that a client may be given."""

    ABSENCE_DEFINITIONS_READ = "connector-protimeapi-absence-definitions.read"
    ABSENCE_GROUPS_READ = "connector-protimeapi-absence-groups.read"
    ABSENCES_READ = "connector-protimeapi-absences.read"
    ACCESS_CLOCKINGS_READ = "connector-protimeapi-access-clockings.read"
    ACTIVITY_DEFINITIONS_READ = "connector-protimeapi-activity-definitions.read"
    ACTIVITY_DEFINITIONS_WRITE = "connector-protimeapi-activity-definitions.write"
    ACTIVITY_DURATIONS_READ = "connector-protimeapi-activity-durations.read"
    ASSIGNMENTS_READ = "connector-protimeapi-assignments.read"
    ASSIGNMENTS_WRITE = "connector-protimeapi-assignments.write"
    BREAK_DEFINITIONS_READ = "connector-protimeapi-break-definitions.read"
    BREAKS_READ = "connector-protimeapi-breaks.read"
    CALCULATED_TOTALS_READ = "connector-protimeapi-calculated-totals.read"
    CLOCKINGS_READ = "connector-protimeapi-clockings.read"
    CLOCKINGS_WRITE = "connector-protimeapi-clockings.write"
    CONTRACTS_READ = "connector-protimeapi-contracts.read"
    COUNTER_DEFINITIONS_READ = "connector-protimeapi-counter-definitions.read"
    COUNTER_GROUPS_READ = "connector-protimeapi-counter-groups.read"
    COUNTERS_READ = "connector-protimeapi-counters.read"
    DEPARTMENTS_READ = "connector-protimeapi-departments.read"
    EMPLOYERS_READ = "connector-protimeapi-employers.read"
    EXTERNAL_REFERENCES_WRITE = "connector-protimeapi-external-references.write"
    JOB_CATEGORIES_READ = "connector-protimeapi-job-categories.read"
    JOBS_READ = "connector-protimeapi-jobs.read"
    PEOPLE_HISTORICAL_DATA_READ = "connector-protimeapi-people-historical-data.read"
    PEOPLE_READ = "connector-protimeapi-people.read"
    SECTORS_READ = "connector-protimeapi-sectors.read"
    SHIFT_DEFINITIONS_READ = "connector-protimeapi-shift-definitions.read"
    WEBHOOKS_READ = "connector-protimeapi-webhooks.read"
    WEBHOOKS_WRITE = "connector-protimeapi-webhooks.write"
    WORK_INTERRUPTIONS_READ = "connector-protimeapi-work-interruptions.read"
    WORK_LOCATIONS_READ = "connector-protimeapi-work-locations.read"
