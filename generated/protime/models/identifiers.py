# Generated from spec/reference_types.yaml by `nox -s generate`. Do not edit.
"""Identifiers: items of a collection, as other items name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

from protime_runtime.types import Identifier, ReferenceValue


@frozen(kw_only=True)
class AbsenceDefinitionIdentifier(Identifier):
    """An absence definition, named by Protime's id."""

    collection = "absence-definitions"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


AbsenceDefinitionLike: TypeAlias = (
    int | AbsenceDefinitionIdentifier | ReferenceValue[AbsenceDefinitionIdentifier]
)
"""What may name one absence definition in what is sent."""


@frozen(kw_only=True)
class AbsenceGroupIdentifier(Identifier):
    """An absence group, named by Protime's id."""

    collection = "absence-groups"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


AbsenceGroupLike: TypeAlias = (
    int | AbsenceGroupIdentifier | ReferenceValue[AbsenceGroupIdentifier]
)
"""What may name one absence group in what is sent."""


@frozen(kw_only=True)
class ActivityDefinitionIdentifier(Identifier):
    """An activity definition, named by Protime's id."""

    collection = "activity-definitions"

    id: str = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


ActivityDefinitionLike: TypeAlias = (
    str | ActivityDefinitionIdentifier | ReferenceValue[ActivityDefinitionIdentifier]
)
"""What may name one activity definition in what is sent."""


@frozen(kw_only=True)
class BreakDefinitionIdentifier(Identifier):
    """A break definition, named by Protime's id."""

    collection = "break-definitions"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


BreakDefinitionLike: TypeAlias = (
    int | BreakDefinitionIdentifier | ReferenceValue[BreakDefinitionIdentifier]
)
"""What may name one break definition in what is sent."""


@frozen(kw_only=True)
class CircleIdentifier(Identifier):
    """A circle of people, named by Protime's id."""

    collection = "circles"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


CircleLike: TypeAlias = int | CircleIdentifier | ReferenceValue[CircleIdentifier]
"""What may name one circle in what is sent."""


@frozen(kw_only=True)
class ContractIdentifier(Identifier):
    """A contract, named by Protime's id."""

    collection = "contracts"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


ContractLike: TypeAlias = int | ContractIdentifier | ReferenceValue[ContractIdentifier]
"""What may name one contract in what is sent."""


@frozen(kw_only=True)
class CounterDefinitionIdentifier(Identifier):
    """A counter definition, named by Protime's id."""

    collection = "counter-definitions"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


CounterDefinitionLike: TypeAlias = (
    int | CounterDefinitionIdentifier | ReferenceValue[CounterDefinitionIdentifier]
)
"""What may name one counter definition in what is sent."""


@frozen(kw_only=True)
class CounterGroupIdentifier(Identifier):
    """A counter group, named by Protime's id."""

    collection = "counter-groups"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


CounterGroupLike: TypeAlias = (
    int | CounterGroupIdentifier | ReferenceValue[CounterGroupIdentifier]
)
"""What may name one counter group in what is sent."""


@frozen(kw_only=True)
class DepartmentIdentifier(Identifier):
    """A department, named by Protime's id."""

    collection = "departments"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


DepartmentLike: TypeAlias = (
    int | DepartmentIdentifier | ReferenceValue[DepartmentIdentifier]
)
"""What may name one department in what is sent."""


@frozen(kw_only=True)
class EmployerIdentifier(Identifier):
    """An employer, named by Protime's id."""

    collection = "employers"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


EmployerLike: TypeAlias = int | EmployerIdentifier | ReferenceValue[EmployerIdentifier]
"""What may name one employer in what is sent."""


@frozen(kw_only=True)
class GroupIdentifier(Identifier):
    """A group of people, named by Protime's id."""

    collection = "groups"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


GroupLike: TypeAlias = int | GroupIdentifier | ReferenceValue[GroupIdentifier]
"""What may name one group in what is sent."""


@frozen(kw_only=True)
class JobCategoryIdentifier(Identifier):
    """A job category, named by Protime's id."""

    collection = "job-categories"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


JobCategoryLike: TypeAlias = (
    int | JobCategoryIdentifier | ReferenceValue[JobCategoryIdentifier]
)
"""What may name one job category in what is sent."""


@frozen(kw_only=True)
class JobIdentifier(Identifier):
    """A job, named by Protime's id."""

    collection = "jobs"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


JobLike: TypeAlias = int | JobIdentifier | ReferenceValue[JobIdentifier]
"""What may name one job in what is sent."""


@frozen(kw_only=True)
class PersonIdentifier(Identifier):
    """A person, named by Protime's id."""

    collection = "people"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


PersonLike: TypeAlias = int | PersonIdentifier | ReferenceValue[PersonIdentifier]
"""What may name one person in what is sent."""


@frozen(kw_only=True)
class SectorIdentifier(Identifier):
    """A sector, named by Protime's id."""

    collection = "sectors"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


SectorLike: TypeAlias = int | SectorIdentifier | ReferenceValue[SectorIdentifier]
"""What may name one sector in what is sent."""


@frozen(kw_only=True)
class ShiftDefinitionIdentifier(Identifier):
    """A shift definition, named by Protime's id."""

    collection = "shift-definitions"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


ShiftDefinitionLike: TypeAlias = (
    int | ShiftDefinitionIdentifier | ReferenceValue[ShiftDefinitionIdentifier]
)
"""What may name one shift definition in what is sent."""


@frozen(kw_only=True)
class TerminalIdentifier(Identifier):
    """A terminal, named by Protime's id."""

    collection = "terminals"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


TerminalLike: TypeAlias = int | TerminalIdentifier | ReferenceValue[TerminalIdentifier]
"""What may name one terminal in what is sent."""


@frozen(kw_only=True)
class WorkLocationIdentifier(Identifier):
    """A work location, named by Protime's id."""

    collection = "work-locations"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


WorkLocationLike: TypeAlias = (
    int | WorkLocationIdentifier | ReferenceValue[WorkLocationIdentifier]
)
"""What may name one work location in what is sent."""
