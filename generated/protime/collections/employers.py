# Generated from spec/collections/employers.yaml by `nox -s generate`. Do not edit.
"""Employers that people work for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protime.models.employers import Employer
from protime.models.identifiers import EmployerIdentifier
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

_employers = Endpoint(
    "employers",
    Employer,
    id=int,
    path="/connector/protimeapi/api/v1/employers",
    places=(Place("employerReference", "employers", "id"),),
    read=(Scope.EMPLOYERS_READ,),
)


class Employers(Listed[Employer]):
    """Employers that people work for.

    Scopes: to read, ``connector-protimeapi-employers.read``.

    Source: ``reference/collections/employers/``.
    """

    _endpoint = _employers

    def list(self) -> Pager[Employer]:
        """Iterate over the employers.

        Source: ``reference/collections/employers/get-list/``.
        """
        return self._client._paginate(_employers.list())

    def get(
        self,
        employer: int | ReferenceValue[EmployerIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> Employer:
        """Fetch one employer.

        Source: ``reference/collections/employers/get/``.
        """
        return self._client._send(_employers.get(employer, if_none_match=if_none_match))


class AsyncEmployers(AsyncListed[Employer]):
    """`Employers`, awaited."""

    _endpoint = _employers

    def list(self) -> AsyncPager[Employer]:
        """Iterate over the employers."""
        return self._client._paginate(_employers.list())

    async def get(
        self,
        employer: int | ReferenceValue[EmployerIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> Employer:
        """Fetch one employer."""
        return await self._client._send(
            _employers.get(employer, if_none_match=if_none_match)
        )
