# Generated from spec/collections/access-clockings.yaml by `nox -s generate`.
# Do not edit.
"""When people badged at doors, and whether they were let in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Required, TypeAlias, TypedDict, Unpack, overload

from protime.models.access_clockings import AccessClocking
from protime.references import PersonReference, TerminalReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import DateRange, Members, Property, Rule
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager

AccessClockingsReference: TypeAlias = PersonReference | TerminalReference
"""External references that access clockings can be fetched with."""

_access_clockings = Endpoint(
    "access-clockings",
    AccessClocking,
    id=int,
    path="/connector/protimeapi/api/v1/access-clockings",
    read=(Scope.ACCESS_CLOCKINGS_READ,),
    filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule(
                    "at-most-one-year",
                    source="reference/collections/access-clockings/get-list/",
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
                ),
                Rule(
                    "not-before-previous-year",
                    source="reference/collections/access-clockings/delta/",
                ),
            ),
        ),
    },
)


class AccessClockingsFilter(TypedDict, total=False):
    """Which access clockings to list."""

    date: Required[DateRange]
    """Days of the attempts."""

    person: Members
    """People who badged.

    Inferred: operators and sets; only the general filtering page names them.
    """


class AccessClockingsDeltaFilter(TypedDict, total=False):
    """Which access clockings to follow."""

    date: Required[DateRange]
    """Days of the attempts."""


class AccessClockings(Collection):
    """When people badged at doors, and whether they were let in.

    The date is always the calendar's, unlike that of clockings.

    Scopes: to read, ``connector-protimeapi-access-clockings.read``.

    Source: ``reference/collections/access-clockings/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[AccessClockingsReference] = (),
        **filter: Unpack[AccessClockingsFilter],
    ) -> Pager[AccessClocking]: ...
    @overload
    def list(
        self,
        *,
        where: str,
        external_references: Iterable[AccessClockingsReference] = (),
    ) -> Pager[AccessClocking]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[AccessClockingsReference] = (),
        **filter: object,
    ) -> Pager[AccessClocking]:
        """Iterate over the access clockings that match the filter.

        Source: ``reference/collections/access-clockings/get-list/``.
        """
        return self._client.paginate(
            _access_clockings.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> Pager[AccessClocking]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_access_clockings.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[AccessClockingsReference] = (),
        **filter: Unpack[AccessClockingsDeltaFilter],
    ) -> DeltaPager[AccessClocking]: ...
    @overload
    def delta(
        self,
        *,
        where: str,
        external_references: Iterable[AccessClockingsReference] = (),
    ) -> DeltaPager[AccessClocking]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[AccessClockingsReference] = (),
        **filter: object,
    ) -> DeltaPager[AccessClocking]:
        """Iterate over the access clockings and note where later changes begin.

        Source: ``reference/collections/access-clockings/delta/``.
        """
        return self._client.follow(
            _access_clockings.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> DeltaPager[AccessClocking]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_access_clockings.changes(link))

    def get(
        self,
        id: int,
        *,
        external_references: Iterable[AccessClockingsReference] = (),
        if_none_match: str | None = None,
    ) -> AccessClocking:
        """Fetch one access clocking.

        Source: ``reference/collections/access-clockings/get/``.
        """
        return self._client.send(
            _access_clockings.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )


class AsyncAccessClockings(AsyncCollection):
    """When people badged at doors, and whether they were let in.

    The date is always the calendar's, unlike that of clockings.

    Scopes: to read, ``connector-protimeapi-access-clockings.read``.

    Source: ``reference/collections/access-clockings/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[AccessClockingsReference] = (),
        **filter: Unpack[AccessClockingsFilter],
    ) -> AsyncPager[AccessClocking]: ...
    @overload
    def list(
        self,
        *,
        where: str,
        external_references: Iterable[AccessClockingsReference] = (),
    ) -> AsyncPager[AccessClocking]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[AccessClockingsReference] = (),
        **filter: object,
    ) -> AsyncPager[AccessClocking]:
        """Iterate over the access clockings that match the filter.

        Source: ``reference/collections/access-clockings/get-list/``.
        """
        return self._client.paginate(
            _access_clockings.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> AsyncPager[AccessClocking]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_access_clockings.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[AccessClockingsReference] = (),
        **filter: Unpack[AccessClockingsDeltaFilter],
    ) -> AsyncDeltaPager[AccessClocking]: ...
    @overload
    def delta(
        self,
        *,
        where: str,
        external_references: Iterable[AccessClockingsReference] = (),
    ) -> AsyncDeltaPager[AccessClocking]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[AccessClockingsReference] = (),
        **filter: object,
    ) -> AsyncDeltaPager[AccessClocking]:
        """Iterate over the access clockings and note where later changes begin.

        Source: ``reference/collections/access-clockings/delta/``.
        """
        return self._client.follow(
            _access_clockings.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> AsyncDeltaPager[AccessClocking]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_access_clockings.changes(link))

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[AccessClockingsReference] = (),
        if_none_match: str | None = None,
    ) -> AccessClocking:
        """Fetch one access clocking.

        Source: ``reference/collections/access-clockings/get/``.
        """
        return await self._client.send(
            _access_clockings.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )
