"""The pages of the Python reference: which public names stand on which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import protime
import protime_emulator
import protime_sync
import protime_sync.webhooks

PAGES: Mapping[str, tuple[str, str]] = {
    "client": ("Clients, and how they send", "client async_client sending scopes"),
    "lists": ("Lists, deltas and responses", "paging messages bulk reading"),
    "filters": ("Filters and references", "asking types"),
    "models": ("Models", "model"),
    "errors": ("Errors", "errors"),
    "everyday": ("Everyday questions", "everyday"),
    "signatures": ("Signatures of webhooks", "webhooks"),
    "sync": ("Keeping a copy: protime_sync", ""),
    "webhooks": ("Receiving webhooks: protime_sync.webhooks", ""),
    "emulator": ("A tenant to test with: protime_emulator", ""),
}
"""Titles by page, and the rooms of the client whose public names stand there."""

_EXTRAS = {
    "sync": protime_sync,
    "webhooks": protime_sync.webhooks,
    "emulator": protime_emulator,
}


def made() -> Mapping[str, str]:
    """Return the text of each page."""
    return {name: "\n".join(_lines(name)) + "\n" for name in PAGES}


def names(page: str) -> list[str]:
    """Return what stands on a page, by the names that programs import."""
    if page in _EXTRAS:
        package = _EXTRAS[page]
        return [f"{package.__name__}.{name}" for name in sorted(package.__all__)]
    rooms = PAGES[page][1].split()
    return sorted(
        f"protime.{name}"
        for name, module in protime._MODULES.items()
        if module.split(".")[1] in rooms
    )


def _lines(page: str) -> Iterator[str]:
    yield from (f"# {PAGES[page][0]}", "")
    for name in names(page):
        yield from (f"::: {name}", "")
