# Generated from spec/ by `nox -s generate`. Do not edit.
"""The client, awaited: an attribute for each collection, loaded when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from golden.api import API
from protime_runtime.api import ApiInfo
from protime_runtime.client.aio import AsyncClient

if TYPE_CHECKING:
    from golden.collections.external_references import AsyncExternalReferences
    from golden.collections.room_usages import AsyncRoomUsages
    from golden.collections.rooms import AsyncRooms
    from golden.collections.visits import AsyncVisits


class AsyncGolden(AsyncClient, collections="golden.collections"):
    """A client of one tenant of the Golden API, for programs that await.

    ::

        async with AsyncGolden.from_env() as client:
            async for room in client.rooms.list():
                print(room)
    """

    _api: ClassVar[ApiInfo] = API

    external_references: AsyncExternalReferences
    """Other systems' own names for items."""

    room_usages: AsyncRoomUsages
    """Who may use a room."""

    rooms: AsyncRooms
    """Rooms of a building, by floor."""

    visits: AsyncVisits
    """Who comes and goes, and when."""
