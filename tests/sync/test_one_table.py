"""A collection has the same table, whoever makes it: names, order and types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dlt
import duckdb
import pyarrow as pa
import pyarrow.parquet
import pytest

from protime.catalog import CATALOG
from protime_cli.output.columns import columns_of
from protime_cli.output.parquet import write
from protime_runtime.messages import Items
from protime_runtime.tables.arrow import columns_of as in_batches
from protime_sync.arrow import shape_of
from protime_sync.dlt import duckdb_file
from protime_sync.source.level_rows import MODELS

TABLES = [
    name
    for name, info in CATALOG.items()
    if info.item is not None and name not in MODELS
]
"""Of usages and restrictions there is no list: a copy's row says whose they are."""
REFERENCES = tuple((name, "HR number") for name in CATALOG)
"""A reference type of each collection."""


def shown(schema: pa.Schema) -> list[tuple[str, str]]:
    """Return names and types, where enums are texts as targets have them."""
    return [(field.name, _text(str(field.type))) for field in schema]


def _text(kind: str) -> str:
    return kind.replace("dictionary<values=string, indices=int32, ordered=0>", "string")


class Reference(str):
    """A reference type, as the tables need it."""

    __slots__ = ("collection",)

    def __new__(cls, collection: str, name: str) -> Reference:
        made = super().__new__(cls, name)
        made.collection = collection
        return made


ASKED: list[Any] = [Reference(*pair) for pair in REFERENCES]


@pytest.mark.parametrize("asked", [False, True], ids=["plain", "references"])
@pytest.mark.parametrize("name", TABLES)
def test_all_that_make_tables_make_the_same(
    name: str, asked: bool, tmp_path: Path
) -> None:
    """Pagers, copies, exports, Spark and the command line agree to the last column."""
    info = CATALOG[name]
    references = REFERENCES if asked else ()
    items = Items(info.model, (), name)
    expected = in_batches(items, references).table([]).schema
    others = ASKED if asked else []
    assert shape_of(name, references=others).schema == expected
    flat = shape_of(name, references=others, dictionaries=False).schema
    assert shown(flat) == shown(expected)
    columns = columns_of(info, others)
    assert [column.name for column in columns] == expected.names
    with (tmp_path / "table.parquet").open("wb") as stream:
        write([], columns, stream, print)
    assert pyarrow.parquet.read_schema(tmp_path / "table.parquet") == expected


@pytest.mark.sampled(2)
@pytest.mark.parametrize("asked", [False, True], ids=["plain", "references"])
def test_no_destination_changes_a_name(asked: bool, tmp_path: Path) -> None:
    """DuckDB by way of dlt has the columns as they are called, in their order."""
    shapes = {
        CATALOG[name].attribute: shape_of(
            name,
            references=ASKED if asked else (),
            timezone="Europe/Brussels",
            nested="json",
            dictionaries=False,
        )
        for name in TABLES
    }
    made = dlt.pipeline(
        "names",
        destination=duckdb_file(str(tmp_path / "names.duckdb")),
        dataset_name="protime",
        pipelines_dir=str(tmp_path),
    )
    tables = [
        dlt.resource([shape.table([{}])], name=name) for name, shape in shapes.items()
    ]
    made.run(tables)
    with duckdb.connect(str(tmp_path / "names.duckdb")) as database:
        for name, shape in shapes.items():
            found = database.execute(f"SELECT * FROM protime.{name}")  # noqa: S608
            assert [one[0] for one in found.description] == shape.schema.names
