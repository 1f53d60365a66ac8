"""Every way in which values are read, each over all rows of a collection at once.

A reader gives what it made of each row, by the row's number, and what it counted. Rows
come one on a page, after a page that is clean, so that each is read by itself, and
those that may be are read the fast way.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from attrs import evolve, field, frozen

from protime import DateRange
from protime.catalog import CATALOG
from protime_cli.__main__ import main
from protime_cli.session.session import Session
from protime_runtime.messages import Change, Changes, Items, Page, Response, Upsert
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.responses import read
from protime_runtime.webhooks.events import parse_events
from protime_sync import AsyncSync, MemoryState, Sync
from protime_sync.arrow import shape_of
from protime_sync.exports import export

from .scripted import AGENT, Scripted
from .values import PLACES, Value, row, rows_of

SINCE = DateRange(date(2026, 1, 1), date(2026, 1, 31))
_CLEAN_ID = 9000


@frozen(kw_only=True)
class Read:
    """What a reader made of a collection's rows."""

    found: Mapping[int, Any]
    counted: Counter[str] = field(factory=Counter)
    """Deviations by kind."""


Reader: TypeAlias = Callable[[str, Path], Read]


def scripted(collection: str) -> Scripted:
    rows = [
        row(number, collection, value) for number, value in rows_of(collection).items()
    ]
    return Scripted(listed=[[row(_CLEAN_ID, collection)], *([one] for one in rows)])


def filters(collection: str) -> dict[str, Any]:
    return {"date": SINCE} if collection == "clockings" else {}


def counts(client: Any) -> Counter[str]:
    return of_counts(client.deviations)


