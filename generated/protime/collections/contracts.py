# Generated from spec/collections/contracts.yaml by `nox -s generate`. Do not edit.
"""What people and the organisation agreed on, and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, TypedDict, Unpack, overload

from protime.models.contracts import Contract
from protime.models.identifiers import ContractIdentifier
from protime.references import ContractReference, PersonReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import Members, Property
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager
from protime_runtime.types import ReferenceValue

ContractsReference: TypeAlias = ContractReference | PersonReference
"""External references that contracts can be fetched with."""

ContractsOtherReference: TypeAlias = PersonReference
"""External references to ask for beside an id."""

_contracts = Endpoint(
    "contracts",
    Contract,
    id=int,
    path="/connector/protimeapi/api/v1/contracts",
    places=(Place("contracts", "id"),),
    read=(Scope.CONTRACTS_READ,),
    filters={
        "person": Property(
            "person",
            ("eq", "in"),
            sets=("circle", "org-group", "org-tree"),
            multiple=True,
        ),
    },
)


class ContractsFilter(TypedDict, total=False):
    """Which contracts to list."""

    person: Members
    """People whose contracts they are.

    Inferred: operators and sets; only the general filtering page names them.
    """


class Contracts(Collection):
    """What people and the organisation agreed on, and for how long.

    Scopes: to read, ``connector-protimeapi-contracts.read``.

    Source: ``reference/collections/people/contracts/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[ContractsReference] = (),
        **filter: Unpack[ContractsFilter],
    ) -> Pager[Contract]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[ContractsReference] = ()
    ) -> Pager[Contract]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[ContractsReference] = (),
        **filter: object,
    ) -> Pager[Contract]:
        """Iterate over the contracts that match the filter.

        Source: ``reference/collections/people/contracts/get-list/``.
        """
        return self._client.paginate(
            _contracts.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> Pager[Contract]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_contracts.resume(link))

    def delta(
        self, *, external_references: Iterable[ContractsReference] = ()
    ) -> DeltaPager[Contract]:
        """Iterate over the contracts and note where later changes begin.

        Source: ``reference/collections/people/contracts/delta/``.
        """
        return self._client.follow(
            _contracts.delta(
                external_references=external_references, today=self._client.today()
            )
        )

    def changes(self, link: str) -> DeltaPager[Contract]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_contracts.changes(link))

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
        return self._client.send(
            _contracts.get(
                contract,
                external_references=external_references,
                if_none_match=if_none_match,
            )
        )


class AsyncContracts(AsyncCollection):
    """What people and the organisation agreed on, and for how long.

    Scopes: to read, ``connector-protimeapi-contracts.read``.

    Source: ``reference/collections/people/contracts/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[ContractsReference] = (),
        **filter: Unpack[ContractsFilter],
    ) -> AsyncPager[Contract]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[ContractsReference] = ()
    ) -> AsyncPager[Contract]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[ContractsReference] = (),
        **filter: object,
    ) -> AsyncPager[Contract]:
        """Iterate over the contracts that match the filter.

        Source: ``reference/collections/people/contracts/get-list/``.
        """
        return self._client.paginate(
            _contracts.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> AsyncPager[Contract]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_contracts.resume(link))

    def delta(
        self, *, external_references: Iterable[ContractsReference] = ()
    ) -> AsyncDeltaPager[Contract]:
        """Iterate over the contracts and note where later changes begin.

        Source: ``reference/collections/people/contracts/delta/``.
        """
        return self._client.follow(
            _contracts.delta(
                external_references=external_references, today=self._client.today()
            )
        )

    def changes(self, link: str) -> AsyncDeltaPager[Contract]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_contracts.changes(link))

    async def get(
        self,
        contract: int | ReferenceValue[ContractIdentifier],
        *,
        external_references: Iterable[ContractsOtherReference] = (),
        if_none_match: str | None = None,
    ) -> Contract:
        """Fetch one contract.

        Source: ``reference/collections/people/contracts/get/``.
        """
        return await self._client.send(
            _contracts.get(
                contract,
                external_references=external_references,
                if_none_match=if_none_match,
            )
        )
