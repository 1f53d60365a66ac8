# Generated from spec/collections/sectors.yaml by `nox -s generate`. Do not edit.
"""Sectors that people work in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protime.models.identifiers import SectorIdentifier
from protime.models.sectors import Sector
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

_sectors = Endpoint(
    "sectors",
    Sector,
    id=int,
    path="/connector/protimeapi/api/v1/sectors",
    places=(Place("sectorReference", "sectors", "id"),),
    read=(Scope.SECTORS_READ,),
)


class Sectors(Listed[Sector]):
    """Sectors that people work in.

    Scopes: to read, ``connector-protimeapi-sectors.read``.

    Source: ``reference/collections/sectors/get/``.
    """

    _endpoint = _sectors

    def list(self) -> Pager[Sector]:
        """Iterate over the sectors.

        Inferred: the list's page was not found; the siblings have one.

        Source: ``reference/collections/sectors/get/``.
        """
        return self._client._paginate(_sectors.list())

    def get(
        self,
        sector: int | ReferenceValue[SectorIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> Sector:
        """Fetch one sector.

        Source: ``reference/collections/sectors/get/``.
        """
        return self._client._send(_sectors.get(sector, if_none_match=if_none_match))


class AsyncSectors(AsyncListed[Sector]):
    """`Sectors`, awaited."""

    _endpoint = _sectors

    def list(self) -> AsyncPager[Sector]:
        """Iterate over the sectors."""
        return self._client._paginate(_sectors.list())

    async def get(
        self,
        sector: int | ReferenceValue[SectorIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> Sector:
        """Fetch one sector."""
        return await self._client._send(
            _sectors.get(sector, if_none_match=if_none_match)
        )
