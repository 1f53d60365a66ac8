# Generated from spec/collections/activity-restrictions.yaml by `nox -s generate`.
# Do not edit.
"""Models of activity restrictions."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Kept, Model

from .identifiers import ActivityDefinitionIdentifier, ActivityDefinitionLike


@frozen(kw_only=True)
class ActivityRestriction(Model):
    """Definitions of one level that a restriction names.

    Inferred: whether only these or all others can be chosen.
    """

    level: int = field(metadata={"wire": "level"})
    """Level in the activity structure."""

    activity_definitions: tuple[ActivityDefinitionIdentifier, ...] = field(
        metadata={"wire": "activityDefinitions"}
    )
    """Activity definitions at the level."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")


@frozen(kw_only=True)
class NewActivityRestriction(Model):
    """Definitions of one level that a restriction names.

    What is sent; `ActivityRestriction` is what is read.
    """

    level: int = field(metadata={"wire": "level"})
    """Level in the activity structure."""

    activity_definitions: Sequence[ActivityDefinitionLike] = field(
        metadata={"wire": "activityDefinitions"}
    )
    """Activity definitions at the level."""


@frozen(kw_only=True)
class ActivityDefinitionRestrictions(Model):
    """The restrictions of an activity definition."""

    change_version: str = field(metadata={"wire": "changeVersion"})
    """Version of the restrictions; of two, the greater text is newer."""

    activity_definition: ActivityDefinitionIdentifier = field(
        metadata={"wire": "activityDefinitionId", "also": ("activityDefinition",)}
    )
    """Activity definition that the restrictions belong to."""

    restrictions: tuple[ActivityRestriction, ...] = field(
        metadata={"wire": "restrictions"}
    )
    """Definitions that the restrictions name, by level."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
