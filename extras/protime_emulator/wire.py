"""Rows as they go over the wire, and small ways to read them."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import TypeAlias

import msgspec

Row: TypeAlias = dict[str, object]
"""An item as a JSON object. Stored rows are shared: copy before changing one."""

Key: TypeAlias = int | str
"""Protime's id of an item: a number, or text where the API uses GUIDs."""

LARGEST = 2**63 - 1
"""Largest integer that the API is taken to store."""


def encoded(value: object) -> bytes:
    """Return JSON without blanks, whatever texts and numbers it holds."""
    try:
        return msgspec.json.encode(value)
    except (UnicodeEncodeError, OverflowError):
        # Half of a surrogate pair, or a number of more than 64 bits.
        return json.dumps(value, separators=(",", ":")).encode()


def reference(id: Key) -> Row:
    """Return ``{"id": ...}``, the form in which rows name other items."""
    return {"id": id}


def key_of(row: Row) -> Key:
    """Return a stored row's own id.

    Raises:
        TypeError: It has none.
    """
    id = row.get("id")
    if not isinstance(id, int | str):
        raise TypeError("A row without an id cannot be stored.")
    return id


def key_at(row: Row, field: str) -> Key | None:
    """Return the id that ``row[field]`` names, or None."""
    named = row.get(field)
    if isinstance(named, dict):
        id = named.get("id")
        if isinstance(id, int | str):
            return id
    return None


def text_at(row: Row, field: str) -> str | None:
    """Return a text property, or None if it is absent or something else."""
    value = row.get(field)
    return value if isinstance(value, str) else None


def number_at(row: Row, field: str) -> int:
    """Return an integer property, or 0."""
    value = row.get(field)
    return value if isinstance(value, int) else 0


def day_at(row: Row, field: str) -> date | None:
    """Return a date property, or None."""
    return day(row.get(field))


def day(value: object) -> date | None:
    """Return the date that ``YYYY-MM-DD`` means, or None for anything else."""
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


@cache
def camel(kebab: str) -> str:
    """Return ``collectionName`` for ``collection-name``."""
    first, *rest = kebab.split("-")
    return first + "".join(word.capitalize() for word in rest)


def kebab(camel: str) -> str:
    """Return ``collection-name`` for ``collectionName``."""
    words = "".join(
        f"-{letter.lower()}" if letter.isupper() else letter for letter in camel
    )
    return words.lstrip("-")
