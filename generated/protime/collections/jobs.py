# Generated from spec/collections/jobs.yaml by `nox -s generate`. Do not edit.
"""Jobs that people have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protime.models.identifiers import JobIdentifier
from protime.models.jobs import Job
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

_jobs = Endpoint(
    "jobs",
    Job,
    id=int,
    path="/connector/protimeapi/api/v1/jobs",
    places=(Place("jobReference", "jobs", "id"),),
    read=(Scope.JOBS_READ,),
)


class Jobs(Listed[Job]):
    """Jobs that people have.

    Scopes: to read, ``connector-protimeapi-jobs.read``.

    Source: ``reference/collections/jobs/get/``.
    """

    _endpoint = _jobs

    def list(self) -> Pager[Job]:
        """Iterate over the jobs.

        Inferred: the list's page was not found; the siblings have one.

        Source: ``reference/collections/jobs/get/``.
        """
        return self._client._paginate(_jobs.list())

    def get(
        self,
        job: int | ReferenceValue[JobIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> Job:
        """Fetch one job.

        Source: ``reference/collections/jobs/get/``.
        """
        return self._client._send(_jobs.get(job, if_none_match=if_none_match))


class AsyncJobs(AsyncListed[Job]):
    """`Jobs`, awaited."""

    _endpoint = _jobs

    def list(self) -> AsyncPager[Job]:
        """Iterate over the jobs."""
        return self._client._paginate(_jobs.list())

    async def get(
        self,
        job: int | ReferenceValue[JobIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> Job:
        """Fetch one job."""
        return await self._client._send(_jobs.get(job, if_none_match=if_none_match))
