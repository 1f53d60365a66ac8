# Generated from spec/collections/work-location-histories.yaml by `nox -s generate`.
# Do not edit.
"""Which work locations people had, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from protime.models.identifiers import PersonIdentifier
from protime.models.work_location_histories import WorkLocationHistory
from protime.references import WorkLocationReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

WorkLocationHistoriesOtherReference: TypeAlias = WorkLocationReference
"""External references to ask for beside an id."""

_work_location_histories = Endpoint(
    "work-location-histories",
    WorkLocationHistory,
    id=int,
    path="/connector/protimeapi/api/v1/work-location-histories",
    read=(Scope.PEOPLE_READ, Scope.PEOPLE_HISTORICAL_DATA_READ),
)

_work_location_history = Endpoint(
    "work-location-histories",
    WorkLocationHistory,
    id=int,
    path="/connector/protimeapi/api/v1/people/{}/work-location-history",
    places=(Place("PersonReference", "people", "person.id"),),
    read=(Scope.PEOPLE_READ, Scope.PEOPLE_HISTORICAL_DATA_READ),
)


class WorkLocationHistories(Listed[WorkLocationHistory]):
    """Which work locations people had, and when.

    Scopes: to read, ``connector-protimeapi-people.read`` or
    ``connector-protimeapi-people-historical-data.read``.

    Source: ``reference/collections/people/historical-fields/get-list/``,
    ``reference/collections/people/historical-fields/get/``.
    """

    _endpoint = _work_location_histories
    _endpoint_for_person = _work_location_history

    def list(
        self, *, external_references: Iterable[WorkLocationReference] = ()
    ) -> Pager[WorkLocationHistory]:
        """Iterate over the work location histories.

        Inferred: that people's references are refused; older pages allow them.

        Source: ``reference/collections/people/historical-fields/get-list/``.
        """
        return self._client._paginate(
            _work_location_histories.list(external_references=external_references)
        )

    def list_for_person(
        self,
        person: int | ReferenceValue[PersonIdentifier],
        *,
        external_references: Iterable[WorkLocationHistoriesOtherReference] = (),
    ) -> Pager[WorkLocationHistory]:
        """Iterate over the work location histories of one person.

        Inferred: a bare array and an object with ``value`` are both read.

        Source: ``reference/collections/people/historical-fields/get/``.
        """
        return self._client._paginate(
            _work_location_history.at(person).list(
                external_references=external_references
            )
        )


class AsyncWorkLocationHistories(AsyncListed[WorkLocationHistory]):
    """`WorkLocationHistories`, awaited."""

    _endpoint = _work_location_histories
    _endpoint_for_person = _work_location_history

    def list(
        self, *, external_references: Iterable[WorkLocationReference] = ()
    ) -> AsyncPager[WorkLocationHistory]:
        """Iterate over the work location histories."""
        return self._client._paginate(
            _work_location_histories.list(external_references=external_references)
        )

    def list_for_person(
        self,
        person: int | ReferenceValue[PersonIdentifier],
        *,
        external_references: Iterable[WorkLocationHistoriesOtherReference] = (),
    ) -> AsyncPager[WorkLocationHistory]:
        """Iterate over the work location histories of one person."""
        return self._client._paginate(
            _work_location_history.at(person).list(
                external_references=external_references
            )
        )
