# Generated from spec/collections/room-usages.yaml by `nox -s generate`. Do not edit.
"""Who may use a room."""

from __future__ import annotations

from collections.abc import Iterable

from golden.models.identifiers import RoomIdentifier
from golden.models.room_usages import (
    NewRoomUsage,
    RoomUsage,
    RoomUsageChange,
    UsagesOfRoom,
)
from golden.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint, Operation
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.given import several
from protime_runtime.types import ReferenceValue

_room_usages = Endpoint(
    "room-usages",
    UsagesOfRoom,
    id=str,
    path="/golden/api/v1/rooms/{}/usages",
    places=(Place("roomReference", "rooms"),),
    read=(Scope.ROOMS_READ,),
    write=(Scope.ROOMS_WRITE,),
    operations={
        "get": Operation(external_references=()),
        "create": Operation(statuses=(200,)),
        "delete": Operation(statuses=(204,)),
    },
)


class RoomUsages(Collection):
    """Who may use a room.

    Scopes: to read, ``golden-api-rooms.read``; to write, ``golden-api-rooms.write``.

    Source: ``reference/collections/rooms/usages/``.
    """

    _endpoint = _room_usages

    def get(
        self,
        room: str | ReferenceValue[RoomIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> UsagesOfRoom:
        """Fetch the usages of room."""
        return self._client._send(
            _room_usages.at(room).get(if_none_match=if_none_match)
        )

    def create(
        self,
        room: str | ReferenceValue[RoomIdentifier],
        usage: NewRoomUsage | RoomUsage,
    ) -> None:
        """Create a room usage."""
        return self._client._send(_room_usages.at(room).post(usage))

    def update(
        self,
        room: str | ReferenceValue[RoomIdentifier],
        items: Iterable[NewRoomUsage | RoomUsage],
        *,
        if_match: str | None = None,
    ) -> None:
        """Update the room usages."""
        return self._client._send(
            _room_usages.at(room).update(several(items, "items"), if_match=if_match)
        )

    def delete(
        self,
        room: str | ReferenceValue[RoomIdentifier],
        change: RoomUsageChange | None = None,
        *,
        if_match: str | None = None,
    ) -> None:
        """Delete a room usage change."""
        return self._client._send(
            _room_usages.at(room).delete(body=change, if_match=if_match)
        )


class AsyncRoomUsages(AsyncCollection):
    """`RoomUsages`, awaited."""

    _endpoint = _room_usages

    async def get(
        self,
        room: str | ReferenceValue[RoomIdentifier],
        *,
        if_none_match: str | None = None,
    ) -> UsagesOfRoom:
        """Fetch the usages of room."""
        return await self._client._send(
            _room_usages.at(room).get(if_none_match=if_none_match)
        )

    async def create(
        self,
        room: str | ReferenceValue[RoomIdentifier],
        usage: NewRoomUsage | RoomUsage,
    ) -> None:
        """Create a room usage."""
        return await self._client._send(_room_usages.at(room).post(usage))

    async def update(
        self,
        room: str | ReferenceValue[RoomIdentifier],
        items: Iterable[NewRoomUsage | RoomUsage],
        *,
        if_match: str | None = None,
    ) -> None:
        """Update the room usages."""
        return await self._client._send(
            _room_usages.at(room).update(several(items, "items"), if_match=if_match)
        )

    async def delete(
        self,
        room: str | ReferenceValue[RoomIdentifier],
        change: RoomUsageChange | None = None,
        *,
        if_match: str | None = None,
    ) -> None:
        """Delete a room usage change."""
        return await self._client._send(
            _room_usages.at(room).delete(body=change, if_match=if_match)
        )
