# Generated from spec/collections/absence-definitions.yaml by `nox -s generate`.
# Do not edit.
"""Kinds of absences, some of which clockings give as their reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from protime.models.absence_definitions import AbsenceDefinition
from protime.models.identifiers import AbsenceDefinitionIdentifier
from protime.references import AbsenceGroupReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncFollowed, Followed
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

AbsenceDefinitionsOtherReference: TypeAlias = AbsenceGroupReference
"""External references to ask for beside an id."""

_absence_definitions = Endpoint(
    "absence-definitions",
    AbsenceDefinition,
    id=int,
    path="/connector/protimeapi/api/v1/absence-definitions",
    places=(Place("absenceDefinitionReference", "absence-definitions", "id"),),
    read=(Scope.ABSENCE_DEFINITIONS_READ,),
    webhooks=True,
)


class AbsenceDefinitions(Followed[AbsenceDefinition]):
    """Kinds of absences, some of which clockings give as their reason.

    Scopes: to read, ``connector-protimeapi-absence-definitions.read``.

    Source: ``reference/collections/absences/absence-definitions/get-list/``.
    """

    _endpoint = _absence_definitions

    def list(
        self, *, external_references: Iterable[AbsenceGroupReference] = ()
    ) -> Pager[AbsenceDefinition]:
        """Iterate over the absence definitions.

        Inferred: whether it pages.

        Source: ``reference/collections/absences/absence-definitions/get-list/``.
        """
        return self._client._paginate(
            _absence_definitions.list(external_references=external_references)
        )

    def delta(
        self, *, external_references: Iterable[AbsenceGroupReference] = ()
    ) -> DeltaPager[AbsenceDefinition]:
        """Iterate over the absence definitions and note where later changes begin.

        Inferred: its references; the page's table is cut.

        Source: ``reference/collections/absences/absence-definitions/delta/``.
        """
        return self._delta(external_references=external_references)

    def get(
        self,
        absence_definition: int | ReferenceValue[AbsenceDefinitionIdentifier],
        *,
        external_references: Iterable[AbsenceDefinitionsOtherReference] = (),
        if_none_match: str | None = None,
    ) -> AbsenceDefinition:
        """Fetch one absence definition.

        Inferred: the references of groups; the page's table is cut.

        Source: ``reference/collections/absences/absence-definitions/get/``.
        """
        return self._client._send(
            _absence_definitions.get(
                absence_definition,
                external_references=external_references,
                if_none_match=if_none_match,
            )
        )


class AsyncAbsenceDefinitions(AsyncFollowed[AbsenceDefinition]):
    """`AbsenceDefinitions`, awaited."""

    _endpoint = _absence_definitions

    def list(
        self, *, external_references: Iterable[AbsenceGroupReference] = ()
    ) -> AsyncPager[AbsenceDefinition]:
        """Iterate over the absence definitions."""
        return self._client._paginate(
            _absence_definitions.list(external_references=external_references)
        )

    def delta(
        self, *, external_references: Iterable[AbsenceGroupReference] = ()
    ) -> AsyncDeltaPager[AbsenceDefinition]:
        """Iterate over the absence definitions and note where later changes begin."""
        return self._delta(external_references=external_references)

    async def get(
        self,
        absence_definition: int | ReferenceValue[AbsenceDefinitionIdentifier],
        *,
        external_references: Iterable[AbsenceDefinitionsOtherReference] = (),
        if_none_match: str | None = None,
    ) -> AbsenceDefinition:
        """Fetch one absence definition."""
        return await self._client._send(
            _absence_definitions.get(
                absence_definition,
                external_references=external_references,
                if_none_match=if_none_match,
            )
        )
