# Generated from spec/collections/work-locations.yaml by `nox -s generate`. Do not edit.
"""Places where people work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protime.models.identifiers import WorkLocationIdentifier
from protime.models.work_locations import WorkLocation
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

_work_locations = Endpoint(
    "work-locations",
    WorkLocation,
    id=int,
    path="/connector/protimeapi/api/v1/work-locations",
    places=(Place("workLocationReference", "work-locations", "id"),),
    read=(Scope.WORK_LOCATIONS_READ,),
)


class WorkLocations(Listed[WorkLocation]):
    """Places where people work.

    Scopes: to read, ``connector-protimeapi-work-locations.read``.

    Source: ``reference/collections/work-locations/get/``.
    """

    _endpoint = _work_locations

    def list(self) -> Pager[WorkLocation]:
        """Iterate over the work locations.

        Inferred: the list's page was not found; the siblings have one.

        Source: ``reference/collections/work-locations/get/``.
        """
        return self._client._paginate(_work_locations.list())

    def get(
        self,
        work_location: int | ReferenceValue[WorkLocationIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> WorkLocation:
        """Fetch one work location.

        Source: ``reference/collections/work-locations/get/``.
        """
        return self._client._send(
            _work_locations.get(work_location, if_none_match=if_none_match)
        )


class AsyncWorkLocations(AsyncListed[WorkLocation]):
    """`WorkLocations`, awaited."""

    _endpoint = _work_locations

    def list(self) -> AsyncPager[WorkLocation]:
        """Iterate over the work locations."""
        return self._client._paginate(_work_locations.list())

    async def get(
        self,
        work_location: int | ReferenceValue[WorkLocationIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> WorkLocation:
        """Fetch one work location."""
        return await self._client._send(
            _work_locations.get(work_location, if_none_match=if_none_match)
        )
