"""One column of rows as an Arrow array."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pyarrow as pa

from protime_runtime.errors import DeviationWarning
from protime_runtime.types import moment

from .columns import Column, Kind
from .wire import Row

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


def type_of(column: Column) -> pa.DataType:
    """Return the type of a column."""
    if column.list:
        return pa.list_(_element(column))
    if column.kind is Kind.ENUM:
        return pa.dictionary(pa.int32(), pa.string())
    return _TYPES[column.kind]


def _element(column: Column) -> pa.DataType:
    if column.fields:
        return pa.struct([(one.name, type_of(one)) for one in column.fields])
    return pa.string() if column.kind is Kind.ENUM else _TYPES[column.kind]


def found(column: Column, rows: Sequence[Row]) -> list[Any]:
    """Return what stands in each row, `None` where nothing does."""
    first, *rest = column.path
    values = [row.get(first) for row in rows]
    for other in column.also:
        values = [
            row.get(other) if value is None else value
            for value, row in zip(values, rows, strict=True)
        ]
    for name in rest:
        values = [
            value.get(name) if isinstance(value, dict) else None for value in values
        ]
    return values


def array(column: Column, values: list[Any], collection: str) -> pa.Array[Any]:
    """Return values as an array; what does not fit is null, and reported once."""
    if values.count(None) == len(values):
        return pa.nulls(len(values), type_of(column))
    try:
        return _fast(column, values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError, ValueError, AttributeError):
        return pa.array(_fitting(column, values, collection), type_of(column))


def _fast(column: Column, values: list[Any]) -> pa.Array[Any]:
    if column.list:
        return pa.array([_listed(column, one) for one in values], type_of(column))
    match column.kind:
        case Kind.DATE:
            return pa.array(values, pa.string()).cast(pa.date32())
        case Kind.ENUM:
            return _enum(column, values)
        case Kind.DATETIME | Kind.JSON | Kind.TEXTS:
            convert = _CONVERT[column.kind]
            made = [None if one is None else convert(one) for one in values]
            return pa.array(made, type_of(column))
        case _:
            return pa.array(values, type_of(column))


def _enum(column: Column, values: list[Any]) -> pa.Array[Any]:
    encoded = pa.array(values, pa.string()).dictionary_encode()
    known = {one.casefold(): one for one in column.values}
    # Letter case does not matter, since the vendor's pages differ in it.
    texts = [known.get(one.casefold(), one) for one in encoded.dictionary.to_pylist()]
    if len(set(texts)) < len(texts):
        return pa.array(
            [None if one is None else known.get(one.casefold(), one) for one in values],
            pa.string(),
        ).dictionary_encode()
    return pa.DictionaryArray.from_arrays(encoded.indices, pa.array(texts, pa.string()))


def _listed(column: Column, value: Any) -> list[Any] | None:  # noqa: ANN401 - JSON
    if value is None:
        return None
    if not column.fields:
        return list(value)
    made = [
        (one.name, found(one, value), _CONVERT.get(one.kind)) for one in column.fields
    ]
    return [
        {
            name: convert(values[at])
            if convert and values[at] is not None
            else values[at]
            for name, values, convert in made
        }
        for at in range(len(value))
    ]


def _fitting(column: Column, values: list[Any], collection: str) -> list[Any]:
    kind, convert = type_of(column), _CONVERT.get(column.kind)
    made: list[Any] = []
    for value in values:
        try:
            one = value
            if convert is not None and one is not None and not column.list:
                one = convert(one)
            elif column.list:
                one = _listed(column, one)
            pa.array([one], kind)
        except (pa.ArrowException, TypeError, ValueError, AttributeError):
            one = None
            _warn(collection, column)
        made.append(one)
    return made


def _warn(collection: str, column: Column) -> None:
    warnings.warn(
        f"{collection}: {'.'.join(column.path)} holds what is no {column.kind};"
        " it is null in the table.",
        DeviationWarning,
        stacklevel=4,
    )


def _day(value: str) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


def json_text(value: object) -> str | None:
    """Return a value as JSON, `None` for none."""
    return None if value is None else msgspec.json.encode(value).decode()


def _texts(value: dict[str, str | None]) -> list[tuple[str, str | None]]:
    return list(value.items())


_CONVERT: dict[Kind, Callable[[Any], Any]] = {
    Kind.DATE: _day,
    Kind.DATETIME: datetime.fromisoformat,
    Kind.JSON: json_text,
    Kind.TEXTS: _texts,
}


def moments(texts: list[Any], minutes: list[Any], timezone: str) -> pa.Array[Any]:
    """Return the points in time that dates and minutes make in a zone."""
    zone, days = ZoneInfo(timezone), dict[str, date]()
    made: list[datetime | None] = []
    for text, number in zip(texts, minutes, strict=True):
        if not isinstance(text, str) or not isinstance(number, int):
            made.append(None)
            continue
        day = days.get(text) or days.setdefault(text, date.fromisoformat(text[:10]))
        made.append(moment(day, number, zone))
    return pa.array(made, pa.timestamp("us", tz=timezone))
