"""One column of rows as an Arrow array at once, where all of it is of its type.

Lists are taken apart, so that their elements are columns as rows are. Whatever is
refused here is read value by value; see `protime_sync.arrow_values`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as compute
from attrs import evolve

from protime_sync.arrow_lists import check
from protime_sync.arrow_values import array, found, held, refuse, type_of
from protime_sync.columns import Column, Kind

_NONE: type = type(None)
_STRINGS: set[type] = {str, _NONE}
_LISTS: set[type] = {list, _NONE}
_EXACT: dict[Kind, set[type]] = {
    Kind.INTEGER: {int, _NONE},
    Kind.NUMBER: {int, float, _NONE},
    Kind.STRING: _STRINGS,
    Kind.BOOLEAN: {bool, _NONE},
    Kind.DATE: _STRINGS,
    Kind.DATETIME: _STRINGS,
    Kind.ENUM: _STRINGS,
}
"""Where Arrow would take more: 1.5 for 1, and true for 1.0."""


def quickly(column: Column, values: list[Any], *, typed: bool) -> pa.Array[Any]:
    """Return values as an array, if all are of the column's type.

    Args:
        column: The column.
        values: What stands in each row.
        typed: Whether msgspec has read them as the type; a date as a text.

    Raises:
        MISFITS: One of them is not of the column's type.
    """
    if values.count(None) == len(values):
        return pa.nulls(len(values), type_of(column))
    if column.list:
        return _lists(column, values)
    exact = _EXACT.get(column.kind)
    if exact is not None and not (typed or exact.issuperset(map(type, values))):
        raise TypeError
    match column.kind:
        case Kind.DATE:
            return _days(values)
        case Kind.TEXTS:
            return _texts(column, values)
        case Kind.DATETIME | Kind.JSON:
            return array(column, [held(column, value, refuse) for value in values])
        case Kind.NUMBER if not typed:
            return _numbers(values)
        case _:
            return array(column, values)


def _lists(column: Column, lists: list[Any]) -> pa.Array[Any]:
    if not _LISTS.issuperset(map(type, lists)):
        raise TypeError
    elements = list(chain.from_iterable(filter(None, lists)))
    ends = accumulate((len(inner or ()) for inner in lists), initial=0)
    return pa.ListArray.from_arrays(
        pa.array(ends, pa.int32()),
        _elements(column, elements),
        mask=pa.array([inner is None for inner in lists]),
    )


def _elements(column: Column, elements: Sequence[Any]) -> pa.Array[Any]:
    """Return the elements of lists, of which none may be null."""
    kind = type_of(column).value_type
    if not column.fields:
        if None in elements:
            raise TypeError
        made = quickly(evolve(column, list=False), list(elements), typed=False)
        return made.cast(kind)
    fields = [quickly(one, found(one, elements), typed=False) for one in column.fields]
    return pa.StructArray.from_arrays(fields, fields=list(kind))


def _texts(column: Column, values: list[Any]) -> pa.Array[Any]:
    check(column, values)
    pairs = [
        [pair for pair in texts.items() if pair[1] is not None] if texts else None
        for texts in values
    ]
    return array(column, [held or None for held in pairs])


def _days(values: list[Any]) -> pa.Array[Any]:
    made = pa.array(values, pa.string()).cast(pa.date32())
    compute.min(made).as_py()  # Arrow has a year 0, which Python refuses.
    return made


def _numbers(values: list[Any]) -> pa.Array[Any]:
    made = pa.array(values, pa.float64())
    if not compute.all(compute.is_finite(made)).as_py():
        raise ValueError
    return made
