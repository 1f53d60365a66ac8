"""The help of the command, which names every collection."""

from __future__ import annotations

from collections.abc import Iterator

from .doors import helped


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file."""
    yield "help.txt", helped()
