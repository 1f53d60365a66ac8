"""How models become JSON: only what is set and may be sent, under the wire's names.

These are hooks for the converter of `protime_runtime.reading.decoder`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import cast, get_args

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


def model_unstructure(model: type, write: Unstructure) -> Unstructure:
    """Return the hook of a model: what is set, may be sent, or was kept.

    Args:
        model: The class of the items.
        write: Writes what they hold, by the converter that the hook belongs to.
    """
    sent = [
        (
            attribute.name,
            attribute.metadata["wire"],
            _unstructure_of(
                attribute.type, write, f"{model.__name__}.{attribute.name}"
            ),
        )
        for attribute in wired(model)
        if not attribute.metadata.get("read_only")
    ]

    def unstructure(item: object) -> object:
        document = {
            wire: written(value)
            for name, wire, written in sent
            if (value := getattr(item, name)) is not None and not _is_empty(value)
        }
        kept = getattr(item, "_kept", None)
        if isinstance(kept, Kept):
            return {**kept.unknown, **document}
        return document

    return unstructure


def _is_empty(value: object) -> bool:
    return isinstance(value, Mapping) and not value


def _unstructure_of(hint: object, write: Unstructure, name: str) -> Unstructure:
    bare = without_none(hint)
    if bare is date:
        return lambda value: _day(value, name)
    if is_list(bare):
        element_of = _unstructure_of(get_args(bare)[0], write, name)
        return lambda value: (
            plain(value, write)  # What was read though it is no list.
            if isinstance(value, str | int | float | Mapping)
            else [
                element_of(element)
                for element in given.several(cast("Iterable[object]", value), name)
            ]
        )
    if _names_items(bare):
        return lambda value: _identifier(value, write)
    return lambda value: plain(value, write)


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


def _identifier(value: object, write: Unstructure) -> object:
    """Write the id, or else the references: sending both at once is not documented."""
    value = given.scalar(value)
    if isinstance(value, int | str):
        return {"id": value}
    if isinstance(value, Identifier) and getattr(value, "id", None) is not None:
        return {"id": getattr(value, "id", None)}
    return plain(value, write)


def plain(value: object, write: Unstructure) -> object:
    """Return a value as JSON has it, models as `write` writes them."""
    if isinstance(value, ReferenceValue):
        return {"externalReferences": {value.type: value.value}}
    if isinstance(value, OpenEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(element, write) for key, element in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(element, write) for element in value]
    return write(value) if attrs.has(type(value)) else given.scalar(value)
