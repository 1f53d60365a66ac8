# Generated from spec/collections/counters.yaml by `nox -s generate`. Do not edit.
"""What is counted on people's calendars, such as overtime or allowances."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Required, TypeAlias, TypedDict, Unpack

from protime.models.counters import Counter, CounterStatus
from protime.references import (
    CounterDefinitionReference,
    PersonReference,
    ShiftDefinitionReference,
)
from protime.scopes import Scope
from protime_runtime.asking.days import DateRange
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import Members
from protime_runtime.asking.markers import Days, EqualOrIn, People
from protime_runtime.asking.rules import AtMostOneYear, NotBeforePreviousYear
from protime_runtime.collections import AsyncFilteredDelta, FilteredDelta

if TYPE_CHECKING:
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

CountersReference: TypeAlias = (
    PersonReference | ShiftDefinitionReference | CounterDefinitionReference
)
"""External references that counters can be fetched with."""


class CountersFilter(TypedDict, total=False):
    """Which counters to list."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear("reference/collections/counters/counter-instances/get-list/"),
        ]
    ]
    """Days the counters are registered on.

    Inferred: operators of the delta; an older example shows the list's.
    """

    person: Annotated[Members, People(sets=("circle", "org-group", "org-tree"))]
    """People whose counters they are.

    Inferred: sets; only the general filtering page names them.
    """

    counter_definition: Annotated[
        int | Iterable[int], EqualOrIn("counter-definition", several=True)
    ]
    """Counter definitions of the counters.

    Inferred: operators; older pages write counter-definitions.
    """

    status: Annotated[CounterStatus | Iterable[CounterStatus], EqualOrIn(several=True)]
    """How the counters were registered.

    Inferred: operators and values; for a delta, only an older page names it.
    """


class CountersDeltaFilter(TypedDict, total=False):
    """Which counters to follow."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear("reference/collections/counters/counter-instances/delta/"),
            NotBeforePreviousYear(
                "reference/collections/counters/counter-instances/delta/"
            ),
        ]
    ]
    """Days the counters are registered on.

    Inferred: operators of the delta; an older example shows the list's.
    """

    counter_definition: Annotated[
        int | Iterable[int], EqualOrIn("counter-definition", several=True)
    ]
    """Counter definitions of the counters.

    Inferred: operators; older pages write counter-definitions.
    """

    status: Annotated[CounterStatus | Iterable[CounterStatus], EqualOrIn(several=True)]
    """How the counters were registered.

    Inferred: operators and values; for a delta, only an older page names it.
    """


_counters = Endpoint(
    "counters",
    Counter,
    id=int,
    path="/connector/protimeapi/api/v1/counters",
    read=(Scope.COUNTERS_READ,),
    filter=CountersFilter,
    delta_filter=CountersDeltaFilter,
    webhooks=True,
)


class Counters(FilteredDelta[Counter, CountersReference]):
    """What is counted on people's calendars, such as overtime or allowances.

    The documentation calls counters counter instances.

    Scopes: to read, ``connector-protimeapi-counters.read``.

    Source: ``reference/collections/counters/counter-instances/``,
    ``concepts/shift-definition-behaviour/``.
    """

    _endpoint = _counters

    def list(
        self,
        *,
        external_references: Iterable[CountersReference] = (),
        **filter: Unpack[CountersFilter],
    ) -> Pager[Counter]:
        """Iterate over the counters that match the filter.

        Source: ``reference/collections/counters/counter-instances/get-list/``.
        """
        return self._client._paginate(
            _counters.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[CountersReference] = (),
        **filter: Unpack[CountersDeltaFilter],
    ) -> DeltaPager[Counter]:
        """Iterate over the counters and note where later changes begin.

        Inferred: its references; only the general page on deltas has them.

        Source: ``reference/collections/counters/counter-instances/delta/``.
        """
        return self._delta(filter, external_references=external_references)

    def get(
        self,
        id: int,
        *,
        external_references: Iterable[CountersReference] = (),
        if_none_match: str | None = None,
    ) -> Counter:
        """Fetch one counter.

        Source: ``reference/collections/counters/counter-instances/get/``.
        """
        return self._client._send(
            _counters.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )


class AsyncCounters(AsyncFilteredDelta[Counter, CountersReference]):
    """`Counters`, awaited."""

    _endpoint = _counters

    def list(
        self,
        *,
        external_references: Iterable[CountersReference] = (),
        **filter: Unpack[CountersFilter],
    ) -> AsyncPager[Counter]:
        """Iterate over the counters that match the filter."""
        return self._client._paginate(
            _counters.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[CountersReference] = (),
        **filter: Unpack[CountersDeltaFilter],
    ) -> AsyncDeltaPager[Counter]:
        """Iterate over the counters and note where later changes begin."""
        return self._delta(filter, external_references=external_references)

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[CountersReference] = (),
        if_none_match: str | None = None,
    ) -> Counter:
        """Fetch one counter."""
        return await self._client._send(
            _counters.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )
