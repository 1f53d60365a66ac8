# Generated from spec/collections/activity-usages.yaml by `nox -s generate`.
# Do not edit.
"""Which circles, groups and people may register time on a definition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from protime.models.activity_usages import (
    ActivityDefinitionUsages,
    ActivityUsage,
    ActivityUsageChange,
    NewActivityUsage,
)
from protime.models.identifiers import ActivityDefinitionIdentifier
from protime.references import CircleReference, GroupReference, PersonReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint, Operation
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.types import ReferenceValue

ActivityUsagesOtherReference: TypeAlias = (
    PersonReference | CircleReference | GroupReference
)
"""External references to ask for beside an id."""

_activity_usages = Endpoint(
    "activity-usages",
    ActivityDefinitionUsages,
    id=str,
    path="/connector/protimeapi/api/v1/activity-structure-versions/{}/levels/{}/activity-definitions/{}/usages",
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
        "create": Operation(statuses=(200,)),
        "delete": Operation(statuses=(204,)),
    },
)


class ActivityUsages(Collection):
    """Which circles, groups and people may register time on a definition.

    A usage has no id; its kind, reference and dates tell which one is meant.
    Periods of one kind and reference must not overlap.

    Scopes: to read, ``connector-protimeapi-activity-definitions.read``; to write,
    ``connector-protimeapi-activity-definitions.write``.

    Source: ``reference/collections/activities/activity-definitions/usages/get/``,
    ``concepts/activity-structure-model/``.
    """

    _endpoint = _activity_usages

    def get(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        *,
        external_references: Iterable[ActivityUsagesOtherReference] = (),
        if_none_match: str | None = None,
    ) -> ActivityDefinitionUsages:
        """Fetch the activity definition usages.

        Source: ``reference/collections/activities/activity-definitions/usages/get/``.
        """
        return self._client._send(
            _activity_usages.at(structure_version_id, level, activity_definition).get(
                external_references=external_references, if_none_match=if_none_match
            )
        )

    def create(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        usage: NewActivityUsage | ActivityUsage,
    ) -> None:
        """Create an activity usage.

        Source: ``reference/collections/activities/activity-definitions/usages/post/``.
        """
        return self._client._send(
            _activity_usages.at(structure_version_id, level, activity_definition).post(
                usage
            )
        )

    def update(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        change: ActivityUsageChange,
        *,
        if_match: str | None = None,
    ) -> None:
        """Update the activity usages.

        Inferred: the status of success.

        Source: ``reference/collections/activities/activity-definitions/usages/put/``.
        """
        return self._client._send(
            _activity_usages.at(
                structure_version_id, level, activity_definition
            ).update(change, if_match=if_match)
        )

    def delete(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        usage: NewActivityUsage | ActivityUsage,
        *,
        if_match: str | None = None,
    ) -> None:
        """Delete an activity usage.

        Source:
        ``reference/collections/activities/activity-definitions/usages/delete/``.
        """
        return self._client._send(
            _activity_usages.at(
                structure_version_id, level, activity_definition
            ).delete(body=usage, if_match=if_match)
        )


class AsyncActivityUsages(AsyncCollection):
    """`ActivityUsages`, awaited."""

    _endpoint = _activity_usages

    async def get(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        *,
        external_references: Iterable[ActivityUsagesOtherReference] = (),
        if_none_match: str | None = None,
    ) -> ActivityDefinitionUsages:
        """Fetch the activity definition usages."""
        return await self._client._send(
            _activity_usages.at(structure_version_id, level, activity_definition).get(
                external_references=external_references, if_none_match=if_none_match
            )
        )

    async def create(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        usage: NewActivityUsage | ActivityUsage,
    ) -> None:
        """Create an activity usage."""
        return await self._client._send(
            _activity_usages.at(structure_version_id, level, activity_definition).post(
                usage
            )
        )

    async def update(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        change: ActivityUsageChange,
        *,
        if_match: str | None = None,
    ) -> None:
        """Update the activity usages."""
        return await self._client._send(
            _activity_usages.at(
                structure_version_id, level, activity_definition
            ).update(change, if_match=if_match)
        )

    async def delete(
        self,
        structure_version_id: str,
        level: int,
        activity_definition: str | ReferenceValue[ActivityDefinitionIdentifier],
        usage: NewActivityUsage | ActivityUsage,
        *,
        if_match: str | None = None,
    ) -> None:
        """Delete an activity usage."""
        return await self._client._send(
            _activity_usages.at(
                structure_version_id, level, activity_definition
            ).delete(body=usage, if_match=if_match)
        )
