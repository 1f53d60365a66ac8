# Generated from spec/collections/break-definitions.yaml by `nox -s generate`.
# Do not edit.
"""Kinds of breaks, with the minutes that are paid and required."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protime.models.break_definitions import BreakDefinition
from protime.models.identifiers import BreakDefinitionIdentifier
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncFollowed, Followed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

_break_definitions = Endpoint(
    "break-definitions",
    BreakDefinition,
    id=int,
    path="/connector/protimeapi/api/v1/break-definitions",
    places=(Place("breakDefinitionReference", "break-definitions", "id"),),
    read=(Scope.BREAK_DEFINITIONS_READ,),
    webhooks=True,
)


class BreakDefinitions(Followed[BreakDefinition]):
    """Kinds of breaks, with the minutes that are paid and required.

    Scopes: to read, ``connector-protimeapi-break-definitions.read``.

    Source: ``reference/collections/breaks/break-definitions/get-list/``.
    """

    _endpoint = _break_definitions

    def list(self) -> Pager[BreakDefinition]:
        """Iterate over the break definitions.

        Inferred: whether it pages.

        Source: ``reference/collections/breaks/break-definitions/get-list/``.
        """
        return self._client._paginate(_break_definitions.list())

    def delta(self) -> DeltaPager[BreakDefinition]:
        """Iterate over the break definitions and note where later changes begin.

        Source: ``reference/collections/breaks/break-definitions/delta/``.
        """
        return self._delta()

    def get(
        self,
        break_definition: int | ReferenceValue[BreakDefinitionIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> BreakDefinition:
        """Fetch one break definition.

        Source: ``reference/collections/breaks/break-definitions/get/``.
        """
        return self._client._send(
            _break_definitions.get(break_definition, if_none_match=if_none_match)
        )


class AsyncBreakDefinitions(AsyncFollowed[BreakDefinition]):
    """`BreakDefinitions`, awaited."""

    _endpoint = _break_definitions

    def list(self) -> AsyncPager[BreakDefinition]:
        """Iterate over the break definitions."""
        return self._client._paginate(_break_definitions.list())

    def delta(self) -> AsyncDeltaPager[BreakDefinition]:
        """Iterate over the break definitions and note where later changes begin."""
        return self._delta()

    async def get(
        self,
        break_definition: int | ReferenceValue[BreakDefinitionIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> BreakDefinition:
        """Fetch one break definition."""
        return await self._client._send(
            _break_definitions.get(break_definition, if_none_match=if_none_match)
        )
