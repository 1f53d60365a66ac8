# Generated from spec/collections/work-interruptions.yaml by `nox -s generate`.
# Do not edit.
"""When people interrupted their work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Required, TypeAlias, TypedDict, Unpack

from protime.models.work_interruptions import WorkInterruption
from protime.references import PersonReference
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

WorkInterruptionsReference: TypeAlias = PersonReference
"""External references that work interruptions can be fetched with."""


class WorkInterruptionsFilter(TypedDict, total=False):
    """Which work interruptions to list."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear("reference/collections/breaks/work-interruptions/get-list/"),
        ]
    ]
    """Days of the interruptions."""

    person: Annotated[Members, People(sets=("circle", "org-group", "org-tree"))]
    """People who interrupted their work.

    Inferred: sets; only the general filtering page names them.
    """


class WorkInterruptionsDeltaFilter(TypedDict, total=False):
    """Which work interruptions to follow."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear("reference/collections/breaks/work-interruptions/delta/"),
            NotBeforePreviousYear(
                "reference/collections/breaks/work-interruptions/delta/"
            ),
        ]
    ]
    """Days of the interruptions."""


_work_interruptions = Endpoint(
    "work-interruptions",
    WorkInterruption,
    id=int,
    path="/connector/protimeapi/api/v1/work-interruptions",
    read=(Scope.WORK_INTERRUPTIONS_READ,),
    filter=WorkInterruptionsFilter,
    delta_filter=WorkInterruptionsDeltaFilter,
    webhooks=True,
)


class WorkInterruptions(FilteredDelta[WorkInterruption, WorkInterruptionsReference]):
    """When people interrupted their work.

    Scopes: to read, ``connector-protimeapi-work-interruptions.read``.

    Source: ``reference/collections/breaks/work-interruptions/get-list/``.
    """

    _endpoint = _work_interruptions

    def list(
        self,
        *,
        external_references: Iterable[WorkInterruptionsReference] = (),
        **filter: Unpack[WorkInterruptionsFilter],
    ) -> Pager[WorkInterruption]:
        """Iterate over the work interruptions that match the filter.

        Source: ``reference/collections/breaks/work-interruptions/get-list/``.
        """
        return self._client._paginate(
            _work_interruptions.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[WorkInterruptionsReference] = (),
        **filter: Unpack[WorkInterruptionsDeltaFilter],
    ) -> DeltaPager[WorkInterruption]:
        """Iterate over the work interruptions and note where later changes begin.

        Source: ``reference/collections/breaks/work-interruptions/delta/``.
        """
        return self._delta(filter, external_references=external_references)

    def get(
        self,
        id: int,
        *,
        external_references: Iterable[WorkInterruptionsReference] = (),
        if_none_match: str | None = None,
    ) -> WorkInterruption:
        """Fetch one work interruption.

        Source: ``reference/collections/breaks/work-interruptions/get/``.
        """
        return self._client._send(
            _work_interruptions.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )


class AsyncWorkInterruptions(
    AsyncFilteredDelta[WorkInterruption, WorkInterruptionsReference]
):
    """`WorkInterruptions`, awaited."""

    _endpoint = _work_interruptions

    def list(
        self,
        *,
        external_references: Iterable[WorkInterruptionsReference] = (),
        **filter: Unpack[WorkInterruptionsFilter],
    ) -> AsyncPager[WorkInterruption]:
        """Iterate over the work interruptions that match the filter."""
        return self._client._paginate(
            _work_interruptions.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[WorkInterruptionsReference] = (),
        **filter: Unpack[WorkInterruptionsDeltaFilter],
    ) -> AsyncDeltaPager[WorkInterruption]:
        """Iterate over the work interruptions and note where later changes begin."""
        return self._delta(filter, external_references=external_references)

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[WorkInterruptionsReference] = (),
        if_none_match: str | None = None,
    ) -> WorkInterruption:
        """Fetch one work interruption."""
        return await self._client._send(
            _work_interruptions.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )
