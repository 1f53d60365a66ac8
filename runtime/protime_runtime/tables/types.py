"""Which Arrow types columns have; needs pyarrow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from importlib import import_module
from typing import Any, get_args, get_origin

from protime_runtime.tables.columns import Column
from protime_runtime.types import OpenEnum

pa: Any = import_module("pyarrow")
"""Loaded by name, since it need not be there where types are checked."""

_TYPES: Mapping[object, Any] = {
    int: pa.int64(),
    float: pa.float64(),
    str: pa.string(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
    object: pa.string(),
}


def type_of(one: Column) -> Any:  # noqa: ANN401 - a pyarrow.DataType
    """Return the type of a column: enums are dictionaries, objects in lists structs."""
    if one.fields:
        return pa.list_(pa.struct([(two.name, type_of(two)) for two in one.fields]))
    hint, inner = one.hint, get_args(one.hint)
    if get_origin(hint) is dict:
        return pa.map_(pa.string(), _plain(inner[1]))
    if get_origin(hint) is tuple:
        return pa.list_(_plain(inner[0]))
    return pa.dictionary(pa.int32(), pa.string()) if is_enum(hint) else _plain(hint)


def _plain(hint: object) -> Any:  # noqa: ANN401 - a pyarrow.DataType
    return pa.string() if is_enum(hint) else _TYPES[hint]


_KINDS: Mapping[object, str] = {
    int: "integer",
    float: "number",
    str: "string",
    bool: "boolean",
    date: "date",
    datetime: "datetime",
    object: "json",
}


def kind_of(hint: object) -> str:
    """Return the name that `protime_runtime.tables.cells` has for a type."""
    if get_origin(hint) is dict:
        return "texts"
    return "enum" if is_enum(hint) else _KINDS[hint]


def is_enum(hint: object) -> bool:
    """Return whether values are members of an enum."""
    return isinstance(hint, type) and issubclass(hint, OpenEnum)
