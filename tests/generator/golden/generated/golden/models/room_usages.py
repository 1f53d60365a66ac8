# Generated from spec/collections/room-usages.yaml by `nox -s generate`. Do not edit.
"""Models of room usages."""

from __future__ import annotations

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Date, Kept, Model

from .identifiers import PersonIdentifier, PersonLike


@frozen(kw_only=True)
class RoomUsage(Model):
    """A period in which someone may use a room."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Who may use it."""

    from_: Date = field(metadata={"wire": "from"})
    """First day of the period."""

    id: int = field(metadata={"wire": "id", "read_only": True})
    """Number of the usage."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")


@frozen(kw_only=True)
class NewRoomUsage(Model):
    """A period in which someone may use a room.

    What is sent; `RoomUsage` is what is read.
    """

    person: PersonLike = field(metadata={"wire": "person"})
    """Who may use it."""

    from_: Date = field(metadata={"wire": "from"})
    """First day of the period."""


@frozen(kw_only=True)
class RoomUsageChange(Model):
    """What ends."""

    until: Date = field(metadata={"wire": "until"})
    """Last day of the period."""


@frozen(kw_only=True)
class UsagesOfRoom(Model):
    """The usages of a room."""

    change_version: str = field(metadata={"wire": "changeVersion"})
    """Version of the usages; of two, the greater text is newer."""

    usages: tuple[RoomUsage, ...] = field(metadata={"wire": "usages"})
    """Who may use the room."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
