"""One reading of a value: a table of values, each of them read in every way.

The expectations are written by hand, and what reads is not asked for them. The size is
the id of the last test.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from protime import DecodingError
from protime.catalog import CATALOG
from protime_sync import MemoryState, Sync
from protime_sync.arrow import shape_of
from protime_sync.dlt.blocks import in_blocks
from protime_sync.exports import export
from tests.cases import check_each

from . import readers
from .readers import COLUMNS, MODELS, STORED, Read, Reader, filters
from .scripted import Scripted
from .values import PLACES, VALUES, Value, row

pytestmark = pytest.mark.filterwarnings("ignore")

COLLECTIONS = sorted({place.collection for place in PLACES.values()})


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory()


@cache
def _read(reader: Reader, collection: str) -> Read:
    return reader(collection, Path(_folder().name))


def is_model(found: Any, value: Value) -> bool:
    return same(found, value.model)


def is_stored_model(found: Any, value: Value) -> bool:
    return same(found, value.model if value.is_stored else None)


def is_cell(found: Any, value: Value) -> bool:
    return same(found, value.cell)


def is_json(found: Any, value: Value) -> bool:
    return same_json(found, in_json(value))


def is_loaded(found: Any, value: Value) -> bool:
    if is_plain(value):
        return same(found, value.cell)
    return same_json(None if found is None else json.loads(found), came(value))


def is_exported_line(found: Any, value: Value) -> bool:
    return same_json(found, came(value))


def is_exported_csv(found: Any, value: Value) -> bool:
    if is_plain(value):
        return is_text(found, value.cell)
    return same_json(json.loads(found) if found else None, came(value))


def is_command_csv(found: Any, value: Value) -> bool:
    if is_plain(value):
        return is_text(found, in_json(value))
    return same_json(json.loads(found) if found else None, in_json(value))


def is_in_the_line(found: Any, value: Value) -> bool:
    return cell_of_people(value) in found


JUDGES = {
    **dict.fromkeys(MODELS, is_model),
    **dict.fromkeys(STORED, is_stored_model),
    **dict.fromkeys(COLUMNS, is_cell),
    readers.command_lines: is_json,
    readers.command_json: is_json,
    readers.command_csv: is_command_csv,
    readers.command_table: is_in_the_line,
    readers.command_parquet: is_cell,
    readers.exported_lines: is_exported_line,
    readers.exported_csv: is_exported_csv,
    readers.loaded: is_loaded,
}


def same(found: Any, expected: Any) -> bool:
    """Whether two values are equal, and of one type."""
    if isinstance(expected, float) and math.isnan(expected):
        return isinstance(found, float) and math.isnan(found)
    if isinstance(found, str) and isinstance(expected, str):
        return str(found) == expected  # A member of an enum is a text.
    if isinstance(found, float) and isinstance(expected, float):
        return repr(found) == repr(expected)
    return type(found) is type(expected) and found == expected


def same_json(found: Any, expected: Any) -> bool:
    """Whether two values of JSON are equal, in which 5 and 5.0 are one."""
    if isinstance(found, bool) or isinstance(expected, bool):
        return found is expected
    return bool(found == expected)


def is_plain(value: Value) -> bool:
    return value.kind not in ("list", "texts")


def came(value: Value) -> Any:
    """Return a value as it came; JSON has no form for what is no number."""
    found = json.loads(value.text)
    return None if isinstance(found, float) and not math.isfinite(found) else found


def in_json(value: Value) -> Any:
    """Return what the command writes as JSON: what came, less what is empty."""
    if value.deviates or value.kind == "list":
        return came(value)
    return _json_of(value.model) if value.model != {} else None


def _json_of(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value


def is_text(found: str, expected: Any) -> bool:
    """Whether a text of CSV stands for a value."""
    if expected is None:
        return found == ""
    if isinstance(expected, bool):
        return found == str(expected).lower()
    if isinstance(expected, datetime):
        return datetime.fromisoformat(found) == expected
    if isinstance(expected, date):
        return found == expected.isoformat()
    if isinstance(expected, float):
        return float(found) == expected
    if isinstance(expected, list | dict):
        return bool(json.loads(found) == expected)
    return found == str(expected).replace("\0", "\ufffd")  # Which no CSV can hold.


def cell_of_people(value: Value) -> str:
    """Return what stands in a table for people."""
    expected = in_json(value)
    if isinstance(expected, bool):
        return "yes" if expected else "no"
    if isinstance(expected, list | dict) or not is_plain(value):
        return ""  # Its JSON may be cut; the other forms have it all.
    text = "" if expected is None else " ".join(str(expected).split())
    text = text.replace("\0", "\ufffd")  # No terminal shows it.
    return text if len(text) <= 40 else text[:39]


@pytest.mark.sampled(9)
@pytest.mark.parametrize("reader", JUDGES, ids=lambda one: one.__name__)
def test_every_reader_reads_alike(reader: Reader) -> None:
    """What a reader makes of each value is what the table says."""

    def check(number: int, value: Value) -> None:
        read = _read(reader, PLACES[value.kind].collection)
        found = read.found[number]
        assert JUDGES[reader](found, value), (found, value)

    numbered = enumerate(VALUES, 1)
    check_each((value.name, partial(check, at, value)) for at, value in numbered)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize(
    "reader",
    [*MODELS, *STORED, *COLUMNS, readers.loaded],
    ids=lambda one: one.__name__,
)
def test_every_reader_counts_alike(reader: Reader, collection: str) -> None:
    """What is not of its type is counted once, and nothing else is."""
    counted = _read(reader, collection).counted
    typed = reader in COLUMNS or reader is readers.loaded
    expected = sum(
        value.column_deviates if typed else value.deviates
        for value in VALUES
        if PLACES[value.kind].collection == collection
    )
    assert counted["type"] + counted["mended"] == expected
    # A number that is none is kept as null, which a required field is told for, too.
    others = {"null"} if reader in STORED else set()
    assert set(counted) <= {"type", "mended", "unknown value", *others}


def _list(client: Any, collection: str) -> None:
    list(_pager(client, collection))


def _arrow(client: Any, collection: str) -> None:
    _pager(client, collection).to_arrow()


def _feed(client: Any, collection: str) -> None:
    feed = Sync(client, MemoryState()).follow(collection, **filters(collection))
    with feed.batch() as changes:
        list(changes)


def _blocks(client: Any, collection: str) -> None:
    """Read as columns where that can be, as the way into a table does."""
    info = CATALOG[collection]
    shape = shape_of(info, nested="json", dictionaries=False)
    feed = Sync(client, MemoryState()).follow(collection, **filters(collection))
    in_blocks(feed.following, shape, lambda *_: None)
    with feed.batch() as changes:
        for part in changes.parts():
            shape.table(part.upserts, client._decoder)


def _export(client: Any, collection: str) -> None:
    file = Path(_folder().name, "strict.parquet")
    export(collection, file, client=client, **filters(collection))


def _pager(client: Any, collection: str) -> Any:
    attribute = CATALOG[collection].attribute
    return getattr(client, attribute).list(**filters(collection))


STRICT = (_list, _arrow, _feed, _blocks, _export)


@pytest.mark.parametrize("ask", STRICT, ids=lambda one: one.__name__)
def test_strict_raises_what_is_counted(ask: Callable[[Any, str], None]) -> None:
    """Whatever else would be counted raises, and nothing else does."""
    check_each((value.name, partial(check_strict, ask, value)) for value in VALUES)


def check_strict(ask: Callable[[Any, str], None], value: Value) -> None:
    collection = PLACES[value.kind].collection
    clean, odd = row(1, collection), row(2, collection, value)
    typed = ask not in (_list, _feed)
    raises = value.column_deviates if typed else value.deviates
    raises = raises or (value.kind == "enum" and value.text in UNKNOWN)
    with Scripted(listed=[[clean], [odd]]).client(strict=True) as client:
        if not raises:
            ask(client, collection)
            return
        with pytest.raises(DecodingError):
            ask(client, collection)


SIZE = (
    f"{len(VALUES)} values x {len(JUDGES)} readers"
    f" = {len(VALUES) * len(JUDGES)} readings"
)
UNKNOWN = ('"Postponed"', '" Active"', '""')
"""Texts that an enum does not know, which strict refuses."""


@pytest.mark.parametrize(
    ("values", "ways"),
    [pytest.param(len(VALUES), len(JUDGES), id=SIZE)],
)
def test_the_table_is_large_enough(values: int, ways: int) -> None:
    """Every kind is there, of its type and not, and no value twice."""
    assert values >= 100
    assert ways >= 20
    assert len({(value.kind, value.text) for value in VALUES}) == len(VALUES)
    for kind in PLACES:
        assert {value.deviates for value in VALUES if value.kind == kind} == {
            True,
            False,
        }
