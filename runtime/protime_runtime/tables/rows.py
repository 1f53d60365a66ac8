"""Items as rows again: the JSON that they were read from, under the API's names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from math import isfinite

import attrs

from protime_runtime.reading.kinds import wired
from protime_runtime.types import Kept, OpenEnum


def as_read(item: object) -> object:
    """Return an item as JSON values, with what only Protime may set and with ids."""
    if isinstance(item, OpenEnum):
        return item.value
    if isinstance(item, date):
        return item.isoformat()
    if isinstance(item, Mapping):
        return {key: as_read(value) for key, value in item.items()}
    if isinstance(item, Sequence) and not isinstance(item, str):
        return [as_read(element) for element in item]
    if attrs.has(type(item)):
        return _document(item)
    # JSON has no form for what is no number.
    return None if isinstance(item, float) and not isfinite(item) else item


def _document(item: object) -> dict[str, object]:
    model: type = type(item)
    found = {
        wire: as_read(value)
        for name, wire, empty in _wired(model)
        if (value := getattr(item, name)) is not None and value != empty
    }
    kept = getattr(item, "_kept", None)
    return {**found, **kept.unknown} if isinstance(kept, Kept) else found


@cache
def _wired(model: type) -> tuple[tuple[str, str, object], ...]:
    """Return attributes, their names on the wire, and what says that there is none."""
    return tuple(
        (field.name, field.metadata["wire"], None if field.type is object else {})
        for field in wired(model)
    )
