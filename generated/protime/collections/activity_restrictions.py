# Generated from spec/collections/activity-restrictions.yaml by `nox -s generate`.
# Do not edit.
"""Which definitions can be chosen together at other levels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from protime.models.activity_restrictions import (
    ActivityDefinitionRestrictions,
    ActivityRestriction,
    NewActivityRestriction,
)
from protime.models.identifiers import ActivityDefinitionIdentifier
from protime.references import ActivityRestrictionReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint, Operation
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.given import several
from protime_runtime.types import ReferenceValue

ActivityRestrictionsOtherReference: TypeAlias = ActivityRestrictionReference
"""External references to ask for beside an id."""

_activity_restrictions = Endpoint(
    "activity-restrictions",
    ActivityDefinitionRestrictions,
    id=str,
    path="/connector/protimeapi/api/v1/activity-structure-versions/{}/levels/{}/activity-definitions/{}/restrictions",
    places=(
        Place("structureVersionId"),
        Place("level"),
        Place(
            "activityDefinitionReference",
            "activity-definitions",
            "activity_definition.id",
        ),
    ),
    read=(Scope.ACTIVITY_DEFINITIONS_READ,),
    write=(Scope.ACTIVITY_DEFINITIONS_WRITE,),
    operations={
        "update": Operation(external_references=("activity-definitions",)),
    },
)


class ActivityRestrictions(Collection):
    """Which definitions can be chosen together at other levels.

    Scopes: to read, ``connector-protimeapi-activity-definitions.read``; to write,
    ``connector-protimeapi-activity-definitions.write``.

    Source: ``reference/collections/activities/activity-definitions/restrictions/get/``,
    ``reference/collections/activities/activity-definitions/restrictions/put/``.
    """

    _endpoint = _activity_restrictions

    def get(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        *,
        external_references: Iterable[ActivityRestrictionsOtherReference] = (),
        if_none_match: str | None = None,
    ) -> ActivityDefinitionRestrictions:
        """Fetch the activity definition restrictions.

        Inferred: which reference names what; restrictions hold the second.

        Source:
        ``reference/collections/activities/activity-definitions/restrictions/get/``.
        """
        return self._client._send(
            _activity_restrictions.at(
                structure_version_id, level, activity_definition
            ).get(external_references=external_references, if_none_match=if_none_match)
        )

    def update(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        items: Iterable[NewActivityRestriction | ActivityRestriction],
        *,
        if_match: str | None = None,
    ) -> None:
        """Update the activity restrictions.

        Inferred: that it replaces them all, so that an empty list clears them.

        Source:
        ``reference/collections/activities/activity-definitions/restrictions/put/``.
        """
        return self._client._send(
            _activity_restrictions.at(
                structure_version_id, level, activity_definition
            ).update(several(items, "items"), if_match=if_match)
        )


class AsyncActivityRestrictions(AsyncCollection):
    """`ActivityRestrictions`, awaited."""

    _endpoint = _activity_restrictions

    async def get(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        *,
        external_references: Iterable[ActivityRestrictionsOtherReference] = (),
        if_none_match: str | None = None,
    ) -> ActivityDefinitionRestrictions:
        """Fetch the activity definition restrictions."""
        return await self._client._send(
            _activity_restrictions.at(
                structure_version_id, level, activity_definition
            ).get(external_references=external_references, if_none_match=if_none_match)
        )

    async def update(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        items: Iterable[NewActivityRestriction | ActivityRestriction],
        *,
        if_match: str | None = None,
    ) -> None:
        """Update the activity restrictions."""
        return await self._client._send(
            _activity_restrictions.at(
                structure_version_id, level, activity_definition
            ).update(several(items, "items"), if_match=if_match)
        )
