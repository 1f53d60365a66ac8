# Generated from spec/collections/employer-histories.yaml by `nox -s generate`.
# Do not edit.
"""Which employers people worked for, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from protime.models.employer_histories import EmployerHistory
from protime.models.identifiers import PersonIdentifier
from protime.references import EmployerReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

EmployerHistoriesOtherReference: TypeAlias = EmployerReference
"""External references to ask for beside an id."""

_employer_histories = Endpoint(
    "employer-histories",
    EmployerHistory,
    id=int,
    path="/connector/protimeapi/api/v1/employer-histories",
    read=(Scope.PEOPLE_READ, Scope.PEOPLE_HISTORICAL_DATA_READ),
)

_employer_history = Endpoint(
    "employer-histories",
    EmployerHistory,
    id=int,
    path="/connector/protimeapi/api/v1/people/{}/employer-history",
    places=(Place("PersonReference", "people", "person.id"),),
    read=(Scope.PEOPLE_READ, Scope.PEOPLE_HISTORICAL_DATA_READ),
)


class EmployerHistories(Listed[EmployerHistory]):
    """Which employers people worked for, and when.

    Scopes: to read, ``connector-protimeapi-people.read`` or
    ``connector-protimeapi-people-historical-data.read``.

    Source: ``reference/collections/people/historical-fields/get-list/``,
    ``reference/collections/people/historical-fields/get/``.
    """

    _endpoint = _employer_histories
    _endpoint_for_person = _employer_history

    def list(
        self, *, external_references: Iterable[EmployerReference] = ()
    ) -> Pager[EmployerHistory]:
        """Iterate over the employer histories.

        Inferred: that people's references are refused; older pages allow them.

        Source: ``reference/collections/people/historical-fields/get-list/``.
        """
        return self._client._paginate(
            _employer_histories.list(external_references=external_references)
        )

    def list_for_person(
        self,
        person: int | ReferenceValue[PersonIdentifier],
        *,
        external_references: Iterable[EmployerHistoriesOtherReference] = (),
    ) -> Pager[EmployerHistory]:
        """Iterate over the employer histories of one person.

        Inferred: a bare array and an object with ``value`` are both read.

        Source: ``reference/collections/people/historical-fields/get/``.
        """
        return self._client._paginate(
            _employer_history.at(person).list(external_references=external_references)
        )


class AsyncEmployerHistories(AsyncListed[EmployerHistory]):
    """`EmployerHistories`, awaited."""

    _endpoint = _employer_histories
    _endpoint_for_person = _employer_history

    def list(
        self, *, external_references: Iterable[EmployerReference] = ()
    ) -> AsyncPager[EmployerHistory]:
        """Iterate over the employer histories."""
        return self._client._paginate(
            _employer_histories.list(external_references=external_references)
        )

    def list_for_person(
        self,
        person: int | ReferenceValue[PersonIdentifier],
        *,
        external_references: Iterable[EmployerHistoriesOtherReference] = (),
    ) -> AsyncPager[EmployerHistory]:
        """Iterate over the employer histories of one person."""
        return self._client._paginate(
            _employer_history.at(person).list(external_references=external_references)
        )
