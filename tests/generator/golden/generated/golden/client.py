# Generated from spec/ by `nox -s generate`. Do not edit.
"""The client: an attribute for each collection, loaded when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from golden.api import API
from protime_runtime.api import ApiInfo
from protime_runtime.client.sync import Client

if TYPE_CHECKING:
    from golden.collections.external_references import ExternalReferences
    from golden.collections.room_usages import RoomUsages
    from golden.collections.rooms import Rooms
    from golden.collections.visits import Visits


class Golden(Client, collections="golden.collections"):
    """A client of one tenant of the Golden API.

    ::

        with Golden.from_env() as client:
            for room in client.rooms.list():
                print(room)
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
