# Generated from spec/collections/contracts.yaml by `nox -s generate`. Do not edit.
"""Models of contracts."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Date, Kept, Model, OpenEnum, hidden

from .identifiers import ContractIdentifier, PersonIdentifier


class ContractKind(OpenEnum):
    """Whether something is a contract or an addendum to one."""

    CONTRACT = "Contract"
    ADDENDUM = "Addendum"


@frozen(kw_only=True)
class Contract(Model):
    """A contract of a person, or an addendum to one."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the contract; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the contract."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for the contract, as far as they were asked for.

    Inferred: where it stands, beside the id.
    """

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Whose contract it is."""

    code: str | None = field(default=None, metadata={"wire": "code"})
    """Code of the contract."""

    from_: Date = field(metadata={"wire": "from"})
    """First day of the contract.

    Inferred: the format.
    """

    until: Date | None = field(default=None, metadata={"wire": "until"})
    """Last day of the contract; open-ended without one.

    Inferred: the format, and that it may be missing.
    """

    contract_hours_in_minutes: int | None = field(
        default=None, metadata={"wire": "contractHoursInMinutes"}
    )
    """Agreed working time in minutes."""

    full_time_equivalent_in_minutes: int | None = field(
        default=None, metadata={"wire": "fullTimeEquivalentInMinutes"}
    )
    """Working time of a full-time job in minutes."""

    contract_percentage: float | None = field(
        default=None, metadata={"wire": "contractPercentage"}
    )
    """Agreed working time as a percentage of full time."""

    number_of_working_days_per_week: float | None = field(
        default=None, metadata={"wire": "numberOfWorkingDaysPerWeek"}
    )
    """Working days per week.

    Inferred: fractions; older pages say number, newer ones integer.
    """

    number_of_days_in_contract_period: int | None = field(
        default=None, metadata={"wire": "numberOfDaysInContractPeriod"}
    )
    """Days in the contract's period."""

    kind: ContractKind | None = field(default=None, metadata={"wire": "kind"})
    """Whether it is a contract or an addendum."""

    parent_contract: ContractIdentifier | None = field(
        default=None, metadata={"wire": "parentContract"}
    )
    """Contract that an addendum belongs to.

    Inferred: only addenda have one.
    """

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
