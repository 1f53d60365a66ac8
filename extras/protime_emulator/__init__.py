"""A stateful Protime tenant on this machine, to test integrations against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .needed import loaded

if TYPE_CHECKING:
    from .emulator import Emulator as Emulator
    from .emulator import create_app as create_app

__all__ = ["Emulator", "create_app"]


def __getattr__(name: str) -> object:
    """Import a name when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(loaded("emulator"), name)


def __dir__() -> list[str]:
    """Return the names that can be imported."""
    return sorted(__all__)
