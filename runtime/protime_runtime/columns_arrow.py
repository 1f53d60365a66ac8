"""Pages as Arrow record batches, without making models; needs pyarrow.

Measured against pyarrow's, polars' and DuckDB's own readers of JSON, the fastest way is
msgspec's objects, of which each column takes one attribute. All columns can be null. A
value of another type than the spec says is null.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache, partial
from importlib import import_module
from itertools import repeat
from json import dumps
from operator import attrgetter
from typing import Any, get_args, get_origin

from attrs import frozen

from protime_runtime import native
from protime_runtime.columns import Column, columns
from protime_runtime.decoding import Decoder
from protime_runtime.native_plan import plan
from protime_runtime.native_rows import Fast
from protime_runtime.requests import Answer
from protime_runtime.types import OpenEnum
from protime_runtime.walking import Page

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
_MISFIT = (pa.ArrowException, TypeError, ValueError, OverflowError, AttributeError)


@frozen
class Batches:
    """How the pages of a model become record batches."""

    model: type
    columns: tuple[Column, ...]
    schema: Any

    def read(self, answer: Answer, decoder: Decoder) -> Page[Any]:
        """Return a page whose only item is a record batch."""
        fast: Fast[Any] | None = decoder.fast(self.model)
        rows = native.flat(self.model).page(answer.content) if fast else None
        if rows is None:
            document = decoder.document(answer.content)
            if isinstance(document, list):
                document = {"value": document}
            found = decoder.envelope(document, answer.content)
            items: Sequence[Any] = decoder.items(
                found.value, self.model, answer.content
            )
            return self._page(items, found.next_link)
        return self._page(rows.value, rows.next_link)

    def _page(self, items: Sequence[Any], next_link: str | None) -> Page[Any]:
        arrays = _arrays(self.columns, items)
        batch = pa.RecordBatch.from_arrays(arrays, schema=self.schema)
        return Page(value=(batch,), next_link=next_link)


@cache
def batches(model: type, references: bool) -> Batches:
    """Return how the pages of a model become record batches.

    Raises:
        NotPlanned: The model is only sent.
    """
    made = columns(plan(model), references=references)
    schema = pa.schema([pa.field(one.name, _type(one)) for one in made])
    return Batches(model, made, schema)


def table(made: Batches, found: Sequence[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Table
    """Return record batches as one table."""
    return pa.Table.from_batches(found, schema=made.schema)


def _type(one: Column) -> Any:  # noqa: ANN401 - a pyarrow.DataType
    if one.fields:
        return pa.list_(pa.struct([(two.name, _type(two)) for two in one.fields]))
    hint, inner = one.hint, get_args(one.hint)
    if get_origin(hint) is dict:
        return pa.map_(pa.string(), _TYPES[inner[1]])
    if get_origin(hint) is tuple:
        return pa.list_(_TYPES[inner[0]])
    if isinstance(hint, type) and issubclass(hint, OpenEnum):
        return pa.dictionary(pa.int32(), pa.string())
    return _TYPES[hint]


def _arrays(made: Sequence[Column], items: Sequence[Any]) -> list[Any]:
    """Return the columns; those of one object share the way to it."""
    reached: dict[tuple[str, ...], list[Any]] = {(): list(items)}
    return [_array(one, _values(one.path, reached)) for one in made]


def _values(path: tuple[str, ...], reached: dict[tuple[str, ...], list[Any]]) -> Any:  # noqa: ANN401 - a list of any
    if path not in reached:
        outer = _values(path[:-1], reached)
        name = path[-1]
        if len(path) == 1:
            reached[path] = list(map(attrgetter(name), outer))
        else:
            reached[path] = list(map(getattr, outer, repeat(name), repeat(None)))
    return reached[path]


def _array(one: Column, values: list[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Array
    try:
        return _whole(one, values)
    except _MISFIT:
        return _whole(one, [_fitting(one, value) for value in values])


def _whole(one: Column, values: list[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Array
    convert, kind = _converter(one), _type(one)
    if convert is not None:
        values = [None if value is None else convert(value) for value in values]
    if pa.types.is_dictionary(kind):
        return _enum(one, values, kind)
    if kind == pa.date32() and any(type(value) is str for value in values):
        return pa.array(values, pa.string()).cast(kind)
    return pa.array(values, kind)


def _enum(one: Column, values: list[Any], kind: Any) -> Any:  # noqa: ANN401 - a pyarrow.Array
    encoded = pa.array(values, pa.string()).dictionary_encode()
    read: Any = one.hint
    texts = [read(text).value for text in encoded.dictionary.to_pylist()]
    if len(set(texts)) < len(texts):  # Letter case is the API's, and does not matter.
        made = [None if value is None else read(value).value for value in values]
        return pa.array(made, pa.string()).dictionary_encode()
    return pa.DictionaryArray.from_arrays(
        encoded.indices, pa.array(texts, pa.string())
    ).cast(kind)


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
        return lambda value: list(value.items())
    if one.hint is datetime:
        return _moment
    return dumps if one.hint is object else None


def _elements(fields: tuple[Column, ...], value: Sequence[Any]) -> list[dict[str, Any]]:
    return [{two.name: _element(two, inner) for two in fields} for inner in value]


def _element(one: Column, inner: Any) -> Any:  # noqa: ANN401 - any value
    for name in one.path:
        inner = getattr(inner, name, None)
    convert = _converter(one)
    if inner is not None and isinstance(inner, str) and one.hint is date:
        return date.fromisoformat(inner)
    return inner if convert is None or inner is None else convert(inner)


def _moment(value: str | datetime) -> datetime:
    made = datetime.fromisoformat(value) if isinstance(value, str) else value
    return made if made.tzinfo else made.replace(tzinfo=UTC)
