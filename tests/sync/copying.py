"""A copy kept as a user would, and what it must be equal to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from protime_emulator import Emulator
from protime_runtime.messages import Upsert
from protime_sync import Feed

Rows = dict[int | str, str | None]
"""Versions by id."""


def apply(feed: Feed[Any], copy: Rows, at_most: int | None = None) -> int:
    """Apply one batch to a copy, and return the number of changes."""
    count = 0
    with feed.batch(at_most) as changes:
        for change in changes:
            count += 1
            if isinstance(change, Upsert):
                assert (copy.get(change.id) or "") <= (change.change_version or "")
                copy[change.id] = change.change_version
            else:
                copy.pop(change.id, None)
    return count


def tenant(emulator: Emulator, collection: str, since: str = "2026-02-01") -> Rows:
    """Return what a copy of the tenant's rows must be."""
    return {
        key(row): str(row["changeVersion"])
        for row in emulator.collection(collection)
        if str(row.get("date", "9")) >= since
    }


def key(row: Mapping[str, object]) -> int | str:
    """Return a row's id."""
    id = row["id"]
    assert isinstance(id, int | str)
    return id
