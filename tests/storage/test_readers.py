"""Every reader over every value that places cannot hold: good rows arrive, none fails.

What is read is judged with other libraries than those that wrote it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias
from uuid import uuid4

import pytest

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

from protime import DateRange, DecodingError, Delete, DeviationWarning, Protime  # noqa: E402
from protime_sync import (  # noqa: E402
    MemoryState,
    PostgresState,
    SqliteState,
    SqlState,
    State,
    Sync,
)
from protime_sync.exports import export  # noqa: E402
from protime_sync.loads.partitions import partitions  # noqa: E402
from tests.depth import SERVERS  # noqa: E402
from tests.mariadb import Server as MariaServer  # noqa: E402
from tests.postgres import Server  # noqa: E402
from tests.reading.scripted import Scripted  # noqa: E402

from .poisons import BASE, DEEP, ROWS, VALUES, Poison, row  # noqa: E402
from .tenant import Tenant  # noqa: E402

SINCE = DateRange(date(2026, 1, 1), date(2026, 1, 31))
FILTERS: dict[str, dict[str, Any]] = {"people": {}, "clockings": {"date": SINCE}}
GOOD = {"people": ("lastName", "Good"), "clockings": ("kind", "InOut")}
IS_DEEP = [one for one in VALUES if DEEP in one.text + one.wire]
each_value = pytest.mark.parametrize("poison", VALUES, ids=lambda one: one.name)
ignored = pytest.mark.filterwarnings("ignore")

Named: TypeAlias = dict[str, Any]


def today() -> date:
    return date(2026, 2, 1)


def around(poison: Poison) -> list[str]:
    """Return rows of a page, of which the second is spoiled."""
    name = poison.collection
    return [row(name, 1), poison.row(2), row(name, 3)]


@pytest.fixture(scope="module")
def url(server: Server) -> str:
    return server.url


@pytest.fixture(params=["memory", "sqlite", *SERVERS])
def state(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[State]:
    if request.param == "postgres":
        schema = f"s{uuid4().hex}"
        yield PostgresState(request.getfixturevalue("url"), schema=schema)
    elif request.param == "memory":
        yield MemoryState()
    elif request.param == "mariadb":
        mariadb: MariaServer = request.getfixturevalue("mariadb")
        yield SqlState(mariadb.with_database())
    else:
        made = SqliteState(tmp_path / "state.db")
        yield made
        made.close()


def follow(client: Protime, state: State, name: str) -> Any:
    return Sync(client, state, today=today).follow(name, **FILTERS[name])


@ignored
@pytest.mark.parametrize("name", BASE)
def test_feeds_hand_over_each_row(state: State, name: str) -> None:
    """First load, kept changes and later ones, each in one page with all the others."""
    spoiled = [one for one in VALUES if one.collection == name]
    rows = [one.row(id) for id, one in enumerate(spoiled, start=1)]
    tenant = Tenant(listed={name: [*rows, row(name, 900)]})
    feed = follow(tenant.client(), state, name)
    with feed.batch() as changes:
        check_models(name, list(changes), len(rows))
    tenant.changed[name] = [*rows, row(name, 900)]
    feed.keep_alive()
    tenant.changed[name] = []
    with feed.batch() as changes:
        check_models(name, list(changes), len(rows))
    assert feed.status().rows == len(rows) + 1
    assert feed.status().aside == 0


def check_models(name: str, changes: list[Any], spoiled: int) -> None:
    assert [one.item.id for one in changes] == [*range(1, spoiled + 1), 900]
    wire, value = GOOD[name]
    good = changes[-1].item
    assert getattr(good, {"lastName": "last_name"}.get(wire, wire)) == value
    for one in changes:
        repr(one).encode()


@pytest.mark.sampled(7)
@ignored
@pytest.mark.parametrize("text", ROWS.values(), ids=ROWS)
def test_feeds_set_aside_what_no_state_can_keep(state: State, text: str) -> None:
    """The others arrive, in a first load and later; the link moves on."""
    tenant = Tenant(listed={"people": [row("people", 1), text, row("people", 3)]})
    feed = follow(tenant.client(), state, "people")
    with feed.batch() as changes:
        assert [one.item.id for one in changes] == [1, 3]
    tenant.changed["people"] = [row("people", 1), text]
    with feed.batch() as changes:
        assert [one.item.id for one in changes] == [1]
    asked = tenant.asked[-1]
    tenant.changed["people"] = []
    with feed.batch() as changes:
        assert list(changes) == []
    assert tenant.asked[-1] != asked
    assert feed.status().aside == 2
    assert "2 set aside" in str(feed.status())
    first, second = feed.set_aside
    assert (first.collection, first.reason) == ("people", second.reason)
    assert first.place.startswith("$.value[1]")
    assert "Aside" not in str(first)


@pytest.mark.parametrize("text", ROWS.values(), ids=ROWS)
def test_strict_raises_instead_of_setting_aside(text: str) -> None:
    """Nothing is stored, and the same page comes again."""
    tenant = Tenant(listed={"people": [row("people", 1), text]})
    feed = follow(tenant.client(strict=True), MemoryState(), "people")
    with pytest.raises(DecodingError), feed.batch() as changes:
        list(changes)
    assert feed.status().phase is None


def test_what_is_set_aside_is_told_once() -> None:
    """With the collection, the place and the reason."""
    tenant = Tenant(listed={"people": ["null", "null", row("people", 3)]})
    feed = follow(tenant.client(), MemoryState(), "people")
    with pytest.warns(DeviationWarning) as told, feed.batch() as changes:
        assert len(list(changes)) == 1
    (only,) = told
    words = "people: An item is null and no object, at $.value[0]; it was set aside"
    assert str(only.message) == words
    assert feed.status().aside == 2


def in_arrow(client: Protime, poison: Poison, folder: Path) -> Iterable[Named]:
    """Read as Spark's executors and dlt's do: a table of a part of a list."""
    parts = partitions(poison.collection, timezone="Etc/GMT-1", **asked(poison))
    rows: list[Named] = parts[0].read(client).to_pylist()
    return rows


def in_parquet(client: Protime, poison: Poison, folder: Path) -> Iterable[Named]:
    export(poison.collection, folder / "a.parquet", client=client, **asked(poison))
    rows: list[Named] = parquet.read_table(folder / "a.parquet").to_pylist()
    return rows


def in_json_lines(client: Protime, poison: Poison, folder: Path) -> Sequence[Named]:
    export(poison.collection, folder / "a.jsonl", client=client, **asked(poison))
    lines = (folder / "a.jsonl").read_bytes().decode().splitlines()
    return [strictly(line) for line in lines]


def in_csv(client: Protime, poison: Poison, folder: Path) -> Iterable[Named]:
    export(poison.collection, folder / "a.csv", client=client, **asked(poison))
    with (folder / "a.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def strictly(text: str) -> Named:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    found: Named = json.loads(text, parse_constant=refuse)
    return found


def asked(poison: Poison) -> dict[str, Any]:
    return FILTERS[poison.collection]


Columns: TypeAlias = Callable[[Protime, Poison, Path], Iterable[Named]]


@pytest.mark.sampled(7)
@ignored
@each_value
@pytest.mark.parametrize("read", [in_arrow, in_parquet, in_csv])
def test_columns_hold_what_can_be_held(
    read: Columns, poison: Poison, tmp_path: Path
) -> None:
    """In tables of partitions and in files; a good row holds what came."""
    tenant = Tenant(listed={poison.collection: around(poison)})
    first, spoiled, last = read(tenant.client(), poison, tmp_path)
    assert {**first, "id": 3} == {**last, "id": 3}
    assert [int(one["id"]) for one in (first, spoiled, last)] == [1, 2, 3]
    wire, good = GOOD[poison.collection]
    assert first[called(wire)] == good
    expected = poison.held(nul=read is not in_csv)
    check_cell(spoiled[poison.column], expected, read)


def called(wire: str) -> str:
    """Return the name of a column."""
    return {"lastName": "last_name"}.get(wire, wire)


@ignored
@each_value
def test_json_lines_hold_what_came(poison: Poison, tmp_path: Path) -> None:
    """As JSON that anybody reads, under the API's names."""
    tenant = Tenant(listed={poison.collection: around(poison)})
    rows = in_json_lines(tenant.client(), poison, tmp_path)
    first, spoiled, last = rows
    assert {**first, "id": 3} == {**last, "id": 3}
    assert (first["id"], spoiled["id"]) == (1, 2)
    wire, good = GOOD[poison.collection]
    assert first[wire] == good


