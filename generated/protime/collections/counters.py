# Generated from spec/collections/counters.yaml by `nox -s generate`. Do not edit.
"""What is counted on people's calendars, such as overtime or allowances."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Required, TypeAlias, TypedDict, Unpack, overload

from protime.models.counters import Counter, CounterStatus
from protime.references import (
    CounterDefinitionReference,
    PersonReference,
    ShiftDefinitionReference,
)
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import DateRange, Members, Property, Rule
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager

CountersReference: TypeAlias = (
    PersonReference | ShiftDefinitionReference | CounterDefinitionReference
)
"""External references that counters can be fetched with."""

_counters = Endpoint(
    "counters",
    Counter,
    id=int,
    path="/connector/protimeapi/api/v1/counters",
    read=(Scope.COUNTERS_READ,),
    filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule(
                    "at-most-one-year",
                    source="reference/collections/counters/counter-instances/get-list/",
                ),
            ),
        ),
        "person": Property(
            "person", ("in",), sets=("circle", "org-group", "org-tree"), multiple=True
        ),
        "counter_definition": Property(
            "counter-definition", ("eq", "in"), multiple=True
        ),
        "status": Property("status", ("eq", "in"), multiple=True),
    },
    delta_filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule(
                    "at-most-one-year",
                    source="reference/collections/counters/counter-instances/delta/",
                ),
                Rule(
                    "not-before-previous-year",
                    source="reference/collections/counters/counter-instances/delta/",
                ),
            ),
        ),
        "counter_definition": Property(
            "counter-definition", ("eq", "in"), multiple=True
        ),
        "status": Property("status", ("eq", "in"), multiple=True),
    },
)


class CountersFilter(TypedDict, total=False):
    """Which counters to list."""

    date: Required[DateRange]
    """Days the counters are registered on."""

    person: Members
    """People whose counters they are.

    Inferred: sets; only the general filtering page names them.
    """

    counter_definition: int | Iterable[int]
    """Counter definitions of the counters.

    Inferred: operators; older pages write counter-definitions.
    """

    status: CounterStatus | Iterable[CounterStatus]
    """How the counters were registered.

    Inferred: operators; for a delta, only an older page names it.
    """


class CountersDeltaFilter(TypedDict, total=False):
    """Which counters to follow."""

    date: Required[DateRange]
    """Days the counters are registered on."""

    counter_definition: int | Iterable[int]
    """Counter definitions of the counters.

    Inferred: operators; older pages write counter-definitions.
    """

    status: CounterStatus | Iterable[CounterStatus]
    """How the counters were registered.

    Inferred: operators; for a delta, only an older page names it.
    """


class Counters(Collection):
    """What is counted on people's calendars, such as overtime or allowances.

    The documentation calls counters counter instances.

    Scopes: to read, ``connector-protimeapi-counters.read``.

    Source: ``reference/collections/counters/counter-instances/``,
    ``concepts/shift-definition-behaviour/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[CountersReference] = (),
        **filter: Unpack[CountersFilter],
    ) -> Pager[Counter]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[CountersReference] = ()
    ) -> Pager[Counter]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[CountersReference] = (),
        **filter: object,
    ) -> Pager[Counter]:
        """Iterate over the counters that match the filter.

        Source: ``reference/collections/counters/counter-instances/get-list/``.
        """
        return self._client.paginate(
            _counters.list(filter, where=where, external_references=external_references)
        )

    def resume(self, link: str) -> Pager[Counter]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_counters.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[CountersReference] = (),
        **filter: Unpack[CountersDeltaFilter],
    ) -> DeltaPager[Counter]: ...
    @overload
    def delta(
        self, *, where: str, external_references: Iterable[CountersReference] = ()
    ) -> DeltaPager[Counter]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[CountersReference] = (),
        **filter: object,
    ) -> DeltaPager[Counter]:
        """Iterate over the counters and note where later changes begin.

        Source: ``reference/collections/counters/counter-instances/delta/``.
        """
        return self._client.follow(
            _counters.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> DeltaPager[Counter]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_counters.changes(link))

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
        return self._client.send(
            _counters.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )


class AsyncCounters(AsyncCollection):
    """What is counted on people's calendars, such as overtime or allowances.

    The documentation calls counters counter instances.

    Scopes: to read, ``connector-protimeapi-counters.read``.

    Source: ``reference/collections/counters/counter-instances/``,
    ``concepts/shift-definition-behaviour/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[CountersReference] = (),
        **filter: Unpack[CountersFilter],
    ) -> AsyncPager[Counter]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[CountersReference] = ()
    ) -> AsyncPager[Counter]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[CountersReference] = (),
        **filter: object,
    ) -> AsyncPager[Counter]:
        """Iterate over the counters that match the filter.

        Source: ``reference/collections/counters/counter-instances/get-list/``.
        """
        return self._client.paginate(
            _counters.list(filter, where=where, external_references=external_references)
        )

    def resume(self, link: str) -> AsyncPager[Counter]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_counters.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[CountersReference] = (),
        **filter: Unpack[CountersDeltaFilter],
    ) -> AsyncDeltaPager[Counter]: ...
    @overload
    def delta(
        self, *, where: str, external_references: Iterable[CountersReference] = ()
    ) -> AsyncDeltaPager[Counter]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[CountersReference] = (),
        **filter: object,
    ) -> AsyncDeltaPager[Counter]:
        """Iterate over the counters and note where later changes begin.

        Source: ``reference/collections/counters/counter-instances/delta/``.
        """
        return self._client.follow(
            _counters.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> AsyncDeltaPager[Counter]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_counters.changes(link))

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[CountersReference] = (),
        if_none_match: str | None = None,
    ) -> Counter:
        """Fetch one counter.

        Source: ``reference/collections/counters/counter-instances/get/``.
        """
        return await self._client.send(
            _counters.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )
