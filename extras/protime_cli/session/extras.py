"""Modules that other extras of the package bring."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from protime_runtime.errors import ConfigurationError


def extra(module: str, name: str, what: str) -> ModuleType:
    """Return a module of another extra.

    Raises:
        ConfigurationError: The extra is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise ConfigurationError(
            f"{what.capitalize()} needs a package that is not here ({error.name}): pip"
            f" install 'protime-client[{name}]'."
        ) from None
