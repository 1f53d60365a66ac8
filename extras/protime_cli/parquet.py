"""Rows to Parquet, batch by batch; the only module that needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from importlib import import_module
from types import ModuleType
from typing import BinaryIO

from protime_cli.columns import Column
from protime_cli.wire import Row
from protime_runtime.errors import ConfigurationError, ProtimeError

_BATCH = 20_000


class NotOfItsType(ProtimeError):
    """A value that its column cannot hold."""


def write(rows: Iterable[Row], columns: Sequence[Column], stream: BinaryIO) -> None:
    """Write the rows with a schema from the catalog, so that every file has the same.

    Raises:
        ConfigurationError: pyarrow is not installed.
        NotOfItsType: A value is not what the spec says.
    """
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    schema = arrow.schema([(one.name, _type(arrow, one.kind)) for one in columns])
    with parquet.ParquetWriter(stream, schema) as writer:
        for batch in _batches(rows):
            arrays = [_array(arrow, one, batch) for one in columns]
            writer.write_batch(arrow.record_batch(arrays, schema=schema))


def _array(arrow: ModuleType, column: Column, rows: Sequence[Row]) -> object:
    try:
        values = [_value(column.kind, column.value(row)) for row in rows]
        return arrow.array(values, _type(arrow, column.kind))
    except (arrow.ArrowInvalid, arrow.ArrowTypeError, ValueError) as error:
        raise NotOfItsType(
            f"{column.name} holds a value that is no {column.kind} ({error}); -o jsonl"
            " writes what came"
        ) from None


def _value(kind: str, value: object) -> object:
    if isinstance(value, str) and kind == "date":
        return date.fromisoformat(value)
    if isinstance(value, str) and kind == "datetime":
        return datetime.fromisoformat(value)
    return value


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
