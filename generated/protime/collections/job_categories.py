# Generated from spec/collections/job-categories.yaml by `nox -s generate`. Do not edit.
"""Categories that jobs fall into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protime.models.identifiers import JobCategoryIdentifier
from protime.models.job_categories import JobCategory
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

_job_categories = Endpoint(
    "job-categories",
    JobCategory,
    id=int,
    path="/connector/protimeapi/api/v1/job-categories",
    places=(Place("jobCategoryReference", "job-categories", "id"),),
    read=(Scope.JOB_CATEGORIES_READ,),
)


class JobCategories(Listed[JobCategory]):
    """Categories that jobs fall into.

    Scopes: to read, ``connector-protimeapi-job-categories.read``.

    Source: ``reference/collections/job-categories/``.
    """

    _endpoint = _job_categories

    def list(self) -> Pager[JobCategory]:
        """Iterate over the job categories.

        Source: ``reference/collections/job-categories/get-list/``.
        """
        return self._client._paginate(_job_categories.list())

    def get(
        self,
        job_category: int | ReferenceValue[JobCategoryIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> JobCategory:
        """Fetch one job category.

        Source: ``reference/collections/job-categories/get/``.
        """
        return self._client._send(
            _job_categories.get(job_category, if_none_match=if_none_match)
        )


class AsyncJobCategories(AsyncListed[JobCategory]):
    """`JobCategories`, awaited."""

    _endpoint = _job_categories

    def list(self) -> AsyncPager[JobCategory]:
        """Iterate over the job categories."""
        return self._client._paginate(_job_categories.list())

    async def get(
        self,
        job_category: int | ReferenceValue[JobCategoryIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> JobCategory:
        """Fetch one job category."""
        return await self._client._send(
            _job_categories.get(job_category, if_none_match=if_none_match)
        )
