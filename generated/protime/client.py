# Generated from spec/ by `nox -s generate`. Do not edit.
"""The clients: one attribute for each collection, made when it is first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from protime.api import API
from protime_runtime.catalog import ApiInfo
from protime_runtime.client.clients import AsyncClient, Client

if TYPE_CHECKING:
    from protime.collections.absence_definitions import (
        AbsenceDefinitions,
        AsyncAbsenceDefinitions,
    )
    from protime.collections.absence_groups import AbsenceGroups, AsyncAbsenceGroups
    from protime.collections.absences import Absences, AsyncAbsences
    from protime.collections.access_clockings import (
        AccessClockings,
        AsyncAccessClockings,
    )
    from protime.collections.activity_definitions import (
        ActivityDefinitions,
        AsyncActivityDefinitions,
    )
    from protime.collections.activity_durations import (
        ActivityDurations,
        AsyncActivityDurations,
    )
    from protime.collections.activity_restrictions import (
        ActivityRestrictions,
        AsyncActivityRestrictions,
    )
    from protime.collections.activity_usages import ActivityUsages, AsyncActivityUsages
    from protime.collections.assignments import Assignments, AsyncAssignments
    from protime.collections.break_definitions import (
        AsyncBreakDefinitions,
        BreakDefinitions,
    )
    from protime.collections.breaks import AsyncBreaks, Breaks
    from protime.collections.calculated_totals import (
        AsyncCalculatedTotals,
        CalculatedTotals,
    )
    from protime.collections.clockings import AsyncClockings, Clockings
    from protime.collections.contracts import AsyncContracts, Contracts
    from protime.collections.counter_definitions import (
        AsyncCounterDefinitions,
        CounterDefinitions,
    )
    from protime.collections.counter_groups import AsyncCounterGroups, CounterGroups
    from protime.collections.counters import AsyncCounters, Counters
    from protime.collections.department_histories import (
        AsyncDepartmentHistories,
        DepartmentHistories,
    )
    from protime.collections.departments import AsyncDepartments, Departments
    from protime.collections.employer_histories import (
        AsyncEmployerHistories,
        EmployerHistories,
    )
    from protime.collections.employers import AsyncEmployers, Employers
    from protime.collections.external_references import (
        AsyncExternalReferences,
        ExternalReferences,
    )
    from protime.collections.job_categories import AsyncJobCategories, JobCategories
    from protime.collections.job_category_histories import (
        AsyncJobCategoryHistories,
        JobCategoryHistories,
    )
    from protime.collections.job_histories import AsyncJobHistories, JobHistories
    from protime.collections.jobs import AsyncJobs, Jobs
    from protime.collections.paid_presences import AsyncPaidPresences, PaidPresences
    from protime.collections.people import AsyncPeople, People
    from protime.collections.sector_histories import (
        AsyncSectorHistories,
        SectorHistories,
    )
    from protime.collections.sectors import AsyncSectors, Sectors
    from protime.collections.shift_definitions import (
        AsyncShiftDefinitions,
        ShiftDefinitions,
    )
    from protime.collections.webhooks import AsyncWebhooks, Webhooks
    from protime.collections.work_interruptions import (
        AsyncWorkInterruptions,
        WorkInterruptions,
    )
    from protime.collections.work_location_histories import (
        AsyncWorkLocationHistories,
        WorkLocationHistories,
    )
    from protime.collections.work_locations import AsyncWorkLocations, WorkLocations


class Protime(Client):
    """A client of one tenant of the Protime API.

    ::

        with Protime.from_env() as client:
            for person in client.people.list():
                print(person)
    """

    # Each collection is loaded when it is first used: a program needs few of them.
    api: ClassVar[ApiInfo] = API

    @cached_property
    def absence_definitions(self) -> AbsenceDefinitions:
        """Kinds of absences, some of which clockings give as their reason."""
        from protime.collections.absence_definitions import AbsenceDefinitions

        return AbsenceDefinitions(self)

    @cached_property
    def absence_groups(self) -> AbsenceGroups:
        """Groups of absence definitions."""
        from protime.collections.absence_groups import AbsenceGroups

        return AbsenceGroups(self)

    @cached_property
    def absences(self) -> Absences:
        """When people are absent, as their calendars show it."""
        from protime.collections.absences import Absences

        return Absences(self)

    @cached_property
    def access_clockings(self) -> AccessClockings:
        """When people badged at doors, and whether they were let in."""
        from protime.collections.access_clockings import AccessClockings

        return AccessClockings(self)

    @cached_property
    def activity_definitions(self) -> ActivityDefinitions:
        """What people may register time on, by level of an activity structure."""
        from protime.collections.activity_definitions import ActivityDefinitions

        return ActivityDefinitions(self)

    @cached_property
    def activity_durations(self) -> ActivityDurations:
        """How long people were busy with their activities, by day."""
        from protime.collections.activity_durations import ActivityDurations

        return ActivityDurations(self)

    @cached_property
    def activity_restrictions(self) -> ActivityRestrictions:
        """Which definitions can be chosen together at other levels."""
        from protime.collections.activity_restrictions import ActivityRestrictions

        return ActivityRestrictions(self)

    @cached_property
    def activity_usages(self) -> ActivityUsages:
        """Which circles, groups and people may register time on a definition."""
        from protime.collections.activity_usages import ActivityUsages

        return ActivityUsages(self)

    @cached_property
    def assignments(self) -> Assignments:
        """When people are planned to work, and on what."""
        from protime.collections.assignments import Assignments

        return Assignments(self)

    @cached_property
    def break_definitions(self) -> BreakDefinitions:
        """Kinds of breaks, with the minutes that are paid and required."""
        from protime.collections.break_definitions import BreakDefinitions

        return BreakDefinitions(self)

    @cached_property
    def breaks(self) -> Breaks:
        """Which breaks people had and took."""
        from protime.collections.breaks import Breaks

        return Breaks(self)

    @cached_property
    def calculated_totals(self) -> CalculatedTotals:
        """What Protime calculated for people's days."""
        from protime.collections.calculated_totals import CalculatedTotals

        return CalculatedTotals(self)

    @cached_property
    def clockings(self) -> Clockings:
        """When people clock in and out, and when they start and end activities."""
        from protime.collections.clockings import Clockings

        return Clockings(self)

    @cached_property
    def contracts(self) -> Contracts:
        """What people and the organisation agreed on, and for how long."""
        from protime.collections.contracts import Contracts

        return Contracts(self)

    @cached_property
    def counter_definitions(self) -> CounterDefinitions:
        """Kinds of counters."""
        from protime.collections.counter_definitions import CounterDefinitions

        return CounterDefinitions(self)

    @cached_property
    def counter_groups(self) -> CounterGroups:
        """Groups of counter definitions."""
        from protime.collections.counter_groups import CounterGroups

        return CounterGroups(self)

    @cached_property
    def counters(self) -> Counters:
        """What is counted on people's calendars, such as overtime or allowances."""
        from protime.collections.counters import Counters

        return Counters(self)

    @cached_property
    def department_histories(self) -> DepartmentHistories:
        """Which departments people belonged to, and when."""
        from protime.collections.department_histories import DepartmentHistories

        return DepartmentHistories(self)

    @cached_property
    def departments(self) -> Departments:
        """Departments that people belong to."""
        from protime.collections.departments import Departments

        return Departments(self)

    @cached_property
    def employer_histories(self) -> EmployerHistories:
        """Which employers people worked for, and when."""
        from protime.collections.employer_histories import EmployerHistories

        return EmployerHistories(self)

    @cached_property
    def employers(self) -> Employers:
        """Employers that people work for."""
        from protime.collections.employers import Employers

        return Employers(self)

    @cached_property
    def external_references(self) -> ExternalReferences:
        """Other systems' own names for Protime's items."""
        from protime.collections.external_references import ExternalReferences

        return ExternalReferences(self)

    @cached_property
    def job_categories(self) -> JobCategories:
        """Categories that jobs fall into."""
        from protime.collections.job_categories import JobCategories

        return JobCategories(self)

    @cached_property
    def job_category_histories(self) -> JobCategoryHistories:
        """Which job categories people belonged to, and when."""
        from protime.collections.job_category_histories import JobCategoryHistories

        return JobCategoryHistories(self)

    @cached_property
    def job_histories(self) -> JobHistories:
        """Which jobs people had, and when."""
        from protime.collections.job_histories import JobHistories

        return JobHistories(self)

    @cached_property
    def jobs(self) -> Jobs:
        """Jobs that people have."""
        from protime.collections.jobs import Jobs

        return Jobs(self)

    @cached_property
    def paid_presences(self) -> PaidPresences:
        """Which minutes of presence are paid, by person, day and shift."""
        from protime.collections.paid_presences import PaidPresences

        return PaidPresences(self)

    @cached_property
    def people(self) -> People:
        """Who works for the organisation."""
        from protime.collections.people import People

        return People(self)

    @cached_property
    def sector_histories(self) -> SectorHistories:
        """Which sectors people worked in, and when."""
        from protime.collections.sector_histories import SectorHistories

        return SectorHistories(self)

    @cached_property
    def sectors(self) -> Sectors:
        """Sectors that people work in."""
        from protime.collections.sectors import Sectors

        return Sectors(self)

    @cached_property
    def shift_definitions(self) -> ShiftDefinitions:
        """Kinds of shifts."""
        from protime.collections.shift_definitions import ShiftDefinitions

        return ShiftDefinitions(self)

    @cached_property
    def webhooks(self) -> Webhooks:
        """Addresses that the API sends events of a collection to."""
        from protime.collections.webhooks import Webhooks

        return Webhooks(self)

    @cached_property
    def work_interruptions(self) -> WorkInterruptions:
        """When people interrupted their work."""
        from protime.collections.work_interruptions import WorkInterruptions

        return WorkInterruptions(self)

    @cached_property
    def work_location_histories(self) -> WorkLocationHistories:
        """Which work locations people had, and when."""
        from protime.collections.work_location_histories import WorkLocationHistories

        return WorkLocationHistories(self)

    @cached_property
    def work_locations(self) -> WorkLocations:
        """Places where people work."""
        from protime.collections.work_locations import WorkLocations

        return WorkLocations(self)