def check_cell(value: Any, expected: object, read: Columns) -> None:
    if poisoned_list(expected):
        assert value
    elif read is in_csv:
        assert value == ("" if expected is None else str(plain(expected)))
    else:
        assert value == expected


def poisoned_list(expected: object) -> bool:
    # Lists and texts by name are native there; SQL sees them as JSON.
    return isinstance(expected, str) and expected.startswith(("deep", "{"))


def plain(expected: object) -> object:
    return expected.isoformat() if isinstance(expected, date) else expected


@ignored
@each_value
def test_lists_of_the_client_give_every_row(poison: Poison) -> None:
    """The tolerant way and the fast one; what is nested too deep is refused."""
    tenant = Tenant(listed={poison.collection: around(poison)})
    client = tenant.client()
    listed = getattr(client, poison.collection)
    for _ in range(2):  # Odd first pages are read the tolerant way.
        if poison in IS_DEEP:
            with pytest.raises(DecodingError, match="deeper than 100 levels"):
                list(listed.list(**asked(poison)))
            continue
        items = list(listed.list(**asked(poison)))
        assert [one.id for one in items] == [1, 2, 3]
        table = listed.list(**asked(poison)).to_arrow()
        assert table["id"].to_pylist() == [1, 2, 3]


@pytest.mark.sampled(7)
@ignored
@each_value
@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl", "parquet"])
def test_the_command_prints_every_list_in_every_form(
    poison: Poison, form: str, tmp_path: Path, capfdbinary: Any
) -> None:
    """To a file and to a pipe; each with the status of its cause."""
    tenant = Tenant(listed={poison.collection: around(poison)})
    dates = () if poison.collection == "people" else ("--date", "2026-01")
    line = (poison.collection, "list", *dates, "-o", form)
    expected = 12 if poison in IS_DEEP else 0
    file = tmp_path / "out"
    assert tenant.run(*line, "--file", str(file), COLUMNS="500") == expected
    assert tenant.run(*line, COLUMNS="500") == expected
    out, err = capfdbinary.readouterr()
    err.decode()
    if expected:
        assert b"nested deeper than 100 levels" in err
        assert b"later" not in err
        assert not file.exists()
        return
    assert file.read_bytes() == out
    wire, good = GOOD[poison.collection]
    first, _, last = listed_in(form, file, wire)
    assert (first, last) == (good, good)


