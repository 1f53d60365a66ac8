# Generated from spec/collections/breaks.yaml by `nox -s generate`. Do not edit.
"""Which breaks people had and took."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Required, TypeAlias, TypedDict, Unpack, overload

from protime.models.breaks import Break
from protime.references import BreakDefinitionReference, PersonReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import DateRange, Members, Property, Rule
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager

BreaksReference: TypeAlias = PersonReference | BreakDefinitionReference
"""External references that breaks can be fetched with."""

_breaks = Endpoint(
    "breaks",
    Break,
    id=int,
    path="/connector/protimeapi/api/v1/breaks",
    read=(Scope.BREAKS_READ,),
    filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule("at-most-one-year", source="collections/breaks/breaks/get-list/"),
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
                Rule("at-most-one-year", source="collections/breaks/breaks/delta/"),
                Rule(
                    "not-before-previous-year",
                    source="collections/breaks/breaks/delta/",
                ),
            ),
        ),
    },
)


class BreaksFilter(TypedDict, total=False):
    """Which breaks to list."""

    date: Required[DateRange]
    """Days of the breaks."""

    person: Members
    """People who have the breaks.

    Inferred: operators and sets; only the general filtering page names them.
    """


class BreaksDeltaFilter(TypedDict, total=False):
    """Which breaks to follow."""

    date: Required[DateRange]
    """Days of the breaks."""


class Breaks(Collection):
    """Which breaks people had and took.

    Inferred: its references' names and its scope; only older pages exist.

    Scopes: to read, ``connector-protimeapi-breaks.read``.

    Inferred: the pattern of the other collections.

    Source: ``collections/breaks/breaks/get-list/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[BreaksReference] = (),
        **filter: Unpack[BreaksFilter],
    ) -> Pager[Break]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[BreaksReference] = ()
    ) -> Pager[Break]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[BreaksReference] = (),
        **filter: object,
    ) -> Pager[Break]:
        """Iterate over the breaks that match the filter.

        Source: ``collections/breaks/breaks/get-list/``.
        """
        return self._client.paginate(
            _breaks.list(filter, where=where, external_references=external_references)
        )

    def resume(self, link: str) -> Pager[Break]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_breaks.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[BreaksReference] = (),
        **filter: Unpack[BreaksDeltaFilter],
    ) -> DeltaPager[Break]: ...
    @overload
    def delta(
        self, *, where: str, external_references: Iterable[BreaksReference] = ()
    ) -> DeltaPager[Break]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[BreaksReference] = (),
        **filter: object,
    ) -> DeltaPager[Break]:
        """Iterate over the breaks and note where later changes begin.

        Source: ``collections/breaks/breaks/delta/``.
        """
        return self._client.follow(
            _breaks.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> DeltaPager[Break]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_breaks.changes(link))

    def get(
        self,
        id: int,
        *,
        external_references: Iterable[BreaksReference] = (),
        if_none_match: str | None = None,
    ) -> Break:
        """Fetch one break.

        Source: ``collections/breaks/breaks/get/``.
        """
        return self._client.send(
            _breaks.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )


class AsyncBreaks(AsyncCollection):
    """Which breaks people had and took.

    Inferred: its references' names and its scope; only older pages exist.

    Scopes: to read, ``connector-protimeapi-breaks.read``.

    Inferred: the pattern of the other collections.

    Source: ``collections/breaks/breaks/get-list/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[BreaksReference] = (),
        **filter: Unpack[BreaksFilter],
    ) -> AsyncPager[Break]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[BreaksReference] = ()
    ) -> AsyncPager[Break]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[BreaksReference] = (),
        **filter: object,
    ) -> AsyncPager[Break]:
        """Iterate over the breaks that match the filter.

        Source: ``collections/breaks/breaks/get-list/``.
        """
        return self._client.paginate(
            _breaks.list(filter, where=where, external_references=external_references)
        )

    def resume(self, link: str) -> AsyncPager[Break]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_breaks.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[BreaksReference] = (),
        **filter: Unpack[BreaksDeltaFilter],
    ) -> AsyncDeltaPager[Break]: ...
    @overload
    def delta(
        self, *, where: str, external_references: Iterable[BreaksReference] = ()
    ) -> AsyncDeltaPager[Break]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[BreaksReference] = (),
        **filter: object,
    ) -> AsyncDeltaPager[Break]:
        """Iterate over the breaks and note where later changes begin.

        Source: ``collections/breaks/breaks/delta/``.
        """
        return self._client.follow(
            _breaks.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> AsyncDeltaPager[Break]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_breaks.changes(link))

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[BreaksReference] = (),
        if_none_match: str | None = None,
    ) -> Break:
        """Fetch one break.

        Source: ``collections/breaks/breaks/get/``.
        """
        return await self._client.send(
            _breaks.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )
