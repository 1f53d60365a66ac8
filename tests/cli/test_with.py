"""``--with``: what is joined, against the same looked up by plain HTTP."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from docs.building.blocks import PAGES, ROOT, blocks, commands
from protime import Scope
from protime.catalog import CATALOG
from protime_cli.__main__ import main
from protime_cli.session.session import Session
from protime_emulator import Emulator
from protime_runtime.joins.paths import Paths
from tests.yamls import parsed

from .conftest import TODAY, Run, environment
from .sheets import Rows, rows_over_http, sheets

DAY = "date ge '2026-02-02' and date le '2026-02-02'"
DAYS = "--date 2026-02-02..2026-02-13"
PATHS = "person.lastName,person.employee_number,department.name,person.inServiceDate"
NAMES = [
    *("person_last_name", "person_employee_number"),
    *("department_name", "person_in_service_date"),
]


@pytest.fixture(scope="module")
def tenant() -> Iterator[Emulator]:
    with Emulator(people=12, days=40, seed=1, today=TODAY, page_size=50) as made:
        yield made


@pytest.fixture(scope="module")
def all_rows(tenant: Emulator) -> dict[str, Rows]:
    """Return the rows of all collections, by plain HTTP."""
    found = {}
    for name, info in CATALOG.items():
        dated = any(filter.wire == "date" for filter in info.filters)
        query = {"filter": "date ge '2026-02-02' and date le '2026-02-06'"}
        is_listed = any(operation.name == "list" for operation in info.operations)
        if is_listed and "{" not in info.path and name != "webhooks":
            found[name] = rows_over_http(tenant, info.path, **(query if dated else {}))
    return found


def asked(emulator: Emulator) -> Counter[str]:
    """Return how often each collection was asked for, by its name in the address."""
    begun = "/connector/protimeapi/api/v1/"
    return Counter(
        request.path.removeprefix(begun).partition("?")[0].partition("/")[0]
        for request in emulator.requests
        if request.path.startswith(begun)
    )


def referring() -> list[str]:
    """Return the collections that can be listed and have something to join."""
    return [
        name
        for name, info in CATALOG.items()
        if list(Paths(CATALOG, name).names())
        and any(operation.name == "list" for operation in info.operations)
        and "{" not in info.path
        and not several(name)
    ]


def several(name: str) -> bool:
    """Whether a row can name several items in one place."""
    lists = {field.wire for field in CATALOG[name].fields if field.list}
    return any(path.partition(".")[0] in lists for path in Paths(CATALOG, name).names())


def looked_up(rows: dict[str, Rows], name: str, row: dict[str, Any], path: str) -> Any:
    """Return what a path leads to, looked up step by step with no help."""
    first, *rest = path.split(".")
    if (name, first) in FIELDS or first not in PERIODS:
        return _end(rows, OWN.get(first), row.get(first), rest)
    day = row.get("date") or row.get("from") or TODAY.isoformat()
    person = row["id"] if name == "people" else row["person"]["id"]
    lasting = [
        period
        for period in rows[PERIODS[first][0]]
        if period["person"]["id"] == person
        and period["from"] <= day <= (period.get("until") or "9999")
    ]
    if not lasting:
        return None
    period = max(lasting, key=lambda period: period["from"])
    _, field = PERIODS[first]
    if field is None:
        return _dig(period, rest)
    return _end(rows, OWN[first], period[field], rest)


FIELDS = {
    (path.stem, wire): field["identifier"]
    for path in (ROOT / "spec" / "collections").glob("*.yaml")
    for wire, field in parsed(path.read_text("utf-8")).get("fields", {}).items()
    if isinstance(field.get("identifier"), str)
}
"""Collections that properties name, as the spec has them."""

OWN = {wire: collection for (_, wire), collection in FIELDS.items()}


def periods() -> Iterator[tuple[str, tuple[str, str | None]]]:
    """Yield the names that histories give to what a person had, by their own names."""
    yield "contract", ("contracts", None)
    for history in sorted({name for name, _ in FIELDS if name.endswith("-histories")}):
        first, *rest = history.removesuffix("-histories").split("-")
        wire = first + "".join(word.title() for word in rest)
        yield f"{wire}History", (history, None)
        if (history, wire) in FIELDS:
            yield wire, (history, wire)


PERIODS = dict(periods())


def _end(rows: dict[str, Rows], collection: str | None, named: Any, rest: Any) -> Any:
    if named is None or collection is None:
        return None
    item = next((row for row in rows[collection] if row["id"] == named["id"]), None)
    return _dig(item, rest)


def _dig(value: Any, path: list[str]) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, dict) and "default" in value:
        return value["default"]
    return value


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", referring())
def test_all_that_references_lead_to_is_joined(
    tenant: Emulator,
    all_rows: dict[str, Rows],
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    name: str,
) -> None:
    """Every path of one step of every collection holds what a look-up by hand finds."""
    paths = list(Paths(CATALOG, name).names())
    dated = [filter.wire for filter in CATALOG[name].filters if filter.wire == "date"]
    options = ["--date", "2026-02-02..2026-02-06"] if dated else []
    session = Session(environ=environment(tenant), http=tenant.http())
    line = [name, "list", *options, "--with", ",".join(paths), "-o", "jsonl"]
    assert main(line, session) == 0
    found = [json.loads(line) for line in capfdbinary.readouterr()[0].splitlines()]
    assert len(found) == len(all_rows[name]) > 0
    for row, plain in zip(found, all_rows[name], strict=True):
        for path in paths:
            assert row[path] == looked_up(all_rows, name, plain, path), path


def test_activity_durations_have_lists_of_references(
    run: Run, emulator: Emulator
) -> None:
    """What a list of references leads to is a list, in its order."""
    rows = rows_over_http(emulator, "/activity-durations", filter=DAY)
    names = {
        definition["id"]: definition["name"]["default"]
        for definition in rows_over_http(emulator, "/counter-definitions")
    }
    counted = {"counterDefinitions": [{"id": id} for id in list(names)[1::-1]]}
    emulator.change("activity-durations", rows[0]["id"], counted)
    line = "activity-durations list --date 2026-02-02 --with counterDefinitions.name"
    first, second, *_ = map(json.loads, run(f"{line} -o jsonl").out.splitlines())
    assert first["counterDefinitions.name"] == list(names.values())[1::-1]
    assert second["counterDefinitions.name"] is None
    run(f"{line} -o parquet --file a.parquet")
    table = pyarrow.parquet.read_table("a.parquet")
    assert table["counter_definitions_name"][0].as_py() == list(names.values())[1::-1]


def test_every_form_has_what_is_joined(run: Run, tmp_path: Path) -> None:
    """Table, JSON, CSV, Parquet and Excel hold the same, first among the columns."""
    line = f"clockings list {DAYS} --with {PATHS}"
    rows = [json.loads(row) for row in run(f"{line} -o jsonl").out.splitlines()]
    wires = [
        path.replace("employee_number", "employeeNumber") for path in PATHS.split(",")
    ]
    cells = [[row[wire] for wire in wires] for row in rows]
    assert json.loads(run(f"{line} -o json").out) == rows
    found = list(csv.reader(io.StringIO(run(f"{line} -o csv").out)))
    assert found[0][:4] == NAMES
    assert [row[:4] for row in found[1:]] == cells
    run(f"{line} -o parquet --file a.parquet")
    table = pyarrow.parquet.read_table("a.parquet")
    assert table.column_names[:4] == NAMES
    assert [str(day) for day in table[NAMES[3]].to_pylist()] == [
        row[3] for row in cells
    ]
    run(f"{line} -o xlsx --file a.xlsx")
    (sheet,) = sheets("a.xlsx").values()
    assert [[*row.values()][:3] for row in sheet] == [row[:3] for row in cells]
    assert [f"{row[NAMES[3]]:%Y-%m-%d}" for row in sheet] == [row[3] for row in cells]
    shown = run(f"{line} -o table --columns id,department_name,person.lastName").out
    assert shown.splitlines()[0].split() == [
        "id",
        "department_name",
        "person_last_name",
    ]
    assert all(row[0] in shown for row in cells)


def test_many_rows_take_one_read_of_each_collection(
    run: Run, emulator: Emulator, caplog: pytest.LogCaptureFixture
) -> None:
    """However many pages there are; ``--verbose`` says how many requests it took."""
    done = run(f"--verbose clockings list {DAYS} --with {PATHS} -o jsonl")
    assert done.status == 0
    counts = asked(emulator)
    assert counts["clockings"] == 3
    del counts["clockings"]
    assert counts == {"people": 1, "department-histories": 1, "departments": 3}
    (said,) = [text for text in caplog.messages if text.startswith("Joined")]
    assert said.startswith("Joined by 5 requests: people 1, ")


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("clockings get 10576", 1),
        (f"clockings list {DAYS} --person 1", 1),
        ("absences delta --date 2026-01-05.. --link-file link", None),
    ],
)
def test_few_items_are_asked_for_by_their_ids(
    run: Run, emulator: Emulator, line: str, counts: int | None
) -> None:
    """One row, or the rows of one person, need neither all people nor all histories."""
    done = run(f"{line} --with {PATHS} -o jsonl")
    assert done.status == 0, done.err
    row = json.loads(done.out.splitlines()[0])
    assert row["person.lastName"]
    assert row["department.name"]
    if counts:
        paths = [request.path for request in emulator.requests]
        assert sum("/people/1?" in f"{path}?" for path in paths) == 1
        assert sum("/people/1/department-history" in path for path in paths) == 1
        assert asked(emulator)["department-histories"] == 0


def test_what_a_person_had_is_that_of_the_rows_own_day(
    run: Run, emulator: Emulator
) -> None:
    """The last day of a period belongs to it; before the first there is nothing."""
    for history in emulator.collection("department-histories"):
        if history["person"]["id"] == 1:
            emulator.remove("department-histories", history["id"])
    periods = [("2026-02-03", "2026-02-04", 1), ("2026-02-05", None, 2)]
    for id, (begin, until, department) in enumerate(periods, start=901):
        period = {"person": {"id": 1}, "from": begin, "until": until}
        changed = {"id": id, **period, "department": {"id": department}}
        emulator.add("department-histories", changed)
    line = f"calculated-totals list {DAYS} --person 1 --with department.id -o jsonl"
    rows = map(json.loads, run(line).out.splitlines())
    found = {row["date"]: row["department.id"] for row in rows}
    assert found["2026-02-02"] is None
    assert found["2026-02-03"] == found["2026-02-04"] == 1
    assert found["2026-02-05"] == found["2026-02-06"] == 2


def test_people_have_what_they_have_today(run: Run, emulator: Emulator) -> None:
    """Their own rows name no day."""
    rows = [
        json.loads(line)
        for line in run("people list --with department.name -o jsonl").out.splitlines()
    ]
    assert len(rows) == 6
    assert all(row["department.name"] for row in rows)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("person.lastNam", "There is no person.lastNam to join. Did you mean"),
        ("persn.lastName", "Did you mean person.lastName?"),
        ("person", "person leads to several columns. Known: person.id, "),
        ("zzz", "Known: person.…, reason.…, "),
        ("date", "date is a column of clockings themselves."),
        ("terminal.name", "terminals are not listed without"),
        ("activityLevels.activityDefinition.name", "activity-definitions are not"),
        ("person.lastName,", ""),
    ],
)
def test_an_unknown_path_says_what_there_is(
    run: Run, emulator: Emulator, path: str, said: str
) -> None:
    """Before anything is sent."""
    done = run(f"clockings list {DAYS} --limit 1 --with {path}")
    assert said in done.err
    assert done.status == (4 if said else 0)
    assert bool(emulator.requests) == (not said)


def test_explain_names_the_scopes_of_what_is_joined(
    run: Run, emulator: Emulator
) -> None:
    """Those that the tenant has to give, before anything is sent."""
    done = run(f"explain clockings list {DAYS} --with department.name")
    joined = [line.split() for line in done.out.splitlines() if "joins" in line]
    assert joined[1] == ["joins", "departments:", Scope.DEPARTMENTS_READ.value]
    assert joined[0][1] == "department-histories:"
    assert not emulator.requests
    assert run("explain clockings get 1 --with person.x").status == 4


def test_what_refers_to_nothing_says_so(run: Run) -> None:
    done = run("departments list --with person.lastName")
    assert "departments refer to nothing that could be joined." in done.err


def test_a_missing_scope_is_named(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """It is what the joined collection needs, not the rows' own."""
    scopes = [scope for scope in Scope if scope is not Scope.DEPARTMENTS_READ]
    file = tmp_path / "a.csv"
    line = f"clockings list {DAYS} --with department.name -o csv --file {file}"
    with Emulator(people=6, days=40, today=TODAY, scopes=scopes) as narrow:
        session = Session(environ=environment(narrow), http=narrow.http())
        assert main(line.split(), session) == 6
    said = capfdbinary.readouterr()[1].decode()
    assert "To join departments the client needs" in said
    assert "connector-protimeapi-departments.read" in said
    assert not list(tmp_path.iterdir())


def test_a_forbidden_collection_is_named(run: Run, emulator: Emulator) -> None:
    emulator.faults.add("departments*", status=403, times=None)
    line = f"clockings list {DAYS} --with department.name --columns department_name"
    done = run(f"{line} -o csv")
    assert (done.status, done.out) == (6, "department_name\r\n")
    assert "To join departments the client needs" in done.err


def test_a_joined_list_that_fails_is_not_where_the_rows_go_on(
    run: Run, emulator: Emulator
) -> None:
    """A link of another collection would be no place to resume the rows at."""
    emulator.faults.add("department-histories*", status=503, retry_after=0, times=None)
    done = run(f"clockings list {DAYS} --with department.name -o jsonl")
    assert (done.status, done.out) == (10, "")
    assert "--resume" not in done.err


def test_memory_is_constant(run: Run, emulator: Emulator) -> None:
    """Rows are joined page by page: the first are there before the last are read."""
    emulator.faults.add("clockings", kind="slow", seconds=0)
    emulator.faults.add("clockings", status=400)
    done = run(f"clockings list {DAYS} --with {PATHS} -o jsonl")
    assert done.status == 9
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert len(rows) == 50
    assert all(row["person.lastName"] for row in rows)


def page_commands() -> list[str]:
    """Return the commands of the page on Excel that write a workbook."""
    page = (PAGES / "how-to" / "excel.md").read_text("utf-8")
    lines = [command.line for block in blocks(page) for command in commands(block.text)]
    return [line.removeprefix("protime ") for line in lines if ".xlsx" in line]


def test_a_payroll_month_with_employee_numbers(run: Run, emulator: Emulator) -> None:
    """The page's one line gives each person's hours of each day of the month."""
    payroll, _ = page_commands()
    done = run(payroll)
    assert done.status == 0, done.err
    (sheet,) = sheets("payroll.xlsx").values()
    days = {"filter": "date ge '2026-02-01' and date le '2026-02-28'"}
    numbers = {
        person["id"]: (person["employeeNumber"], person["lastName"])
        for person in rows_over_http(emulator, "/people")
    }
    expected = [
        (*numbers[total["person"]["id"]], total["date"])
        for total in rows_over_http(emulator, "/calculated-totals", **days)
    ]
    assert expected == [
        (
            row["person_employee_number"],
            row["person_last_name"],
            f"{row['date']:%Y-%m-%d}",
        )
        for row in sheet
    ]


def test_an_absence_calendar_by_department(run: Run, emulator: Emulator) -> None:
    """The page's one line gives who of which department was absent when, and why."""
    _, calendar = page_commands()
    done = run(calendar)
    assert done.status == 0, done.err
    (sheet,) = sheets("absences.xlsx").values()
    days = {"filter": "date ge '2026-02-01' and date le '2026-02-28'"}
    absences = rows_over_http(emulator, "/absences", **days)
    names = ("people", "departments", "department-histories", "absence-definitions")
    found = {name: rows_over_http(emulator, f"/{name}") for name in names}
    paths = ("department.name", "person.lastName", "resultingAbsenceDefinition.name")
    assert len(sheet) == len(absences) > 0
    for row, absence in zip(sheet, absences, strict=True):
        joined = [looked_up(found, "absences", absence, path) for path in paths]
        assert [row["department_name"], row["person_last_name"]] == joined[:2]
        assert row["resulting_absence_definition_name"] == joined[2]
        assert f"{row['date']:%Y-%m-%d}" == absence["date"]