class AsyncProtime(AsyncClient):
    """A client of one tenant of the Protime API, for programs that await.

    ::

        async with AsyncProtime.from_env() as client:
            async for person in client.people.list():
                print(person)
    """

    # Each collection is loaded when it is first used: a program needs few of them.
    api: ClassVar[ApiInfo] = API

    @cached_property
    def absence_definitions(self) -> AsyncAbsenceDefinitions:
        """Kinds of absences, some of which clockings give as their reason."""
        from protime.collections.absence_definitions import AsyncAbsenceDefinitions

        return AsyncAbsenceDefinitions(self)

    @cached_property
    def absence_groups(self) -> AsyncAbsenceGroups:
        """Groups of absence definitions."""
        from protime.collections.absence_groups import AsyncAbsenceGroups

        return AsyncAbsenceGroups(self)

    @cached_property
    def absences(self) -> AsyncAbsences:
        """When people are absent, as their calendars show it."""
        from protime.collections.absences import AsyncAbsences

        return AsyncAbsences(self)

    @cached_property
    def access_clockings(self) -> AsyncAccessClockings:
        """When people badged at doors, and whether they were let in."""
        from protime.collections.access_clockings import AsyncAccessClockings

        return AsyncAccessClockings(self)

    @cached_property
    def activity_definitions(self) -> AsyncActivityDefinitions:
        """What people may register time on, by level of an activity structure."""
        from protime.collections.activity_definitions import AsyncActivityDefinitions

        return AsyncActivityDefinitions(self)

    @cached_property
    def activity_durations(self) -> AsyncActivityDurations:
        """How long people were busy with their activities, by day."""
        from protime.collections.activity_durations import AsyncActivityDurations

        return AsyncActivityDurations(self)

    @cached_property
    def activity_restrictions(self) -> AsyncActivityRestrictions:
        """Which definitions can be chosen together at other levels."""
        from protime.collections.activity_restrictions import AsyncActivityRestrictions

        return AsyncActivityRestrictions(self)

    @cached_property
    def activity_usages(self) -> AsyncActivityUsages:
        """Which circles, groups and people may register time on a definition."""
        from protime.collections.activity_usages import AsyncActivityUsages

        return AsyncActivityUsages(self)

    @cached_property
    def assignments(self) -> AsyncAssignments:
        """When people are planned to work, and on what."""
        from protime.collections.assignments import AsyncAssignments

        return AsyncAssignments(self)

    @cached_property
    def break_definitions(self) -> AsyncBreakDefinitions:
        """Kinds of breaks, with the minutes that are paid and required."""
        from protime.collections.break_definitions import AsyncBreakDefinitions

        return AsyncBreakDefinitions(self)

    @cached_property
    def breaks(self) -> AsyncBreaks:
        """Which breaks people had and took."""
        from protime.collections.breaks import AsyncBreaks

        return AsyncBreaks(self)

    @cached_property
    def calculated_totals(self) -> AsyncCalculatedTotals:
        """What Protime calculated for people's days."""
        from protime.collections.calculated_totals import AsyncCalculatedTotals

        return AsyncCalculatedTotals(self)

    @cached_property
    def clockings(self) -> AsyncClockings:
        """When people clock in and out, and when they start and end activities."""
        from protime.collections.clockings import AsyncClockings

        return AsyncClockings(self)

    @cached_property
    def contracts(self) -> AsyncContracts:
        """What people and the organisation agreed on, and for how long."""
        from protime.collections.contracts import AsyncContracts

        return AsyncContracts(self)

    @cached_property
    def counter_definitions(self) -> AsyncCounterDefinitions:
        """Kinds of counters."""
        from protime.collections.counter_definitions import AsyncCounterDefinitions

        return AsyncCounterDefinitions(self)

    @cached_property
    def counter_groups(self) -> AsyncCounterGroups:
        """Groups of counter definitions."""
        from protime.collections.counter_groups import AsyncCounterGroups

        return AsyncCounterGroups(self)

    @cached_property
    def counters(self) -> AsyncCounters:
        """What is counted on people's calendars, such as overtime or allowances."""
        from protime.collections.counters import AsyncCounters

        return AsyncCounters(self)

    @cached_property
    def department_histories(self) -> AsyncDepartmentHistories:
        """Which departments people belonged to, and when."""
        from protime.collections.department_histories import AsyncDepartmentHistories

        return AsyncDepartmentHistories(self)

    @cached_property
    def departments(self) -> AsyncDepartments:
        """Departments that people belong to."""
        from protime.collections.departments import AsyncDepartments

        return AsyncDepartments(self)

    @cached_property
    def employer_histories(self) -> AsyncEmployerHistories:
        """Which employers people worked for, and when."""
        from protime.collections.employer_histories import AsyncEmployerHistories

        return AsyncEmployerHistories(self)

    @cached_property
    def employers(self) -> AsyncEmployers:
        """Employers that people work for."""
        from protime.collections.employers import AsyncEmployers

        return AsyncEmployers(self)

    @cached_property
    def external_references(self) -> AsyncExternalReferences:
        """Other systems' own names for Protime's items."""
        from protime.collections.external_references import AsyncExternalReferences

        return AsyncExternalReferences(self)

    @cached_property
    def job_categories(self) -> AsyncJobCategories:
        """Categories that jobs fall into."""
        from protime.collections.job_categories import AsyncJobCategories

        return AsyncJobCategories(self)

    @cached_property
    def job_category_histories(self) -> AsyncJobCategoryHistories:
        """Which job categories people belonged to, and when."""
        from protime.collections.job_category_histories import AsyncJobCategoryHistories

        return AsyncJobCategoryHistories(self)

    @cached_property
    def job_histories(self) -> AsyncJobHistories:
        """Which jobs people had, and when."""
        from protime.collections.job_histories import AsyncJobHistories

        return AsyncJobHistories(self)

    @cached_property
    def jobs(self) -> AsyncJobs:
        """Jobs that people have."""
        from protime.collections.jobs import AsyncJobs

        return AsyncJobs(self)

    @cached_property
    def paid_presences(self) -> AsyncPaidPresences:
        """Which minutes of presence are paid, by person, day and shift."""
        from protime.collections.paid_presences import AsyncPaidPresences

        return AsyncPaidPresences(self)

    @cached_property
    def people(self) -> AsyncPeople:
        """Who works for the organisation."""
        from protime.collections.people import AsyncPeople

        return AsyncPeople(self)

    @cached_property
    def sector_histories(self) -> AsyncSectorHistories:
        """Which sectors people worked in, and when."""
        from protime.collections.sector_histories import AsyncSectorHistories

        return AsyncSectorHistories(self)

    @cached_property
    def sectors(self) -> AsyncSectors:
        """Sectors that people work in."""
        from protime.collections.sectors import AsyncSectors

        return AsyncSectors(self)

    @cached_property
    def shift_definitions(self) -> AsyncShiftDefinitions:
        """Kinds of shifts."""
        from protime.collections.shift_definitions import AsyncShiftDefinitions

        return AsyncShiftDefinitions(self)

    @cached_property
    def webhooks(self) -> AsyncWebhooks:
        """Addresses that the API sends events of a collection to."""
        from protime.collections.webhooks import AsyncWebhooks

        return AsyncWebhooks(self)

    @cached_property
    def work_interruptions(self) -> AsyncWorkInterruptions:
        """When people interrupted their work."""
        from protime.collections.work_interruptions import AsyncWorkInterruptions

        return AsyncWorkInterruptions(self)

    @cached_property
    def work_location_histories(self) -> AsyncWorkLocationHistories:
        """Which work locations people had, and when."""
        from protime.collections.work_location_histories import (
            AsyncWorkLocationHistories,
        )

        return AsyncWorkLocationHistories(self)

    @cached_property
    def work_locations(self) -> AsyncWorkLocations:
        """Places where people work."""
        from protime.collections.work_locations import AsyncWorkLocations

        return AsyncWorkLocations(self)
