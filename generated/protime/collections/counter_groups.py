# Generated from spec/collections/counter-groups.yaml by `nox -s generate`. Do not edit.
"""Groups of counter definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protime.models.counter_groups import CounterGroup
from protime.models.identifiers import CounterGroupIdentifier
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncFollowed, Followed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

_counter_groups = Endpoint(
    "counter-groups",
    CounterGroup,
    id=int,
    path="/connector/protimeapi/api/v1/counter-groups",
    places=(Place("counterGroupReference", "counter-groups", "id"),),
    read=(Scope.COUNTER_GROUPS_READ,),
    webhooks=True,
)


class CounterGroups(Followed[CounterGroup]):
    """Groups of counter definitions.

    Saving one group in myProtime reports all of them, changed or not.

    Scopes: to read, ``connector-protimeapi-counter-groups.read``.

    Source: ``reference/collections/counters/counter-groups/get/``.
    """

    _endpoint = _counter_groups

    def list(self) -> Pager[CounterGroup]:
        """Iterate over the counter groups.

        Inferred: the list's page was not found; this one refers to it.

        Source: ``reference/collections/counters/counter-groups/get/``.
        """
        return self._client._paginate(_counter_groups.list())

    def delta(self) -> DeltaPager[CounterGroup]:
        """Iterate over the counter groups and note where later changes begin.

        Source: ``reference/collections/counters/counter-groups/delta/``.
        """
        return self._delta()

    def get(
        self,
        counter_group: int | ReferenceValue[CounterGroupIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> CounterGroup:
        """Fetch one counter group.

        Source: ``reference/collections/counters/counter-groups/get/``.
        """
        return self._client._send(
            _counter_groups.get(counter_group, if_none_match=if_none_match)
        )


class AsyncCounterGroups(AsyncFollowed[CounterGroup]):
    """`CounterGroups`, awaited."""

    _endpoint = _counter_groups

    def list(self) -> AsyncPager[CounterGroup]:
        """Iterate over the counter groups."""
        return self._client._paginate(_counter_groups.list())

    def delta(self) -> AsyncDeltaPager[CounterGroup]:
        """Iterate over the counter groups and note where later changes begin."""
        return self._delta()

    async def get(
        self,
        counter_group: int | ReferenceValue[CounterGroupIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> CounterGroup:
        """Fetch one counter group."""
        return await self._client._send(
            _counter_groups.get(counter_group, if_none_match=if_none_match)
        )
