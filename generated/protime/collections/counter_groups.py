# Generated from spec/collections/counter-groups.yaml by `nox -s generate`. Do not edit.
"""Groups of counter definitions."""

from __future__ import annotations

from protime.models.counter_groups import CounterGroup
from protime.models.identifiers import CounterGroupIdentifier
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager
from protime_runtime.types import ReferenceValue

_counter_groups = Endpoint(
    "counter-groups",
    CounterGroup,
    id=int,
    path="/connector/protimeapi/api/v1/counter-groups",
    places=(Place("counter-groups", "id"),),
    read=(Scope.COUNTER_GROUPS_READ,),
)


class CounterGroups(Collection):
    """Groups of counter definitions.

    Saving one group in myProtime reports all of them, changed or not.

    Scopes: to read, ``connector-protimeapi-counter-groups.read``.

    Source: ``reference/collections/counters/counter-groups/get/``.
    """

    def list(self) -> Pager[CounterGroup]:
        """Iterate over the counter groups.

        Inferred: the list's page was not found; this one refers to it.

        Source: ``reference/collections/counters/counter-groups/get/``.
        """
        return self._client.paginate(_counter_groups.list())

    def resume(self, link: str) -> Pager[CounterGroup]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_counter_groups.resume(link))

    def delta(self) -> DeltaPager[CounterGroup]:
        """Iterate over the counter groups and note where later changes begin.

        Source: ``reference/collections/counters/counter-groups/delta/``.
        """
        return self._client.follow(_counter_groups.delta(today=self._client.today()))

    def changes(self, link: str) -> DeltaPager[CounterGroup]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_counter_groups.changes(link))

    def get(
        self,
        counter_group: int | ReferenceValue[CounterGroupIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> CounterGroup:
        """Fetch one counter group.

        Source: ``reference/collections/counters/counter-groups/get/``.
        """
        return self._client.send(
            _counter_groups.get(counter_group, if_none_match=if_none_match)
        )


class AsyncCounterGroups(AsyncCollection):
    """Groups of counter definitions.

    Saving one group in myProtime reports all of them, changed or not.

    Scopes: to read, ``connector-protimeapi-counter-groups.read``.

    Source: ``reference/collections/counters/counter-groups/get/``.
    """

    def list(self) -> AsyncPager[CounterGroup]:
        """Iterate over the counter groups.

        Inferred: the list's page was not found; this one refers to it.

        Source: ``reference/collections/counters/counter-groups/get/``.
        """
        return self._client.paginate(_counter_groups.list())

    def resume(self, link: str) -> AsyncPager[CounterGroup]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_counter_groups.resume(link))

    def delta(self) -> AsyncDeltaPager[CounterGroup]:
        """Iterate over the counter groups and note where later changes begin.

        Source: ``reference/collections/counters/counter-groups/delta/``.
        """
        return self._client.follow(_counter_groups.delta(today=self._client.today()))

    def changes(self, link: str) -> AsyncDeltaPager[CounterGroup]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_counter_groups.changes(link))

    async def get(
        self,
        counter_group: int | ReferenceValue[CounterGroupIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> CounterGroup:
        """Fetch one counter group.

        Source: ``reference/collections/counters/counter-groups/get/``.
        """
        return await self._client.send(
            _counter_groups.get(counter_group, if_none_match=if_none_match)
        )
