# Generated from spec/collections/rooms.yaml by `nox -s generate`. Do not edit.
"""Rooms of a building, by floor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias

from golden.models.identifiers import PersonIdentifier, RoomIdentifier
from golden.models.rooms import NewRoom, Room
from golden.references import PersonReference, RoomReference
from golden.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.messages import CreatedWebhook, Upserted
from protime_runtime.types import ReferenceValue

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

RoomsReference: TypeAlias = RoomReference | PersonReference
"""External references that rooms can be fetched with."""

RoomsOtherReference: TypeAlias = PersonReference
"""External references to ask for beside an id."""

_rooms = Endpoint(
    "rooms",
    Room,
    id=str,
    path="/golden/api/v1/buildings/{}/floors/{}/rooms",
    places=(
        Place("buildingId"),
        Place("level"),
        Place("roomReference", "rooms", "id"),
    ),
    read=(Scope.ROOMS_READ,),
    write=(Scope.ROOMS_WRITE,),
)

_room_history = Endpoint(
    "rooms",
    Room,
    id=str,
    path="/golden/api/v1/people/{}/room-history",
    places=(Place("PersonReference", "people"),),
    read=(Scope.ROOMS_READ,),
)


class Rooms(Listed[Room]):
    """Rooms of a building, by floor.

    Scopes: to read, ``golden-api-rooms.read``; to write, ``golden-api-rooms.write``.

    Source: ``reference/collections/rooms/``.
    """

    _endpoint = _rooms
    _endpoint_for_person = _room_history

    def list(
        self,
        building_id: str,
        level: int,
        *,
        external_references: Iterable[RoomsReference] = (),
    ) -> Pager[Room]:
        """Iterate over the rooms.

        Inferred: its filters.

        Source: ``reference/collections/rooms/get-list/``.
        """
        return self._client._paginate(
            _rooms.at(building_id, level).list(external_references=external_references)
        )

    def where(
        self,
        building_id: str,
        level: int,
        expression: str,
        *,
        external_references: Iterable[RoomsReference] = (),
    ) -> Pager[Room]:
        """Iterate over the rooms that match a filter expression."""
        return self._client._paginate(
            _rooms.at(building_id, level).where(
                expression, external_references=external_references
            )
        )

    def list_for_person(
        self, person: int | ReferenceValue[PersonIdentifier]
    ) -> Pager[Room]:
        """Iterate over the rooms of one person.

        Source: ``reference/collections/rooms/of-a-person/``.
        """
        return self._client._paginate(_room_history.at(person).list())

    def get(
        self,
        building_id: str,
        level: int,
        room: str | ReferenceValue[RoomIdentifier],
        *,
        external_references: Iterable[RoomsOtherReference] = (),
        expand: Iterable[Literal["usage", "parts"]] = (),
        if_none_match: str | None = None,
    ) -> Room:
        """Fetch one room.

        Source: ``reference/collections/rooms/get/``.
        """
        return self._client._send(
            _rooms.at(building_id, level).get(
                room,
                external_references=external_references,
                expand=expand,
                if_none_match=if_none_match,
            )
        )

    def create(
        self,
        building_id: str,
        level: int,
        room: NewRoom,
        *,
        external_references: Iterable[RoomsReference] = (),
    ) -> CreatedWebhook:
        """Create a room.

        Source: ``reference/collections/rooms/post/``.
        """
        return self._client._send(
            _rooms.at(building_id, level).create_webhook(
                room, external_references=external_references
            )
        )

    def upsert(
        self,
        building_id: str,
        level: int,
        room: str | ReferenceValue[RoomIdentifier],
        item: NewRoom | Room,
        *,
        if_match: str | None = None,
    ) -> Upserted:
        """Update one room, or create it where there is none.

        Source: ``reference/collections/rooms/put/``.
        """
        return self._client._send(
            _rooms.at(building_id, level).upsert(item, room, if_match=if_match)
        )


class AsyncRooms(AsyncListed[Room]):
    """`Rooms`, awaited."""

    _endpoint = _rooms
    _endpoint_for_person = _room_history

    def list(
        self,
        building_id: str,
        level: int,
        *,
        external_references: Iterable[RoomsReference] = (),
    ) -> AsyncPager[Room]:
        """Iterate over the rooms."""
        return self._client._paginate(
            _rooms.at(building_id, level).list(external_references=external_references)
        )

    def where(
        self,
        building_id: str,
        level: int,
        expression: str,
        *,
        external_references: Iterable[RoomsReference] = (),
    ) -> AsyncPager[Room]:
        """Iterate over the rooms that match a filter expression."""
        return self._client._paginate(
            _rooms.at(building_id, level).where(
                expression, external_references=external_references
            )
        )

    def list_for_person(
        self, person: int | ReferenceValue[PersonIdentifier]
    ) -> AsyncPager[Room]:
        """Iterate over the rooms of one person."""
        return self._client._paginate(_room_history.at(person).list())

    async def get(
        self,
        building_id: str,
        level: int,
        room: str | ReferenceValue[RoomIdentifier],
        *,
        external_references: Iterable[RoomsOtherReference] = (),
        expand: Iterable[Literal["usage", "parts"]] = (),
        if_none_match: str | None = None,
    ) -> Room:
        """Fetch one room."""
        return await self._client._send(
            _rooms.at(building_id, level).get(
                room,
                external_references=external_references,
                expand=expand,
                if_none_match=if_none_match,
            )
        )

    async def create(
        self,
        building_id: str,
        level: int,
        room: NewRoom,
        *,
        external_references: Iterable[RoomsReference] = (),
    ) -> CreatedWebhook:
        """Create a room."""
        return await self._client._send(
            _rooms.at(building_id, level).create_webhook(
                room, external_references=external_references
            )
        )

    async def upsert(
        self,
        building_id: str,
        level: int,
        room: str | ReferenceValue[RoomIdentifier],
        item: NewRoom | Room,
        *,
        if_match: str | None = None,
    ) -> Upserted:
        """Update one room, or create it where there is none."""
        return await self._client._send(
            _rooms.at(building_id, level).upsert(item, room, if_match=if_match)
        )
