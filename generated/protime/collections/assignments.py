# Generated from spec/collections/assignments.yaml by `nox -s generate`. Do not edit.
"""When people are planned to work, and on what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Required, TypeAlias, TypedDict, Unpack

from protime.models.assignments import Assignment, NewAssignment
from protime.references import ActivityDefinitionReference, PersonReference
from protime.scopes import Scope
from protime_runtime.asking.days import DateRange
from protime_runtime.asking.endpoint import Endpoint, Operation
from protime_runtime.asking.filters import Members
from protime_runtime.asking.markers import Days, People
from protime_runtime.asking.rules import AtMostOneYear, NotBeforePreviousYear
from protime_runtime.collections import AsyncFilteredDelta, FilteredDelta
from protime_runtime.messages import Created

if TYPE_CHECKING:
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

AssignmentsReference: TypeAlias = PersonReference | ActivityDefinitionReference
"""External references that assignments can be fetched with."""


class AssignmentsFilter(TypedDict, total=False):
    """Which assignments to list."""

    date: Required[Annotated[DateRange, Days()]]
    """Days the assignments start on, by ``from``.

    Inferred: operators of the delta, and ``le``; an example shows ``ge``.
    """

    person: Annotated[Members, People(sets=("circle", "org-group", "org-tree"))]
    """People who are planned.

    Inferred: operators and sets; only the general filtering page names them.
    """


class AssignmentsDeltaFilter(TypedDict, total=False):
    """Which assignments to follow."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear("reference/collections/assignments/delta/"),
            NotBeforePreviousYear("reference/collections/assignments/delta/"),
        ]
    ]
    """Days the assignments start on, by ``from``.

    Inferred: operators of the delta, and ``le``; an example shows ``ge``.
    """


_assignments = Endpoint(
    "assignments",
    Assignment,
    id=int,
    path="/connector/protimeapi/api/v1/assignments",
    read=(Scope.ASSIGNMENTS_READ,),
    write=(Scope.ASSIGNMENTS_WRITE,),
    filter=AssignmentsFilter,
    delta_filter=AssignmentsDeltaFilter,
    operations={
        "delete": Operation(statuses=(200, 204)),
    },
    webhooks=True,
)


class Assignments(FilteredDelta[Assignment, AssignmentsReference]):
    """When people are planned to work, and on what.

    Tenants with Planning Flex or Shift have none; they are answered with 403.

    Scopes: to read, ``connector-protimeapi-assignments.read``; to write,
    ``connector-protimeapi-assignments.write``.

    Source: ``reference/collections/assignments/get-list/``,
    ``tutorials/first-assignment-integration/``.
    """

    _endpoint = _assignments

    def list(
        self,
        *,
        external_references: Iterable[AssignmentsReference] = (),
        **filter: Unpack[AssignmentsFilter],
    ) -> Pager[Assignment]:
        """Iterate over the assignments that match the filter.

        Source: ``reference/collections/assignments/get-list/``.
        """
        return self._client._paginate(
            _assignments.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[AssignmentsReference] = (),
        **filter: Unpack[AssignmentsDeltaFilter],
    ) -> DeltaPager[Assignment]:
        """Iterate over the assignments and note where later changes begin.

        Source: ``reference/collections/assignments/delta/``.
        """
        return self._delta(filter, external_references=external_references)

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
        return self._client._send(
            _assignments.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )

    def create(self, assignment: NewAssignment) -> Created[int]:
        """Create an assignment.

        Source: ``reference/collections/assignments/post/``.
        """
        return self._client._send(_assignments.create(assignment))

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
        return self._client._send(
            _assignments.update(assignment, id, if_match=if_match)
        )

    def delete(self, id: int, *, if_match: str | None = None) -> None:
        """Delete one assignment.

        Inferred: 204; from the general page on responses.

        Source: ``reference/collections/assignments/delete/``.
        """
        return self._client._send(_assignments.delete(id, if_match=if_match))


class AsyncAssignments(AsyncFilteredDelta[Assignment, AssignmentsReference]):
    """`Assignments`, awaited."""

    _endpoint = _assignments

    def list(
        self,
        *,
        external_references: Iterable[AssignmentsReference] = (),
        **filter: Unpack[AssignmentsFilter],
    ) -> AsyncPager[Assignment]:
        """Iterate over the assignments that match the filter."""
        return self._client._paginate(
            _assignments.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[AssignmentsReference] = (),
        **filter: Unpack[AssignmentsDeltaFilter],
    ) -> AsyncDeltaPager[Assignment]:
        """Iterate over the assignments and note where later changes begin."""
        return self._delta(filter, external_references=external_references)

    async def get(
        self,
        id: int,
        *,
        external_references: Iterable[AssignmentsReference] = (),
        if_none_match: str | None = None,
    ) -> Assignment:
        """Fetch one assignment."""
        return await self._client._send(
            _assignments.get(
                id, external_references=external_references, if_none_match=if_none_match
            )
        )

    async def create(self, assignment: NewAssignment) -> Created[int]:
        """Create an assignment."""
        return await self._client._send(_assignments.create(assignment))

    async def update(
        self,
        id: int,
        assignment: NewAssignment | Assignment,
        *,
        if_match: str | None = None,
    ) -> None:
        """Update one assignment."""
        return await self._client._send(
            _assignments.update(assignment, id, if_match=if_match)
        )

    async def delete(self, id: int, *, if_match: str | None = None) -> None:
        """Delete one assignment."""
        return await self._client._send(_assignments.delete(id, if_match=if_match))
