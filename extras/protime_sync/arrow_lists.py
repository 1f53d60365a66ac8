"""Lists and texts by name on their way to JSON: whether they are of their types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import msgspec

from protime_sync.columns import Column, Kind

_HINTS: dict[Kind, Any] = {
    Kind.INTEGER: int,
    Kind.NUMBER: float,
    Kind.BOOLEAN: bool,
    Kind.DATE: date,
    Kind.JSON: Any,
}
"""What stands inside of lists, as types for msgspec; texts, if not named."""


def check(column: Column, values: list[Any]) -> None:
    """Refuse lists, or texts by name, that are not of their types all the way down.

    Raises:
        ValidationError: One of them is not.
    """
    msgspec.convert(values, _types(column))


@cache
def _types(column: Column) -> Any:  # noqa: ANN401 - a type that is computed
    return list[_hint(column) | None]  # type: ignore[misc]  # computed


def _hint(column: Column) -> Any:  # noqa: ANN401 - the same
    if column.kind is Kind.TEXTS:
        return dict[str, str | None]
    if not column.list:
        return _HINTS.get(column.kind, str)
    if not column.fields:
        return list[_HINTS.get(column.kind, str)]  # type: ignore[misc]  # computed
    return list[_object({one.path: one for one in column.fields})]  # type: ignore[misc]  # computed


def _object(fields: Mapping[tuple[str, ...], Column]) -> Any:  # noqa: ANN401 - the same
    inner: dict[str, Any] = {}
    for path, one in fields.items():
        if len(path) > 1:
            inside = {
                rest[1:]: two for rest, two in fields.items() if rest[0] == path[0]
            }
            inner[path[0]] = _object(inside)
        else:
            inner[path[0]] = _hint(one)
    slots = [(f"field{at}", inner[name] | None, None) for at, name in enumerate(inner)]
    names = {f"field{at}": name for at, name in enumerate(inner)}
    return msgspec.defstruct("Element", slots, rename=names)
