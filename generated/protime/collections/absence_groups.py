# Generated from spec/collections/absence-groups.yaml by `nox -s generate`. Do not edit.
"""Groups of absence definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protime.models.absence_groups import AbsenceGroup
from protime.models.identifiers import AbsenceGroupIdentifier
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncFollowed, Followed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

_absence_groups = Endpoint(
    "absence-groups",
    AbsenceGroup,
    id=int,
    path="/connector/protimeapi/api/v1/absence-groups",
    places=(Place("absenceGroupReference", "absence-groups", "id"),),
    read=(Scope.ABSENCE_GROUPS_READ,),
    webhooks=True,
)


class AbsenceGroups(Followed[AbsenceGroup]):
    """Groups of absence definitions.

    Saving one group in myProtime reports all of them, changed or not.

    Scopes: to read, ``connector-protimeapi-absence-groups.read``.

    Source: ``reference/collections/absences/absence-groups/get/``.
    """

    _endpoint = _absence_groups

    def list(self) -> Pager[AbsenceGroup]:
        """Iterate over the absence groups.

        Inferred: the list's page was not found; this one refers to it.

        Source: ``reference/collections/absences/absence-groups/get/``.
        """
        return self._client._paginate(_absence_groups.list())

    def delta(self) -> DeltaPager[AbsenceGroup]:
        """Iterate over the absence groups and note where later changes begin.

        Source: ``reference/collections/absences/absence-groups/delta/``.
        """
        return self._delta()

    def get(
        self,
        absence_group: int | ReferenceValue[AbsenceGroupIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> AbsenceGroup:
        """Fetch one absence group.

        Source: ``reference/collections/absences/absence-groups/get/``.
        """
        return self._client._send(
            _absence_groups.get(absence_group, if_none_match=if_none_match)
        )


class AsyncAbsenceGroups(AsyncFollowed[AbsenceGroup]):
    """`AbsenceGroups`, awaited."""

    _endpoint = _absence_groups

    def list(self) -> AsyncPager[AbsenceGroup]:
        """Iterate over the absence groups."""
        return self._client._paginate(_absence_groups.list())

    def delta(self) -> AsyncDeltaPager[AbsenceGroup]:
        """Iterate over the absence groups and note where later changes begin."""
        return self._delta()

    async def get(
        self,
        absence_group: int | ReferenceValue[AbsenceGroupIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> AbsenceGroup:
        """Fetch one absence group."""
        return await self._client._send(
            _absence_groups.get(absence_group, if_none_match=if_none_match)
        )
