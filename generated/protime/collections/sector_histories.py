# Generated from spec/collections/sector-histories.yaml by `nox -s generate`.
# Do not edit.
"""Which sectors people worked in, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from protime.models.identifiers import PersonIdentifier
from protime.models.sector_histories import SectorHistory
from protime.references import SectorReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

SectorHistoriesOtherReference: TypeAlias = SectorReference
"""External references to ask for beside an id."""

_sector_histories = Endpoint(
    "sector-histories",
    SectorHistory,
    id=int,
    path="/connector/protimeapi/api/v1/sector-histories",
    read=(Scope.PEOPLE_READ, Scope.PEOPLE_HISTORICAL_DATA_READ),
)

_sector_history = Endpoint(
    "sector-histories",
    SectorHistory,
    id=int,
    path="/connector/protimeapi/api/v1/people/{}/sector-history",
    places=(Place("PersonReference", "people", "person.id"),),
    read=(Scope.PEOPLE_READ, Scope.PEOPLE_HISTORICAL_DATA_READ),
)


class SectorHistories(Listed[SectorHistory]):
    """Which sectors people worked in, and when.

    Scopes: to read, ``connector-protimeapi-people.read`` or
    ``connector-protimeapi-people-historical-data.read``.

    Source: ``reference/collections/people/historical-fields/get-list/``,
    ``reference/collections/people/historical-fields/get/``.
    """

    _endpoint = _sector_histories
    _endpoint_for_person = _sector_history

    def list(
        self, *, external_references: Iterable[SectorReference] = ()
    ) -> Pager[SectorHistory]:
        """Iterate over the sector histories.

        Inferred: that people's references are refused; older pages allow them.

        Source: ``reference/collections/people/historical-fields/get-list/``.
        """
        return self._client._paginate(
            _sector_histories.list(external_references=external_references)
        )

    def list_for_person(
        self,
        person: int | ReferenceValue[PersonIdentifier],
        *,
        external_references: Iterable[SectorHistoriesOtherReference] = (),
    ) -> Pager[SectorHistory]:
        """Iterate over the sector histories of one person.

        Inferred: a bare array and an object with ``value`` are both read.

        Source: ``reference/collections/people/historical-fields/get/``.
        """
        return self._client._paginate(
            _sector_history.at(person).list(external_references=external_references)
        )


class AsyncSectorHistories(AsyncListed[SectorHistory]):
    """`SectorHistories`, awaited."""

    _endpoint = _sector_histories
    _endpoint_for_person = _sector_history

    def list(
        self, *, external_references: Iterable[SectorReference] = ()
    ) -> AsyncPager[SectorHistory]:
        """Iterate over the sector histories."""
        return self._client._paginate(
            _sector_histories.list(external_references=external_references)
        )

    def list_for_person(
        self,
        person: int | ReferenceValue[PersonIdentifier],
        *,
        external_references: Iterable[SectorHistoriesOtherReference] = (),
    ) -> AsyncPager[SectorHistory]:
        """Iterate over the sector histories of one person."""
        return self._client._paginate(
            _sector_history.at(person).list(external_references=external_references)
        )
