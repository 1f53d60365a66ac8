# Generated from spec/reference_types.yaml by `nox -s generate`. Do not edit.
"""Identifiers: items of a collection, as other items name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

from protime_runtime.types import Identifier, ReferenceValue, hidden


@frozen(kw_only=True)
class IntegerIdentifier(Identifier):
    """Base of identifiers whose id is of the type integer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


@frozen(kw_only=True)
class StringIdentifier(Identifier):
    """Base of identifiers whose id is of the type string."""

    id: str = field(metadata={"wire": "id"})
    """Protime's id."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


class PersonIdentifier(IntegerIdentifier):
    """A person, named by Protime's id."""

    __slots__ = ()
    collection = "people"


PersonLike: TypeAlias = int | PersonIdentifier | ReferenceValue[PersonIdentifier]
"""What may name one person in what is sent."""


class GroupIdentifier(IntegerIdentifier):
    """A group of people, named by Protime's id."""

    __slots__ = ()
    collection = "groups"


GroupLike: TypeAlias = int | GroupIdentifier | ReferenceValue[GroupIdentifier]
"""What may name one group in what is sent."""


class RoomIdentifier(StringIdentifier):
    """A room, named by Protime's id."""

    __slots__ = ()
    collection = "rooms"


RoomLike: TypeAlias = str | RoomIdentifier | ReferenceValue[RoomIdentifier]
"""What may name one room in what is sent."""
