# Generated from spec/collections/activity-durations.yaml by `nox -s generate`.
# Do not edit.
"""How long people were busy with their activities, by day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Required, TypeAlias, TypedDict, Unpack

from protime.models.activity_durations import ActivityDuration
from protime.references import (
    AbsenceDefinitionReference,
    ActivityDefinitionReference,
    CounterDefinitionReference,
    PersonReference,
)
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

ActivityDurationsReference: TypeAlias = (
    PersonReference
    | ActivityDefinitionReference
    | AbsenceDefinitionReference
    | CounterDefinitionReference
)
"""External references that activity durations can be fetched with."""


class ActivityDurationsFilter(TypedDict, total=False):
    """Which activity durations to list."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear(
                "reference/collections/activities/activity-durations/get-list/"
            ),
        ]
    ]
    """Days of the durations.

    Inferred: that the delta takes ``le``; its note on the end date is cut.
    """

    person: Annotated[Members, People(sets=("circle", "org-group", "org-tree"))]
    """People whose durations they are.

    Inferred: operators and sets; only the general filtering page names them.
    """


class ActivityDurationsDeltaFilter(TypedDict, total=False):
    """Which activity durations to follow."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear(
                "reference/collections/access-clockings/delta/",
                inferred=("from the sibling collections; the page's own note is cut"),
            ),
            NotBeforePreviousYear(
                "reference/collections/activities/activity-durations/delta/"
            ),
        ]
    ]
    """Days of the durations.

    Inferred: that the delta takes ``le``; its note on the end date is cut.
    """


_activity_durations = Endpoint(
    "activity-durations",
    ActivityDuration,
    id=int,
    path="/connector/protimeapi/api/v1/activity-durations",
    read=(Scope.ACTIVITY_DURATIONS_READ,),
    filter=ActivityDurationsFilter,
    delta_filter=ActivityDurationsDeltaFilter,
    webhooks=True,
)


class ActivityDurations(FilteredDelta[ActivityDuration, ActivityDurationsReference]):
    """How long people were busy with their activities, by day.

    Scopes: to read, ``connector-protimeapi-activity-durations.read``.

    Source: ``reference/collections/activities/activity-durations/get-list/``,
    ``collections/activities/activity-durations``.
    """

    _endpoint = _activity_durations

    def list(
        self,
        *,
        external_references: Iterable[ActivityDurationsReference] = (),
        **filter: Unpack[ActivityDurationsFilter],
    ) -> Pager[ActivityDuration]:
        """Iterate over the activity durations that match the filter.

        Source: ``reference/collections/activities/activity-durations/get-list/``.
        """
        return self._client._paginate(
            _activity_durations.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[ActivityDurationsReference] = (),
        **filter: Unpack[ActivityDurationsDeltaFilter],
    ) -> DeltaPager[ActivityDuration]:
        """Iterate over the activity durations and note where later changes begin.

        Inferred: its references; only the general page on deltas has them.

        Source: ``reference/collections/activities/activity-durations/delta/``.
        """
        return self._delta(filter, external_references=external_references)

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
        return self._client._send(
            _activity_durations.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )


class AsyncActivityDurations(
    AsyncFilteredDelta[ActivityDuration, ActivityDurationsReference]
):
    """`ActivityDurations`, awaited."""

    _endpoint = _activity_durations

    def list(
        self,
        *,
        external_references: Iterable[ActivityDurationsReference] = (),
        **filter: Unpack[ActivityDurationsFilter],
    ) -> AsyncPager[ActivityDuration]:
        """Iterate over the activity durations that match the filter."""
        return self._client._paginate(
            _activity_durations.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[ActivityDurationsReference] = (),
        **filter: Unpack[ActivityDurationsDeltaFilter],
    ) -> AsyncDeltaPager[ActivityDuration]:
        """Iterate over the activity durations and note where later changes begin."""
        return self._delta(filter, external_references=external_references)

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[ActivityDurationsReference] = (),
        if_none_match: str | None = None,
    ) -> ActivityDuration:
        """Fetch one activity duration."""
        return await self._client._send(
            _activity_durations.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )
