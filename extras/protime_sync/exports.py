"""Plain exports: what is listed now, as files or frames; nothing is merged into them.

::

    export(client.clockings, "clockings.parquet", client=client, date=january)
    frame = to_polars(client.clockings, client=client, date=january)
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import IO, Any

import msgspec

from protime_runtime.asking.filters import held
from protime_runtime.client.sync import Client
from protime_runtime.collections import Collection
from protime_runtime.files import replacing
from protime_runtime.given import several
from protime_runtime.tables.csv_lines import Formulas, csv_line
from protime_runtime.targets import holds
from protime_sync.arrow import Nested, Shape, pa
from protime_sync.errors import SyncError, need
from protime_sync.loads.fitting import fitting
from protime_sync.loads.partitions import Partition
from protime_sync.loads.windows import Part
from protime_sync.source.collection import info_of

Batches = Iterable[pa.RecordBatch]


def export(
    collection: Collection | str,
    path: str | os.PathLike[str],
    *,
    client: Client,
    external_references: Iterable[str] = (),
    timezone: str | None = None,
    formulas: Formulas = "keep",
    **filter: object,
) -> int:
    """Write what ``list`` gives to a file, and return the number of rows.

    The file appears when it is complete; one that was there before stays until then,
    whatever happens.

    Args:
        collection: One of the client's, or its name.
        path: Ends in ``.csv``, ``.jsonl`` or ``.parquet``.
        client: Asks.
        external_references: Reference types to ask for; each is a column.
        timezone: Zone of the tenant, to add points in time to minutes of a day.
        formulas: In CSV, ``escape`` puts an apostrophe before texts that a spreadsheet
            would run, such as ``=1+1``; ``keep`` leaves them as they came.
        **filter: As for the collection's ``list``.

    Raises:
        SyncError: The name ends in something else.
        ProtimeError: A request failed; no file was written.
        OSError: The file or its folder cannot be written.
    """
    target = Path(path)
    write = _WRITERS.get(target.suffix)
    if write is None:
        raise SyncError(
            f"{target.name} ends in none of {', '.join(_WRITERS)}, so its form is not"
            " known."
        )
    # CSV has no lists, so they are texts there.
    nested: Nested = "json" if target.suffix == ".csv" else "native"
    shape, batches = _read(
        collection, client, external_references, timezone, filter, nested
    )
    if write is _csv:
        write = partial(_csv, formulas=formulas)
    form = target.suffix.removeprefix(".")
    with replacing(target) as file:
        return write(file, shape, _held(batches, form, shape, client))


def to_arrow(
    collection: Collection | str,
    *,
    client: Client,
    external_references: Iterable[str] = (),
    timezone: str | None = None,
    **filter: object,
) -> pa.Table:
    """Return what ``list`` gives as an Arrow table.

    Raises:
        ProtimeError: A request failed.
    """
    shape, batches = _read(
        collection, client, external_references, timezone, filter, "native"
    )
    return pa.Table.from_batches(batches, schema=shape.schema)


def to_pandas(collection: Collection | str, **arguments: Any) -> Any:  # noqa: ANN401 - an optional package's class
    """Return what ``list`` gives as a pandas frame; takes what `to_arrow` takes.

    Raises:
        MissingExtra: pandas is not installed.
        ProtimeError: A request failed.
    """
    need("pandas")
    return to_arrow(collection, **arguments).to_pandas()


def to_polars(collection: Collection | str, **arguments: Any) -> Any:  # noqa: ANN401 - an optional package's class
    """Return what ``list`` gives as a polars frame; takes what `to_arrow` takes.

    Raises:
        MissingExtra: polars is not installed.
        ProtimeError: A request failed.
    """
    polars = need("polars")
    return polars.from_arrow(to_arrow(collection, **arguments))


def _read(
    collection: Collection | str,
    client: Client,
    references: Iterable[str],
    timezone: str | None,
    filter: dict[str, object],
    nested: Nested,
) -> tuple[Shape, Batches]:
    shape = Shape(
        info=info_of(collection),
        references=several(references, "external_references"),
        timezone=timezone,
        nested=nested,
        dictionaries=nested == "native",
    )
    given = held(filter)
    task = Partition(collection=shape.info.name, part=Part(filter=given), shape=shape)
    return shape, shape.batches(task.rows(client), client.decoder)


def _held(batches: Batches, form: str, shape: Shape, client: Client) -> Batches:
    """Yield batches as a form of file can hold them."""
    tell = partial(client.decoder.unheld, shape.info.name)
    for batch in batches:
        table = pa.Table.from_batches([batch])
        yield from fitting(table, holds(form), tell).to_batches()


def _csv(
    file: IO[bytes], shape: Shape, batches: Batches, formulas: Formulas = "keep"
) -> int:
    names = shape.schema.names
    texts = pa.schema([pa.field(name, pa.string()) for name in names])

    def write(batch: pa.RecordBatch) -> None:
        columns = [one.to_pylist() for one in batch.cast(texts).columns]
        lines = (csv_line(cells, formulas) for cells in zip(*columns, strict=True))
        file.write("".join(lines).encode())

    file.write(csv_line(names, formulas).encode())
    return _written(batches, write)


def _json_lines(file: IO[bytes], shape: Shape, batches: Batches) -> int:
    encode = msgspec.json.Encoder().encode_lines
    return _written(batches, lambda batch: file.write(encode(batch.to_pylist())))


def _parquet(file: IO[bytes], shape: Shape, batches: Batches) -> int:
    parquet = need("pyarrow.parquet")
    with parquet.ParquetWriter(file, shape.schema, compression="zstd") as writer:
        return _written(batches, writer.write_batch)


def _written(batches: Batches, write: Callable[[pa.RecordBatch], object]) -> int:
    rows = 0
    for batch in batches:
        write(batch)
        rows += batch.num_rows
    return rows


_WRITERS: dict[str, Callable[[IO[bytes], Shape, Batches], int]] = {
    ".csv": _csv,
    ".jsonl": _json_lines,
    ".parquet": _parquet,
}
