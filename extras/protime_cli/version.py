"""Which version is installed."""

from __future__ import annotations

import os
import sys

_PACKAGE = "protime-client"
_FOLDER, _END = f"{_PACKAGE.replace('-', '_')}-", ".dist-info"


def version() -> str:
    """Return the version, as the folder of the package's metadata is called.

    `importlib.metadata` takes longer to load than to start Python and to print it, so
    it is asked only where there is no such folder.
    """
    names = (name for place in sys.path for name in _names(place))
    found = next((name for name in names if _is_ours(name)), None)
    return found[len(_FOLDER) : -len(_END)] if found else _recorded()


def _names(place: str) -> list[str]:
    try:
        return os.listdir(place or ".")
    except OSError:  # It is no folder: a zip, or nothing.
        return []


def _is_ours(name: str) -> bool:
    return name.startswith(_FOLDER) and name.endswith(_END)


def _recorded() -> str:
    from importlib import metadata

    try:
        return metadata.version(_PACKAGE)
    except metadata.PackageNotFoundError:
        return "unknown"