def listed_in(form: str, file: Path, wire: str) -> list[Any]:
    """Return what stands in a column of each row."""
    if form == "parquet":
        found: list[Any] = parquet.read_table(file)[called(wire)].to_pylist()
        return found
    text = file.read_bytes().decode()
    if form == "json":
        return [one[wire] for one in strictly(text)]  # type: ignore[index]  # a list
    if form == "jsonl":
        return [
            strictly(line).get(wire) for line in text.removesuffix("\n").split("\n")
        ]
    if form == "csv":
        rows = csv.DictReader(text.splitlines(keepends=True))
        return [one[called(wire)] for one in rows]
    head, *lines = text.splitlines()
    assert len(lines) == 3
    at = head.index(called(wire))
    return [line[at:].split()[0] if line[at:].split() else None for line in lines]


@ignored
@each_value
def test_single_items_are_shown(poison: Poison, capfdbinary: Any) -> None:
    """In each form, as lists are."""
    tenant = Tenant(listed={poison.collection: [poison.row(2)]})
    expected = 12 if poison in IS_DEEP else 0
    for form in ("table", "json", "jsonl", "csv"):
        assert tenant.run(poison.collection, "get", "2", "-o", form) == expected
        out, err = capfdbinary.readouterr()
        (out + err).decode()


