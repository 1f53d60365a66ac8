# Generated from spec/collections/absences.yaml by `nox -s generate`. Do not edit.
"""When people are absent, as their calendars show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Required, TypeAlias, TypedDict, Unpack

from protime.models.absences import Absence
from protime.references import (
    AbsenceDefinitionReference,
    PersonReference,
    ShiftDefinitionReference,
)
from protime.scopes import Scope
from protime_runtime.asking.days import DateRange
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import Members
from protime_runtime.asking.markers import Days, People
from protime_runtime.asking.rules import AtMostOneYear, NotBeforePreviousYear
from protime_runtime.collections import AsyncFilteredDelta, FilteredDelta

if TYPE_CHECKING:
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

AbsencesReference: TypeAlias = (
    PersonReference | ShiftDefinitionReference | AbsenceDefinitionReference
)
"""External references that absences can be fetched with."""


class AbsencesFilter(TypedDict, total=False):
    """Which absences to list."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear("reference/collections/absences/absence-instances/get-list/"),
        ]
    ]
    """Days of the absences.

    Inferred: operators; the tables say only that a range is required.
    """

    person: Annotated[Members, People(sets=("circle", "org-group", "org-tree"))]
    """People who are absent.

    Inferred: operators and sets; only the general filtering page names them.
    """


class AbsencesDeltaFilter(TypedDict, total=False):
    """Which absences to follow."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear(
                "reference/collections/access-clockings/delta/",
                inferred=("from the sibling collections' pages"),
            ),
            NotBeforePreviousYear(
                "reference/collections/absences/absence-instances/delta/",
                inferred=("the page's sentence is cut; the siblings' say the same"),
            ),
        ]
    ]
    """Days of the absences.

    Inferred: operators; the tables say only that a range is required.
    """


_absences = Endpoint(
    "absences",
    Absence,
    id=int,
    path="/connector/protimeapi/api/v1/absences",
    read=(Scope.ABSENCES_READ,),
    filter=AbsencesFilter,
    delta_filter=AbsencesDeltaFilter,
    webhooks=True,
)


class Absences(FilteredDelta[Absence, AbsencesReference]):
    """When people are absent, as their calendars show it.

    Requests are no collection; only the id of one is told, by ``request``.
    An absence has no end time; its duration tells how long it lasts.

    Scopes: to read, ``connector-protimeapi-absences.read``.

    Source: ``reference/collections/absences/absence-instances/``.
    """

    _endpoint = _absences

    def list(
        self,
        *,
        external_references: Iterable[AbsencesReference] = (),
        **filter: Unpack[AbsencesFilter],
    ) -> Pager[Absence]:
        """Iterate over the absences that match the filter.

        Source: ``reference/collections/absences/absence-instances/get-list/``.
        """
        return self._client._paginate(
            _absences.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[AbsencesReference] = (),
        **filter: Unpack[AbsencesDeltaFilter],
    ) -> DeltaPager[Absence]:
        """Iterate over the absences and note where later changes begin.

        Inferred: its references; only the general page on deltas has them.

        Source: ``reference/collections/absences/absence-instances/delta/``.
        """
        return self._delta(filter, external_references=external_references)

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
        return self._client._send(
            _absences.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )


class AsyncAbsences(AsyncFilteredDelta[Absence, AbsencesReference]):
    """`Absences`, awaited."""

    _endpoint = _absences

    def list(
        self,
        *,
        external_references: Iterable[AbsencesReference] = (),
        **filter: Unpack[AbsencesFilter],
    ) -> AsyncPager[Absence]:
        """Iterate over the absences that match the filter."""
        return self._client._paginate(
            _absences.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[AbsencesReference] = (),
        **filter: Unpack[AbsencesDeltaFilter],
    ) -> AsyncDeltaPager[Absence]:
        """Iterate over the absences and note where later changes begin."""
        return self._delta(filter, external_references=external_references)

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[AbsencesReference] = (),
        if_none_match: str | None = None,
    ) -> Absence:
        """Fetch one absence."""
        return await self._client._send(
            _absences.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )
