# Generated from spec/collections/activity-definitions.yaml by `nox -s generate`.
# Do not edit.
"""Models of activity definitions."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Date, Kept, Model, hidden

from .identifiers import ActivityDefinitionIdentifier, ActivityDefinitionLike
from .shared import TranslatedText


@frozen(kw_only=True)
class ActivityDefinition(Model):
    """Something people may register time on."""

    id: str = field(metadata={"wire": "id", "read_only": True})
    """Protime's id of the definition."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "read_only": True, "personal": True},
    )
    """Other systems' names for the definition, as far as they were asked for.

    Inferred: where it stands, beside the id.
    """

    structure_version: str = field(
        metadata={"wire": "structureVersion", "read_only": True}
    )
    """Activity structure the definition belongs to."""

    level: int = field(metadata={"wire": "level", "read_only": True})
    """Level in the activity structure."""

    change_version: str | None = field(
        default=None, metadata={"wire": "changeVersion", "read_only": True}
    )
    """Version of the definition; of two, the greater text is newer."""

    can_configure_restrictions: bool | None = field(
        default=None, metadata={"wire": "canConfigureRestrictions", "read_only": True}
    )
    """Whether restrictions can be configured for it.

    Inferred: only older pages list it.
    """

    name: TranslatedText = field(metadata={"wire": "name"})
    """Name of the definition."""

    parent: ActivityDefinitionIdentifier | None = field(
        default=None, metadata={"wire": "parent"}
    )
    """Definition above it, which only creation sets."""

    short_code: str | None = field(default=None, metadata={"wire": "shortCode"})
    """Short code."""

    data_entry_code: str | None = field(
        default=None, metadata={"wire": "dataEntryCode", "max_length": 16}
    )
    """Code to enter on terminals; required if the tenant sets codes by hand."""

    external_reference: str | None = field(
        default=None, metadata={"wire": "externalReference", "max_length": 16}
    )
    """Reference, unique within structure and level."""

    info: str | None = field(default=None, metadata={"wire": "info"})
    """Additional information.

    Inferred: that an upsert takes it.
    """

    active_from: Date | None = field(default=None, metadata={"wire": "activeFrom"})
    """First day of use.

    Inferred: that an upsert takes it.
    """

    active_until: Date | None = field(default=None, metadata={"wire": "activeUntil"})
    """Last day of use.

    Inferred: that an upsert takes it, and that it must come after activeFrom.
    """

    usage: object = field(
        default=None, metadata={"wire": "usage", "read_only": True, "also": ("usages",)}
    )
    """Who may register time on it, if it was expanded.

    Inferred: its shape is not published.
    """

    restrictions: object = field(
        default=None, metadata={"wire": "restrictions", "read_only": True}
    )
    """What it goes with at other levels, if it was expanded.

    Inferred: its shape is not published.
    """

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")


@frozen(kw_only=True)
class NewActivityDefinition(Model):
    """Something people may register time on.

    What is sent; `ActivityDefinition` is what is read.
    """

    name: TranslatedText = field(metadata={"wire": "name"})
    """Name of the definition."""

    parent: ActivityDefinitionLike | None = field(
        default=None, metadata={"wire": "parent"}
    )
    """Definition above it, which only creation sets."""

    short_code: str | None = field(default=None, metadata={"wire": "shortCode"})
    """Short code."""

    data_entry_code: str | None = field(
        default=None, metadata={"wire": "dataEntryCode", "max_length": 16}
    )
    """Code to enter on terminals; required if the tenant sets codes by hand."""

    external_reference: str | None = field(
        default=None, metadata={"wire": "externalReference", "max_length": 16}
    )
    """Reference, unique within structure and level."""

    info: str | None = field(default=None, metadata={"wire": "info"})
    """Additional information.

    Inferred: that an upsert takes it.
    """

    active_from: Date | None = field(default=None, metadata={"wire": "activeFrom"})
    """First day of use.

    Inferred: that an upsert takes it.
    """

    active_until: Date | None = field(default=None, metadata={"wire": "activeUntil"})
    """Last day of use.

    Inferred: that an upsert takes it, and that it must come after activeFrom.
    """
