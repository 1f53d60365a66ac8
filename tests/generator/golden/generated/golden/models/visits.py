# Generated from spec/collections/visits.yaml by `nox -s generate`. Do not edit.
"""Models of visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from attrs import field, frozen

from protime_runtime.types import (
    NOTHING_KEPT,
    Date,
    DateTime,
    Identifier,
    Kept,
    Model,
    OpenEnum,
    hidden,
    moment_or_none,
    moment_told,
)

from .identifiers import (
    GroupLike,
    PersonIdentifier,
    PersonLike,
    RoomIdentifier,
    RoomLike,
)
from .shared import Guest, NewGuest, Origin, Text


class VisitKind(OpenEnum):
    """What a visit is for.

    Inferred: that there are no others.
    """

    UNKNOWN = "Unknown"
    IN_OUT = "InOut"
    SALES_CALL = "sales-call"
    VALUE_2ND_VISIT = "2ndVisit"
    NONE = "None"


@frozen(kw_only=True)
class Party(Identifier):
    """The person or group that something comes from."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the person or group."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for it, as far as they were asked for."""


@frozen(kw_only=True)
class Visit(Model):
    """One coming and going."""

    id: int = field(metadata={"wire": "id", "read_only": True})
    """Protime's id of the visit."""

    change_version: str | None = field(
        default=None, metadata={"wire": "changeVersion", "read_only": True}
    )
    """Version of the visit; of two, the greater text is newer."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "read_only": True, "personal": True},
    )
    """Other systems' names for the visit, as far as they were asked for."""

    person: PersonIdentifier = field(
        repr=hidden, metadata={"wire": "person", "personal": True}
    )
    """Who visits."""

    date: Date = field(metadata={"wire": "date"})
    """Day on which the visit begins."""

    arrival_in_minutes: int = field(
        metadata={"wire": "arrivalInMinutes", "minimum": 0, "maximum": 1440}
    )
    """Minutes since midnight of the day."""

    last_date: Date | None = field(default=None, metadata={"wire": "lastDate"})
    """Day on which the visit ends."""

    departure_in_minutes: int | None = field(
        default=None, metadata={"wire": "departureInMinutes", "minimum": 600}
    )
    """Minutes since midnight of the last day."""

    registered_at: DateTime | None = field(
        default=None, metadata={"wire": "registeredAt", "read_only": True}
    )
    """When the visit was registered."""

    kind: VisitKind = field(metadata={"wire": "kind"})
    """What the visit is for."""

    rooms: tuple[RoomIdentifier, ...] | None = field(
        default=None, metadata={"wire": "rooms"}
    )
    """Rooms that are visited."""

    guests: tuple[Guest, ...] = field(metadata={"wire": "guests"})
    """Who comes along."""

    guests_by_badge: Mapping[str, Guest] | None = field(
        default=None, metadata={"wire": "guestsByBadge"}
    )
    """Who comes along, by badge."""

    invited_by: Party | None = field(default=None, metadata={"wire": "invitedBy"})
    """The person or group that invited."""

    rating: float | None = field(default=None, metadata={"wire": "rating"})
    """How it was."""

    details: object = field(default=None, metadata={"wire": "details"})
    """Whatever else is known.

    Inferred: its shape is not published.
    """

    is_unfinished: bool | None = field(
        default=None, metadata={"wire": "isOpen", "read_only": True}
    )
    """Whether the visit goes on."""

    from_: str | None = field(default=None, metadata={"wire": "from"})
    """Where the visitor comes from."""

    purpose: Text | None = field(default=None, metadata={"wire": "purpose"})
    """What the visit is for, in words."""

    origin: Origin | None = field(
        default=None, metadata={"wire": "origin", "read_only": True}
    )
    """What the visit was made from."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")

    def arrival(self, tz: tzinfo) -> datetime:
        """Return the moment in a time zone.

        Made of `date` and `arrival_in_minutes`.
        """
        return moment_told(self.date, self.arrival_in_minutes, tz)

    def departure(self, tz: tzinfo) -> datetime | None:
        """Return the moment in a time zone.

        Made of `last_date` and `departure_in_minutes`.
        """
        return moment_or_none(self.last_date, self.departure_in_minutes, tz)


@frozen(kw_only=True)
class NewVisit(Model):
    """One coming and going.

    What is sent; `Visit` is what is read.
    """

    person: PersonLike = field(
        repr=hidden, metadata={"wire": "person", "personal": True}
    )
    """Who visits."""

    date: Date = field(metadata={"wire": "date"})
    """Day on which the visit begins."""

    arrival_in_minutes: int = field(
        metadata={"wire": "arrivalInMinutes", "minimum": 0, "maximum": 1440}
    )
    """Minutes since midnight of the day."""

    last_date: Date | None = field(default=None, metadata={"wire": "lastDate"})
    """Day on which the visit ends."""

    departure_in_minutes: int | None = field(
        default=None, metadata={"wire": "departureInMinutes", "minimum": 600}
    )
    """Minutes since midnight of the last day."""

    kind: VisitKind = field(metadata={"wire": "kind"})
    """What the visit is for."""

    rooms: Sequence[RoomLike] | None = field(default=None, metadata={"wire": "rooms"})
    """Rooms that are visited."""

    guests: Sequence[NewGuest | Guest] | None = field(
        default=None, metadata={"wire": "guests"}
    )
    """Who comes along."""

    guests_by_badge: Mapping[str, NewGuest | Guest] | None = field(
        default=None, metadata={"wire": "guestsByBadge"}
    )
    """Who comes along, by badge."""

    invited_by: Party | PersonLike | GroupLike | None = field(
        default=None, metadata={"wire": "invitedBy"}
    )
    """The person or group that invited."""

    rating: float | None = field(default=None, metadata={"wire": "rating"})
    """How it was."""

    details: object = field(default=None, metadata={"wire": "details"})
    """Whatever else is known.

    Inferred: its shape is not published.
    """

    from_: str | None = field(default=None, metadata={"wire": "from"})
    """Where the visitor comes from."""

    purpose: Text | None = field(default=None, metadata={"wire": "purpose"})
    """What the visit is for, in words."""

    password: str | None = field(default=None, metadata={"wire": "password"})
    """Password of the guest network."""
