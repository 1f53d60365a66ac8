# Generated from spec/collections/job-histories.yaml by `nox -s generate`. Do not edit.
"""Which jobs people had, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from protime.models.identifiers import PersonIdentifier
from protime.models.job_histories import JobHistory
from protime.references import JobReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

JobHistoriesOtherReference: TypeAlias = JobReference
"""External references to ask for beside an id."""

_job_histories = Endpoint(
    "job-histories",
    JobHistory,
    id=int,
    path="/connector/protimeapi/api/v1/job-histories",
    read=(Scope.PEOPLE_READ, Scope.PEOPLE_HISTORICAL_DATA_READ),
)

_job_history = Endpoint(
    "job-histories",
    JobHistory,
    id=int,
    path="/connector/protimeapi/api/v1/people/{}/job-history",
    places=(Place("PersonReference", "people", "person.id"),),
    read=(Scope.PEOPLE_READ, Scope.PEOPLE_HISTORICAL_DATA_READ),
)


class JobHistories(Listed[JobHistory]):
    """Which jobs people had, and when.

    Scopes: to read, ``connector-protimeapi-people.read`` or
    ``connector-protimeapi-people-historical-data.read``.

    Source: ``reference/collections/people/historical-fields/get-list/``,
    ``reference/collections/people/historical-fields/get/``.
    """

    _endpoint = _job_histories
    _endpoint_for_person = _job_history

    def list(
        self, *, external_references: Iterable[JobReference] = ()
    ) -> Pager[JobHistory]:
        """Iterate over the job histories.

        Inferred: that people's references are refused; older pages allow them.

        Source: ``reference/collections/people/historical-fields/get-list/``.
        """
        return self._client._paginate(
            _job_histories.list(external_references=external_references)
        )

    def list_for_person(
        self,
        person: int | ReferenceValue[PersonIdentifier],
        *,
        external_references: Iterable[JobHistoriesOtherReference] = (),
    ) -> Pager[JobHistory]:
        """Iterate over the job histories of one person.

        Inferred: a bare array and an object with ``value`` are both read.

        Source: ``reference/collections/people/historical-fields/get/``.
        """
        return self._client._paginate(
            _job_history.at(person).list(external_references=external_references)
        )


class AsyncJobHistories(AsyncListed[JobHistory]):
    """`JobHistories`, awaited."""

    _endpoint = _job_histories
    _endpoint_for_person = _job_history

    def list(
        self, *, external_references: Iterable[JobReference] = ()
    ) -> AsyncPager[JobHistory]:
        """Iterate over the job histories."""
        return self._client._paginate(
            _job_histories.list(external_references=external_references)
        )

    def list_for_person(
        self,
        person: int | ReferenceValue[PersonIdentifier],
        *,
        external_references: Iterable[JobHistoriesOtherReference] = (),
    ) -> AsyncPager[JobHistory]:
        """Iterate over the job histories of one person."""
        return self._client._paginate(
            _job_history.at(person).list(external_references=external_references)
        )
