# Generated from spec/collections/job-category-histories.yaml by `nox -s generate`.
# Do not edit.
"""Which job categories people belonged to, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from protime.models.identifiers import PersonIdentifier
from protime.models.job_category_histories import JobCategoryHistory
from protime.references import JobCategoryReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

JobCategoryHistoriesOtherReference: TypeAlias = JobCategoryReference
"""External references to ask for beside an id."""

_job_category_histories = Endpoint(
    "job-category-histories",
    JobCategoryHistory,
    id=int,
    path="/connector/protimeapi/api/v1/job-category-histories",
    read=(Scope.PEOPLE_READ, Scope.PEOPLE_HISTORICAL_DATA_READ),
)

_job_category_history = Endpoint(
    "job-category-histories",
    JobCategoryHistory,
    id=int,
    path="/connector/protimeapi/api/v1/people/{}/job-category-history",
    places=(Place("PersonReference", "people", "person.id"),),
    read=(Scope.PEOPLE_READ, Scope.PEOPLE_HISTORICAL_DATA_READ),
)


class JobCategoryHistories(Listed[JobCategoryHistory]):
    """Which job categories people belonged to, and when.

    Scopes: to read, ``connector-protimeapi-people.read`` or
    ``connector-protimeapi-people-historical-data.read``.

    Source: ``reference/collections/people/historical-fields/get-list/``,
    ``reference/collections/people/historical-fields/get/``.
    """

    _endpoint = _job_category_histories
    _endpoint_for_person = _job_category_history

    def list(
        self, *, external_references: Iterable[JobCategoryReference] = ()
    ) -> Pager[JobCategoryHistory]:
        """Iterate over the job category histories.

        Inferred: that people's references are refused; older pages allow them.

        Source: ``reference/collections/people/historical-fields/get-list/``.
        """
        return self._client._paginate(
            _job_category_histories.list(external_references=external_references)
        )

    def list_for_person(
        self,
        person: int | ReferenceValue[PersonIdentifier],
        *,
        external_references: Iterable[JobCategoryHistoriesOtherReference] = (),
    ) -> Pager[JobCategoryHistory]:
        """Iterate over the job category histories of one person.

        Inferred: a bare array and an object with ``value`` are both read.

        Source: ``reference/collections/people/historical-fields/get/``.
        """
        return self._client._paginate(
            _job_category_history.at(person).list(
                external_references=external_references
            )
        )


class AsyncJobCategoryHistories(AsyncListed[JobCategoryHistory]):
    """`JobCategoryHistories`, awaited."""

    _endpoint = _job_category_histories
    _endpoint_for_person = _job_category_history

    def list(
        self, *, external_references: Iterable[JobCategoryReference] = ()
    ) -> AsyncPager[JobCategoryHistory]:
        """Iterate over the job category histories."""
        return self._client._paginate(
            _job_category_histories.list(external_references=external_references)
        )

    def list_for_person(
        self,
        person: int | ReferenceValue[PersonIdentifier],
        *,
        external_references: Iterable[JobCategoryHistoriesOtherReference] = (),
    ) -> AsyncPager[JobCategoryHistory]:
        """Iterate over the job category histories of one person."""
        return self._client._paginate(
            _job_category_history.at(person).list(
                external_references=external_references
            )
        )
