# Generated from spec/collections/activity-usages.yaml by `nox -s generate`.
# Do not edit.
"""Models of activity usages."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from protime_runtime.types import (
    NOTHING_KEPT,
    Date,
    Identifier,
    Kept,
    Model,
    OpenEnum,
    hidden,
)

from .identifiers import ActivityDefinitionIdentifier, CircleLike, GroupLike, PersonLike


class ActivityUsageKind(OpenEnum):
    """Whom a usage is given to."""

    PERSON = "Person"
    GROUP = "Group"
    CIRCLE = "Circle"


@frozen(kw_only=True)
class UsageReference(Identifier):
    """The circle, group or person that a usage is given to."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the circle, group or person."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


@frozen(kw_only=True)
class ActivityUsage(Model):
    """A period in which someone may register time."""

    kind: ActivityUsageKind = field(metadata={"wire": "activityUsageKind"})
    """Whether a person, a group or a circle is meant."""

    usage_reference: UsageReference = field(metadata={"wire": "usageReference"})
    """The person, group or circle."""

    from_: Date = field(metadata={"wire": "from"})
    """First day of the period."""

    until: Date | None = field(default=None, metadata={"wire": "until"})
    """Last day of the period; open-ended without one."""


@frozen(kw_only=True)
class NewActivityUsage(Model):
    """A period in which someone may register time.

    What is sent; `ActivityUsage` is what is read.
    """

    kind: ActivityUsageKind = field(metadata={"wire": "activityUsageKind"})
    """Whether a person, a group or a circle is meant."""

    usage_reference: UsageReference | PersonLike | GroupLike | CircleLike = field(
        metadata={"wire": "usageReference"}
    )
    """The person, group or circle."""

    from_: Date = field(metadata={"wire": "from"})
    """First day of the period."""

    until: Date | None = field(default=None, metadata={"wire": "until"})
    """Last day of the period; open-ended without one."""


@frozen(kw_only=True)
class ActivityUsageChange(Model):
    """New dates for a usage, which its present dates identify."""

    kind: ActivityUsageKind = field(metadata={"wire": "activityUsageKind"})
    """Whether a person, a group or a circle is meant."""

    usage_reference: UsageReference | PersonLike | GroupLike | CircleLike = field(
        metadata={"wire": "usageReference"}
    )
    """The person, group or circle."""

    original_from: Date = field(metadata={"wire": "originalFrom"})
    """First day as it is stored."""

    original_until: Date | None = field(
        default=None, metadata={"wire": "originalUntil"}
    )
    """Last day as it is stored, if there is one."""

    updated_from: Date = field(metadata={"wire": "updatedFrom"})
    """First day as it is to be."""

    updated_until: Date | None = field(default=None, metadata={"wire": "updatedUntil"})
    """Last day as it is to be; open-ended without one."""


@frozen(kw_only=True)
class ActivityDefinitionUsages(Model):
    """The usages of an activity definition."""

    change_version: str = field(metadata={"wire": "changeVersion"})
    """Version of the usages; of two, the greater text is newer."""

    activity_definition: ActivityDefinitionIdentifier = field(
        metadata={"wire": "activityDefinitionId", "also": ("activityDefinition",)}
    )
    """Activity definition that the usages belong to."""

    usages: tuple[ActivityUsage, ...] = field(metadata={"wire": "usages"})
    """Who may register time, and when.

    Inferred: that it is an array.
    """

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
