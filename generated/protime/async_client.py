# Generated from spec/ by `nox -s generate`. Do not edit.
"""The client, awaited: an attribute for each collection, loaded when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from protime.api import API
from protime_runtime.api import ApiInfo
from protime_runtime.client.aio import AsyncClient

if TYPE_CHECKING:
    from protime.collections.absence_definitions import AsyncAbsenceDefinitions
    from protime.collections.absence_groups import AsyncAbsenceGroups
    from protime.collections.absences import AsyncAbsences
    from protime.collections.access_clockings import AsyncAccessClockings
    from protime.collections.activity_definitions import AsyncActivityDefinitions
    from protime.collections.activity_durations import AsyncActivityDurations
    from protime.collections.activity_restrictions import AsyncActivityRestrictions
    from protime.collections.activity_usages import AsyncActivityUsages
    from protime.collections.assignments import AsyncAssignments
    from protime.collections.break_definitions import AsyncBreakDefinitions
    from protime.collections.breaks import AsyncBreaks
    from protime.collections.calculated_totals import AsyncCalculatedTotals
    from protime.collections.clockings import AsyncClockings
    from protime.collections.contracts import AsyncContracts
    from protime.collections.counter_definitions import AsyncCounterDefinitions
    from protime.collections.counter_groups import AsyncCounterGroups
    from protime.collections.counters import AsyncCounters
    from protime.collections.department_histories import AsyncDepartmentHistories
    from protime.collections.departments import AsyncDepartments
    from protime.collections.employer_histories import AsyncEmployerHistories
    from protime.collections.employers import AsyncEmployers
    from protime.collections.external_references import AsyncExternalReferences
    from protime.collections.job_categories import AsyncJobCategories
    from protime.collections.job_category_histories import AsyncJobCategoryHistories
    from protime.collections.job_histories import AsyncJobHistories
    from protime.collections.jobs import AsyncJobs
    from protime.collections.paid_presences import AsyncPaidPresences
    from protime.collections.people import AsyncPeople
    from protime.collections.sector_histories import AsyncSectorHistories
    from protime.collections.sectors import AsyncSectors
    from protime.collections.shift_definitions import AsyncShiftDefinitions
    from protime.collections.webhooks import AsyncWebhooks
    from protime.collections.work_interruptions import AsyncWorkInterruptions
    from protime.collections.work_location_histories import AsyncWorkLocationHistories
    from protime.collections.work_locations import AsyncWorkLocations


class AsyncProtime(AsyncClient, collections="protime.collections"):
    """A client of one tenant of the Protime API, for programs that await.

    ::

        async with AsyncProtime.from_env() as client:
            async for person in client.people.list():
                print(person)
    """

    _api: ClassVar[ApiInfo] = API

    absence_definitions: AsyncAbsenceDefinitions
    """Kinds of absences, some of which clockings give as their reason."""

    absence_groups: AsyncAbsenceGroups
    """Groups of absence definitions."""

    absences: AsyncAbsences
    """When people are absent, as their calendars show it."""

    access_clockings: AsyncAccessClockings
    """When people badged at doors, and whether they were let in."""

    activity_definitions: AsyncActivityDefinitions
    """What people may register time on, by level of an activity structure."""

    activity_durations: AsyncActivityDurations
    """How long people were busy with their activities, by day."""

    activity_restrictions: AsyncActivityRestrictions
    """Which definitions can be chosen together at other levels."""

    activity_usages: AsyncActivityUsages
    """Which circles, groups and people may register time on a definition."""

    assignments: AsyncAssignments
    """When people are planned to work, and on what."""

    break_definitions: AsyncBreakDefinitions
    """Kinds of breaks, with the minutes that are paid and required."""

    breaks: AsyncBreaks
    """Which breaks people had and took."""

    calculated_totals: AsyncCalculatedTotals
    """What Protime calculated for people's days."""

    clockings: AsyncClockings
    """When people clock in and out, and when they start and end activities."""

    contracts: AsyncContracts
    """What people and the organisation agreed on, and for how long."""

    counter_definitions: AsyncCounterDefinitions
    """Kinds of counters."""

    counter_groups: AsyncCounterGroups
    """Groups of counter definitions."""

    counters: AsyncCounters
    """What is counted on people's calendars, such as overtime or allowances."""

    department_histories: AsyncDepartmentHistories
    """Which departments people belonged to, and when."""

    departments: AsyncDepartments
    """Departments that people belong to."""

    employer_histories: AsyncEmployerHistories
    """Which employers people worked for, and when."""

    employers: AsyncEmployers
    """Employers that people work for."""

    external_references: AsyncExternalReferences
    """Other systems' own names for Protime's items."""

    job_categories: AsyncJobCategories
    """Categories that jobs fall into."""

    job_category_histories: AsyncJobCategoryHistories
    """Which job categories people belonged to, and when."""

    job_histories: AsyncJobHistories
    """Which jobs people had, and when."""

    jobs: AsyncJobs
    """Jobs that people have."""

    paid_presences: AsyncPaidPresences
    """Which minutes of presence are paid, by person, day and shift."""

    people: AsyncPeople
    """Who works for the organisation."""

    sector_histories: AsyncSectorHistories
    """Which sectors people worked in, and when."""

    sectors: AsyncSectors
    """Sectors that people work in."""

    shift_definitions: AsyncShiftDefinitions
    """Kinds of shifts."""

    webhooks: AsyncWebhooks
    """Addresses that the API sends events of a collection to."""

    work_interruptions: AsyncWorkInterruptions
    """When people interrupted their work."""

    work_location_histories: AsyncWorkLocationHistories
    """Which work locations people had, and when."""

    work_locations: AsyncWorkLocations
    """Places where people work."""