def of_counts(deviations: Mapping[Any, int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for deviation, count in deviations.items():
        found[deviation.kind] += count
    return found


def of_models(items: Iterable[Any], collection: str) -> dict[int, Any]:
    values = rows_of(collection)
    return {
        int(item.id): _in_a_model(item, values[int(item.id)])
        for item in items
        if int(item.id) in values
    }


def _in_a_model(item: Any, value: Value) -> Any:
    found = item
    for name in PLACES[value.kind].attributes:
        found = getattr(found, name)
    if value.kind == "list" and isinstance(found, tuple):
        return tuple(
            (one.level, one.activity_definition.id) if hasattr(one, "level") else one
            for one in found
        )
    return found


# Models.


def tolerant(collection: str, _: Path) -> Read:
    decoder, model = Decoder(fast=False), CATALOG[collection].model
    items: list[Any] = []
    for number, value in rows_of(collection).items():
        items += read(
            Items(model), _page(row(number, collection, value)), decoder
        ).value
    counted = of_counts(decoder.deviations.counts())
    return Read(found=of_models(items, collection), counted=counted)


def changed(collection: str, _: Path) -> Read:
    decoder, model = Decoder(), CATALOG[collection].model
    decoder.seen(model)
    items: list[Any] = []
    for number, value in rows_of(collection).items():
        entry = f'{{"changeType": "x", "data": {row(number, collection, value)}}}'
        body = _page(entry.replace('"x"', '"insertOrUpdate"'))
        found: Page[Change[Any]] = read(Changes(model), body, decoder)
        items += [change.item for change in found.value if isinstance(change, Upsert)]
    counted = of_counts(decoder.deviations.counts())
    return Read(found=of_models(items, collection), counted=counted)


def event(collection: str, _: Path) -> Read:
    decoder = Decoder()
    items: list[Any] = []
    for number, value in rows_of(collection).items():
        data = row(number, collection, value)
        body = f'{{"changeType": "InsertOrUpdate", "data": {data}}}'.encode()
        events = parse_events(
            body,
            {collection: evolve(CATALOG[collection], webhooks=True)},
            collection=collection,
            decoder=decoder,
        )
        changes = (one.change for one in events)
        items += [change.item for change in changes if isinstance(change, Upsert)]
    counted = of_counts(decoder.deviations.counts())
    return Read(found=of_models(items, collection), counted=counted)


def _page(*rows: str) -> Response:
    return Response(status=200, content=f'{{"value": [{", ".join(rows)}]}}'.encode())


def listed(collection: str, _: Path) -> Read:
    """Read pages of which the first odd one is for the converter, and others fast."""
    with scripted(collection).client() as client:
        items = list(_collection(client, collection).list(**filters(collection)))
        return Read(found=of_models(items, collection), counted=counts(client))


def async_listed(collection: str, _: Path) -> Read:
    async def read() -> Read:
        async with scripted(collection).waiting_client() as client:
            pager = _collection(client, collection).list(**filters(collection))
            items = [one async for one in pager]
            return Read(found=of_models(items, collection), counted=counts(client))

    return asyncio.run(read())


def got(collection: str, _: Path) -> Read:
    """Read each item alone."""
    with scripted(collection).client() as client:
        get = _collection(client, collection).get
        is_text = CATALOG[collection].id_type == "string"
        ids = rows_of(collection)
        items = [get(str(number) if is_text else number) for number in ids]
        return Read(found=of_models(items, collection), counted=counts(client))


def feed(collection: str, _: Path) -> Read:
    with scripted(collection).client() as client:
        sync = Sync(client, MemoryState())
        with sync.follow(collection, **filters(collection)).batch() as changes:
            items = [one.item for one in changes if isinstance(one, Upsert)]
        return Read(found=of_models(items, collection), counted=counts(client))


def async_feed(collection: str, _: Path) -> Read:
    async def read() -> Read:
        async with scripted(collection).waiting_client() as client:
            found = AsyncSync(client, MemoryState()).follow(
                collection, **filters(collection)
            )
            async with found.batch() as changes:
                items = [one.item async for one in changes if isinstance(one, Upsert)]
            return Read(found=of_models(items, collection), counted=counts(client))

    return asyncio.run(read())


# Typed columns.


def of_table(table: pa.Table, collection: str) -> dict[int, Any]:
    values = rows_of(collection)
    return {
        int(cells["id"]): _in_a_table(cells, values[int(cells["id"])])
        for cells in table.to_pylist()
        if int(cells["id"]) in values
    }


def _in_a_table(cells: Mapping[str, Any], value: Value) -> Any:
    found = cells[PLACES[value.kind].column]
    if value.kind == "texts" and isinstance(found, list):
        return dict(found)
    if value.kind == "list" and isinstance(found, list):
        return tuple(
            one and (one["level"], one["activity_definition_id"]) for one in found
        )
    return found


def arrow(collection: str, _: Path) -> Read:
    with scripted(collection).client() as client:
        table = _collection(client, collection).list(**filters(collection)).to_arrow()
        return Read(found=of_table(table, collection), counted=counts(client))


def async_arrow(collection: str, _: Path) -> Read:
    async def read() -> Read:
        async with scripted(collection).waiting_client() as client:
            pager = _collection(client, collection).list(**filters(collection))
            table = await pager.to_arrow()
            return Read(found=of_table(table, collection), counted=counts(client))

    return asyncio.run(read())


def arrow_of_first_pages(collection: str, _: Path) -> Read:
    """Read each row as a first page, which is for the converter."""
    found: dict[int, Any] = {}
    counted: Counter[str] = Counter()
    for number, value in rows_of(collection).items():
        one = Scripted(listed=[[row(number, collection, value)]])
        with one.client() as client:
            pager = _collection(client, collection).list(**filters(collection))
            found |= of_table(pager.to_arrow(), collection)
            counted += counts(client)
    return Read(found=found, counted=counted)


def feed_in_columns(collection: str, _: Path) -> Read:
    shape = shape_of(CATALOG[collection])
    with scripted(collection).client() as client:
        sync = Sync(client, MemoryState())
        with sync.follow(collection, **filters(collection)).batch() as changes:
            tables = [
                shape.table(part.upserts, client._decoder) for part in changes.parts()
            ]
        found = of_table(pa.concat_tables(tables), collection)
        return Read(found=found, counted=counts(client))


def exported_parquet(collection: str, folder: Path) -> Read:
    file, counted = _exported(collection, folder, "parquet")
    table = pyarrow.parquet.read_table(file)
    return Read(found=of_table(table, collection), counted=counted)


def exported_lines(collection: str, folder: Path) -> Read:
    file, counted = _exported(collection, folder, "jsonl")
    values = rows_of(collection)
    rows = map(json.loads, file.read_text("utf-8").splitlines())
    found = {
        int(one["id"]): _in_json(one, values[int(one["id"])])
        for one in rows
        if int(one["id"]) in values
    }
    return Read(found=found, counted=counted)


def exported_csv(collection: str, folder: Path) -> Read:
    file, counted = _exported(collection, folder, "csv")
    values = rows_of(collection)
    found = {
        int(one["id"]): one[PLACES[values[int(one["id"])].kind].column]
        for one in csv.DictReader(io.StringIO(file.read_text("utf-8"), newline=""))
        if int(one["id"]) in values
    }
    return Read(found=found, counted=counted)


def _exported(collection: str, folder: Path, form: str) -> tuple[Path, Counter[str]]:
    file = folder / f"{collection}.{form}"
    with scripted(collection).client() as client:
        export(collection, file, client=client, **filters(collection))
        return file, counts(client)


def loaded(collection: str, folder: Path) -> Read:
    """Load into DuckDB, as blocks where that can be."""
    import dlt
    import duckdb

    from protime_sync.dlt import duckdb_file, protime_source, run

    file = folder / f"{collection}.duckdb"
    with scripted(collection).client() as client:
        pipeline = dlt.pipeline(
            collection.replace("-", "_"),
            destination=duckdb_file(str(file)),
            dataset_name="protime",
            pipelines_dir=str(folder / "pipelines"),
        )
        run(pipeline, protime_source(client, {collection: filters(collection)}))
        counted = counts(client)
    attribute = CATALOG[collection].attribute
    with duckdb.connect(str(file)) as database:
        database.execute("SET TimeZone = 'UTC'")
        table = database.table(f"protime.{attribute}").to_arrow_table()
    return Read(found=of_table(table, collection), counted=counted)


# The command.


def _command(collection: str, folder: Path, form: str) -> Path:
    file = folder / f"cli.{collection}.{form}"
    session = Session(
        environ={
            "PROTIME_TENANT": "acme",
            "PROTIME_CLIENT_ID": "id",
            "PROTIME_CLIENT_SECRET": "a-secret",
            "PROTIME_USER_AGENT": AGENT,
            "COLUMNS": "400",
        },
        http=scripted(collection).client_http(),
    )
    days = ["--date", "2026-01"] if collection == "clockings" else []
    line = [collection, "list", *days, "-o", form, "--file", str(file)]
    if form in ("table", "csv"):
        headings = [
            one.heading for one in PLACES.values() if one.collection == collection
        ]
        line += ["--columns", ",".join(["id", *headings])]
    assert main(line, session) == 0
    return file


def command_lines(collection: str, folder: Path) -> Read:
    file = _command(collection, folder, "jsonl")
    values = rows_of(collection)
    rows = map(json.loads, file.read_text("utf-8").splitlines())
    return Read(
        found={
            int(one["id"]): _in_json(one, values[int(one["id"])])
            for one in rows
            if int(one["id"]) in values
        }
    )


def command_json(collection: str, folder: Path) -> Read:
    file = _command(collection, folder, "json")
    values = rows_of(collection)
    return Read(
        found={
            int(one["id"]): _in_json(one, values[int(one["id"])])
            for one in json.loads(file.read_text("utf-8"))
            if int(one["id"]) in values
        }
    )


def _in_json(document: Any, value: Value) -> Any:
    for name in PLACES[value.kind].wires:
        document = document.get(name)
        if document is None:
            return None
    return document


def command_csv(collection: str, folder: Path) -> Read:
    file = _command(collection, folder, "csv")
    values = rows_of(collection)
    text = io.StringIO(file.read_text("utf-8"), newline="")
    return Read(
        found={
            int(one["id"]): one[PLACES[values[int(one["id"])].kind].column]
            for one in csv.DictReader(text)
            if int(one["id"]) in values
        }
    )


def command_table(collection: str, folder: Path) -> Read:
    """Give the whole line, in which the cell must stand."""
    lines = _command(collection, folder, "table").read_text("utf-8").splitlines()
    values = rows_of(collection)
    found = {int(one.split()[0]): one for one in lines[1:]}
    return Read(found={number: found[number] for number in values})


def command_parquet(collection: str, folder: Path) -> Read:
    file = _command(collection, folder, "parquet")
    return Read(found=of_table(pyarrow.parquet.read_table(file), collection))


def _collection(client: Any, name: str) -> Any:
    return getattr(client, CATALOG[name].attribute)


MODELS: tuple[Reader, ...] = (tolerant, changed, listed, async_listed, got)
"""Readers that give models of what came."""
STORED: tuple[Reader, ...] = (event, feed, async_feed)
"""Readers that give models of what is kept, which is mended."""
COLUMNS: tuple[Reader, ...] = (
    arrow,
    async_arrow,
    arrow_of_first_pages,
    feed_in_columns,
    exported_parquet,
)
"""Readers that give typed columns."""
