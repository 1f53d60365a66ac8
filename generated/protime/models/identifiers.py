# Generated from spec/reference_types.yaml by `nox -s generate`. Do not edit.
"""Identifiers: items of a collection, as other items name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

from protime_runtime.types import Identifier, ReferenceValue, hidden


@frozen(kw_only=True)
class IntegerIdentifier(Identifier):
    """Base of identifiers whose id is of the type integer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


@frozen(kw_only=True)
class StringIdentifier(Identifier):
    """Base of identifiers whose id is of the type string."""

    id: str = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


class AbsenceDefinitionIdentifier(IntegerIdentifier):
    """An absence definition, named by Protime's id."""

    __slots__ = ()
    collection = "absence-definitions"


AbsenceDefinitionLike: TypeAlias = (
    int | AbsenceDefinitionIdentifier | ReferenceValue[AbsenceDefinitionIdentifier]
)
"""What may name one absence definition in what is sent."""


class AbsenceGroupIdentifier(IntegerIdentifier):
    """An absence group, named by Protime's id."""

    __slots__ = ()
    collection = "absence-groups"


AbsenceGroupLike: TypeAlias = (
    int | AbsenceGroupIdentifier | ReferenceValue[AbsenceGroupIdentifier]
)
"""What may name one absence group in what is sent."""


class ActivityDefinitionIdentifier(StringIdentifier):
    """An activity definition, named by Protime's id."""

    __slots__ = ()
    collection = "activity-definitions"


ActivityDefinitionLike: TypeAlias = (
    str | ActivityDefinitionIdentifier | ReferenceValue[ActivityDefinitionIdentifier]
)
"""What may name one activity definition in what is sent."""


class BreakDefinitionIdentifier(IntegerIdentifier):
    """A break definition, named by Protime's id."""

    __slots__ = ()
    collection = "break-definitions"


BreakDefinitionLike: TypeAlias = (
    int | BreakDefinitionIdentifier | ReferenceValue[BreakDefinitionIdentifier]
)
"""What may name one break definition in what is sent."""


class CircleIdentifier(IntegerIdentifier):
    """A circle of people, named by Protime's id."""

    __slots__ = ()
    collection = "circles"


CircleLike: TypeAlias = int | CircleIdentifier | ReferenceValue[CircleIdentifier]
"""What may name one circle in what is sent."""


class ContractIdentifier(IntegerIdentifier):
    """A contract, named by Protime's id."""

    __slots__ = ()
    collection = "contracts"


ContractLike: TypeAlias = int | ContractIdentifier | ReferenceValue[ContractIdentifier]
"""What may name one contract in what is sent."""


class CounterDefinitionIdentifier(IntegerIdentifier):
    """A counter definition, named by Protime's id."""

    __slots__ = ()
    collection = "counter-definitions"


CounterDefinitionLike: TypeAlias = (
    int | CounterDefinitionIdentifier | ReferenceValue[CounterDefinitionIdentifier]
)
"""What may name one counter definition in what is sent."""


class CounterGroupIdentifier(IntegerIdentifier):
    """A counter group, named by Protime's id."""

    __slots__ = ()
    collection = "counter-groups"


CounterGroupLike: TypeAlias = (
    int | CounterGroupIdentifier | ReferenceValue[CounterGroupIdentifier]
)
"""What may name one counter group in what is sent."""


class DepartmentIdentifier(IntegerIdentifier):
    """A department, named by Protime's id."""

    __slots__ = ()
    collection = "departments"


DepartmentLike: TypeAlias = (
    int | DepartmentIdentifier | ReferenceValue[DepartmentIdentifier]
)
"""What may name one department in what is sent."""


class EmployerIdentifier(IntegerIdentifier):
    """An employer, named by Protime's id."""

    __slots__ = ()
    collection = "employers"


EmployerLike: TypeAlias = int | EmployerIdentifier | ReferenceValue[EmployerIdentifier]
"""What may name one employer in what is sent."""


class GroupIdentifier(IntegerIdentifier):
    """A group of people, named by Protime's id."""

    __slots__ = ()
    collection = "groups"


GroupLike: TypeAlias = int | GroupIdentifier | ReferenceValue[GroupIdentifier]
"""What may name one group in what is sent."""


class JobCategoryIdentifier(IntegerIdentifier):
    """A job category, named by Protime's id."""

    __slots__ = ()
    collection = "job-categories"


JobCategoryLike: TypeAlias = (
    int | JobCategoryIdentifier | ReferenceValue[JobCategoryIdentifier]
)
"""What may name one job category in what is sent."""


class JobIdentifier(IntegerIdentifier):
    """A job, named by Protime's id."""

    __slots__ = ()
    collection = "jobs"


JobLike: TypeAlias = int | JobIdentifier | ReferenceValue[JobIdentifier]
"""What may name one job in what is sent."""


class PersonIdentifier(IntegerIdentifier):
    """A person, named by Protime's id."""

    __slots__ = ()
    collection = "people"


PersonLike: TypeAlias = int | PersonIdentifier | ReferenceValue[PersonIdentifier]
"""What may name one person in what is sent."""


class SectorIdentifier(IntegerIdentifier):
    """A sector, named by Protime's id."""

    __slots__ = ()
    collection = "sectors"


SectorLike: TypeAlias = int | SectorIdentifier | ReferenceValue[SectorIdentifier]
"""What may name one sector in what is sent."""


class ShiftDefinitionIdentifier(IntegerIdentifier):
    """A shift definition, named by Protime's id."""

    __slots__ = ()
    collection = "shift-definitions"


ShiftDefinitionLike: TypeAlias = (
    int | ShiftDefinitionIdentifier | ReferenceValue[ShiftDefinitionIdentifier]
)
"""What may name one shift definition in what is sent."""


class TerminalIdentifier(IntegerIdentifier):
    """A terminal, named by Protime's id."""

    __slots__ = ()
    collection = "terminals"


TerminalLike: TypeAlias = int | TerminalIdentifier | ReferenceValue[TerminalIdentifier]
"""What may name one terminal in what is sent."""


class WorkLocationIdentifier(IntegerIdentifier):
    """A work location, named by Protime's id."""

    __slots__ = ()
    collection = "work-locations"


WorkLocationLike: TypeAlias = (
    int | WorkLocationIdentifier | ReferenceValue[WorkLocationIdentifier]
)
"""What may name one work location in what is sent."""
