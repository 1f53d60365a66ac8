# Generated from spec/ by `nox -s generate`. Do not edit.
"""The client: an attribute for each collection, loaded when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from protime.api import API
from protime_runtime.api import ApiInfo
from protime_runtime.client.sync import Client

if TYPE_CHECKING:
    from protime.collections.absence_definitions import AbsenceDefinitions
    from protime.collections.absence_groups import AbsenceGroups
    from protime.collections.absences import Absences
    from protime.collections.access_clockings import AccessClockings
    from protime.collections.activity_definitions import ActivityDefinitions
    from protime.collections.activity_durations import ActivityDurations
    from protime.collections.activity_restrictions import ActivityRestrictions
    from protime.collections.activity_usages import ActivityUsages
    from protime.collections.assignments import Assignments
    from protime.collections.break_definitions import BreakDefinitions
    from protime.collections.breaks import Breaks
    from protime.collections.calculated_totals import CalculatedTotals
    from protime.collections.clockings import Clockings
    from protime.collections.contracts import Contracts
    from protime.collections.counter_definitions import CounterDefinitions
    from protime.collections.counter_groups import CounterGroups
    from protime.collections.counters import Counters
    from protime.collections.department_histories import DepartmentHistories
    from protime.collections.departments import Departments
    from protime.collections.employer_histories import EmployerHistories
    from protime.collections.employers import Employers
    from protime.collections.external_references import ExternalReferences
    from protime.collections.job_categories import JobCategories
    from protime.collections.job_category_histories import JobCategoryHistories
    from protime.collections.job_histories import JobHistories
    from protime.collections.jobs import Jobs
    from protime.collections.paid_presences import PaidPresences
    from protime.collections.people import People
    from protime.collections.sector_histories import SectorHistories
    from protime.collections.sectors import Sectors
    from protime.collections.shift_definitions import ShiftDefinitions
    from protime.collections.webhooks import Webhooks
    from protime.collections.work_interruptions import WorkInterruptions
    from protime.collections.work_location_histories import WorkLocationHistories
    from protime.collections.work_locations import WorkLocations


class Protime(Client, collections="protime.collections"):
    """A client of one tenant of the Protime API.

    ::

        with Protime.from_env() as client:
            for person in client.people.list():
                print(person)
    """

    _api: ClassVar[ApiInfo] = API

    absence_definitions: AbsenceDefinitions
    """Kinds of absences, some of which clockings give as their reason."""

    absence_groups: AbsenceGroups
    """Groups of absence definitions."""

    absences: Absences
    """When people are absent, as their calendars show it."""

    access_clockings: AccessClockings
    """When people badged at doors, and whether they were let in."""

    activity_definitions: ActivityDefinitions
    """What people may register time on, by level of an activity structure."""

    activity_durations: ActivityDurations
    """How long people were busy with their activities, by day."""

    activity_restrictions: ActivityRestrictions
    """Which definitions can be chosen together at other levels."""

    activity_usages: ActivityUsages
    """Which circles, groups and people may register time on a definition."""

    assignments: Assignments
    """When people are planned to work, and on what."""

    break_definitions: BreakDefinitions
    """Kinds of breaks, with the minutes that are paid and required."""

    breaks: Breaks
    """Which breaks people had and took."""

    calculated_totals: CalculatedTotals
    """What Protime calculated for people's days."""

    clockings: Clockings
    """When people clock in and out, and when they start and end activities."""

    contracts: Contracts
    """What people and the organisation agreed on, and for how long."""

    counter_definitions: CounterDefinitions
    """Kinds of counters."""

    counter_groups: CounterGroups
    """Groups of counter definitions."""

    counters: Counters
    """What is counted on people's calendars, such as overtime or allowances."""

    department_histories: DepartmentHistories
    """Which departments people belonged to, and when."""

    departments: Departments
    """Departments that people belong to."""

    employer_histories: EmployerHistories
    """Which employers people worked for, and when."""

    employers: Employers
    """Employers that people work for."""

    external_references: ExternalReferences
    """Other systems' own names for Protime's items."""

    job_categories: JobCategories
    """Categories that jobs fall into."""

    job_category_histories: JobCategoryHistories
    """Which job categories people belonged to, and when."""

    job_histories: JobHistories
    """Which jobs people had, and when."""

    jobs: Jobs
    """Jobs that people have."""

    paid_presences: PaidPresences
    """Which minutes of presence are paid, by person, day and shift."""

    people: People
    """Who works for the organisation."""

    sector_histories: SectorHistories
    """Which sectors people worked in, and when."""

    sectors: Sectors
    """Sectors that people work in."""

    shift_definitions: ShiftDefinitions
    """Kinds of shifts."""

    webhooks: Webhooks
    """Addresses that the API sends events of a collection to."""

    work_interruptions: WorkInterruptions
    """When people interrupted their work."""

    work_location_histories: WorkLocationHistories
    """Which work locations people had, and when."""

    work_locations: WorkLocations
    """Places where people work."""
