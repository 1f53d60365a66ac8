"""Columns of the items of a page; needs pyarrow.

The items are models, or msgspec's objects with the same attributes. What a column holds
for a value is said by `protime_runtime.tables.cells`; a map without entries is null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial, reduce
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any, TypeAlias, get_args, get_origin

from protime_runtime.tables.cells import MISFIT, Told, cell
from protime_runtime.tables.columns import Column
from protime_runtime.tables.types import is_enum, kind_of, pa, type_of

Values: TypeAlias = Callable[[Sequence[Any]], list[list[Any]]]
"""Takes items to the values of each column."""

_PLAIN = (int, float, str, bool, date)
_NO_OBJECTS = (str, int, float, list, dict)
_MISFITS = (pa.ArrowException, TypeError, ValueError, OverflowError, AttributeError)


def arrays_of_rows(
    made: Sequence[Column], values: Values, items: Sequence[Any]
) -> list[Any] | None:
    """Return the columns of msgspec's objects, whose values have the spec's types.

    `None` if a column cannot hold one of them, or a text is no point in time.
    """
    try:
        found = zip(made, values(items), strict=True)
        return [_quickly(one, held) for one, held in found]
    except _MISFITS:
        return None


def arrays_of_models(
    made: Sequence[Column],
    items: Sequence[Any],
    told: Callable[[Column, str], None],
) -> list[Any]:
    """Return the columns of models, which may hold anything.

    Args:
        made: The columns.
        items: The models.
        told: Is told why a column does not hold a value as it is.
    """
    return [
        _array(
            one,
            [
                _cell(one, _reached(item, one.path), partial(told, one))
                for item in items
            ],
        )
        for one in made
    ]


def taking(made: Sequence[Column]) -> Values:
    """Return the function that takes the values of all columns out of items.

    Written as source, since a list that reads one attribute is three times as fast as
    one that calls what reads it. Columns of one object share the way to it.
    """
    names: dict[tuple[str, ...], str] = {(): "items"}
    lines = [line for one in made for line in _taken(one.path, names)]
    found = ", ".join(names[one.path] for one in made)
    source = "\n    ".join(["def take(items):", *lines, f"return [{found}]"])
    space: dict[str, Any] = {}
    exec(compile(source, "<taking columns>", "exec"), space)  # noqa: S102 - our own lines
    taken: Values = space["take"]
    return taken


def _taken(path: tuple[str, ...], names: dict[tuple[str, ...], str]) -> Iterator[str]:
    if path in names:
        return
    outer, name = path[:-1], path[-1]
    yield from _taken(outer, names)
    names[path] = f"found{len(names)}"
    there = f"None if one is None else one.{name}" if outer else f"one.{name}"
    yield f"{names[path]} = [{there} for one in {names[outer]}]"


def _reached(item: Any, path: tuple[str, ...]) -> Any:  # noqa: ANN401 - any value
    return reduce(lambda held, name: getattr(held, name, None), path, item)


def _quickly(one: Column, values: list[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Array
    if values.count(None) == len(values):
        return pa.nulls(len(values), type_of(one))
    if get_origin(one.hint) is dict:
        return _maps(one, values)
    if one.fields:
        values = _structs(one, values)
    elif one.hint in (datetime, object):
        values = [_cell(one, value, _refuse) for value in values]
    return _array(one, values)


def _structs(one: Column, values: list[Any]) -> list[Any]:
    """Return lists of objects as lists of dicts, at once if they hold plain values."""
    getters = [(two.name, attrgetter(".".join(two.path))) for two in one.fields]
    try:
        if all(two.hint in _PLAIN for two in one.fields):
            return [
                value and [{name: get(e) for name, get in getters} for e in value]
                for value in values
            ]
    except AttributeError:  # An object that one of them could hold is not there.
        pass
    return [_cell(one, value, _refuse) for value in values]


def _refuse(why: str) -> None:
    raise ValueError(why)


def _array(one: Column, cells: list[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Array
    if is_enum(one.hint):
        return _members(one, pa.array(cells, pa.string()))
    return pa.array(cells, type_of(one))


def _members(one: Column, texts: Any) -> Any:  # noqa: ANN401 - arrays of pyarrow
    """Return the texts of an enum as a dictionary, in the spec's own letter case."""
    read: Any = one.hint
    encoded = texts.dictionary_encode()
    named = [read(text).value for text in encoded.dictionary.to_pylist()]
    if len(set(named)) == len(named):
        known = pa.array(named, pa.string())
        return pa.DictionaryArray.from_arrays(encoded.indices, known)
    # Two spellings of one member: letter case is the API's, and does not matter.
    every = [None if text is None else read(text).value for text in texts.to_pylist()]
    return pa.array(every, pa.string()).dictionary_encode()


def _maps(one: Column, values: list[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Array
    there = [value or {} for value in values]
    ends = list(accumulate(map(len, there), initial=0))
    # A start that is null is how Arrow says that a map is.
    starts = [end if value else None for value, end in zip(there, ends, strict=False)]
    kind = type_of(one)
    return pa.MapArray.from_arrays(
        pa.array([*starts, ends[-1]], pa.int32()),
        pa.array(list(chain.from_iterable(there)), kind.key_type),
        pa.array(list(chain.from_iterable(map(dict.values, there))), kind.item_type),
    )


def _cell(one: Column, value: Any, told: Told) -> Any:  # noqa: ANN401 - any value
    if not one.fields and get_origin(one.hint) is not tuple:
        return _plain(one.hint, value, told)
    if isinstance(value, list | tuple):
        return [_element(one, element, told) for element in value]
    if value is not None:
        told(MISFIT)
    return None


def _element(one: Column, value: Any, told: Told) -> Any:  # noqa: ANN401 - any value
    if value is None or (one.fields and isinstance(value, _NO_OBJECTS)):
        told(MISFIT)
        return None
    if not one.fields:
        return _plain(get_args(one.hint)[0], value, told)
    return {two.name: _cell(two, _reached(value, two.path), told) for two in one.fields}


def _plain(hint: Any, value: Any, told: Told) -> Any:  # noqa: ANN401 - any value
    found = cell(kind_of(hint), value, told)
    # In the spec's own letter case.
    return hint(found).value if is_enum(hint) and found is not None else found
