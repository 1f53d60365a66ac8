# Generated from spec/collections/activity-durations.yaml by `nox -s generate`.
# Do not edit.
"""How long people were busy with their activities, by day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Required, TypeAlias, TypedDict, Unpack, overload

from protime.models.activity_durations import ActivityDuration
from protime.references import (
    AbsenceDefinitionReference,
    ActivityDefinitionReference,
    CounterDefinitionReference,
    PersonReference,
)
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import DateRange, Members, Property, Rule
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager

ActivityDurationsReference: TypeAlias = (
    PersonReference
    | ActivityDefinitionReference
    | AbsenceDefinitionReference
    | CounterDefinitionReference
)
"""External references that activity durations can be fetched with."""

_activity_durations = Endpoint(
    "activity-durations",
    ActivityDuration,
    id=int,
    path="/connector/protimeapi/api/v1/activity-durations",
    read=(Scope.ACTIVITY_DURATIONS_READ,),
    filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule(
                    "at-most-one-year",
                    source="reference/collections/activities/activity-durations/get-list/",
                ),
            ),
        ),
        "person": Property(
            "person", ("in",), sets=("circle", "org-group", "org-tree"), multiple=True
        ),
    },
    delta_filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule(
                    "at-most-one-year",
                    source="reference/collections/access-clockings/delta/",
                    inferred=(
                        "from the sibling collections; the page's own note is cut"
                    ),
                ),
                Rule(
                    "not-before-previous-year",
                    source="reference/collections/activities/activity-durations/delta/",
                ),
            ),
        ),
    },
)


class ActivityDurationsFilter(TypedDict, total=False):
    """Which activity durations to list."""

    date: Required[DateRange]
    """Days of the durations."""

    person: Members
    """People whose durations they are.

    Inferred: operators and sets; only the general filtering page names them.
    """


class ActivityDurationsDeltaFilter(TypedDict, total=False):
    """Which activity durations to follow."""

    date: Required[DateRange]
    """Days of the durations."""


class ActivityDurations(Collection):
    """How long people were busy with their activities, by day.

    Scopes: to read, ``connector-protimeapi-activity-durations.read``.

    Source: ``reference/collections/activities/activity-durations/get-list/``,
    ``collections/activities/activity-durations``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[ActivityDurationsReference] = (),
        **filter: Unpack[ActivityDurationsFilter],
    ) -> Pager[ActivityDuration]: ...
    @overload
    def list(
        self,
        *,
        where: str,
        external_references: Iterable[ActivityDurationsReference] = (),
    ) -> Pager[ActivityDuration]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[ActivityDurationsReference] = (),
        **filter: object,
    ) -> Pager[ActivityDuration]:
        """Iterate over the activity durations that match the filter.

        Source: ``reference/collections/activities/activity-durations/get-list/``.
        """
        return self._client.paginate(
            _activity_durations.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> Pager[ActivityDuration]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_activity_durations.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[ActivityDurationsReference] = (),
        **filter: Unpack[ActivityDurationsDeltaFilter],
    ) -> DeltaPager[ActivityDuration]: ...
    @overload
    def delta(
        self,
        *,
        where: str,
        external_references: Iterable[ActivityDurationsReference] = (),
    ) -> DeltaPager[ActivityDuration]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[ActivityDurationsReference] = (),
        **filter: object,
    ) -> DeltaPager[ActivityDuration]:
        """Iterate over the activity durations and note where later changes begin.

        Inferred: its references; only the general page on deltas has them.

        Source: ``reference/collections/activities/activity-durations/delta/``.
        """
        return self._client.follow(
            _activity_durations.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> DeltaPager[ActivityDuration]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_activity_durations.changes(link))

    def get(
        self,
        id: int,
        *,
        external_references: Iterable[ActivityDurationsReference] = (),
        if_none_match: str | None = None,
    ) -> ActivityDuration:
        """Fetch one activity duration.

        Source: ``reference/collections/activities/activity-durations/get/``.
        """
        return self._client.send(
            _activity_durations.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )


class AsyncActivityDurations(AsyncCollection):
    """How long people were busy with their activities, by day.

    Scopes: to read, ``connector-protimeapi-activity-durations.read``.

    Source: ``reference/collections/activities/activity-durations/get-list/``,
    ``collections/activities/activity-durations``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[ActivityDurationsReference] = (),
        **filter: Unpack[ActivityDurationsFilter],
    ) -> AsyncPager[ActivityDuration]: ...
    @overload
    def list(
        self,
        *,
        where: str,
        external_references: Iterable[ActivityDurationsReference] = (),
    ) -> AsyncPager[ActivityDuration]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[ActivityDurationsReference] = (),
        **filter: object,
    ) -> AsyncPager[ActivityDuration]:
        """Iterate over the activity durations that match the filter.

        Source: ``reference/collections/activities/activity-durations/get-list/``.
        """
        return self._client.paginate(
            _activity_durations.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> AsyncPager[ActivityDuration]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_activity_durations.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[ActivityDurationsReference] = (),
        **filter: Unpack[ActivityDurationsDeltaFilter],
    ) -> AsyncDeltaPager[ActivityDuration]: ...
    @overload
    def delta(
        self,
        *,
        where: str,
        external_references: Iterable[ActivityDurationsReference] = (),
    ) -> AsyncDeltaPager[ActivityDuration]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[ActivityDurationsReference] = (),
        **filter: object,
    ) -> AsyncDeltaPager[ActivityDuration]:
        """Iterate over the activity durations and note where later changes begin.

        Inferred: its references; only the general page on deltas has them.

        Source: ``reference/collections/activities/activity-durations/delta/``.
        """
        return self._client.follow(
            _activity_durations.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> AsyncDeltaPager[ActivityDuration]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_activity_durations.changes(link))

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[ActivityDurationsReference] = (),
        if_none_match: str | None = None,
    ) -> ActivityDuration:
        """Fetch one activity duration.

        Source: ``reference/collections/activities/activity-durations/get/``.
        """
        return await self._client.send(
            _activity_durations.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )
