# Generated from spec/reference_types.yaml by `nox -s generate`. Do not edit.
"""External reference types: how other systems name the items of a collection.

Predefined types are Protime's own fields; every collection also takes custom ones.

Source: ``reference/external-references/``.
"""

from __future__ import annotations

from golden.models.identifiers import GroupIdentifier, PersonIdentifier, RoomIdentifier
from protime_runtime.asking.references import ExternalReference, Predefined
from protime_runtime.types import Identifier


class PersonReference(ExternalReference[PersonIdentifier], collection="people"):
    """A type of external reference to people.

    Custom ones go by name: ``PersonReference("...")``.
    """

    BADGE_NUMBER = Predefined("badge-number")
    """Badge number set in Protime."""

    VALUE_1ST_NUMBER = Predefined("1st-number")
    """First number set in Protime."""


class GroupReference(ExternalReference[GroupIdentifier], collection="groups"):
    """A type of external reference to groups.

    Custom ones go by name: ``GroupReference("...")``.
    """


class RoomReference(ExternalReference[RoomIdentifier], collection="rooms"):
    """A type of external reference to rooms.

    Custom ones go by name: ``RoomReference("...")``.
    """

    DOOR_CODE = Predefined("door-code")
    """Door code set in Protime."""


class RoomPartReference(ExternalReference[Identifier], collection="room-parts"):
    """A type of external reference to room parts.

    Custom ones go by name: ``RoomPartReference("...")``.
    """
