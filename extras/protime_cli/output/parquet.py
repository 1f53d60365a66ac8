"""Rows to Parquet, batch by batch; the only module that needs pyarrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import BinaryIO

from protime_cli.output.columns import Column
from protime_cli.output.wire import Row
from protime_runtime.errors import ConfigurationError
from protime_runtime.tables.cells import MISFIT, cell

_BATCH = 20_000


def write(
    rows: Iterable[Row],
    columns: Sequence[Column],
    stream: BinaryIO,
    say: Callable[[str], None],
) -> None:
    """Write the rows with a schema from the catalog, so that every file has the same.

    Args:
        rows: Items as JSON values; what is not of its column's type is null.
        columns: The columns.
        stream: Where to write.
        say: Is told once of each column that does not hold all as it is.

    Raises:
        ConfigurationError: pyarrow is not installed.
    """
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    schema = arrow.schema([(one.name, _type(arrow, one.kind)) for one in columns])
    telling = _Telling(say)
    with parquet.ParquetWriter(stream, schema) as writer:
        for batch in _batches(rows):
            arrays = [
                arrow.array(_cells(one, batch, telling), _type(arrow, one.kind))
                for one in columns
            ]
            writer.write_batch(arrow.record_batch(arrays, schema=schema))


class _Telling:
    """Says of each column what it does not hold, once."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._said = {MISFIT}  # Which the client counts, and its caller tells.

    def __call__(self, column: Column, why: str) -> None:
        text = f"{column.name} has {why}" if why else MISFIT
        if text not in self._said:
            self._said.add(text)
            self._say(text)


def _cells(column: Column, rows: Sequence[Row], telling: _Telling) -> list[object]:
    kind = "json" if column.nested else column.kind
    told = partial(telling, column)
    return [cell(kind, column.found(row), told) for row in rows]


def _type(arrow: ModuleType, kind: str) -> object:
    made = {
        "integer": arrow.int64,
        "number": arrow.float64,
        "boolean": arrow.bool_,
        "date": arrow.date32,
    }
    if kind == "datetime":
        return arrow.timestamp("us", tz="UTC")
    return made.get(kind, arrow.string)()


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _library(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise ConfigurationError(
            "Parquet needs a package: pip install 'protime-client[arrow]'."
        ) from None
