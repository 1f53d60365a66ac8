# Generated from spec/reference_types.yaml by `nox -s generate`. Do not edit.
"""External reference types: how other systems name the items of a collection.

Predefined types are Protime's own fields; every collection also takes custom ones.

Source: ``reference/external-references/``.
"""

from __future__ import annotations

from protime.models.identifiers import (
    AbsenceDefinitionIdentifier,
    AbsenceGroupIdentifier,
    ActivityDefinitionIdentifier,
    BreakDefinitionIdentifier,
    CircleIdentifier,
    ContractIdentifier,
    CounterDefinitionIdentifier,
    CounterGroupIdentifier,
    DepartmentIdentifier,
    EmployerIdentifier,
    GroupIdentifier,
    JobCategoryIdentifier,
    JobIdentifier,
    PersonIdentifier,
    SectorIdentifier,
    ShiftDefinitionIdentifier,
    TerminalIdentifier,
    WorkLocationIdentifier,
)
from protime_runtime.asking.references import ExternalReference, Predefined
from protime_runtime.types import Identifier


class AbsenceDefinitionReference(
    ExternalReference[AbsenceDefinitionIdentifier], collection="absence-definitions"
):
    """A type of external reference to absence definitions.

    Custom ones go by name: ``AbsenceDefinitionReference("...")``.
    """

    ABSENCE_CODE = Predefined("absence-code")
    """Absence code set in Protime."""


class AbsenceGroupReference(
    ExternalReference[AbsenceGroupIdentifier], collection="absence-groups"
):
    """A type of external reference to absence groups.

    Custom ones go by name: ``AbsenceGroupReference("...")``.
    """


class ActivityDefinitionReference(
    ExternalReference[ActivityDefinitionIdentifier], collection="activity-definitions"
):
    """A type of external reference to activity definitions.

    Custom ones go by name: ``ActivityDefinitionReference("...")``.
    """

    DATA_ENTRY_CODE = Predefined("data-entry-code")
    """Data entry code set in Protime."""

    EXTERNAL_REFERENCE = Predefined("external-reference")
    """External reference set in Protime."""


class ActivityRestrictionReference(
    ExternalReference[Identifier], collection="activity-restrictions"
):
    """A type of external reference to activity restrictions.

    Custom ones go by name: ``ActivityRestrictionReference("...")``.
    """

    DATA_ENTRY_CODE = Predefined("data-entry-code")
    """Data entry code set in Protime."""

    EXTERNAL_REFERENCE = Predefined("external-reference")
    """External reference set in Protime."""


class BreakDefinitionReference(
    ExternalReference[BreakDefinitionIdentifier], collection="break-definitions"
):
    """A type of external reference to break definitions.

    Custom ones go by name: ``BreakDefinitionReference("...")``.
    """


class CircleReference(ExternalReference[CircleIdentifier], collection="circles"):
    """A type of external reference to circles.

    Custom ones go by name: ``CircleReference("...")``.
    """


class ContractReference(ExternalReference[ContractIdentifier], collection="contracts"):
    """A type of external reference to contracts.

    Custom ones go by name: ``ContractReference("...")``.
    """


class CounterDefinitionReference(
    ExternalReference[CounterDefinitionIdentifier], collection="counter-definitions"
):
    """A type of external reference to counter definitions.

    Custom ones go by name: ``CounterDefinitionReference("...")``.
    """

    COUNTER_CODE = Predefined("counter-code")
    """Counter code set in Protime."""


class CounterGroupReference(
    ExternalReference[CounterGroupIdentifier], collection="counter-groups"
):
    """A type of external reference to counter groups.

    Custom ones go by name: ``CounterGroupReference("...")``.
    """


class DepartmentReference(
    ExternalReference[DepartmentIdentifier], collection="departments"
):
    """A type of external reference to departments.

    Custom ones go by name: ``DepartmentReference("...")``.
    """


class EmployerReference(ExternalReference[EmployerIdentifier], collection="employers"):
    """A type of external reference to employers.

    Custom ones go by name: ``EmployerReference("...")``.
    """


class GroupReference(ExternalReference[GroupIdentifier], collection="groups"):
    """A type of external reference to groups.

    Custom ones go by name: ``GroupReference("...")``.
    """


class JobCategoryReference(
    ExternalReference[JobCategoryIdentifier], collection="job-categories"
):
    """A type of external reference to job categories.

    Custom ones go by name: ``JobCategoryReference("...")``.
    """


class JobReference(ExternalReference[JobIdentifier], collection="jobs"):
    """A type of external reference to jobs.

    Custom ones go by name: ``JobReference("...")``.
    """


class PersonReference(ExternalReference[PersonIdentifier], collection="people"):
    """A type of external reference to people.

    Custom ones go by name: ``PersonReference("...")``.
    """

    BADGE_NUMBER = Predefined("badge-number")
    """Badge number set in Protime."""

    EMPLOYEE_NUMBER = Predefined("employee-number")
    """Employee number set in Protime."""


class SectorReference(ExternalReference[SectorIdentifier], collection="sectors"):
    """A type of external reference to sectors.

    Custom ones go by name: ``SectorReference("...")``.
    """


class ShiftDefinitionReference(
    ExternalReference[ShiftDefinitionIdentifier], collection="shift-definitions"
):
    """A type of external reference to shift definitions.

    Custom ones go by name: ``ShiftDefinitionReference("...")``.
    """

    SHIFT_CODE = Predefined("shift-code")
    """Shift code set in Protime."""


class TerminalReference(ExternalReference[TerminalIdentifier], collection="terminals"):
    """A type of external reference to terminals.

    Custom ones go by name: ``TerminalReference("...")``.
    """

    EXTERNAL_CODE = Predefined("external-code")
    """External code set in Protime."""


class WorkLocationReference(
    ExternalReference[WorkLocationIdentifier], collection="work-locations"
):
    """A type of external reference to work locations.

    Custom ones go by name: ``WorkLocationReference("...")``.
    """