@pytest.mark.parametrize("status", [400, 403, 404, 409, 500])
@pytest.mark.parametrize(
    "body",
    [
        r'{"error": {"code": "\ud83d", "message": "\u0000", "reasons": ["\ude00"]}}',
        r'{"message": "x", "validationErrors": {"a\ud83d": ["\u0000"]}}',
        '{"message": "An \udcff"}',
        '{"message": NaN, "validationErrors": [1e400]}',
        '{"message": "x", "validationErrors": [' + DEEP + "]}",
        DEEP,
        "\udcff\udcfe",
    ],
)
def test_error_bodies_are_told_in_a_line(
    status: int, body: str, capfdbinary: Any
) -> None:
    """Whatever they hold, the error is that of the status."""
    tenant = Tenant(status=status, body=body)
    assert tenant.run("people", "get", "1") in (5, 6, 7, 8, 9, 10)
    _, err = capfdbinary.readouterr()
    (line,) = err.decode().splitlines()
    assert line.startswith("protime: ")
    assert str(status) in line
    assert line.isprintable()


@ignored
@pytest.mark.parametrize(
    "poison", [one for one in VALUES if one.is_told], ids=lambda one: one.name
)
def test_doctor_examines_them(poison: Poison, capfdbinary: Any) -> None:
    """It says what differs, or that the answer cannot be read."""
    tenant = Tenant(listed={poison.collection: around(poison)})
    assert tenant.run("doctor", poison.collection) in (0, 12)
    out, _ = capfdbinary.readouterr()
    assert poison.collection in out.decode()


@ignored
def test_a_load_that_goes_on_later_knows_what_it_set_aside(state: State) -> None:
    """By another process: what seems to be gone may be the row that names no id."""
    tenant = Scripted(listed=[['{"id": 1}', '{"id": 2}'], ['{"id": 3}']])

    def batch(at_most: int | None = None) -> list[object]:
        feed = Sync(tenant.client(), state, today=today).follow("departments")
        with feed.batch(at_most) as changes:
            return list(changes)

    assert len(batch()) == 3
    tenant.listed = [['{"id": 1, "x": 2}', "null"], ['{"id": 3}']]
    assert len(batch(at_most=1)) == 1
    assert batch() == []
    status = Sync(tenant.client(), state).follow("departments").status()
    assert (status.rows, status.aside) == (3, 1)
    tenant.listed = [['{"id": 1, "x": 2}'], ['{"id": 3}']]
    assert batch() == [Delete(2, None)]


@ignored
def test_a_row_is_counted_however_much_else_differs() -> None:
    """Of a thousand kinds on, others are counted as one."""
    tenant = Tenant(listed={"people": [row("people", 1), "null"]})
    client = tenant.client()
    for number in range(1_000):
        client._decoder.unheld("Person", f"x{number}", "too much")
    feed = follow(client, MemoryState(), "people")
    with feed.batch() as changes:
        list(changes)
    kinds = [one.kind for one in client.deviations]
    assert kinds.count("set aside") == 1


@ignored
@pytest.mark.parametrize("levels", [90, 150, 500, 900, 980, 100_000])
def test_models_and_columns_take_the_same_depth(levels: int) -> None:
    """Of a property that holds any JSON, however near Python's own bound it comes."""
    deep = "[" * levels + "]" * levels
    odd = f'{{"id": "a", "structureVersion": "v", "level": 1, "usage": {deep}}}'
    client = Tenant(body=f'{{"value": [{odd}]}}').client()
    for _ in range(2):  # Odd first pages are read the tolerant way.
        for read in (list, lambda pager: pager.to_arrow().to_pylist()):
            pager = client.activity_definitions.list("v", 1)
            if levels < 100:
                assert len(read(pager)) == 1
                continue
            with pytest.raises(DecodingError, match="deeper than 100 levels"):
                read(pager)
