"""What the emulator needs beside the core, asked for when it is first used."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def loaded(module: str) -> ModuleType:
    """Return a module of this package.

    Raises:
        ModuleNotFoundError: A package that it needs is not installed; the message says
            what to type.
    """
    try:
        return import_module(f"protime_emulator.{module}")
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"The emulator needs a package that is not here ({error.name}): pip install"
            " 'protime-client[emulator]'.",
            name=error.name,
        ) from None
