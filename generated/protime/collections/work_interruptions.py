# Generated from spec/collections/work-interruptions.yaml by `nox -s generate`.
# Do not edit.
"""When people interrupted their work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Required, TypeAlias, TypedDict, Unpack, overload

from protime.models.work_interruptions import WorkInterruption
from protime.references import PersonReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import DateRange, Members, Property, Rule
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager

WorkInterruptionsReference: TypeAlias = PersonReference
"""External references that work interruptions can be fetched with."""

_work_interruptions = Endpoint(
    "work-interruptions",
    WorkInterruption,
    id=int,
    path="/connector/protimeapi/api/v1/work-interruptions",
    read=(Scope.WORK_INTERRUPTIONS_READ,),
    filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule(
                    "at-most-one-year",
                    source="reference/collections/breaks/work-interruptions/get-list/",
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
                    source="reference/collections/breaks/work-interruptions/delta/",
                ),
                Rule(
                    "not-before-previous-year",
                    source="reference/collections/breaks/work-interruptions/delta/",
                ),
            ),
        ),
    },
)


class WorkInterruptionsFilter(TypedDict, total=False):
    """Which work interruptions to list."""

    date: Required[DateRange]
    """Days of the interruptions."""

    person: Members
    """People who interrupted their work.

    Inferred: sets; only the general filtering page names them.
    """


class WorkInterruptionsDeltaFilter(TypedDict, total=False):
    """Which work interruptions to follow."""

    date: Required[DateRange]
    """Days of the interruptions."""


class WorkInterruptions(Collection):
    """When people interrupted their work.

    Scopes: to read, ``connector-protimeapi-work-interruptions.read``.

    Source: ``reference/collections/breaks/work-interruptions/get-list/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[WorkInterruptionsReference] = (),
        **filter: Unpack[WorkInterruptionsFilter],
    ) -> Pager[WorkInterruption]: ...
    @overload
    def list(
        self,
        *,
        where: str,
        external_references: Iterable[WorkInterruptionsReference] = (),
    ) -> Pager[WorkInterruption]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[WorkInterruptionsReference] = (),
        **filter: object,
    ) -> Pager[WorkInterruption]:
        """Iterate over the work interruptions that match the filter.

        Source: ``reference/collections/breaks/work-interruptions/get-list/``.
        """
        return self._client.paginate(
            _work_interruptions.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> Pager[WorkInterruption]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_work_interruptions.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[WorkInterruptionsReference] = (),
        **filter: Unpack[WorkInterruptionsDeltaFilter],
    ) -> DeltaPager[WorkInterruption]: ...
    @overload
    def delta(
        self,
        *,
        where: str,
        external_references: Iterable[WorkInterruptionsReference] = (),
    ) -> DeltaPager[WorkInterruption]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[WorkInterruptionsReference] = (),
        **filter: object,
    ) -> DeltaPager[WorkInterruption]:
        """Iterate over the work interruptions and note where later changes begin.

        Source: ``reference/collections/breaks/work-interruptions/delta/``.
        """
        return self._client.follow(
            _work_interruptions.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> DeltaPager[WorkInterruption]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_work_interruptions.changes(link))

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
        return self._client.send(
            _work_interruptions.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )


class AsyncWorkInterruptions(AsyncCollection):
    """When people interrupted their work.

    Scopes: to read, ``connector-protimeapi-work-interruptions.read``.

    Source: ``reference/collections/breaks/work-interruptions/get-list/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[WorkInterruptionsReference] = (),
        **filter: Unpack[WorkInterruptionsFilter],
    ) -> AsyncPager[WorkInterruption]: ...
    @overload
    def list(
        self,
        *,
        where: str,
        external_references: Iterable[WorkInterruptionsReference] = (),
    ) -> AsyncPager[WorkInterruption]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[WorkInterruptionsReference] = (),
        **filter: object,
    ) -> AsyncPager[WorkInterruption]:
        """Iterate over the work interruptions that match the filter.

        Source: ``reference/collections/breaks/work-interruptions/get-list/``.
        """
        return self._client.paginate(
            _work_interruptions.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> AsyncPager[WorkInterruption]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_work_interruptions.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[WorkInterruptionsReference] = (),
        **filter: Unpack[WorkInterruptionsDeltaFilter],
    ) -> AsyncDeltaPager[WorkInterruption]: ...
    @overload
    def delta(
        self,
        *,
        where: str,
        external_references: Iterable[WorkInterruptionsReference] = (),
    ) -> AsyncDeltaPager[WorkInterruption]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[WorkInterruptionsReference] = (),
        **filter: object,
    ) -> AsyncDeltaPager[WorkInterruption]:
        """Iterate over the work interruptions and note where later changes begin.

        Source: ``reference/collections/breaks/work-interruptions/delta/``.
        """
        return self._client.follow(
            _work_interruptions.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> AsyncDeltaPager[WorkInterruption]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_work_interruptions.changes(link))

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[WorkInterruptionsReference] = (),
        if_none_match: str | None = None,
    ) -> WorkInterruption:
        """Fetch one work interruption.

        Source: ``reference/collections/breaks/work-interruptions/get/``.
        """
        return await self._client.send(
            _work_interruptions.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )
