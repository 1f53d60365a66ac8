# Generated from spec/collections/departments.yaml by `nox -s generate`. Do not edit.
"""Departments that people belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protime.models.departments import Department
from protime.models.identifiers import DepartmentIdentifier
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

_departments = Endpoint(
    "departments",
    Department,
    id=int,
    path="/connector/protimeapi/api/v1/departments",
    places=(Place("departmentReference", "departments", "id"),),
    read=(Scope.DEPARTMENTS_READ,),
)


class Departments(Listed[Department]):
    """Departments that people belong to.

    Scopes: to read, ``connector-protimeapi-departments.read``.

    Source: ``reference/collections/departments/``.
    """

    _endpoint = _departments

    def list(self) -> Pager[Department]:
        """Iterate over the departments.

        Source: ``reference/collections/departments/get-list/``.
        """
        return self._client._paginate(_departments.list())

    def get(
        self,
        department: int | ReferenceValue[DepartmentIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> Department:
        """Fetch one department.

        Source: ``reference/collections/departments/get/``.
        """
        return self._client._send(
            _departments.get(department, if_none_match=if_none_match)
        )


class AsyncDepartments(AsyncListed[Department]):
    """`Departments`, awaited."""

    _endpoint = _departments

    def list(self) -> AsyncPager[Department]:
        """Iterate over the departments."""
        return self._client._paginate(_departments.list())

    async def get(
        self,
        department: int | ReferenceValue[DepartmentIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> Department:
        """Fetch one department."""
        return await self._client._send(
            _departments.get(department, if_none_match=if_none_match)
        )
