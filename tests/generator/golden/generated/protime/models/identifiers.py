# Generated from spec/reference_types.yaml by `nox -s generate`. Do not edit.
"""Identifiers: items of a collection, as other items name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

from protime_runtime.types import Identifier, ReferenceValue


@frozen(kw_only=True)
class PersonIdentifier(Identifier):
    """A person, named by Protime's id."""

    collection = "people"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


PersonLike: TypeAlias = int | PersonIdentifier | ReferenceValue[PersonIdentifier]
"""What may name one person in what is sent."""


@frozen(kw_only=True)
class GroupIdentifier(Identifier):
    """A group of people, named by Protime's id."""

    collection = "groups"

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


GroupLike: TypeAlias = int | GroupIdentifier | ReferenceValue[GroupIdentifier]
"""What may name one group in what is sent."""


@frozen(kw_only=True)
class RoomIdentifier(Identifier):
    """A room, named by Protime's id."""

    collection = "rooms"

    id: str = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=False,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


RoomLike: TypeAlias = str | RoomIdentifier | ReferenceValue[RoomIdentifier]
"""What may name one room in what is sent."""
