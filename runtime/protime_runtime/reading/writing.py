"""How models become JSON: only what is set and may be sent, under the wire's names.

These are hooks for the converter of `protime_runtime.reading.decoder`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from math import isfinite
from typing import Protocol, cast, get_args

import attrs

from protime_runtime import given
from protime_runtime.types import (
    Identifier,
    Kept,
    OpenEnum,
    ReferenceValue,
    is_list,
    wired,
    without_none,
)

Unstructure = Callable[[object], object]


class Writer(Protocol):
    """What the hooks need of the converter that they belong to."""

    def unstructure(self, obj: object) -> object:
        """Return plain JSON values."""


def model_unstructure(model: type, writer: Writer) -> Unstructure:
    """Return the hook of a model: what is set, may be sent, or was kept."""
    sent = [
        (
            attribute.name,
            attribute.metadata["wire"],
            _unstructure_of(
                attribute.type, writer, f"{model.__name__}.{attribute.name}"
            ),
        )
        for attribute in wired(model)
        if not attribute.metadata.get("read_only")
    ]

    def unstructure(item: object) -> object:
        document = {
            wire: write(value)
            for name, wire, write in sent
            if (value := getattr(item, name)) is not None and not _is_empty(value)
        }
        kept = getattr(item, "_kept", None)
        if isinstance(kept, Kept):
            return {**kept.unknown, **document}
        return document

    return unstructure


def _is_empty(value: object) -> bool:
    return isinstance(value, Mapping) and not value


def _unstructure_of(hint: object, writer: Writer, name: str) -> Unstructure:
    bare = without_none(hint)
    if bare is date:
        return lambda value: _day(value, name)
    if is_list(bare):
        write = _unstructure_of(get_args(bare)[0], writer, name)
        return lambda value: (
            plain(value, writer)  # What was read though it is no list.
            if isinstance(value, str | int | float | Mapping)
            else [
                write(element)
                for element in given.several(cast("Iterable[object]", value), name)
            ]
        )
    if _names_items(bare):
        return lambda value: _identifier(value, writer)
    return lambda value: plain(value, writer)


def _names_items(hint: object) -> bool:
    arms = (*get_args(hint), hint)
    return any(isinstance(arm, type) and issubclass(arm, Identifier) for arm in arms)


def _day(value: object, name: str) -> object:
    """Write a day; what was read though it is none is sent back as it came.

    Raises:
        InvalidRequest: It has a time, or is a missing value of a data frame.
    """
    if isinstance(value, str | int | list | dict):
        return value
    if isinstance(value, float) and isfinite(value):
        return value
    return given.day(value, name).isoformat()


def _identifier(value: object, writer: Writer) -> object:
    """Write the id, or else the references: sending both at once is not documented."""
    value = given.scalar(value)
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
        return {key: plain(element, writer) for key, element in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(element, writer) for element in value]
    if attrs.has(type(value)):
        return writer.unstructure(value)
    return given.scalar(value)


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
