# Generated from spec/collections/assignments.yaml by `nox -s generate`. Do not edit.
"""When people are planned to work, and on what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Required, TypeAlias, TypedDict, Unpack, overload

from protime.models.assignments import Assignment, NewAssignment
from protime.references import ActivityDefinitionReference, PersonReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import DateRange, Members, Property, Rule
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.messages import Created
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager

AssignmentsReference: TypeAlias = PersonReference | ActivityDefinitionReference
"""External references that assignments can be fetched with."""

_assignments = Endpoint(
    "assignments",
    Assignment,
    id=int,
    path="/connector/protimeapi/api/v1/assignments",
    read=(Scope.ASSIGNMENTS_READ,),
    write=(Scope.ASSIGNMENTS_WRITE,),
    filters={
        "date": Property("date", ("ge", "le"), required=True),
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
                    source="reference/collections/assignments/delta/",
                ),
                Rule(
                    "not-before-previous-year",
                    source="reference/collections/assignments/delta/",
                ),
            ),
        ),
    },
)


class AssignmentsFilter(TypedDict, total=False):
    """Which assignments to list."""

    date: Required[DateRange]
    """Days the assignments start on, by ``from``."""

    person: Members
    """People who are planned.

    Inferred: operators and sets; only the general filtering page names them.
    """


class AssignmentsDeltaFilter(TypedDict, total=False):
    """Which assignments to follow."""

    date: Required[DateRange]
    """Days the assignments start on, by ``from``."""


class Assignments(Collection):
    """When people are planned to work, and on what.

    Tenants with Planning Flex or Shift have none; they are answered with 403.

    Scopes: to read, ``connector-protimeapi-assignments.read``; to write,
    ``connector-protimeapi-assignments.write``.

    Source: ``reference/collections/assignments/get-list/``,
    ``tutorials/first-assignment-integration/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[AssignmentsReference] = (),
        **filter: Unpack[AssignmentsFilter],
    ) -> Pager[Assignment]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[AssignmentsReference] = ()
    ) -> Pager[Assignment]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[AssignmentsReference] = (),
        **filter: object,
    ) -> Pager[Assignment]:
        """Iterate over the assignments that match the filter.

        Source: ``reference/collections/assignments/get-list/``.
        """
        return self._client.paginate(
            _assignments.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> Pager[Assignment]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_assignments.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[AssignmentsReference] = (),
        **filter: Unpack[AssignmentsDeltaFilter],
    ) -> DeltaPager[Assignment]: ...
    @overload
    def delta(
        self, *, where: str, external_references: Iterable[AssignmentsReference] = ()
    ) -> DeltaPager[Assignment]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[AssignmentsReference] = (),
        **filter: object,
    ) -> DeltaPager[Assignment]:
        """Iterate over the assignments and note where later changes begin.

        Source: ``reference/collections/assignments/delta/``.
        """
        return self._client.follow(
            _assignments.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> DeltaPager[Assignment]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_assignments.changes(link))

    def get(
        self,
        id: int,
        *,
        external_references: Iterable[AssignmentsReference] = (),
        if_none_match: str | None = None,
    ) -> Assignment:
        """Fetch one assignment.

        Source: ``reference/collections/assignments/get/``.
        """
        return self._client.send(
            _assignments.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )

    def create(self, assignment: NewAssignment) -> Created[int]:
        """Create an assignment.

        Source: ``reference/collections/assignments/post/``.
        """
        return self._client.send(_assignments.create(assignment))

    def update(
        self,
        id: int,
        assignment: NewAssignment | Assignment,
        *,
        if_match: str | None = None,
    ) -> None:
        """Update one assignment.

        Inferred: what becomes of properties that are left out.

        Source: ``reference/collections/assignments/put/``.
        """
        return self._client.send(_assignments.update(assignment, id, if_match=if_match))

    def delete(self, id: int, *, if_match: str | None = None) -> None:
        """Delete one assignment.

        Inferred: 204; from the general page on responses.

        Source: ``reference/collections/assignments/delete/``.
        """
        return self._client.send(_assignments.delete(id, if_match=if_match))


class AsyncAssignments(AsyncCollection):
    """When people are planned to work, and on what.

    Tenants with Planning Flex or Shift have none; they are answered with 403.

    Scopes: to read, ``connector-protimeapi-assignments.read``; to write,
    ``connector-protimeapi-assignments.write``.

    Source: ``reference/collections/assignments/get-list/``,
    ``tutorials/first-assignment-integration/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[AssignmentsReference] = (),
        **filter: Unpack[AssignmentsFilter],
    ) -> AsyncPager[Assignment]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[AssignmentsReference] = ()
    ) -> AsyncPager[Assignment]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[AssignmentsReference] = (),
        **filter: object,
    ) -> AsyncPager[Assignment]:
        """Iterate over the assignments that match the filter.

        Source: ``reference/collections/assignments/get-list/``.
        """
        return self._client.paginate(
            _assignments.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> AsyncPager[Assignment]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_assignments.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[AssignmentsReference] = (),
        **filter: Unpack[AssignmentsDeltaFilter],
    ) -> AsyncDeltaPager[Assignment]: ...
    @overload
    def delta(
        self, *, where: str, external_references: Iterable[AssignmentsReference] = ()
    ) -> AsyncDeltaPager[Assignment]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[AssignmentsReference] = (),
        **filter: object,
    ) -> AsyncDeltaPager[Assignment]:
        """Iterate over the assignments and note where later changes begin.

        Source: ``reference/collections/assignments/delta/``.
        """
        return self._client.follow(
            _assignments.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> AsyncDeltaPager[Assignment]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_assignments.changes(link))

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[AssignmentsReference] = (),
        if_none_match: str | None = None,
    ) -> Assignment:
        """Fetch one assignment.

        Source: ``reference/collections/assignments/get/``.
        """
        return await self._client.send(
            _assignments.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )

    async def create(self, assignment: NewAssignment) -> Created[int]:
        """Create an assignment.

        Source: ``reference/collections/assignments/post/``.
        """
        return await self._client.send(_assignments.create(assignment))

    async def update(
        self,
        id: int,
        assignment: NewAssignment | Assignment,
        *,
        if_match: str | None = None,
    ) -> None:
        """Update one assignment.

        Inferred: what becomes of properties that are left out.

        Source: ``reference/collections/assignments/put/``.
        """
        return await self._client.send(
            _assignments.update(assignment, id, if_match=if_match)
        )

    async def delete(self, id: int, *, if_match: str | None = None) -> None:
        """Delete one assignment.

        Inferred: 204; from the general page on responses.

        Source: ``reference/collections/assignments/delete/``.
        """
        return await self._client.send(_assignments.delete(id, if_match=if_match))
