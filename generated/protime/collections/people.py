# Generated from spec/collections/people.yaml by `nox -s generate`. Do not edit.
"""Who works for the organisation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from protime.models.identifiers import PersonIdentifier
from protime.models.people import Person
from protime.references import PersonReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncFiltered, AsyncFollowed, Filtered, Followed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

PeopleReference: TypeAlias = PersonReference
"""External references that people can be fetched with."""

_people = Endpoint(
    "people",
    Person,
    id=int,
    path="/connector/protimeapi/api/v1/people",
    places=(Place("PersonReference", "people", "id"),),
    read=(Scope.PEOPLE_READ,),
    webhooks=True,
)


class People(Filtered[Person, PeopleReference], Followed[Person]):
    """Who works for the organisation.

    Departments, jobs and the like of a person are in the histories.

    Scopes: to read, ``connector-protimeapi-people.read``.

    Source: ``reference/collections/people/personal-information/``,
    ``collections/people/personal-information/``.
    """

    _endpoint = _people

    def list(
        self, *, external_references: Iterable[PeopleReference] = ()
    ) -> Pager[Person]:
        """Iterate over the people.

        Inferred: its filters and references; the page's sections were not seen.

        Source: ``reference/collections/people/personal-information/get-list/``.
        """
        return self._client._paginate(
            _people.list(external_references=external_references)
        )

    def delta(
        self, *, external_references: Iterable[PeopleReference] = ()
    ) -> DeltaPager[Person]:
        """Iterate over the people and note where later changes begin.

        Inferred: that it takes no filter; the page's section was not seen.

        Source: ``reference/collections/people/personal-information/delta/``.
        """
        return self._delta(external_references=external_references)

    def get(
        self,
        person: int | ReferenceValue[PersonIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> Person:
        """Fetch one person.

        Source: ``reference/collections/people/personal-information/get/``.
        """
        return self._client._send(_people.get(person, if_none_match=if_none_match))


class AsyncPeople(AsyncFiltered[Person, PeopleReference], AsyncFollowed[Person]):
    """`People`, awaited."""

    _endpoint = _people

    def list(
        self, *, external_references: Iterable[PeopleReference] = ()
    ) -> AsyncPager[Person]:
        """Iterate over the people."""
        return self._client._paginate(
            _people.list(external_references=external_references)
        )

    def delta(
        self, *, external_references: Iterable[PeopleReference] = ()
    ) -> AsyncDeltaPager[Person]:
        """Iterate over the people and note where later changes begin."""
        return self._delta(external_references=external_references)

    async def get(
        self,
        person: int | ReferenceValue[PersonIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> Person:
        """Fetch one person."""
        return await self._client._send(
            _people.get(person, if_none_match=if_none_match)
        )
