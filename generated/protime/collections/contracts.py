# Generated from spec/collections/contracts.yaml by `nox -s generate`. Do not edit.
"""What people and the organisation agreed on, and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypedDict, Unpack

from protime.models.contracts import Contract
from protime.models.identifiers import ContractIdentifier
from protime.references import ContractReference, PersonReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import Members
from protime_runtime.asking.markers import EqualOrIn
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncFiltered, AsyncFollowed, Filtered, Followed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

ContractsReference: TypeAlias = ContractReference | PersonReference
"""External references that contracts can be fetched with."""

ContractsOtherReference: TypeAlias = PersonReference
"""External references to ask for beside an id."""


class ContractsFilter(TypedDict, total=False):
    """Which contracts to list."""

    person: Annotated[
        Members, EqualOrIn(sets=("circle", "org-group", "org-tree"), several=True)
    ]
    """People whose contracts they are.

    Inferred: operators and sets; only the general filtering page names them.
    """


_contracts = Endpoint(
    "contracts",
    Contract,
    id=int,
    path="/connector/protimeapi/api/v1/contracts",
    places=(Place("contractReference", "contracts", "id"),),
    read=(Scope.CONTRACTS_READ,),
    filter=ContractsFilter,
    webhooks=True,
)


class Contracts(Filtered[Contract, ContractsReference], Followed[Contract]):
    """What people and the organisation agreed on, and for how long.

    Scopes: to read, ``connector-protimeapi-contracts.read``.

    Source: ``reference/collections/people/contracts/``.
    """

    _endpoint = _contracts

    def list(
        self,
        *,
        external_references: Iterable[ContractsReference] = (),
        **filter: Unpack[ContractsFilter],
    ) -> Pager[Contract]:
        """Iterate over the contracts that match the filter.

        Source: ``reference/collections/people/contracts/get-list/``.
        """
        return self._client._paginate(
            _contracts.list(filter, external_references=external_references)
        )

    def delta(
        self, *, external_references: Iterable[ContractsReference] = ()
    ) -> DeltaPager[Contract]:
        """Iterate over the contracts and note where later changes begin.

        Source: ``reference/collections/people/contracts/delta/``.
        """
        return self._delta(external_references=external_references)

    def get(
        self,
        contract: int | ReferenceValue[ContractIdentifier],
        *,
        external_references: Iterable[ContractsOtherReference] = (),
        if_none_match: str | None = None,
    ) -> Contract:
        """Fetch one contract.

        Source: ``reference/collections/people/contracts/get/``.
        """
        return self._client._send(
            _contracts.get(
                contract,
                external_references=external_references,
                if_none_match=if_none_match,
            )
        )


class AsyncContracts(
    AsyncFiltered[Contract, ContractsReference], AsyncFollowed[Contract]
):
    """`Contracts`, awaited."""

    _endpoint = _contracts

    def list(
        self,
        *,
        external_references: Iterable[ContractsReference] = (),
        **filter: Unpack[ContractsFilter],
    ) -> AsyncPager[Contract]:
        """Iterate over the contracts that match the filter."""
        return self._client._paginate(
            _contracts.list(filter, external_references=external_references)
        )

    def delta(
        self, *, external_references: Iterable[ContractsReference] = ()
    ) -> AsyncDeltaPager[Contract]:
        """Iterate over the contracts and note where later changes begin."""
        return self._delta(external_references=external_references)

    async def get(
        self,
        contract: int | ReferenceValue[ContractIdentifier],
        *,
        external_references: Iterable[ContractsOtherReference] = (),
        if_none_match: str | None = None,
    ) -> Contract:
        """Fetch one contract."""
        return await self._client._send(
            _contracts.get(
                contract,
                external_references=external_references,
                if_none_match=if_none_match,
            )
        )
