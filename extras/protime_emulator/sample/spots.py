"""Where a made row stands: whose it is, on which day, and the how-manieth it is."""

from __future__ import annotations

import uuid
from datetime import date

from attrs import frozen

from ..wire import Key
from .catalogs import NAMESPACE
from .chance import chance, pick


@frozen(kw_only=True)
class Spot:
    """What tells the values of a row; equal spots have equal rows."""

    number: int
    """The how-manieth row it is, from 1."""
    key: Key
    day: date
    subject: Key | None = None
    """Whom or what it is about."""
    bits: int | None = None
    """What choices depend on; without, rows take turns, so that few show all."""

    def choose(self, position: int, size: int) -> int:
        """Return a number below `size` for the property at a position."""
        if self.bits is None:
            return (self.number - 1 + position) % size
        return pick(chance(self.bits, position), 0, size)


def text_key(collection: str, number: int) -> str:
    """Return the id of a row where ids are GUIDs."""
    return str(uuid.uuid5(NAMESPACE, f"{collection}/{number}"))
