# Generated from spec/collections/counter-definitions.yaml by `nox -s generate`.
# Do not edit.
"""Kinds of counters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, TypedDict, Unpack, overload

from protime.models.counter_definitions import CounterDefinition
from protime.models.identifiers import CounterDefinitionIdentifier
from protime.references import CounterDefinitionReference, CounterGroupReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import Property
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager
from protime_runtime.types import ReferenceValue

CounterDefinitionsReference: TypeAlias = (
    CounterDefinitionReference | CounterGroupReference
)
"""External references that counter definitions can be fetched with."""

CounterDefinitionsOtherReference: TypeAlias = CounterGroupReference
"""External references to ask for beside an id."""

_counter_definitions = Endpoint(
    "counter-definitions",
    CounterDefinition,
    id=int,
    path="/connector/protimeapi/api/v1/counter-definitions",
    places=(Place("counter-definitions", "id"),),
    read=(Scope.COUNTER_DEFINITIONS_READ,),
    filters={
        "counter_group": Property("counter-group", ("eq", "in"), multiple=True),
        "enabled": Property("enabled", ("eq",)),
    },
    delta_filters={
        "counter_group": Property("counter-group", ("eq", "in"), multiple=True),
        "enabled": Property("enabled", ("eq",)),
    },
)


class CounterDefinitionsFilter(TypedDict, total=False):
    """Which counter definitions to list."""

    counter_group: int | Iterable[int]
    """Groups of the definitions.

    Inferred: operators.
    """

    enabled: bool
    """Whether the definitions are enabled in myProtime.

    Inferred: operator, and true and false without quotes.
    """


class CounterDefinitionsDeltaFilter(TypedDict, total=False):
    """Which counter definitions to follow."""

    counter_group: int | Iterable[int]
    """Groups of the definitions.

    Inferred: operators.
    """

    enabled: bool
    """Whether the definitions are enabled in myProtime.

    Inferred: operator, and true and false without quotes.
    """


class CounterDefinitions(Collection):
    """Kinds of counters.

    Scopes: to read, ``connector-protimeapi-counter-definitions.read``.

    Source: ``reference/collections/counters/counter-definitions/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[CounterDefinitionsReference] = (),
        **filter: Unpack[CounterDefinitionsFilter],
    ) -> Pager[CounterDefinition]: ...
    @overload
    def list(
        self,
        *,
        where: str,
        external_references: Iterable[CounterDefinitionsReference] = (),
    ) -> Pager[CounterDefinition]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[CounterDefinitionsReference] = (),
        **filter: object,
    ) -> Pager[CounterDefinition]:
        """Iterate over the counter definitions that match the filter.

        Source: ``reference/collections/counters/counter-definitions/get-list/``.
        """
        return self._client.paginate(
            _counter_definitions.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> Pager[CounterDefinition]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_counter_definitions.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[CounterDefinitionsReference] = (),
        **filter: Unpack[CounterDefinitionsDeltaFilter],
    ) -> DeltaPager[CounterDefinition]: ...
    @overload
    def delta(
        self,
        *,
        where: str,
        external_references: Iterable[CounterDefinitionsReference] = (),
    ) -> DeltaPager[CounterDefinition]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[CounterDefinitionsReference] = (),
        **filter: object,
    ) -> DeltaPager[CounterDefinition]:
        """Iterate over the counter definitions and note where later changes begin.

        Source: ``reference/collections/counters/counter-definitions/delta/``.
        """
        return self._client.follow(
            _counter_definitions.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> DeltaPager[CounterDefinition]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_counter_definitions.changes(link))

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
        return self._client.send(
            _counter_definitions.get(
                counter_definition,
                external_references=external_references,
                if_none_match=if_none_match,
            )
        )


class AsyncCounterDefinitions(AsyncCollection):
    """Kinds of counters.

    Scopes: to read, ``connector-protimeapi-counter-definitions.read``.

    Source: ``reference/collections/counters/counter-definitions/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[CounterDefinitionsReference] = (),
        **filter: Unpack[CounterDefinitionsFilter],
    ) -> AsyncPager[CounterDefinition]: ...
    @overload
    def list(
        self,
        *,
        where: str,
        external_references: Iterable[CounterDefinitionsReference] = (),
    ) -> AsyncPager[CounterDefinition]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[CounterDefinitionsReference] = (),
        **filter: object,
    ) -> AsyncPager[CounterDefinition]:
        """Iterate over the counter definitions that match the filter.

        Source: ``reference/collections/counters/counter-definitions/get-list/``.
        """
        return self._client.paginate(
            _counter_definitions.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> AsyncPager[CounterDefinition]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_counter_definitions.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[CounterDefinitionsReference] = (),
        **filter: Unpack[CounterDefinitionsDeltaFilter],
    ) -> AsyncDeltaPager[CounterDefinition]: ...
    @overload
    def delta(
        self,
        *,
        where: str,
        external_references: Iterable[CounterDefinitionsReference] = (),
    ) -> AsyncDeltaPager[CounterDefinition]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[CounterDefinitionsReference] = (),
        **filter: object,
    ) -> AsyncDeltaPager[CounterDefinition]:
        """Iterate over the counter definitions and note where later changes begin.

        Source: ``reference/collections/counters/counter-definitions/delta/``.
        """
        return self._client.follow(
            _counter_definitions.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> AsyncDeltaPager[CounterDefinition]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_counter_definitions.changes(link))

    async def get(
        self,
        counter_definition: int | ReferenceValue[CounterDefinitionIdentifier],
        *,
        external_references: Iterable[CounterDefinitionsOtherReference] = (),
        if_none_match: str | None = None,
    ) -> CounterDefinition:
        """Fetch one counter definition.

        Source: ``reference/collections/counters/counter-definitions/get/``.
        """
        return await self._client.send(
            _counter_definitions.get(
                counter_definition,
                external_references=external_references,
                if_none_match=if_none_match,
            )
        )
