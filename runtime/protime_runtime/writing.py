"""How models become JSON: only what is set and may be sent, under the wire's names.

These are hooks for the converter of `protime_runtime.decoding`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol, get_args

import attrs

from protime_runtime.reading import is_list, wired, without_none
from protime_runtime.types import Identifier, Kept, OpenEnum, ReferenceValue

Unstructure = Callable[[object], object]


class Writer(Protocol):
    """What the hooks need of the converter that they belong to."""

    def unstructure(self, obj: object) -> object:
        """Return plain JSON values."""


def model_unstructure(model: type, writer: Writer) -> Unstructure:
    """Return the hook of a model: what is set, may be sent, or was kept."""
    sent = [
        (one.name, one.metadata["wire"], _unstructure_of(one.type, writer))
        for one in wired(model)
        if not one.metadata.get("read_only")
    ]

    def unstructure(item: object) -> object:
        document = {
            wire: write(value)
            for name, wire, write in sent
            if (value := getattr(item, name)) is not None and value != {}
        }
        kept = getattr(item, "_kept", None)
        if isinstance(kept, Kept):
            return {**kept.unknown, **document}
        return document

    return unstructure


def _unstructure_of(hint: object, writer: Writer) -> Unstructure:
    bare = without_none(hint)
    if is_list(bare):
        write = _unstructure_of(get_args(bare)[0], writer)
        return lambda value: (
            [write(one) for one in value]
            if isinstance(value, Sequence) and not isinstance(value, str)
            else plain(value, writer)  # What was read though it is no list.
        )
    if _names_items(bare):
        return lambda value: _identifier(value, writer)
    return lambda value: plain(value, writer)


def _names_items(hint: object) -> bool:
    arms = (*get_args(hint), hint)
    return any(isinstance(one, type) and issubclass(one, Identifier) for one in arms)


def _identifier(value: object, writer: Writer) -> object:
    """Write the id, or else the references: sending both at once is not documented."""
    if isinstance(value, int | str):
        return {"id": value}
    if isinstance(value, Identifier) and getattr(value, "id", None) is not None:
        return {"id": getattr(value, "id", None)}
    return plain(value, writer)


def plain(value: object, writer: Writer) -> object:
    """Return a value as JSON has it."""
    if isinstance(value, ReferenceValue):
        return {"externalReferences": {value.type: value.value}}
    if isinstance(value, OpenEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(one, writer) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(one, writer) for one in value]
    if attrs.has(type(value)):
        return writer.unstructure(value)
    return value
