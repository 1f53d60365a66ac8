# Generated from spec/collections/department-histories.yaml by `nox -s generate`.
# Do not edit.
"""Which departments people belonged to, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from protime.models.department_histories import DepartmentHistory
from protime.models.identifiers import PersonIdentifier
from protime.references import DepartmentReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

DepartmentHistoriesOtherReference: TypeAlias = DepartmentReference
"""External references to ask for beside an id."""

_department_histories = Endpoint(
    "department-histories",
    DepartmentHistory,
    id=int,
    path="/connector/protimeapi/api/v1/department-histories",
    read=(Scope.PEOPLE_READ, Scope.PEOPLE_HISTORICAL_DATA_READ),
)

_department_history = Endpoint(
    "department-histories",
    DepartmentHistory,
    id=int,
    path="/connector/protimeapi/api/v1/people/{}/department-history",
    places=(Place("PersonReference", "people", "person.id"),),
    read=(Scope.PEOPLE_READ, Scope.PEOPLE_HISTORICAL_DATA_READ),
)


class DepartmentHistories(Listed[DepartmentHistory]):
    """Which departments people belonged to, and when.

    Scopes: to read, ``connector-protimeapi-people.read`` or
    ``connector-protimeapi-people-historical-data.read``.

    Source: ``reference/collections/people/historical-fields/get-list/``,
    ``reference/collections/people/historical-fields/get/``.
    """

    _endpoint = _department_histories
    _endpoint_for_person = _department_history

    def list(
        self, *, external_references: Iterable[DepartmentReference] = ()
    ) -> Pager[DepartmentHistory]:
        """Iterate over the department histories.

        Inferred: that people's references are refused; older pages allow them.

        Source: ``reference/collections/people/historical-fields/get-list/``.
        """
        return self._client._paginate(
            _department_histories.list(external_references=external_references)
        )

    def list_for_person(
        self,
        person: int | ReferenceValue[PersonIdentifier],
        *,
        external_references: Iterable[DepartmentHistoriesOtherReference] = (),
    ) -> Pager[DepartmentHistory]:
        """Iterate over the department histories of one person.

        Inferred: a bare array and an object with ``value`` are both read.

        Source: ``reference/collections/people/historical-fields/get/``.
        """
        return self._client._paginate(
            _department_history.at(person).list(external_references=external_references)
        )


class AsyncDepartmentHistories(AsyncListed[DepartmentHistory]):
    """`DepartmentHistories`, awaited."""

    _endpoint = _department_histories
    _endpoint_for_person = _department_history

    def list(
        self, *, external_references: Iterable[DepartmentReference] = ()
    ) -> AsyncPager[DepartmentHistory]:
        """Iterate over the department histories."""
        return self._client._paginate(
            _department_histories.list(external_references=external_references)
        )

    def list_for_person(
        self,
        person: int | ReferenceValue[PersonIdentifier],
        *,
        external_references: Iterable[DepartmentHistoriesOtherReference] = (),
    ) -> AsyncPager[DepartmentHistory]:
        """Iterate over the department histories of one person."""
        return self._client._paginate(
            _department_history.at(person).list(external_references=external_references)
        )
