"""The columns of each collection in everything that makes tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pyarrow as pa
import pyarrow.parquet as pq

from .arguments import places, reference_types
from .doors import CATALOG, cli_table, client, exported, sync_schema
from .requests import required
from .traffic import Tenant


class Empty(Tenant):
    """A tenant whose lists are empty, whatever is asked."""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        self.left = 1
        return super().__call__(request)


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file."""
    with client("sync", Empty()) as made, TemporaryDirectory() as folder:
        for name, info in CATALOG.items():
            if info.item is not None:
                yield f"{name}.txt", "\n".join(_tables(name, made, Path(folder)))


def _tables(name: str, made: Any, folder: Path) -> Iterator[str]:
    info = CATALOG[name]
    lists = [each for each in info.operations if each.response == "page"]
    for operation in lists:
        method = getattr(getattr(made, info.attribute), operation.name)
        given = required(name, operation)
        here = places(operation)
        if operation.name != "delta":
            yield _schema(f"{operation.name} to_arrow", method(*here, **given))
        kinds = [kind for each in operation.askable for kind in reference_types(each)]
        if kinds and operation.name != "delta":
            pager = method(*here, external_references=kinds, **given)
            yield _schema(f"{operation.name} to_arrow, references", pager)
    collections = {each for one in info.operations for each in one.external_references}
    ordered = [*sorted(collections - {name}), name] if name in collections else None
    kinds = [
        kind
        for each in ordered or sorted(collections)
        for kind in reference_types(each)
    ]
    options: dict[str, dict[str, Any]] = {
        "sync": {},
        "sync, references": {"references": tuple(kinds)},
        "sync, with a time zone": {"timezone": "Europe/Brussels"},
        "sync, as dlt has it": {
            "references": tuple(kinds),
            "nested": "json",
            "dictionaries": False,
        },
    }
    for title, given in options.items():
        yield _lines(title, sync_schema(name, **given))
    yield _pairs("command line", cli_table(name, ()))
    yield _pairs("command line, references", cli_table(name, kinds))
    if lists and not lists[0].path_parameters:
        yield from _exports(name, made, folder, required(name, lists[0]))


def _exports(name: str, made: Any, folder: Path, given: Any) -> Iterator[str]:
    csv, parquet = folder / "table.csv", folder / "table.parquet"
    exported(name, csv, made, **given)
    yield f"[export to csv]\n{csv.read_text('utf-8').rstrip()}\n"
    exported(name, parquet, made, **given)
    yield _lines("export to parquet", pq.read_schema(parquet))


def _schema(title: str, pager: Any) -> str:
    return _lines(title, pager.to_arrow().schema)


def _lines(title: str, schema: pa.Schema) -> str:
    rows = [
        (field.name, f"{field.type}{'' if field.nullable else ' not null'}")
        for field in schema
    ]
    marks = {key.decode() for key in schema.metadata or ()} - {"ARROW:schema"}
    return _pairs(
        title, [*rows, *((f"({mark})", "metadata") for mark in sorted(marks))]
    )


def _pairs(title: str, rows: list[tuple[str, str]]) -> str:
    return f"[{title}]\n" + "".join(f"{name}: {kind}\n" for name, kind in rows)
