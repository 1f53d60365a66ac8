# Generated from spec/collections/access-clockings.yaml by `nox -s generate`.
# Do not edit.
"""When people badged at doors, and whether they were let in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Required, TypeAlias, TypedDict, Unpack

from protime.models.access_clockings import AccessClocking
from protime.references import PersonReference, TerminalReference
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

AccessClockingsReference: TypeAlias = PersonReference | TerminalReference
"""External references that access clockings can be fetched with."""


class AccessClockingsFilter(TypedDict, total=False):
    """Which access clockings to list."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear("reference/collections/access-clockings/get-list/"),
        ]
    ]
    """Days of the attempts.

    Inferred: operators; the tables say only that a range is required.
    """

    person: Annotated[Members, People(sets=("circle", "org-group", "org-tree"))]
    """People who badged.

    Inferred: operators and sets; only the general filtering page names them.
    """


class AccessClockingsDeltaFilter(TypedDict, total=False):
    """Which access clockings to follow."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear("reference/collections/access-clockings/delta/"),
            NotBeforePreviousYear("reference/collections/access-clockings/delta/"),
        ]
    ]
    """Days of the attempts.

    Inferred: operators; the tables say only that a range is required.
    """


_access_clockings = Endpoint(
    "access-clockings",
    AccessClocking,
    id=int,
    path="/connector/protimeapi/api/v1/access-clockings",
    read=(Scope.ACCESS_CLOCKINGS_READ,),
    filter=AccessClockingsFilter,
    delta_filter=AccessClockingsDeltaFilter,
    webhooks=True,
)


class AccessClockings(FilteredDelta[AccessClocking, AccessClockingsReference]):
    """When people badged at doors, and whether they were let in.

    The date is always the calendar's, unlike that of clockings.

    Scopes: to read, ``connector-protimeapi-access-clockings.read``.

    Source: ``reference/collections/access-clockings/``.
    """

    _endpoint = _access_clockings

    def list(
        self,
        *,
        external_references: Iterable[AccessClockingsReference] = (),
        **filter: Unpack[AccessClockingsFilter],
    ) -> Pager[AccessClocking]:
        """Iterate over the access clockings that match the filter.

        Source: ``reference/collections/access-clockings/get-list/``.
        """
        return self._client._paginate(
            _access_clockings.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[AccessClockingsReference] = (),
        **filter: Unpack[AccessClockingsDeltaFilter],
    ) -> DeltaPager[AccessClocking]:
        """Iterate over the access clockings and note where later changes begin.

        Source: ``reference/collections/access-clockings/delta/``.
        """
        return self._delta(filter, external_references=external_references)

    def get(
        self,
        id: int,
        *,
        external_references: Iterable[AccessClockingsReference] = (),
        if_none_match: str | None = None,
    ) -> AccessClocking:
        """Fetch one access clocking.

        Source: ``reference/collections/access-clockings/get/``.
        """
        return self._client._send(
            _access_clockings.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )


class AsyncAccessClockings(
    AsyncFilteredDelta[AccessClocking, AccessClockingsReference]
):
    """`AccessClockings`, awaited."""

    _endpoint = _access_clockings

    def list(
        self,
        *,
        external_references: Iterable[AccessClockingsReference] = (),
        **filter: Unpack[AccessClockingsFilter],
    ) -> AsyncPager[AccessClocking]:
        """Iterate over the access clockings that match the filter."""
        return self._client._paginate(
            _access_clockings.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[AccessClockingsReference] = (),
        **filter: Unpack[AccessClockingsDeltaFilter],
    ) -> AsyncDeltaPager[AccessClocking]:
        """Iterate over the access clockings and note where later changes begin."""
        return self._delta(filter, external_references=external_references)

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[AccessClockingsReference] = (),
        if_none_match: str | None = None,
    ) -> AccessClocking:
        """Fetch one access clocking."""
        return await self._client._send(
            _access_clockings.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )
