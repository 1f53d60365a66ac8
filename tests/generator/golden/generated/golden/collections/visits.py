# Generated from spec/collections/visits.yaml by `nox -s generate`. Do not edit.
"""Who comes and goes, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Required, TypeAlias, TypedDict, Unpack

from golden.models.visits import NewVisit, Visit, VisitKind
from golden.references import PersonReference, RoomPartReference, RoomReference
from golden.scopes import Scope
from protime_runtime.asking.days import DateRange
from protime_runtime.asking.endpoint import Endpoint, Operation
from protime_runtime.asking.filters import Members
from protime_runtime.asking.markers import Days, Equal, EqualOrIn, In, People
from protime_runtime.asking.rules import AtMostOneYear, NotBeforePreviousYear
from protime_runtime.collections import AsyncFiltered, AsyncFollowed, Filtered, Followed
from protime_runtime.messages import Created
from protime_runtime.types import Date

if TYPE_CHECKING:
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

VisitsReference: TypeAlias = PersonReference | RoomReference | RoomPartReference
"""External references that visits can be fetched with."""


class VisitsFilter(TypedDict, total=False):
    """Which visits to list."""

    date: Required[
        Annotated[
            DateRange, Days(), AtMostOneYear("reference/collections/visits/get-list/")
        ]
    ]
    """Days of the visits."""

    person: Annotated[Members, People(sets=("circle", "org-group"))]
    """People who visit."""

    kind: Annotated[VisitKind | Iterable[VisitKind], Equal(several=True)]
    """What the visits are for.

    Inferred: several kinds at once.
    """

    visit_number: Annotated[int | Iterable[int], EqualOrIn("visit-number")]
    """Numbers of the visits."""

    is_unfinished: Annotated[bool, Equal("isOpen")]
    """Whether the visits go on."""

    last_date: Annotated[Date, Equal("lastDate")]
    """Last day of the visits."""

    from_: Annotated[Iterable[str], In("from")]
    """Where the visitors come from."""


class VisitsDeltaFilter(TypedDict, total=False):
    """Which visits to follow."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear("reference/collections/visits/get-list/"),
            NotBeforePreviousYear(
                "reference/collections/visits/delta/",
                inferred=("from the sibling collections' pages"),
            ),
        ]
    ]
    """Days of the visits."""


_visits = Endpoint(
    "visits",
    Visit,
    id=int,
    path="/golden/api/v1/visits",
    read=(Scope.VISITS_READ, Scope.VISITS_HISTORICAL_DATA_READ),
    write=(Scope.VISITS_WRITE,),
    filter=VisitsFilter,
    delta_filter=VisitsDeltaFilter,
    operations={
        "delete": Operation(statuses=(200, 204)),
    },
    webhooks=True,
)


class Visits(Filtered[Visit, VisitsReference], Followed[Visit]):
    """Who comes and goes, and when.

    A visit that ends after midnight belongs to the day on which it began.
    Visits stay for ten years.

    Inferred: that visits are a collection.

    Scopes: to read, ``golden-api-visits.read`` or
    ``golden-api-visits-historical-data.read``; to write, ``golden-api-visits.write``.

    Inferred: that either scope is enough.

    Source: ``reference/collections/visits/``, ``concepts/visits/``.
    """

    _endpoint = _visits

    def list(
        self,
        *,
        external_references: Iterable[VisitsReference] = (),
        **filter: Unpack[VisitsFilter],
    ) -> Pager[Visit]:
        """Iterate over the visits that match the filter.

        Only one's own visits are listed without a filter for people.

        Inferred: whether it pages.

        Source: ``reference/collections/visits/get-list/``.
        """
        return self._client._paginate(
            _visits.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[PersonReference] = (),
        **filter: Unpack[VisitsDeltaFilter],
    ) -> DeltaPager[Visit]:
        """Iterate over the visits and note where later changes begin.

        Source: ``reference/collections/visits/delta/``.
        """
        return self._delta(filter, external_references=external_references)

    def delta_where(
        self, expression: str, *, external_references: Iterable[PersonReference] = ()
    ) -> DeltaPager[Visit]:
        """Start to follow the visits that match a filter expression."""
        return self._client._follow(
            _visits.delta_where(expression, external_references=external_references)
        )

    def get(
        self,
        id: int,
        *,
        external_references: Iterable[VisitsReference] = (),
        if_none_match: str | None = None,
    ) -> Visit:
        """Fetch one visit.

        Source: ``reference/collections/visits/get/``.
        """
        return self._client._send(
            _visits.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )

    def create(self, visit: NewVisit) -> Created[int]:
        """Create a visit.

        Source: ``reference/collections/visits/post/``.
        """
        return self._client._send(_visits.create(visit))

    def update(
        self, id: int, visit: NewVisit | Visit, *, if_match: str | None = None
    ) -> None:
        """Update one visit.

        Source: ``reference/collections/visits/put/``.
        """
        return self._client._send(_visits.update(visit, id, if_match=if_match))

    def delete(self, id: int, *, if_match: str | None = None) -> None:
        """Delete one visit.

        Source: ``reference/collections/visits/delete/``.
        """
        return self._client._send(_visits.delete(id, if_match=if_match))


class AsyncVisits(AsyncFiltered[Visit, VisitsReference], AsyncFollowed[Visit]):
    """`Visits`, awaited."""

    _endpoint = _visits

    def list(
        self,
        *,
        external_references: Iterable[VisitsReference] = (),
        **filter: Unpack[VisitsFilter],
    ) -> AsyncPager[Visit]:
        """Iterate over the visits that match the filter."""
        return self._client._paginate(
            _visits.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[PersonReference] = (),
        **filter: Unpack[VisitsDeltaFilter],
    ) -> AsyncDeltaPager[Visit]:
        """Iterate over the visits and note where later changes begin."""
        return self._delta(filter, external_references=external_references)

    def delta_where(
        self, expression: str, *, external_references: Iterable[PersonReference] = ()
    ) -> AsyncDeltaPager[Visit]:
        """Start to follow the visits that match a filter expression."""
        return self._client._follow(
            _visits.delta_where(expression, external_references=external_references)
        )

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[VisitsReference] = (),
        if_none_match: str | None = None,
    ) -> Visit:
        """Fetch one visit."""
        return await self._client._send(
            _visits.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )

    async def create(self, visit: NewVisit) -> Created[int]:
        """Create a visit."""
        return await self._client._send(_visits.create(visit))

    async def update(
        self, id: int, visit: NewVisit | Visit, *, if_match: str | None = None
    ) -> None:
        """Update one visit."""
        return await self._client._send(_visits.update(visit, id, if_match=if_match))

    async def delete(self, id: int, *, if_match: str | None = None) -> None:
        """Delete one visit."""
        return await self._client._send(_visits.delete(id, if_match=if_match))
