# Generated from spec/collections/contracts.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``contracts``."""

from __future__ import annotations

from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    FilterInfo,
    OperationInfo,
    PathParameterInfo,
    TypeInfo,
)

COLLECTION = CollectionInfo(
    name="contracts",
    attribute="contracts",
    domain="people",
    summary=("What people and the organisation agreed on, and for how long."),
    path="/contracts",
    item="Contract",
    read_scopes=("connector-protimeapi-contracts.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/contracts",
            filters=("person",),
            external_references=("contracts", "people"),
            answer="page",
            source="reference/collections/people/contracts/get-list/",
        ),
        OperationInfo(
            name="delta",
            method="GET",
            path="/contracts",
            external_references=("contracts", "people"),
            answer="page",
            source="reference/collections/people/contracts/delta/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/contracts/{contractReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="contractReference",
                    python="contract",
                    type="integer",
                    identifier="contracts",
                ),
            ),
            external_references=("contracts", "people"),
            source="reference/collections/people/contracts/get/",
        ),
    ),
    filters=(
        FilterInfo(
            wire="person",
            python="person",
            type="integer",
            operators=("eq", "in"),
            sets=("circle", "org-group", "org-tree"),
            multiple=True,
            summary="People whose contracts they are.",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the contract; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the contract.",
        ),
        FieldInfo(
            wire="externalReferences",
            python="external_references",
            type="references",
            personal=True,
            summary=(
                "Other systems' names for the contract, as far as they were asked for."
            ),
        ),
        FieldInfo(
            wire="person",
            python="person",
            type="identifier",
            identifier=("people",),
            read="always",
            summary="Whose contract it is.",
        ),
        FieldInfo(
            wire="code", python="code", type="string", summary="Code of the contract."
        ),
        FieldInfo(
            wire="from",
            python="from_",
            type="date",
            read="always",
            summary="First day of the contract.",
        ),
        FieldInfo(
            wire="until",
            python="until",
            type="date",
            summary=("Last day of the contract; open-ended without one."),
        ),
        FieldInfo(
            wire="contractHoursInMinutes",
            python="contract_hours_in_minutes",
            type="integer",
            summary="Agreed working time in minutes.",
        ),
        FieldInfo(
            wire="fullTimeEquivalentInMinutes",
            python="full_time_equivalent_in_minutes",
            type="integer",
            summary=("Working time of a full-time job in minutes."),
        ),
        FieldInfo(
            wire="contractPercentage",
            python="contract_percentage",
            type="number",
            summary=("Agreed working time as a percentage of full time."),
        ),
        FieldInfo(
            wire="numberOfWorkingDaysPerWeek",
            python="number_of_working_days_per_week",
            type="number",
            summary="Working days per week.",
        ),
        FieldInfo(
            wire="numberOfDaysInContractPeriod",
            python="number_of_days_in_contract_period",
            type="integer",
            summary="Days in the contract's period.",
        ),
        FieldInfo(
            wire="kind",
            python="kind",
            type="ContractKind",
            summary=("Whether it is a contract or an addendum."),
        ),
        FieldInfo(
            wire="parentContract",
            python="parent_contract",
            type="identifier",
            identifier=("contracts",),
            summary=("Contract that an addendum belongs to."),
        ),
    ),
    types=(
        TypeInfo(
            name="ContractKind",
            values=("Contract", "Addendum"),
        ),
    ),
    external_references=("contracts", "people"),
    delta=True,
    webhooks=True,
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
