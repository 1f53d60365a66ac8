"""Columns as Arrow arrays, made at once of values that have the columns' types.

What is refused here is read value by value: see `protime_runtime.tables.layout`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from itertools import accumulate, chain
from typing import Any, NoReturn

from attrs import evolve

from protime_runtime.scalars import spelled
from protime_runtime.tables.cells import are_finite, cell
from protime_runtime.tables.columns import Column, Kind

pa: Any = import_module("pyarrow")
"""Loaded by name, since it need not be there where types are checked."""

_TYPES: Mapping[Kind, Any] = {
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.STRING: pa.string(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.DATETIME: pa.timestamp("us", tz="UTC"),
    Kind.ENUM: pa.dictionary(pa.int32(), pa.string()),
    Kind.JSON: pa.string(),
    Kind.TEXTS: pa.map_(pa.string(), pa.string()),
}

_PACKED: Mapping[Kind, str] = {Kind.INTEGER: "q", Kind.NUMBER: "d"}
"""How `struct` packs what Arrow holds as it is."""


def type_of(column: Column) -> Any:  # noqa: ANN401 - a pyarrow.DataType
    """Return the type of a column: enums are dictionaries, objects in lists structs."""
    if not column.list:
        return _TYPES[column.kind]
    if column.fields:
        fields = [(field.name, type_of(field)) for field in column.fields]
        return pa.list_(pa.struct(fields))
    return pa.list_(pa.string() if column.kind is Kind.ENUM else _TYPES[column.kind])


def array(column: Column, values: Sequence[Any], objects: Any) -> Any:  # noqa: ANN401 - a pyarrow.Array
    """Return a column of what stands in each row, as `objects` have it.

    Raises:
        ArrowException: The column does not hold one of them.
        ValueError: The same.
        OverflowError: The same.
    """
    if _is_empty(values):
        return pa.nulls(len(values), type_of(column))
    if column.list:
        return _lists(column, values, objects)
    match column.kind:
        case Kind.INTEGER | Kind.NUMBER:
            return _numbers(column.kind, values)
        case Kind.ENUM:
            return members(column, values)
        case Kind.TEXTS:
            return _texts(values)
        case Kind.DATETIME | Kind.JSON:
            values = [cell(column.kind, value, refuse) for value in values]
    return pa.array(values, type_of(column))


def _is_empty(values: Sequence[Any]) -> bool:
    # Comparing a value with `None` costs as much as converting it: not all of them.
    return not values or (values[0] is None and values.count(None) == len(values))


def _numbers(kind: Kind, values: Sequence[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Array
    """Return numbers as an array: packed, in a third of the time, if none is null."""
    count = len(values)
    try:
        packed = struct.pack(f"{count}{_PACKED[kind]}", *values)
    except struct.error:
        made = pa.array(values, _TYPES[kind])
    else:
        buffers = [None, pa.py_buffer(packed)]
        made = pa.Array.from_buffers(_TYPES[kind], count, buffers, 0)
    if kind is Kind.NUMBER and not are_finite(values):
        raise ValueError("no number")
    return made


def refuse(why: str) -> NoReturn:
    """Refuse a value that a column does not hold as it is.

    Raises:
        ValueError: Always.
    """
    raise ValueError(why)


def members(column: Column, texts: Sequence[str | None]) -> Any:  # noqa: ANN401 - a pyarrow.Array
    """Return members of an enum as a dictionary, in the spec's own letter case."""
    encoded = pa.array(texts, _TYPES[Kind.ENUM])
    came = encoded.dictionary.to_pylist()
    named = [spelled(text, column.values) for text in came]
    if named == came:
        return encoded
    known = pa.array(named, pa.string())
    if len(set(named)) == len(named):
        return pa.DictionaryArray.from_arrays(encoded.indices, known)
    # Two spellings of one member: letter case is the API's, and does not matter.
    return known.take(encoded.indices).dictionary_encode()


def _lists(column: Column, lists: Sequence[Any], objects: Any) -> Any:  # noqa: ANN401 - a pyarrow.Array
    """Take lists apart, so that their elements are columns as rows are."""
    elements = list(chain.from_iterable(filter(None, lists)))
    kind = type_of(column).value_type
    if column.fields:
        inner = objects.elements[column.name]
        found = inner.lists(elements)
        fields = [array(field, found[field.path], inner) for field in column.fields]
        made = pa.StructArray.from_arrays(fields, fields=list(kind))
    else:
        made = array(evolve(column, list=False), elements, objects).cast(kind)
    is_null = pa.array([values is None for values in lists])
    return pa.ListArray.from_arrays(_offsets(lists), made, mask=is_null)


def _texts(values: Sequence[Mapping[str, str | None] | None]) -> Any:  # noqa: ANN401 - a pyarrow.Array
    pairs = [
        {name: text for name, text in (texts or {}).items() if text is not None}
        for texts in values
    ]
    return pa.MapArray.from_arrays(
        # A start that is null is how Arrow says that a map is.
        _offsets(pairs, [not texts for texts in pairs]),
        pa.array(list(chain.from_iterable(pairs)), pa.string()),
        pa.array(list(chain.from_iterable(map(dict.values, pairs))), pa.string()),
    )


def _offsets(values: Iterable[Any], is_null: Sequence[bool] = ()) -> Any:  # noqa: ANN401 - a pyarrow.Array
    ends = list(accumulate((len(value or ()) for value in values), initial=0))
    mask = pa.array([*is_null, False]) if is_null else None
    return pa.array(
        ends, pa.int32(), mask=None if mask is None else mask.to_numpy(False)
    )
