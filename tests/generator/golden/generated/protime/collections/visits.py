# Generated from spec/collections/visits.yaml by `nox -s generate`. Do not edit.
"""Who comes and goes, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Required, TypeAlias, TypedDict, Unpack, overload

from protime.models.visits import NewVisit, Visit, VisitKind
from protime.references import PersonReference, RoomPartReference, RoomReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import DateRange, Members, Property, Rule
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.messages import Created
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager
from protime_runtime.types import Date

VisitsReference: TypeAlias = PersonReference | RoomReference | RoomPartReference
"""External references that visits can be fetched with."""

_visits = Endpoint(
    "visits",
    Visit,
    id=int,
    path="/connector/protimeapi/api/v1/visits",
    read=(Scope.VISITS_READ, Scope.VISITS_HISTORICAL_DATA_READ),
    write=(Scope.VISITS_WRITE,),
    filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule(
                    "at-most-one-year", source="reference/collections/visits/get-list/"
                ),
            ),
        ),
        "person": Property(
            "person", ("in",), sets=("circle", "org-group"), multiple=True
        ),
        "kind": Property("kind", ("eq",), multiple=True),
        "visit_number": Property("visit-number", ("eq", "in")),
        "is_unfinished": Property("isOpen", ("eq",)),
        "last_date": Property("lastDate", ("eq",)),
        "from_": Property("from", ("in",)),
    },
    delta_filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule(
                    "at-most-one-year", source="reference/collections/visits/get-list/"
                ),
                Rule(
                    "not-before-previous-year",
                    source="reference/collections/visits/delta/",
                    inferred=("from the sibling collections' pages"),
                ),
            ),
        ),
    },
)


class VisitsFilter(TypedDict, total=False):
    """Which visits to list."""

    date: Required[DateRange]
    """Days of the visits."""

    person: Members
    """People who visit."""

    kind: VisitKind | Iterable[VisitKind]
    """What the visits are for.

    Inferred: several kinds at once.
    """

    visit_number: int | Iterable[int]
    """Numbers of the visits."""

    is_unfinished: bool
    """Whether the visits go on."""

    last_date: Date
    """Last day of the visits."""

    from_: Iterable[str]
    """Where the visitors come from."""


class VisitsDeltaFilter(TypedDict, total=False):
    """Which visits to follow."""

    date: Required[DateRange]
    """Days of the visits."""


class Visits(Collection):
    """Who comes and goes, and when.

    A visit that ends after midnight belongs to the day on which it began.
    Visits stay for ten years.

    Inferred: that visits are a collection.

    Scopes: to read, ``connector-protimeapi-visits.read`` or
    ``connector-protimeapi-visits-historical-data.read``; to write,
    ``connector-protimeapi-visits.write``.

    Inferred: that either scope is enough.

    Source: ``reference/collections/visits/``, ``concepts/visits/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[VisitsReference] = (),
        **filter: Unpack[VisitsFilter],
    ) -> Pager[Visit]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[VisitsReference] = ()
    ) -> Pager[Visit]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[VisitsReference] = (),
        **filter: object,
    ) -> Pager[Visit]:
        """Iterate over the visits that match the filter.

        Only one's own visits are listed without a filter for people.

        Inferred: whether it pages.

        Source: ``reference/collections/visits/get-list/``.
        """
        return self._client.paginate(
            _visits.list(filter, where=where, external_references=external_references)
        )

    def resume(self, link: str) -> Pager[Visit]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_visits.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[PersonReference] = (),
        **filter: Unpack[VisitsDeltaFilter],
    ) -> DeltaPager[Visit]: ...
    @overload
    def delta(
        self, *, where: str, external_references: Iterable[PersonReference] = ()
    ) -> DeltaPager[Visit]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[PersonReference] = (),
        **filter: object,
    ) -> DeltaPager[Visit]:
        """Iterate over the visits and note where later changes begin.

        Source: ``reference/collections/visits/delta/``.
        """
        return self._client.follow(
            _visits.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> DeltaPager[Visit]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_visits.changes(link))

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
        return self._client.send(
            _visits.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )

    def create(self, visit: NewVisit) -> Created[int]:
        """Create a visit.

        Source: ``reference/collections/visits/post/``.
        """
        return self._client.send(_visits.create(visit))

    def update(
        self, id: int, visit: NewVisit | Visit, *, if_match: str | None = None
    ) -> None:
        """Update one visit.

        Source: ``reference/collections/visits/put/``.
        """
        return self._client.send(_visits.update(visit, id, if_match=if_match))

    def delete(self, id: int, *, if_match: str | None = None) -> None:
        """Delete one visit.

        Source: ``reference/collections/visits/delete/``.
        """
        return self._client.send(_visits.delete(id, if_match=if_match))


class AsyncVisits(AsyncCollection):
    """Who comes and goes, and when.

    A visit that ends after midnight belongs to the day on which it began.
    Visits stay for ten years.

    Inferred: that visits are a collection.

    Scopes: to read, ``connector-protimeapi-visits.read`` or
    ``connector-protimeapi-visits-historical-data.read``; to write,
    ``connector-protimeapi-visits.write``.

    Inferred: that either scope is enough.

    Source: ``reference/collections/visits/``, ``concepts/visits/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[VisitsReference] = (),
        **filter: Unpack[VisitsFilter],
    ) -> AsyncPager[Visit]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[VisitsReference] = ()
    ) -> AsyncPager[Visit]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[VisitsReference] = (),
        **filter: object,
    ) -> AsyncPager[Visit]:
        """Iterate over the visits that match the filter.

        Only one's own visits are listed without a filter for people.

        Inferred: whether it pages.

        Source: ``reference/collections/visits/get-list/``.
        """
        return self._client.paginate(
            _visits.list(filter, where=where, external_references=external_references)
        )

    def resume(self, link: str) -> AsyncPager[Visit]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_visits.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[PersonReference] = (),
        **filter: Unpack[VisitsDeltaFilter],
    ) -> AsyncDeltaPager[Visit]: ...
    @overload
    def delta(
        self, *, where: str, external_references: Iterable[PersonReference] = ()
    ) -> AsyncDeltaPager[Visit]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[PersonReference] = (),
        **filter: object,
    ) -> AsyncDeltaPager[Visit]:
        """Iterate over the visits and note where later changes begin.

        Source: ``reference/collections/visits/delta/``.
        """
        return self._client.follow(
            _visits.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> AsyncDeltaPager[Visit]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_visits.changes(link))

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[VisitsReference] = (),
        if_none_match: str | None = None,
    ) -> Visit:
        """Fetch one visit.

        Source: ``reference/collections/visits/get/``.
        """
        return await self._client.send(
            _visits.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )

    async def create(self, visit: NewVisit) -> Created[int]:
        """Create a visit.

        Source: ``reference/collections/visits/post/``.
        """
        return await self._client.send(_visits.create(visit))

    async def update(
        self, id: int, visit: NewVisit | Visit, *, if_match: str | None = None
    ) -> None:
        """Update one visit.

        Source: ``reference/collections/visits/put/``.
        """
        return await self._client.send(_visits.update(visit, id, if_match=if_match))

    async def delete(self, id: int, *, if_match: str | None = None) -> None:
        """Delete one visit.

        Source: ``reference/collections/visits/delete/``.
        """
        return await self._client.send(_visits.delete(id, if_match=if_match))
