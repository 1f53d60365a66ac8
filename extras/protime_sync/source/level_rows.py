"""Usages and restrictions as rows: each is called after its definition.

The API gives them no id, and says where they stand in their path alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, field, frozen

from protime.catalog import CATALOG
from protime.models.activity_restrictions import ActivityDefinitionRestrictions
from protime.models.activity_usages import ActivityDefinitionUsages
from protime_runtime.catalog import CollectionInfo
from protime_runtime.catalog.handwritten import known
from protime_runtime.catalog.models import Models


@frozen(kw_only=True)
class UsagesOfDefinition(ActivityDefinitionUsages):
    """The usages of an activity definition, and where it stands."""

    id: str = field(metadata={"wire": "id"})
    """Protime's id of the definition."""

    structure_version: str = field(metadata={"wire": "structureVersion"})
    """Activity structure the definition belongs to."""

    level: int = field(metadata={"wire": "level"})
    """Level in the activity structure."""


@frozen(kw_only=True)
class RestrictionsOfDefinition(ActivityDefinitionRestrictions):
    """The restrictions of an activity definition, and where it stands."""

    id: str = field(metadata={"wire": "id"})
    """Protime's id of the definition."""

    structure_version: str = field(metadata={"wire": "structureVersion"})
    """Activity structure the definition belongs to."""

    level: int = field(metadata={"wire": "level"})
    """Level in the activity structure."""


MODELS: Mapping[str, type] = {
    known("activity-usages", CATALOG, by=__name__): UsagesOfDefinition,
    known("activity-restrictions", CATALOG, by=__name__): RestrictionsOfDefinition,
}
"""Models of the collections that have a row for each definition."""


def with_places(info: CollectionInfo) -> CollectionInfo:
    """Return what a collection says of itself, with what its rows have besides."""
    model = MODELS.get(info.name)
    if model is None:
        return info
    return evolve(
        info, model=model, fields=Models(model, None).fields(), id_type="string"
    )
