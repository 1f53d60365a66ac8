# Generated from spec/collections/breaks.yaml by `nox -s generate`. Do not edit.
"""Which breaks people had and took."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Required, TypeAlias, TypedDict, Unpack

from protime.models.breaks import Break
from protime.references import BreakDefinitionReference, PersonReference
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

BreaksReference: TypeAlias = PersonReference | BreakDefinitionReference
"""External references that breaks can be fetched with."""


class BreaksFilter(TypedDict, total=False):
    """Which breaks to list."""

    date: Required[
        Annotated[
            DateRange, Days(), AtMostOneYear("collections/breaks/breaks/get-list/")
        ]
    ]
    """Days of the breaks."""

    person: Annotated[Members, People(sets=("circle", "org-group", "org-tree"))]
    """People who have the breaks.

    Inferred: operators and sets; only the general filtering page names them.
    """


class BreaksDeltaFilter(TypedDict, total=False):
    """Which breaks to follow."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear("collections/breaks/breaks/delta/"),
            NotBeforePreviousYear("collections/breaks/breaks/delta/"),
        ]
    ]
    """Days of the breaks."""


_breaks = Endpoint(
    "breaks",
    Break,
    id=int,
    path="/connector/protimeapi/api/v1/breaks",
    read=(Scope.BREAKS_READ,),
    filter=BreaksFilter,
    delta_filter=BreaksDeltaFilter,
    webhooks=True,
)


class Breaks(FilteredDelta[Break, BreaksReference]):
    """Which breaks people had and took.

    Inferred: its references' names and its scope; only older pages exist.

    Scopes: to read, ``connector-protimeapi-breaks.read``.

    Inferred: the pattern of the other collections.

    Source: ``collections/breaks/breaks/get-list/``.
    """

    _endpoint = _breaks

    def list(
        self,
        *,
        external_references: Iterable[BreaksReference] = (),
        **filter: Unpack[BreaksFilter],
    ) -> Pager[Break]:
        """Iterate over the breaks that match the filter.

        Source: ``collections/breaks/breaks/get-list/``.
        """
        return self._client._paginate(
            _breaks.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[BreaksReference] = (),
        **filter: Unpack[BreaksDeltaFilter],
    ) -> DeltaPager[Break]:
        """Iterate over the breaks and note where later changes begin.

        Source: ``collections/breaks/breaks/delta/``.
        """
        return self._delta(filter, external_references=external_references)

    def get(
        self,
        id: int,
        *,
        external_references: Iterable[BreaksReference] = (),
        if_none_match: str | None = None,
    ) -> Break:
        """Fetch one break.

        Source: ``collections/breaks/breaks/get/``.
        """
        return self._client._send(
            _breaks.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )


class AsyncBreaks(AsyncFilteredDelta[Break, BreaksReference]):
    """`Breaks`, awaited."""

    _endpoint = _breaks

    def list(
        self,
        *,
        external_references: Iterable[BreaksReference] = (),
        **filter: Unpack[BreaksFilter],
    ) -> AsyncPager[Break]:
        """Iterate over the breaks that match the filter."""
        return self._client._paginate(
            _breaks.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[BreaksReference] = (),
        **filter: Unpack[BreaksDeltaFilter],
    ) -> AsyncDeltaPager[Break]:
        """Iterate over the breaks and note where later changes begin."""
        return self._delta(filter, external_references=external_references)

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[BreaksReference] = (),
        if_none_match: str | None = None,
    ) -> Break:
        """Fetch one break."""
        return await self._client._send(
            _breaks.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )
