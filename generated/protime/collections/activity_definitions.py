# Generated from spec/collections/activity-definitions.yaml by `nox -s generate`.
# Do not edit.
"""What people may register time on, by level of an activity structure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias

from protime.models.activity_definitions import (
    ActivityDefinition,
    NewActivityDefinition,
)
from protime.models.identifiers import ActivityDefinitionIdentifier
from protime.references import ActivityDefinitionReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.messages import Created, Upserted
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

ActivityDefinitionsReference: TypeAlias = ActivityDefinitionReference
"""External references that activity definitions can be fetched with."""

_activity_definitions = Endpoint(
    "activity-definitions",
    ActivityDefinition,
    id=str,
    path="/connector/protimeapi/api/v1/activity-structure-versions/{}/levels/{}/activity-definitions",
    places=(
        Place("structureVersionId"),
        Place("level"),
        Place("activityDefinitionReference", "activity-definitions", "id"),
    ),
    read=(Scope.ACTIVITY_DEFINITIONS_READ,),
    write=(Scope.ACTIVITY_DEFINITIONS_WRITE,),
)


class ActivityDefinitions(Listed[ActivityDefinition]):
    """What people may register time on, by level of an activity structure.

    There is no deletion; ``activeUntil`` ends a definition.
    A parent is for good; to move a definition, end it and create another.
    Changing one empties what the body leaves out.
    An unknown id is an error; only an unknown reference creates a definition.

    Scopes: to read, ``connector-protimeapi-activity-definitions.read``; to write,
    ``connector-protimeapi-activity-definitions.write``.

    Source: ``reference/collections/activities/activity-definitions/definitions/``,
    ``concepts/activity-structure-model/``, ``fetching-resources``.
    """

    _endpoint = _activity_definitions

    def list(
        self,
        structure_version_id: str,
        level: int,
        *,
        external_references: Iterable[ActivityDefinitionsReference] = (),
    ) -> Pager[ActivityDefinition]:
        """Iterate over the activity definitions.

        Inferred: its filters and paging; the page's sections were not seen.

        Source:
        ``reference/collections/activities/activity-definitions/definitions/get-list/``.
        """
        return self._client._paginate(
            _activity_definitions.at(structure_version_id, level).list(
                external_references=external_references
            )
        )

    def get(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        *,
        expand: Iterable[Literal["usage", "restrictions"]] = (),
        if_none_match: str | None = None,
    ) -> ActivityDefinition:
        """Fetch one activity definition.

        Source:
        ``reference/collections/activities/activity-definitions/definitions/get/``.
        """
        return self._client._send(
            _activity_definitions.at(structure_version_id, level).get(
                activity_definition, expand=expand, if_none_match=if_none_match
            )
        )

    def create(
        self, structure_version_id: str, level: int, definition: NewActivityDefinition
    ) -> Created[str]:
        """Create an activity definition.

        Inferred: the status of success.

        Source:
        ``reference/collections/activities/activity-definitions/definitions/post/``.
        """
        return self._client._send(
            _activity_definitions.at(structure_version_id, level).create(definition)
        )

    def upsert(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        definition: NewActivityDefinition | ActivityDefinition,
        *,
        if_match: str | None = None,
    ) -> Upserted:
        """Update one activity definition, or create it where there is none.

        Inferred: the statuses; from the general page on responses.

        Source:
        ``reference/collections/activities/activity-definitions/definitions/put/``.
        """
        return self._client._send(
            _activity_definitions.at(structure_version_id, level).upsert(
                definition, activity_definition, if_match=if_match
            )
        )


class AsyncActivityDefinitions(AsyncListed[ActivityDefinition]):
    """`ActivityDefinitions`, awaited."""

    _endpoint = _activity_definitions

    def list(
        self,
        structure_version_id: str,
        level: int,
        *,
        external_references: Iterable[ActivityDefinitionsReference] = (),
    ) -> AsyncPager[ActivityDefinition]:
        """Iterate over the activity definitions."""
        return self._client._paginate(
            _activity_definitions.at(structure_version_id, level).list(
                external_references=external_references
            )
        )

    async def get(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        *,
        expand: Iterable[Literal["usage", "restrictions"]] = (),
        if_none_match: str | None = None,
    ) -> ActivityDefinition:
        """Fetch one activity definition."""
        return await self._client._send(
            _activity_definitions.at(structure_version_id, level).get(
                activity_definition, expand=expand, if_none_match=if_none_match
            )
        )

    async def create(
        self, structure_version_id: str, level: int, definition: NewActivityDefinition
    ) -> Created[str]:
        """Create an activity definition."""
        return await self._client._send(
            _activity_definitions.at(structure_version_id, level).create(definition)
        )

    async def upsert(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        definition: NewActivityDefinition | ActivityDefinition,
        *,
        if_match: str | None = None,
    ) -> Upserted:
        """Update one activity definition, or create it where there is none."""
        return await self._client._send(
            _activity_definitions.at(structure_version_id, level).upsert(
                definition, activity_definition, if_match=if_match
            )
        )
