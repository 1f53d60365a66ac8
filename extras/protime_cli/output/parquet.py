"""Items to Parquet, batch by batch; the only module that needs pyarrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import chain, islice
from types import ModuleType
from typing import BinaryIO

from protime_cli.output.pages import Pages
from protime_runtime.errors import ConfigurationError
from protime_runtime.tables.columns import Column

_BATCH = 20_000


def write(
    pages: Pages,
    columns: Sequence[Column],
    stream: BinaryIO,
    say: Callable[[str], None],
) -> None:
    """Write items with the columns' types, so that every file has the same.

    Args:
        pages: The items; what is not of its column's type is null.
        columns: The columns.
        stream: Where to write.
        say: Called once for each column that does not hold all as it is.

    Raises:
        ConfigurationError: pyarrow is not installed.
    """
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    tables = _library("protime_runtime.tables.layout")
    layout = tables.Layout(columns=tuple(columns))
    said: set[str] = set()
    with parquet.ParquetWriter(stream, layout.schema, compression="zstd") as writer:
        for items in _batches(chain.from_iterable(pages)):
            oddities = tables.Oddities()
            arrays = layout.arrays_of_models(items) if pages.are_models else None
            if arrays is None:
                arrays = layout.arrays_of_rows(list(pages.rows_of(items)), oddities)
            writer.write_batch(arrow.record_batch(arrays, schema=layout.schema))
            for column, why in oddities.unheld:
                text = f"{column.name} has {why}"
                if text not in said:
                    said.add(text)
                    say(text)


def _batches(items: Iterable[object]) -> Iterator[list[object]]:
    waiting = iter(items)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _library(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise ConfigurationError(
            "Parquet needs a package: pip install 'protime-client[arrow]'."
        ) from None
