# Generated from spec/collections/employers.yaml by `nox -s generate`. Do not edit.
"""Employers that people work for."""

from __future__ import annotations

from protime.models.employers import Employer
from protime.models.identifiers import EmployerIdentifier
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.paging.pager import AsyncPager, Pager
from protime_runtime.types import ReferenceValue

_employers = Endpoint(
    "employers",
    Employer,
    id=int,
    path="/connector/protimeapi/api/v1/employers",
    places=(Place("employers", "id"),),
    read=(Scope.EMPLOYERS_READ,),
)


class Employers(Collection):
    """Employers that people work for.

    Scopes: to read, ``connector-protimeapi-employers.read``.

    Source: ``reference/collections/employers/``.
    """

    def list(self) -> Pager[Employer]:
        """Iterate over the employers.

        Source: ``reference/collections/employers/get-list/``.
        """
        return self._client.paginate(_employers.list())

    def resume(self, link: str) -> Pager[Employer]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_employers.resume(link))

    def get(
        self,
        employer: int | ReferenceValue[EmployerIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> Employer:
        """Fetch one employer.

        Source: ``reference/collections/employers/get/``.
        """
        return self._client.send(_employers.get(employer, if_none_match=if_none_match))


class AsyncEmployers(AsyncCollection):
    """Employers that people work for.

    Scopes: to read, ``connector-protimeapi-employers.read``.

    Source: ``reference/collections/employers/``.
    """

    def list(self) -> AsyncPager[Employer]:
        """Iterate over the employers.

        Source: ``reference/collections/employers/get-list/``.
        """
        return self._client.paginate(_employers.list())

    def resume(self, link: str) -> AsyncPager[Employer]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_employers.resume(link))

    async def get(
        self,
        employer: int | ReferenceValue[EmployerIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> Employer:
        """Fetch one employer.

        Source: ``reference/collections/employers/get/``.
        """
        return await self._client.send(
            _employers.get(employer, if_none_match=if_none_match)
        )
