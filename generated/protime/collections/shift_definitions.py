# Generated from spec/collections/shift-definitions.yaml by `nox -s generate`.
# Do not edit.
"""Kinds of shifts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protime.models.identifiers import ShiftDefinitionIdentifier
from protime.models.shift_definitions import ShiftDefinition
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncFollowed, Followed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

_shift_definitions = Endpoint(
    "shift-definitions",
    ShiftDefinition,
    id=int,
    path="/connector/protimeapi/api/v1/shift-definitions",
    places=(Place("shiftDefinitionReference", "shift-definitions", "id"),),
    read=(Scope.SHIFT_DEFINITIONS_READ,),
    webhooks=True,
)


class ShiftDefinitions(Followed[ShiftDefinition]):
    """Kinds of shifts.

    Scopes: to read, ``connector-protimeapi-shift-definitions.read``.

    Source: ``reference/collections/shift-definitions/``,
    ``concepts/shift-definition-behaviour/``.
    """

    _endpoint = _shift_definitions

    def list(self) -> Pager[ShiftDefinition]:
        """Iterate over the shift definitions.

        Source: ``reference/collections/shift-definitions/get-list/``.
        """
        return self._client._paginate(_shift_definitions.list())

    def delta(self) -> DeltaPager[ShiftDefinition]:
        """Iterate over the shift definitions and note where later changes begin.

        Source: ``reference/collections/shift-definitions/delta/``.
        """
        return self._delta()

    def get(
        self,
        shift_definition: int | ReferenceValue[ShiftDefinitionIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> ShiftDefinition:
        """Fetch one shift definition.

        Source: ``reference/collections/shift-definitions/get/``.
        """
        return self._client._send(
            _shift_definitions.get(shift_definition, if_none_match=if_none_match)
        )


class AsyncShiftDefinitions(AsyncFollowed[ShiftDefinition]):
    """`ShiftDefinitions`, awaited."""

    _endpoint = _shift_definitions

    def list(self) -> AsyncPager[ShiftDefinition]:
        """Iterate over the shift definitions."""
        return self._client._paginate(_shift_definitions.list())

    def delta(self) -> AsyncDeltaPager[ShiftDefinition]:
        """Iterate over the shift definitions and note where later changes begin."""
        return self._delta()

    async def get(
        self,
        shift_definition: int | ReferenceValue[ShiftDefinitionIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> ShiftDefinition:
        """Fetch one shift definition."""
        return await self._client._send(
            _shift_definitions.get(shift_definition, if_none_match=if_none_match)
        )
