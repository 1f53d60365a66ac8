# Generated from spec/collections/absences.yaml by `nox -s generate`. Do not edit.
"""When people are absent, as their calendars show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Required, TypeAlias, TypedDict, Unpack, overload

from protime.models.absences import Absence
from protime.references import (
    AbsenceDefinitionReference,
    PersonReference,
    ShiftDefinitionReference,
)
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import DateRange, Members, Property, Rule
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager

AbsencesReference: TypeAlias = (
    PersonReference | ShiftDefinitionReference | AbsenceDefinitionReference
)
"""External references that absences can be fetched with."""

_absences = Endpoint(
    "absences",
    Absence,
    id=int,
    path="/connector/protimeapi/api/v1/absences",
    read=(Scope.ABSENCES_READ,),
    filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule(
                    "at-most-one-year",
                    source="reference/collections/absences/absence-instances/get-list/",
                ),
            ),
        ),
        "person": Property(
            "person", ("in",), sets=("circle", "org-group", "org-tree"), multiple=True
        ),
    },
    delta_filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule(
                    "at-most-one-year",
                    source="reference/collections/access-clockings/delta/",
                    inferred=("from the sibling collections' pages"),
                ),
                Rule(
                    "not-before-previous-year",
                    source="reference/collections/absences/absence-instances/delta/",
                    inferred=("the page's sentence is cut; the siblings' say the same"),
                ),
            ),
        ),
    },
)


class AbsencesFilter(TypedDict, total=False):
    """Which absences to list."""

    date: Required[DateRange]
    """Days of the absences."""

    person: Members
    """People who are absent.

    Inferred: operators and sets; only the general filtering page names them.
    """


class AbsencesDeltaFilter(TypedDict, total=False):
    """Which absences to follow."""

    date: Required[DateRange]
    """Days of the absences."""


class Absences(Collection):
    """When people are absent, as their calendars show it.

    Requests are no collection; only the id of one is told, by ``request``.
    An absence has no end time; its duration tells how long it lasts.

    Scopes: to read, ``connector-protimeapi-absences.read``.

    Source: ``reference/collections/absences/absence-instances/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[AbsencesReference] = (),
        **filter: Unpack[AbsencesFilter],
    ) -> Pager[Absence]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[AbsencesReference] = ()
    ) -> Pager[Absence]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[AbsencesReference] = (),
        **filter: object,
    ) -> Pager[Absence]:
        """Iterate over the absences that match the filter.

        Source: ``reference/collections/absences/absence-instances/get-list/``.
        """
        return self._client.paginate(
            _absences.list(filter, where=where, external_references=external_references)
        )

    def resume(self, link: str) -> Pager[Absence]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_absences.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[AbsencesReference] = (),
        **filter: Unpack[AbsencesDeltaFilter],
    ) -> DeltaPager[Absence]: ...
    @overload
    def delta(
        self, *, where: str, external_references: Iterable[AbsencesReference] = ()
    ) -> DeltaPager[Absence]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[AbsencesReference] = (),
        **filter: object,
    ) -> DeltaPager[Absence]:
        """Iterate over the absences and note where later changes begin.

        Source: ``reference/collections/absences/absence-instances/delta/``.
        """
        return self._client.follow(
            _absences.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> DeltaPager[Absence]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_absences.changes(link))

    def get(
        self,
        id: int,
        *,
        external_references: Iterable[AbsencesReference] = (),
        if_none_match: str | None = None,
    ) -> Absence:
        """Fetch one absence.

        Source: ``reference/collections/absences/absence-instances/get/``.
        """
        return self._client.send(
            _absences.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )


class AsyncAbsences(AsyncCollection):
    """When people are absent, as their calendars show it.

    Requests are no collection; only the id of one is told, by ``request``.
    An absence has no end time; its duration tells how long it lasts.

    Scopes: to read, ``connector-protimeapi-absences.read``.

    Source: ``reference/collections/absences/absence-instances/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[AbsencesReference] = (),
        **filter: Unpack[AbsencesFilter],
    ) -> AsyncPager[Absence]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[AbsencesReference] = ()
    ) -> AsyncPager[Absence]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[AbsencesReference] = (),
        **filter: object,
    ) -> AsyncPager[Absence]:
        """Iterate over the absences that match the filter.

        Source: ``reference/collections/absences/absence-instances/get-list/``.
        """
        return self._client.paginate(
            _absences.list(filter, where=where, external_references=external_references)
        )

    def resume(self, link: str) -> AsyncPager[Absence]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_absences.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[AbsencesReference] = (),
        **filter: Unpack[AbsencesDeltaFilter],
    ) -> AsyncDeltaPager[Absence]: ...
    @overload
    def delta(
        self, *, where: str, external_references: Iterable[AbsencesReference] = ()
    ) -> AsyncDeltaPager[Absence]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[AbsencesReference] = (),
        **filter: object,
    ) -> AsyncDeltaPager[Absence]:
        """Iterate over the absences and note where later changes begin.

        Source: ``reference/collections/absences/absence-instances/delta/``.
        """
        return self._client.follow(
            _absences.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> AsyncDeltaPager[Absence]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_absences.changes(link))

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[AbsencesReference] = (),
        if_none_match: str | None = None,
    ) -> Absence:
        """Fetch one absence.

        Source: ``reference/collections/absences/absence-instances/get/``.
        """
        return await self._client.send(
            _absences.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )
