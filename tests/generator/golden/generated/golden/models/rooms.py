# Generated from spec/collections/rooms.yaml by `nox -s generate`. Do not edit.
"""Models of rooms."""

from __future__ import annotations

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Kept, Model

from .shared import Text


@frozen(kw_only=True)
class Room(Model):
    """Where people meet."""

    id: str = field(metadata={"wire": "id", "read_only": True})
    """Protime's id of the room."""

    name: Text = field(metadata={"wire": "name"})
    """Name of the room."""

    usage: object = field(
        default=None, metadata={"wire": "usage", "read_only": True, "also": ("usages",)}
    )
    """Who uses the room, if it was expanded."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")


@frozen(kw_only=True)
class NewRoom(Model):
    """Where people meet.

    What is sent; `Room` is what is read.
    """

    name: Text = field(metadata={"wire": "name"})
    """Name of the room."""
