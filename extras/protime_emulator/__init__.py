"""A stateful Protime tenant on this machine, to test integrations against."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .emulator import Emulator as Emulator
    from .emulator import create_app as create_app

__all__ = ["Emulator", "create_app"]


def __getattr__(name: str) -> object:
    """Import a name when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(".emulator", __name__), name)
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"The emulator needs a package that is not here ({error.name}): pip install"
            " 'protime-client[emulator]'.",
            name=error.name,
        ) from None


def __dir__() -> list[str]:
    """Return the names that can be imported."""
    return sorted(__all__)
