"""Pages read by msgspec into its own structs, which its collector never visits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from benchmarks.peers.fields import IDENTIFIER, PLACE, Fields, clocking


def reader(*, parsed: bool = True) -> Callable[[bytes], Any]:
    """Return what reads a page; plain where dates and enums are not `parsed`."""
    identifier, place = _struct("Identifier", *IDENTIFIER), _struct("Place", *PLACE)
    row = _struct("Clocking", *clocking(identifier, place, parsed=parsed))
    page = _struct("Page", {"value": list[row]}, {"nextLink": str})
    return msgspec.json.Decoder(page).decode


def _struct(name: str, needed: Fields, other: Fields) -> Any:
    optional = [(at, kind | None, None) for at, kind in other.items()]
    return msgspec.defstruct(name, [*needed.items(), *optional], gc=False)
