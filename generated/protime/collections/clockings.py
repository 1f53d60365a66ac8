# Generated from spec/collections/clockings.yaml by `nox -s generate`. Do not edit.
"""When people clock in and out, and when they start and end activities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Required, TypeAlias, TypedDict, Unpack, overload

from protime.models.clockings import Clocking, ClockingKind, NewClocking
from protime.references import (
    AbsenceDefinitionReference,
    ActivityDefinitionReference,
    PersonReference,
    TerminalReference,
)
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import DateRange, Members, Property, Rule
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.messages import Created
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager

ClockingsReference: TypeAlias = (
    PersonReference
    | TerminalReference
    | ActivityDefinitionReference
    | AbsenceDefinitionReference
)
"""External references that clockings can be fetched with."""

_clockings = Endpoint(
    "clockings",
    Clocking,
    id=int,
    path="/connector/protimeapi/api/v1/clockings",
    read=(Scope.CLOCKINGS_READ,),
    write=(Scope.CLOCKINGS_WRITE,),
    filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule(
                    "at-most-one-year",
                    source="reference/collections/clockings/get-list/",
                ),
            ),
        ),
        "person": Property(
            "person", ("in",), sets=("circle", "org-group", "org-tree"), multiple=True
        ),
        "kind": Property("kind", ("eq",), multiple=True),
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
                    inferred=("from the sibling collections' pages"),
                ),
                Rule(
                    "not-before-previous-year",
                    source="reference/collections/clockings/delta/",
                ),
            ),
        ),
    },
)


class ClockingsFilter(TypedDict, total=False):
    """Which clockings to list."""

    date: Required[DateRange]
    """Days the clockings belong to."""

    person: Members
    """People who clocked."""

    kind: ClockingKind | Iterable[ClockingKind]
    """What the clockings mark.

    Inferred: several kinds at once; the filtering page shows it.
    """


class ClockingsDeltaFilter(TypedDict, total=False):
    """Which clockings to follow."""

    date: Required[DateRange]
    """Days the clockings belong to."""


class Clockings(Collection):
    """When people clock in and out, and when they start and end activities.

    A clocking that someone deletes in Protime stays, with status ``Deleted``.
    The date that comes back can differ from the one sent for overnight work.

    Scopes: to read, ``connector-protimeapi-clockings.read``; to write,
    ``connector-protimeapi-clockings.write``.

    Source: ``reference/collections/clockings/``, ``concepts/clocking-model/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[ClockingsReference] = (),
        **filter: Unpack[ClockingsFilter],
    ) -> Pager[Clocking]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[ClockingsReference] = ()
    ) -> Pager[Clocking]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[ClockingsReference] = (),
        **filter: object,
    ) -> Pager[Clocking]:
        """Iterate over the clockings that match the filter.

        Source: ``reference/collections/clockings/get-list/``.
        """
        return self._client.paginate(
            _clockings.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> Pager[Clocking]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_clockings.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[ClockingsReference] = (),
        **filter: Unpack[ClockingsDeltaFilter],
    ) -> DeltaPager[Clocking]: ...
    @overload
    def delta(
        self, *, where: str, external_references: Iterable[ClockingsReference] = ()
    ) -> DeltaPager[Clocking]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[ClockingsReference] = (),
        **filter: object,
    ) -> DeltaPager[Clocking]:
        """Iterate over the clockings and note where later changes begin.

        Source: ``reference/collections/clockings/delta/``.
        """
        return self._client.follow(
            _clockings.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> DeltaPager[Clocking]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_clockings.changes(link))

    def get(
        self,
        id: int,
        *,
        external_references: Iterable[ClockingsReference] = (),
        if_none_match: str | None = None,
    ) -> Clocking:
        """Fetch one clocking.

        Source: ``reference/collections/clockings/get/``.
        """
        return self._client.send(
            _clockings.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )

    def create(self, clocking: NewClocking) -> Created[int]:
        """Create a clocking.

        Source: ``reference/collections/clockings/post/``.
        """
        return self._client.send(_clockings.create(clocking))


class AsyncClockings(AsyncCollection):
    """When people clock in and out, and when they start and end activities.

    A clocking that someone deletes in Protime stays, with status ``Deleted``.
    The date that comes back can differ from the one sent for overnight work.

    Scopes: to read, ``connector-protimeapi-clockings.read``; to write,
    ``connector-protimeapi-clockings.write``.

    Source: ``reference/collections/clockings/``, ``concepts/clocking-model/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[ClockingsReference] = (),
        **filter: Unpack[ClockingsFilter],
    ) -> AsyncPager[Clocking]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[ClockingsReference] = ()
    ) -> AsyncPager[Clocking]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[ClockingsReference] = (),
        **filter: object,
    ) -> AsyncPager[Clocking]:
        """Iterate over the clockings that match the filter.

        Source: ``reference/collections/clockings/get-list/``.
        """
        return self._client.paginate(
            _clockings.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> AsyncPager[Clocking]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_clockings.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[ClockingsReference] = (),
        **filter: Unpack[ClockingsDeltaFilter],
    ) -> AsyncDeltaPager[Clocking]: ...
    @overload
    def delta(
        self, *, where: str, external_references: Iterable[ClockingsReference] = ()
    ) -> AsyncDeltaPager[Clocking]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[ClockingsReference] = (),
        **filter: object,
    ) -> AsyncDeltaPager[Clocking]:
        """Iterate over the clockings and note where later changes begin.

        Source: ``reference/collections/clockings/delta/``.
        """
        return self._client.follow(
            _clockings.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> AsyncDeltaPager[Clocking]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_clockings.changes(link))

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[ClockingsReference] = (),
        if_none_match: str | None = None,
    ) -> Clocking:
        """Fetch one clocking.

        Source: ``reference/collections/clockings/get/``.
        """
        return await self._client.send(
            _clockings.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )

    async def create(self, clocking: NewClocking) -> Created[int]:
        """Create a clocking.

        Source: ``reference/collections/clockings/post/``.
        """
        return await self._client.send(_clockings.create(clocking))
