# Generated from spec/ by `nox -s generate`. Do not edit.
"""The clients: one attribute for each collection, loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from protime.api import API
from protime_runtime.api import ApiInfo
from protime_runtime.client.aio import AsyncClient
from protime_runtime.client.sync import Client

if TYPE_CHECKING:
    from protime.collections.external_references import (
        AsyncExternalReferences,
        ExternalReferences,
    )
    from protime.collections.room_usages import AsyncRoomUsages, RoomUsages
    from protime.collections.rooms import AsyncRooms, Rooms
    from protime.collections.visits import AsyncVisits, Visits


class Protime(Client, collections="protime.collections"):
    """A client of one tenant of the Protime API.

    ::

        with Protime.from_env() as client:
            for person in client.people.list():
                print(person)
    """

    _api: ClassVar[ApiInfo] = API

    external_references: ExternalReferences
    """Other systems' own names for items."""

    room_usages: RoomUsages
    """Who may use a room."""

    rooms: Rooms
    """Rooms of a building, by floor."""

    visits: Visits
    """Who comes and goes, and when."""


class AsyncProtime(AsyncClient, collections="protime.collections"):
    """A client of one tenant of the Protime API, for programs that await.

    ::

        async with AsyncProtime.from_env() as client:
            async for person in client.people.list():
                print(person)
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
