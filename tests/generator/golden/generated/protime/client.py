# Generated from spec/ by `nox -s generate`. Do not edit.
"""The clients: one attribute for each collection, made when it is first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from protime.api import API
from protime_runtime.catalog import ApiInfo
from protime_runtime.client.clients import AsyncClient, Client

if TYPE_CHECKING:
    from protime.collections.external_references import (
        AsyncExternalReferences,
        ExternalReferences,
    )
    from protime.collections.room_usages import AsyncRoomUsages, RoomUsages
    from protime.collections.rooms import AsyncRooms, Rooms
    from protime.collections.visits import AsyncVisits, Visits


class Protime(Client):
    """A client of one tenant of the Protime API.

    ::

        with Protime.from_env() as client:
            for person in client.people.list():
                print(person)
    """

    # Each collection is loaded when it is first used: a program needs few of them.
    api: ClassVar[ApiInfo] = API

    @cached_property
    def external_references(self) -> ExternalReferences:
        """Other systems' own names for items."""
        from protime.collections.external_references import ExternalReferences

        return ExternalReferences(self)

    @cached_property
    def room_usages(self) -> RoomUsages:
        """Who may use a room."""
        from protime.collections.room_usages import RoomUsages

        return RoomUsages(self)

    @cached_property
    def rooms(self) -> Rooms:
        """Rooms of a building, by floor."""
        from protime.collections.rooms import Rooms

        return Rooms(self)

    @cached_property
    def visits(self) -> Visits:
        """Who comes and goes, and when."""
        from protime.collections.visits import Visits

        return Visits(self)


class AsyncProtime(AsyncClient):
    """A client of one tenant of the Protime API, for programs that await.

    ::

        async with AsyncProtime.from_env() as client:
            async for person in client.people.list():
                print(person)
    """

    # Each collection is loaded when it is first used: a program needs few of them.
    api: ClassVar[ApiInfo] = API

    @cached_property
    def external_references(self) -> AsyncExternalReferences:
        """Other systems' own names for items."""
        from protime.collections.external_references import AsyncExternalReferences

        return AsyncExternalReferences(self)

    @cached_property
    def room_usages(self) -> AsyncRoomUsages:
        """Who may use a room."""
        from protime.collections.room_usages import AsyncRoomUsages

        return AsyncRoomUsages(self)

    @cached_property
    def rooms(self) -> AsyncRooms:
        """Rooms of a building, by floor."""
        from protime.collections.rooms import AsyncRooms

        return AsyncRooms(self)

    @cached_property
    def visits(self) -> AsyncVisits:
        """Who comes and goes, and when."""
        from protime.collections.visits import AsyncVisits

        return AsyncVisits(self)
