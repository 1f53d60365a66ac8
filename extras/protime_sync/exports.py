"""Plain exports: what is listed now, as files or Arrow tables.

::

    export(client.clockings, "clockings.parquet", client=client, date=january)
    table = to_arrow(client.clockings, client=client, date=january)
    frame = table.to_pandas()  # or polars.from_arrow(table)
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import IO

from protime_runtime.asking.filters import held
from protime_runtime.client.sync import Client
from protime_runtime.collections import Collection
from protime_runtime.files import replacing
from protime_runtime.given import several
from protime_runtime.tables.cells import holds, json_text
from protime_runtime.tables.csv_lines import Formulas, csv_line
from protime_sync.arrow import Nested, pa, shape_of
from protime_sync.errors import SyncError, need
from protime_sync.loads.fitting import fitting
from protime_sync.loads.partitions import Partition
from protime_sync.loads.windows import Part
from protime_sync.source.named import info_of

_FORMS = ("csv", "jsonl", "parquet")


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
        path: Ends in ``.csv``, ``.jsonl`` or ``.parquet``. JSON Lines hold the items
            under the API's names; the others hold the collection's table.
        client: Asks.
        external_references: Reference types to ask for; each is a column.
        timezone: Zone of the tenant, to add columns of points in time to minutes of a
            day.
        formulas: In CSV, ``escape`` puts an apostrophe before texts that a spreadsheet
            would run, such as ``=1+1``; ``keep`` leaves them as they came.
        **filter: As for the collection's ``list``.

    Raises:
        SyncError: The name ends in something else.
        ProtimeError: A request failed; no file was written.
        OSError: The file or its folder cannot be written.
    """
    target = Path(path)
    form = target.suffix.removeprefix(".")
    if form not in _FORMS:
        raise SyncError(
            f"{target.name} ends in none of {', '.join(f'.{name}' for name in _FORMS)},"
            " so its form is not known."
        )
    # CSV has no lists, so they are texts there.
    nested: Nested = "json" if form == "csv" else "native"
    task = _task(collection, external_references, timezone, filter, nested)
    with replacing(target) as file:
        match form:
            case "csv":
                return _csv(file, task, client, formulas)
            case "jsonl":
                return _json_lines(file, task, client)
            case _:
                return _parquet(file, task, client)


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
    return _task(collection, external_references, timezone, filter).read(client)


def _task(
    collection: Collection | str,
    references: Iterable[str],
    timezone: str | None,
    filter: Mapping[str, object],
    nested: Nested = "native",
) -> Partition:
    info = info_of(collection)
    asked = several(references, "external_references")
    shape = shape_of(
        info,
        references=asked,
        timezone=timezone,
        nested=nested,
        dictionaries=nested == "native",
    )
    part = Part(filter=held(filter))
    return Partition(collection=info.name, part=part, shape=shape, references=asked)


def _held(task: Partition, form: str, client: Client) -> Iterator[pa.RecordBatch]:
    """Yield batches as a form of file can hold them."""
    tell = partial(client._decoder.unheld, task.collection)
    for batch in task.batches(client):
        table = pa.Table.from_batches([batch])
        yield from fitting(table, holds(form), tell).to_batches()


def _csv(file: IO[bytes], task: Partition, client: Client, formulas: Formulas) -> int:
    names = task.shape.schema.names
    texts = pa.schema([pa.field(name, pa.string()) for name in names])

    def write(batch: pa.RecordBatch) -> None:
        columns = [column.to_pylist() for column in batch.cast(texts).columns]
        lines = (csv_line(cells, formulas) for cells in zip(*columns, strict=True))
        file.write("".join(lines).encode())

    file.write(csv_line(names, formulas).encode())
    return _written(_held(task, "csv", client), write)


def _json_lines(file: IO[bytes], task: Partition, client: Client) -> int:
    count = 0
    for rows in task.rows(client):
        task.shape.table(rows, client._decoder)  # Counts what differs from the spec.
        file.write("".join(f"{json_text(row)}\n" for row in rows).encode())
        count += len(rows)
    return count


def _parquet(file: IO[bytes], task: Partition, client: Client) -> int:
    parquet = need("pyarrow.parquet")
    schema = task.shape.schema
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        return _written(_held(task, "parquet", client), writer.write_batch)


def _written(
    batches: Iterable[pa.RecordBatch], write: Callable[[pa.RecordBatch], object]
) -> int:
    rows = 0
    for batch in batches:
        write(batch)
        rows += batch.num_rows
    return rows
