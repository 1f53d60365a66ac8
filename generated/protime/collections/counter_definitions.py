# Generated from spec/collections/counter-definitions.yaml by `nox -s generate`.
# Do not edit.
"""Kinds of counters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypedDict, Unpack

from protime.models.counter_definitions import CounterDefinition
from protime.models.identifiers import CounterDefinitionIdentifier
from protime.references import CounterDefinitionReference, CounterGroupReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.markers import Equal, EqualOrIn
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncFilteredDelta, FilteredDelta
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

CounterDefinitionsReference: TypeAlias = (
    CounterDefinitionReference | CounterGroupReference
)
"""External references that counter definitions can be fetched with."""

CounterDefinitionsOtherReference: TypeAlias = CounterGroupReference
"""External references to ask for beside an id."""


class CounterDefinitionsFilter(TypedDict, total=False):
    """Which counter definitions to list."""

    counter_group: Annotated[
        int | Iterable[int], EqualOrIn("counter-group", several=True)
    ]
    """Groups of the definitions.

    Inferred: operators and type.
    """

    enabled: Annotated[bool, Equal()]
    """Whether the definitions are enabled in myProtime.

    Inferred: operator, and true and false without quotes.
    """


class CounterDefinitionsDeltaFilter(TypedDict, total=False):
    """Which counter definitions to follow."""

    counter_group: Annotated[
        int | Iterable[int], EqualOrIn("counter-group", several=True)
    ]
    """Groups of the definitions.

    Inferred: operators and type.
    """

    enabled: Annotated[bool, Equal()]
    """Whether the definitions are enabled in myProtime.

    Inferred: operator, and true and false without quotes.
    """


_counter_definitions = Endpoint(
    "counter-definitions",
    CounterDefinition,
    id=int,
    path="/connector/protimeapi/api/v1/counter-definitions",
    places=(Place("counterDefinitionReference", "counter-definitions", "id"),),
    read=(Scope.COUNTER_DEFINITIONS_READ,),
    filter=CounterDefinitionsFilter,
    delta_filter=CounterDefinitionsDeltaFilter,
    webhooks=True,
)


class CounterDefinitions(FilteredDelta[CounterDefinition, CounterDefinitionsReference]):
    """Kinds of counters.

    Scopes: to read, ``connector-protimeapi-counter-definitions.read``.

    Source: ``reference/collections/counters/counter-definitions/``.
    """

    _endpoint = _counter_definitions

    def list(
        self,
        *,
        external_references: Iterable[CounterDefinitionsReference] = (),
        **filter: Unpack[CounterDefinitionsFilter],
    ) -> Pager[CounterDefinition]:
        """Iterate over the counter definitions that match the filter.

        Source: ``reference/collections/counters/counter-definitions/get-list/``.
        """
        return self._client._paginate(
            _counter_definitions.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[CounterDefinitionsReference] = (),
        **filter: Unpack[CounterDefinitionsDeltaFilter],
    ) -> DeltaPager[CounterDefinition]:
        """Iterate over the counter definitions and note where later changes begin.

        Source: ``reference/collections/counters/counter-definitions/delta/``.
        """
        return self._delta(filter, external_references=external_references)

    def get(
        self,
        counter_definition: int | ReferenceValue[CounterDefinitionIdentifier],
        *,
        external_references: Iterable[CounterDefinitionsOtherReference] = (),
        if_none_match: str | None = None,
    ) -> CounterDefinition:
        """Fetch one counter definition.

        Source: ``reference/collections/counters/counter-definitions/get/``.
        """
        return self._client._send(
            _counter_definitions.get(
                counter_definition,
                external_references=external_references,
                if_none_match=if_none_match,
            )
        )


class AsyncCounterDefinitions(
    AsyncFilteredDelta[CounterDefinition, CounterDefinitionsReference]
):
    """`CounterDefinitions`, awaited."""

    _endpoint = _counter_definitions

    def list(
        self,
        *,
        external_references: Iterable[CounterDefinitionsReference] = (),
        **filter: Unpack[CounterDefinitionsFilter],
    ) -> AsyncPager[CounterDefinition]:
        """Iterate over the counter definitions that match the filter."""
        return self._client._paginate(
            _counter_definitions.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[CounterDefinitionsReference] = (),
        **filter: Unpack[CounterDefinitionsDeltaFilter],
    ) -> AsyncDeltaPager[CounterDefinition]:
        """Iterate over the counter definitions and note where later changes begin."""
        return self._delta(filter, external_references=external_references)

    async def get(
        self,
        counter_definition: int | ReferenceValue[CounterDefinitionIdentifier],
        *,
        external_references: Iterable[CounterDefinitionsOtherReference] = (),
        if_none_match: str | None = None,
    ) -> CounterDefinition:
        """Fetch one counter definition."""
        return await self._client._send(
            _counter_definitions.get(
                counter_definition,
                external_references=external_references,
                if_none_match=if_none_match,
            )
        )
