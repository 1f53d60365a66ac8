"""Columns of the items of a page; needs pyarrow.

The items are models, or msgspec's objects with the same attributes. A value of another
type than the spec says is null, and so is a map without entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial, reduce
from itertools import accumulate, chain
from json import dumps
from typing import Any, TypeAlias, get_origin

from protime_runtime.columns import Column
from protime_runtime.columns_types import is_enum, pa, type_of

_MISFIT = (pa.ArrowException, TypeError, ValueError, OverflowError, AttributeError)

Values: TypeAlias = Callable[[Sequence[Any]], list[list[Any]]]
"""Takes items to the values of each column."""

_KINDS: Mapping[object, tuple[type, ...]] = {
    int: (int,),
    float: (float, int),
    str: (str,),
    bool: (bool,),
    date: (date,),
}
"""Where Arrow would take more: 1.5 for 1, and a number for a day."""


def arrays(
    made: Sequence[Column], values: Values, items: Sequence[Any], *, checked: bool
) -> list[Any]:
    """Return the columns of items.

    Args:
        made: The columns.
        values: Takes their values out of the items.
        items: Models, or msgspec's objects.
        checked: Whether all values are known to have the types that the spec says.
    """
    try:
        found = values(items)
    except AttributeError:  # One of them holds something else than an object.
        found = [[_reached(item, one.path) for item in items] for one in made]
    if not checked:
        found = [
            [value if _fits(one.hint, value) else None for value in held]
            for one, held in zip(made, found, strict=True)
        ]
    return [_array(one, held) for one, held in zip(made, found, strict=True)]


def _fits(hint: object, value: object) -> bool:
    kinds = _KINDS.get(hint)
    return kinds is None or value is None or type(value) in kinds


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


def _array(one: Column, values: list[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Array
    try:
        return _whole(one, values)
    except _MISFIT:
        return _whole(one, [_fitting(one, value) for value in values])


def _whole(one: Column, values: list[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Array
    if values.count(None) == len(values):
        return pa.nulls(len(values), type_of(one))
    if get_origin(one.hint) is dict:
        return _maps(one, values)
    convert = _converter(one)
    if convert is not None:
        values = [None if value is None else convert(value) for value in values]
    if is_enum(one.hint):
        return _members(one, pa.array(values, pa.string()))
    return pa.array(values, type_of(one))


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


def _fitting(one: Column, value: Any) -> Any:  # noqa: ANN401 - any JSON
    try:
        _whole(one, [value])
    except _MISFIT:
        return None
    return value


def _converter(one: Column) -> Callable[[Any], Any] | None:
    if one.fields:
        return partial(_elements, one.fields)
    if get_origin(one.hint) is dict:
        return lambda value: list(value.items()) or None
    if one.hint is datetime:
        return _moment
    return dumps if one.hint is object else None


def _elements(fields: tuple[Column, ...], value: Sequence[Any]) -> list[dict[str, Any]]:
    return [{two.name: _element(two, inner) for two in fields} for inner in value]


def _element(one: Column, inner: Any) -> Any:  # noqa: ANN401 - any value
    held, convert = _reached(inner, one.path), _converter(one)
    if not _fits(one.hint, held):
        return None
    return held if convert is None or held is None else convert(held)


def _moment(value: str | datetime) -> datetime:
    made = datetime.fromisoformat(value) if isinstance(value, str) else value
    return made if made.tzinfo else made.replace(tzinfo=UTC)
