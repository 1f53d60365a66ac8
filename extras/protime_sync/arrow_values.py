"""One column of rows as an Arrow array.

What a column holds for a value is said by `protime_runtime.tables.cells`, for a row
that has anything odd; the others are made into arrays at once, which must come to the
same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import msgspec
import pyarrow as pa

from protime_runtime.scalars import NotOfType, day, integer, spelled
from protime_runtime.tables.cells import MISFIT, OUTSIDE, Told, cell
from protime_runtime.types import moment
from protime_sync.columns import Column, Kind
from protime_sync.source.entries import Row

MISFITS = (
    pa.ArrowException,
    msgspec.MsgspecError,
    TypeError,
    ValueError,
    OverflowError,
    AttributeError,
)

_TYPES: dict[Kind, pa.DataType] = {
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.STRING: pa.string(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.DATETIME: pa.timestamp("us", tz="UTC"),
    Kind.JSON: pa.string(),
    Kind.TEXTS: pa.map_(pa.string(), pa.string()),
}


_NONE: type = type(None)
_OBJECTS: set[type] = {dict, _NONE}


def type_of(column: Column) -> pa.DataType:
    """Return the type of a column."""
    if column.list:
        return pa.list_(_type_of_element(column))
    if column.kind is Kind.ENUM:
        return pa.dictionary(pa.int32(), pa.string())
    return _TYPES[column.kind]


def _type_of_element(column: Column) -> pa.DataType:
    if column.fields:
        return pa.struct([(one.name, type_of(one)) for one in column.fields])
    return pa.string() if column.kind is Kind.ENUM else _TYPES[column.kind]


def refuse(why: str) -> None:
    """Refuse a value that a column does not hold as it is.

    Raises:
        ValueError: Always.
    """
    raise ValueError(why)


def found(column: Column, rows: Sequence[Row]) -> list[Any]:
    """Return what stands in each row, `None` where nothing does.

    Raises:
        TypeError: Something else than an object is on the way.
    """
    first, *rest = column.path
    values = [row.get(first) for row in rows]
    for name in rest:
        if not _OBJECTS.issuperset(map(type, values)):
            raise TypeError
        values = [None if value is None else value.get(name) for value in values]
    if column.also and None in values:
        return [found_in(column, row, refuse) for row in rows]
    return values


def found_in(column: Column, row: Row, told: Told) -> Any:  # noqa: ANN401 - any JSON
    """Return what stands in one row, and tell if no object is on the way."""
    value: Any = row
    for at, name in enumerate(column.path):
        if value is None:
            return None
        if not isinstance(value, dict):
            told(MISFIT)
            return None
        names = (name, *column.also) if at == column.also_at else (name,)
        value = next((value[one] for one in names if one in value), None)
    return value


def array(column: Column, cells: list[Any]) -> pa.Array[Any]:
    """Return cells as an array."""
    if column.kind is Kind.ENUM and not column.list:
        return _enum(column, pa.array(cells, pa.string()))
    return pa.array(cells, type_of(column))


def held(column: Column, value: Any, told: Told) -> Any:  # noqa: ANN401 - any JSON
    """Return what a column holds for a value; see `protime_runtime.tables.cells`."""
    if not column.list:
        return _plain(column, value, told)
    if isinstance(value, list):
        return [_element(column, element, told) for element in value]
    if value is not None:
        told(MISFIT)
    return None


def _element(column: Column, value: Any, told: Told) -> Any:  # noqa: ANN401 - any JSON
    if value is None or (column.fields and not isinstance(value, dict)):
        told(MISFIT)
        return None
    if not column.fields:
        return _plain(column, value, told)
    return {
        one.name: held(one, found_in(one, value, told), told) for one in column.fields
    }


def _plain(column: Column, value: Any, told: Told) -> Any:  # noqa: ANN401 - any JSON
    found = cell(column.kind, value, told)
    if column.kind is Kind.ENUM and isinstance(found, str):
        return spelled(found, column.values)
    return found


def _enum(column: Column, texts: pa.Array[Any]) -> pa.Array[Any]:
    """Return texts as a dictionary, in the spec's own letter case."""
    encoded = texts.dictionary_encode()
    named = [spelled(one, column.values) for one in encoded.dictionary.to_pylist()]
    known = pa.array(named, pa.string())
    if len(set(named)) == len(named):
        return pa.DictionaryArray.from_arrays(encoded.indices, known)
    # Two spellings of one member: letter case is the API's, and does not matter.
    return known.take(encoded.indices).dictionary_encode()


def _pass(_: str) -> None:
    """Ignore what the column of the field itself reports."""


def moment_cell(
    text: Any,  # noqa: ANN401 - any JSON
    minutes: Any,  # noqa: ANN401 - the same
    zone: ZoneInfo,
    told: Told,
) -> datetime | None:
    """Return the point in time that a date and minutes make in a zone, if they do.

    Args:
        text: The date; what is none is told where its own column is made.
        minutes: The minutes, of which the same holds.
        zone: The zone.
        told: Is told of a moment that no column holds.
    """
    try:
        on = day(text)
        if on is None or minutes is None:
            return None
        number = integer(cell("integer", minutes, _pass))
    except NotOfType:
        return None
    try:
        point = moment(on, number, zone)
    except OverflowError:
        told(OUTSIDE)
        return None
    return cast("datetime | None", cell("datetime", point, told))
