"""Which levels of which activity structures are read: nothing in the API lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from protime_runtime.catalog import CollectionInfo
from protime_runtime.errors import InvalidRequest

Structures: TypeAlias = Mapping[str, tuple[int, ...]]
"""Levels, by the id of the structure version."""

FILTER = "structures"
"""What the filter of a collection is called that says them."""

_PLACE = "structureVersionId"
_RANGE = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")
_EXAMPLE = "as in 5f3c0d52-8a41-4e0b-9f6e-2b1c7d9e4a10:1-3"


def is_below_structures(info: CollectionInfo) -> bool:
    """Whether a collection is read by structures and levels."""
    return f"{{{_PLACE}}}" in info.path


def structures_of(value: object) -> Structures:
    """Return the levels that were given, each once.

    Args:
        value: Levels by structure; or texts of a structure, a colon and its levels.

    Raises:
        InvalidRequest: It is something else, or names no level.
    """
    pairs = value.items() if isinstance(value, Mapping) else map(_read, _texts(value))
    found: dict[str, tuple[int, ...]] = {}
    for structure, levels in pairs:
        several = [levels] if isinstance(levels, int) else [*levels]
        if not structure or not several or not all(map(_is_level, several)):
            raise InvalidRequest(f"{FILTER} takes levels by structure, {_EXAMPLE}.")
        before = found.get(str(structure), ())
        found[str(structure)] = tuple(dict.fromkeys((*before, *several)))
    return found


def text_of(structures: Structures) -> str:
    """Return levels as `structures_of` takes them, the same for the same ones."""
    return " ".join(
        f"{structure}:{','.join(map(str, sorted(levels)))}"
        for structure, levels in sorted(structures.items())
    )


def beyond(before: Structures, now: Structures) -> Structures:
    """Return the levels that were read before and are not any more."""
    found = {
        structure: tuple(
            level for level in levels if level not in now.get(structure, ())
        )
        for structure, levels in before.items()
    }
    return {structure: levels for structure, levels in found.items() if levels}


def missing(collection: str) -> InvalidRequest:
    """Return what is wrong where no structure was given."""
    return InvalidRequest(
        f"{collection}: read by structure and level, so give --structure ID:LEVELS"
        f" ({FILTER}={{ID: LEVELS}}); the id of an activity structure is found in the"
        " configuration of myProtime."
    )


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return value.split()
    if not isinstance(value, Iterable):
        raise InvalidRequest(f"{FILTER} takes levels by structure, {_EXAMPLE}.")
    return map(str, value)


def _read(text: str) -> tuple[str, list[int]]:
    structure, _, levels = text.rpartition(":")
    if not structure or any(map(str.isspace, structure)):
        raise InvalidRequest(f"{text!r} names no structure and its levels, {_EXAMPLE}.")
    return structure, [level for part in levels.split(",") for level in _levels(part)]


def _levels(part: str) -> Iterator[int]:
    found = _RANGE.fullmatch(part.strip())
    first, last = (int(group or -1) for group in found.groups()) if found else (1, 0)
    if found is None or (found[2] and last < first):
        raise InvalidRequest(f"{part!r} is no level and no range of levels, as in 1-3.")
    yield from range(first, (last if found[2] else first) + 1)


def _is_level(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
