# Generated from spec/collections/clockings.yaml by `nox -s generate`. Do not edit.
"""When people clock in and out, and when they start and end activities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Required, TypeAlias, TypedDict, Unpack

from protime.models.clockings import Clocking, ClockingKind, NewClocking
from protime.references import (
    AbsenceDefinitionReference,
    ActivityDefinitionReference,
    PersonReference,
    TerminalReference,
)
from protime.scopes import Scope
from protime_runtime.asking.days import DateRange
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import Members
from protime_runtime.asking.markers import Days, Equal, People
from protime_runtime.asking.rules import AtMostOneYear, NotBeforePreviousYear
from protime_runtime.collections import AsyncFilteredDelta, FilteredDelta
from protime_runtime.messages import Created

if TYPE_CHECKING:
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

ClockingsReference: TypeAlias = (
    PersonReference
    | TerminalReference
    | ActivityDefinitionReference
    | AbsenceDefinitionReference
)
"""External references that clockings can be fetched with."""


class ClockingsFilter(TypedDict, total=False):
    """Which clockings to list."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear("reference/collections/clockings/get-list/"),
        ]
    ]
    """Days the clockings belong to."""

    person: Annotated[Members, People(sets=("circle", "org-group", "org-tree"))]
    """People who clocked."""

    kind: Annotated[ClockingKind | Iterable[ClockingKind], Equal(several=True)]
    """What the clockings mark.

    Inferred: several kinds at once; the filtering page shows it.
    """


class ClockingsDeltaFilter(TypedDict, total=False):
    """Which clockings to follow."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear(
                "reference/collections/access-clockings/delta/",
                inferred=("from the sibling collections' pages"),
            ),
            NotBeforePreviousYear("reference/collections/clockings/delta/"),
        ]
    ]
    """Days the clockings belong to."""


_clockings = Endpoint(
    "clockings",
    Clocking,
    id=int,
    path="/connector/protimeapi/api/v1/clockings",
    read=(Scope.CLOCKINGS_READ,),
    write=(Scope.CLOCKINGS_WRITE,),
    filter=ClockingsFilter,
    delta_filter=ClockingsDeltaFilter,
    webhooks=True,
)


class Clockings(FilteredDelta[Clocking, ClockingsReference]):
    """When people clock in and out, and when they start and end activities.

    A clocking that someone deletes in Protime stays, with status ``Deleted``.
    The date that comes back can differ from the one sent for overnight work.

    Scopes: to read, ``connector-protimeapi-clockings.read``; to write,
    ``connector-protimeapi-clockings.write``.

    Source: ``reference/collections/clockings/``, ``concepts/clocking-model/``.
    """

    _endpoint = _clockings

    def list(
        self,
        *,
        external_references: Iterable[ClockingsReference] = (),
        **filter: Unpack[ClockingsFilter],
    ) -> Pager[Clocking]:
        """Iterate over the clockings that match the filter.

        Source: ``reference/collections/clockings/get-list/``.
        """
        return self._client._paginate(
            _clockings.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[ClockingsReference] = (),
        **filter: Unpack[ClockingsDeltaFilter],
    ) -> DeltaPager[Clocking]:
        """Iterate over the clockings and note where later changes begin.

        Inferred: its references; only the general page on deltas has them.

        Source: ``reference/collections/clockings/delta/``.
        """
        return self._delta(filter, external_references=external_references)

    def get(
        self,
        id: int,
        *,
        external_references: Iterable[ClockingsReference] = (),
        if_none_match: str | None = None,
    ) -> Clocking:
        """Fetch one clocking.

        Inferred: its references; the list's page has them.

        Source: ``reference/collections/clockings/get/``.
        """
        return self._client._send(
            _clockings.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )

    def create(self, clocking: NewClocking) -> Created[int]:
        """Create a clocking.

        Source: ``reference/collections/clockings/post/``.
        """
        return self._client._send(_clockings.create(clocking))


class AsyncClockings(AsyncFilteredDelta[Clocking, ClockingsReference]):
    """`Clockings`, awaited."""

    _endpoint = _clockings

    def list(
        self,
        *,
        external_references: Iterable[ClockingsReference] = (),
        **filter: Unpack[ClockingsFilter],
    ) -> AsyncPager[Clocking]:
        """Iterate over the clockings that match the filter."""
        return self._client._paginate(
            _clockings.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[ClockingsReference] = (),
        **filter: Unpack[ClockingsDeltaFilter],
    ) -> AsyncDeltaPager[Clocking]:
        """Iterate over the clockings and note where later changes begin."""
        return self._delta(filter, external_references=external_references)

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[ClockingsReference] = (),
        if_none_match: str | None = None,
    ) -> Clocking:
        """Fetch one clocking."""
        return await self._client._send(
            _clockings.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )

    async def create(self, clocking: NewClocking) -> Created[int]:
        """Create a clocking."""
        return await self._client._send(_clockings.create(clocking))
