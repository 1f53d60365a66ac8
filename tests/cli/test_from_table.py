"""Tables of other programs, sent to each collection that can be written."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from attrs import frozen

from protime.catalog import CATALOG
from protime_cli.output.wire import body_fields
from protime_emulator import Emulator
from tests.forks import Forks

from .conftest import Run, environment, typed

MAP = "--map badge=person@badge-number,day=date,time=timeOfDayInMinutes"
FACTS = ["date", "timeOfDayInMinutes", "kind"]
HEADS = ["badge", "day", "time", "kind"]


@frozen
class Sent:
    """A request as it went over the wire."""

    method: str
    path: str
    body: Any


@pytest.fixture
def sent(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> list[Sent]:
    """Return the writes that were sent, in order."""
    found: list[Sent] = []

    def note(request: httpx.Request) -> None:
        path = unquote(str(request.url)).partition("/v1/")[2]
        if path and request.method != "GET":
            found.append(Sent(request.method, path, json.loads(request.read())))

    made = emulator.http

    def watched() -> httpx.Client:
        http = made()
        http.event_hooks["request"].append(note)
        return http

    monkeypatch.setattr(emulator, "http", watched)
    return found


def write(name: str, rows: Sequence[Sequence[object]], delimiter: str = ",") -> None:
    with Path(name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def read(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    with Path(name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


ASKED = "?externalReferences=(activity-definitions,@external-reference)"
PLACE = "{version} 1 @external-reference:PRJ"
CASES: Mapping[tuple[str, str], tuple[str, str, Sequence[Sent]]] = {
    ("clockings", "create"): (
        "--map badge=person@badge-number",
        "badge,date,Time of day in minutes,kind,geolocation.latitude"
        ",geolocation_longitude,activityLevels.1.level"
        ",activityLevels[1].activityDefinition,change_version\n"
        "67,2026-03-02,08:30,IN_OUT,,,,,7\n"
        '"067",2026-03-02,-01:30,activity,50.5,4,1,@data-entry-code:A1,\n',
        [
            Sent(
                "POST",
                "clockings",
                {
                    "person": {"externalReferences": {"@badge-number": "67"}},
                    "date": "2026-03-02",
                    "timeOfDayInMinutes": 510,
                    "kind": "InOut",
                },
            ),
            Sent(
                "POST",
                "clockings",
                {
                    "person": {"externalReferences": {"@badge-number": "067"}},
                    "date": "2026-03-02",
                    "timeOfDayInMinutes": -90,
                    "kind": "Activity",
                    "geolocation": {"latitude": 50.5, "longitude": 4.0},
                    "activityLevels": [
                        {
                            "level": 1,
                            "activityDefinition": {
                                "externalReferences": {"@data-entry-code": "A1"}
                            },
                        }
                    ],
                },
            ),
        ],
    ),
    ("assignments", "create"): (
        "--day-format dd/mm/yyyy --map HR=person:HRMID,to=until",
        "HR,from,to,start_time_in_minutes,breakDurationInMinutes,comments\n"
        'E 1,02/03/2026,06/03/2026,08:00,30,"a, ""b"""\n',
        [
            Sent(
                "POST",
                "assignments",
                {
                    "person": {"externalReferences": {"HRMID": "E 1"}},
                    "from": "2026-03-02",
                    "until": "2026-03-06",
                    "startTimeInMinutes": 480,
                    "breakDurationInMinutes": 30,
                    "comments": 'a, "b"',
                },
            )
        ],
    ),
    ("assignments", "update"): (
        "",
        "id;person_id;valid_from;comments\n7;1;2026-03-02;\n8;2;2026-03-03;x\n",
        [
            Sent("PUT", "assignments/7", {"person": {"id": 1}, "from": "2026-03-02"}),
            Sent(
                "PUT",
                "assignments/8",
                {"person": {"id": 2}, "from": "2026-03-03", "comments": "x"},
            ),
        ],
    ),
    ("activity-definitions", "create"): (
        "",
        "structure_version_id\tlevel\tname.default\tname.translations.nl-BE\tinfo\n"
        "{version}\t1\tProject\tProject 7\t\n",
        [
            Sent(
                "POST",
                "activity-structure-versions/{version}/levels/1/activity-definitions",
                {
                    "name": {
                        "default": "Project",
                        "translations": {"nl-BE": "Project 7"},
                    }
                },
            )
        ],
    ),
    ("activity-definitions", "upsert"): (
        "{version} 1 --map code=activity_definition@external-reference",
        'code,name\nP-7,"{""default"": ""P""}"\n',
        [
            Sent(
                "PUT",
                "activity-structure-versions/{version}/levels/1/activity-definitions"
                f"/P-7{ASKED}",
                {"name": {"default": "P"}},
            )
        ],
    ),
    ("activity-restrictions", "update"): (
        "{version} 1 --map code=activity_definition@external-reference",
        "code,level,activityDefinitions\n"
        "P,2,@data-entry-code:A|@data-entry-code:B\nP,3,x\nQ,2,y\n",
        [
            Sent(
                "PUT",
                "activity-structure-versions/{version}/levels/1/activity-definitions"
                f"/P/restrictions{ASKED}",
                [
                    {
                        "level": 2,
                        "activityDefinitions": [
                            {"externalReferences": {"@data-entry-code": "A"}},
                            {"externalReferences": {"@data-entry-code": "B"}},
                        ],
                    },
                    {"level": 3, "activityDefinitions": [{"id": "x"}]},
                ],
            ),
            Sent(
                "PUT",
                "activity-structure-versions/{version}/levels/1/activity-definitions"
                f"/Q/restrictions{ASKED}",
                [{"level": 2, "activityDefinitions": [{"id": "y"}]}],
            ),
        ],
    ),
    **{
        ("activity-usages", name): (
            f"{PLACE} --map wie=usageReference",
            "activityUsageKind,wie,from\nPERSON,3,2026-03-02\n",
            [
                Sent(
                    method,
                    "activity-structure-versions/{version}/levels/1"
                    f"/activity-definitions/PRJ/usages{ASKED}",
                    {
                        "activityUsageKind": "Person",
                        "usageReference": {"id": 3},
                        "from": "2026-03-02",
                    },
                )
            ],
        )
        for name, method in {"create": "POST", "delete": "DELETE"}.items()
    },
    ("activity-usages", "update"): (
        PLACE,
        "kind,usageReference,originalFrom,updatedFrom,updatedUntil\n"
        "Circle,@badge-number:6,2026-03-02,2026-03-03,\n",
        [
            Sent(
                "PUT",
                "activity-structure-versions/{version}/levels/1"
                f"/activity-definitions/PRJ/usages{ASKED}",
                {
                    "activityUsageKind": "Circle",
                    "usageReference": {"externalReferences": {"@badge-number": "6"}},
                    "originalFrom": "2026-03-02",
                    "updatedFrom": "2026-03-03",
                },
            )
        ],
    ),
    ("external-references", "put"): (
        "people HRMID --map value=external_reference",
        "value,internal reference\nEmp 1,4\n",
        [
            Sent(
                "PUT",
                "external-references/people/HRMID/Emp 1",
                {"internalReference": "4"},
            )
        ],
    ),
    ("webhooks", "create"): (
        "",
        "destinationUrl,collection_name\nhttps://acme.example/hooks,ABSENCE_GROUPS\n",
        [
            Sent(
                "POST",
                "webhooks",
                {
                    "destinationUrl": "https://acme.example/hooks",
                    "collectionName": "absence-groups",
                },
            )
        ],
    ),
}


def writable() -> Iterator[tuple[str, str]]:
    for name, info in CATALOG.items():
        for operation in info.operations:
            if operation.body is not None:
                yield name, operation.name


def plain_case(name: str, call: str) -> tuple[str, str, Sequence[Sent]]:
    """Return a table of what has to be given, for what came after the table above."""
    info = CATALOG[name]
    (operation,) = [each for each in info.operations if each.name == call]
    values = {kind.name: kind.values for kind in info.types if kind.values}
    fields = [
        each
        for each in body_fields(info, str(operation.body))
        if each.write == "required"
    ]
    cells = [good(field, values) for field in fields]
    made = {"integer": 1, "boolean": True, "date": "2026-03-02", "string": "x"}
    body = {
        field.wire: {"externalReferences": {"HR": "1"}}
        if field.identifier
        else made.get(field.type, cell)
        for field, cell in zip(fields, cells, strict=True)
    }
    heads = ",".join(field.wire for field in fields)
    path = re.sub(r"{\w+}", "1", operation.path).removeprefix("/")
    places = " ".join("1" for _ in operation.path_parameters)
    text = f"{heads}\n{','.join(cells)}\n"
    return places, text, [Sent(operation.method, path, body)]


@pytest.mark.parametrize("case", list(writable()), ids="-".join)
def test_each_collection_takes_a_table(
    sent: list[Sent], run: Run, emulator: Emulator, case: tuple[str, str]
) -> None:
    """What is sent is what a person reads in the table, and no more."""
    options, text, expected = CASES.get(case) or plain_case(*case)
    version = emulator.structure_version
    text = text.replace("{version}", version)
    Path("hr.csv").write_text(text, "utf-8")
    line = f"{' '.join(case)} {options.replace('{version}', version)} --from hr.csv"
    dry = run(f"{line} --dry-run")
    assert (dry.status, sent) == (0, []), dry.err
    done = run(line)
    assert sent == [
        Sent(each.method, each.path.replace("{version}", version), each.body)
        for each in expected
    ], done.err
    shown = [json.loads(line)["body"] for line in dry.out.splitlines()]
    assert shown == [each.body for each in expected]


CELLS: Mapping[str, tuple[Mapping[str, object], Sequence[str]]] = {
    "date": ({"2026-03-02": "2026-03-02", " 2024-02-29 ": "2024-02-29"},
        ["2/3/2026", "2026-3-2", "20260302", "2026-02-30", "2026-03-02T00:00", "46"]),
    "minutes": ({"08:30": 510, "8:30": 510, "0:00": 0, "08:30:00": 510, "510": 510},
        ["8.30", "08h30", "0830", "8:3", "08:60", "8:30 AM", "08:30:15", "8,5", "x"]),
    "integer": ({"7": 7, " 12 ": 12}, ["7.5", "1,000", "07", "seven", "1e3"]),
    "number": ({"4.35": 4.35, "-4": -4.0}, ["4,35", "1.234,5", "x", "nan", "1e400"]),
    "boolean": ({"true": True, "No": False, "1": True}, ["ja", "2", "x"]),
    "identifier": ({"HR:E 1": {"externalReferences": {"HR": "E 1"}}},
        ["@nothing:1", ":1", "HR:"]),
    "number id": ({"12": {"id": 12}}, ["x", "1.5", "E-1"]),
    "JSON": ({}, ["{", "x y"]),
    "string": ({"a b": "a b"}, []),
    "at most 16": ({"a" * 16: "a" * 16}, ["a" * 17]),
}  # fmt: skip


def good(field: Any, values: Mapping[str, Sequence[str]]) -> str:
    """Return a cell that each property of a type takes."""
    cells = {"date": "2026-03-02", "integer": "1", "string": "x", "boolean": "true"}
    if field.identifier:
        return "HR:1"
    if field.type in values:
        return values[field.type][0]
    return cells.get(field.type, '{"default": "x"}')


def kinds(field: Any) -> list[str]:
    """Return which cells a property is tried with."""
    if field.identifier:
        text_ids = field.identifier == ("activity-definitions",)
        return ["identifier"] if text_ids else ["identifier", "number id"]
    if field.wire.endswith("InMinutes"):
        return ["minutes"]
    if field.max_length:
        return ["at most 16"]
    return [field.type if field.type in CELLS else "JSON"]


@pytest.mark.parametrize("case", list(writable()), ids="-".join)
def test_each_property_takes_its_cells_and_refuses_others(
    run: Run, emulator: Emulator, case: tuple[str, str]
) -> None:
    """A wrong cell is told with line, column, value and form, and nothing is sent."""
    info = CATALOG[case[0]]
    (operation,) = [each for each in info.operations if each.name == case[1]]
    values = {kind.name: kind.values for kind in info.types if kind.values}
    fields = [
        each for each in body_fields(info, str(operation.body)) if each.write != "never"
    ]
    heads = [field.wire for field in fields]
    base = [good(f, values) if f.write == "required" else "" for f in fields]
    takes: list[tuple[int, str, object]] = []
    refuses: list[tuple[int, str]] = []
    for at, field in enumerate(fields):
        if field.type in values:
            takes += [
                (at, cell, v) for v in values[field.type] for cell in (v, v.upper())
            ]
            refuses.append((at, "Zork"))
        for kind in kinds(field) if field.type not in values else ():
            takes += [
                (at, cell, value)
                for cell, value in CELLS[kind][0].items()
                if field.maximum is None or value in range(field.maximum + 1)
            ]
            refuses += [(at, cell) for cell in CELLS[kind][1]]
    rows = [[*base[:at], cell, *base[at + 1 :]] for at, cell, _ in takes]
    write("good.csv", [heads, *rows])
    place = " ".join(["1"] * len(operation.path_parameters))
    line = f"{' '.join(case)} {place} --dry-run --from"
    done = run(f"{line} good.csv")
    assert done.status == 0, done.err
    bodies = [json.loads(line)["body"] for line in done.out.splitlines()]
    if operation.body_is_list:
        (bodies,) = bodies
    for (at, _, value), body in zip(takes, bodies, strict=True):
        held = body[heads[at]]
        assert held == ([value] if fields[at].list else value), heads[at]
    wrong = [[*base[:at], cell, *base[at + 1 :]] for at, cell in refuses]
    for number in range(0, len(wrong), 20):
        write("wrong.csv", [heads, *wrong[number : number + 20]])
        done = run(f"{line} wrong.csv")
        assert (done.status, done.out) == (4, ""), done
        told = done.err.splitlines()
        assert told[-1].startswith("Nothing was sent")
        for row, (at, cell) in enumerate(refuses[number : number + 20]):
            said = f"line {row + 2}: column {heads[at]}: {cell!r} is not "
            assert told[row].startswith(said), told[row]
    assert [each.path for each in emulator.requests if each.method != "GET"] == []


def test_what_is_required_must_be_there(run: Run, emulator: Emulator) -> None:
    """Columns before anything else, and cells with their line."""
    write("a.csv", [HEADS[:3], ["1", "2026-03-02", "08:30"]])
    done = run(f"clockings create --from a.csv {MAP}")
    assert done.status == 4
    assert "There is no column for kind, which is required" in done.err
    write("a.csv", [HEADS, ["1", "2026-03-02", "08:30", "InOut"], ["", "2026-03-02"]])
    done = run(f"clockings create --from a.csv {MAP}")
    assert done.status == 4
    assert "line 3: column badge: it is empty and must be a value of" in done.err
    assert "line 3: column kind: it is empty and must be one of InOut" in done.err
    assert len(emulator.requests) == 0


@pytest.mark.parametrize(
    ("heads", "options", "says"),
    [
        ("badge,day,time,kind,Team", MAP, "called as the columns: Team. Say what"),
        ("badge,day,time,kind,kind", MAP, "2 columns 'kind'"),
        ("badge,day,time,kind,person", MAP, "'badge' and 'person' both fill person"),
        ("badge,day,time,kind", f"{MAP},tijd=date", "--map tijd: There is no column"),
        ("badge,day,time,kind", f"{MAP},kind=kidn", "did you mean 'kind'"),
        ("badge,day,time,kind", "--map badge", "maps nothing"),
        ("badge,day,time,kind", f"{MAP} --day-format d/m/yy", "no form of days"),
        ("badge,day,time,kind", f"{MAP} --set kind=InOut", "--from FILE"),
        ("", MAP, "--map badge: There is no column"),
    ],
)  # fmt: skip
def test_wrong_columns_are_refused(
    run: Run, emulator: Emulator, heads: str, options: str, says: str
) -> None:
    """In one line, which says what to type; nothing is sent."""
    row = "1,2026-03-02,08:30,InOut,1"
    Path("a.csv").write_text(f"{heads}\n{row}\n", "utf-8")
    done = run(f"clockings create --from a.csv {options}")
    assert done.status in (2, 4)
    assert says in done.err
    assert len(done.err.splitlines()) == 1
    assert len(emulator.requests) == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('kind,date\n"InOut', "Line 2 is no CSV"),
        ("kind,date\nInOut,2026-03-02,x", "column 3: 'x' stands below no name"),
        ("kind,date,\nInOut,1,x", "column 3: 'x' stands below no name"),
    ],
)
def test_odd_tables_are_told_with_their_line(run: Run, text: str, says: str) -> None:
    Path("a.csv").write_text(text, "utf-8")
    done = run("assignments update --merge --from a.csv --map kind=comments,date=id")
    assert done.status == 4
    assert says in done.err


def test_days_in_another_form(run: Run) -> None:
    """A day that can be read in two ways is refused with what to type for each."""
    write("a.csv", [HEADS, ["67", "2/3/2026", "08:30", "InOut"]])
    line = f"clockings create --dry-run --from a.csv {MAP}"
    done = run(line)
    assert "--day-format d/m/yyyy for 2 March, or m/d/yyyy for 3 February." in done.err
    for form, day in {"d/m/yyyy": "2026-03-02", "M/D/YYYY": "2026-02-03"}.items():
        found = json.loads(run(f"{line} --day-format {form}").out)
        assert found["body"]["date"] == day


def test_failing_lines_come_back(
    sent: list[Sent], run: Run, emulator: Emulator
) -> None:
    """Corrected and sent by the same command, each of 500 lines is sent once."""
    rows = [
        ["6700001" if at % 100 else "nobody", f"2026-02-{at % 28 + 1:02}",
         f"{at % 24:02}:{at % 60:02}", "InOut"]
        for at in range(500)
    ]  # fmt: skip
    rows[7][1] = "7/2/2026"
    write("hr.csv", [HEADS, *rows], ";")
    line = f"clockings create --from hr.csv {MAP}"
    before = len(emulator.collection("clockings"))
    assert run(line).status == 4
    assert sent == []
    done = run(f"{line} --partial")
    assert done.status == 13
    assert done.out.splitlines()[0].startswith("494 done, 5 refused")
    assert "6 lines failed: correct them in hr.csv.errors.csv" in done.out
    failed = read("hr.csv.errors.csv", ";")
    assert [row["badge"] for row in failed] == ["nobody", "6700001", *["nobody"] * 4]
    assert failed[1]["error"].startswith("column day: '7/2/2026' is not a day")
    assert "400" in failed[0]["error"]
    for row in failed:
        row |= {"badge": "6700002", "day": "2026-02-07"}
    write(
        "hr.csv.errors.csv", [list(failed[0]), *(row.values() for row in failed)], ";"
    )
    again = run(line.replace("hr.csv", "hr.csv.errors.csv"))
    assert again.status == 0, again.err
    assert again.out.startswith("6 done;")
    assert len(emulator.collection("clockings")) == before + 500
    assert not Path("hr.csv.errors.csv.errors.csv").exists()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("hr.csv.errors.csv", None, True),
        ("wrong.csv", "\ufeffbadge;Error\r\nnobody;400\r\n", True),
        ("wrong.csv", "badge,kind\n", False),
        ("wrong.csv", "", False),
        ("wrong.csv", '"', False),
        ("none.csv", None, False),
    ],
)
def test_failing_lines_of_an_earlier_run_are_told_of(
    sent: list[Sent], run: Run, name: str, content: str | None, told: bool
) -> None:
    """Corrected where they came from they are done; their table stays as it is."""
    line = f"clockings create --from hr.csv {MAP}"
    good = ["6700001", "2026-02-07", "08:30", "InOut"]
    write("hr.csv", [HEADS, good, ["nobody", *good[1:]]])
    assert run(line).status == 13
    write("hr.csv", [HEADS, good, ["6700002", *good[1:]]])
    if content is not None:
        Path(name).write_text(content, "utf-8")
    before = Path(name).read_bytes() if Path(name).exists() else None
    done = run(f"{line} --errors {name}")
    assert done.out == "1 done, 1 done before; report: hr.csv.report.jsonl\n"
    said = (
        f"{name} is of an earlier run; in this one no line failed. Do not send it:"
        " lines that stand in hr.csv too would go twice.\n"
    )
    assert done.err == said * told
    assert (Path(name).read_bytes() if Path(name).exists() else None) == before
    assert len(sent) == 3


@pytest.mark.parametrize("errors", [[], ["Error"]])
@pytest.mark.parametrize("separator", [",", ";"])
def test_failing_lines_keep_cells_below_no_name(
    sent: list[Sent], run: Run, errors: list[str], separator: str
) -> None:
    """As where a separator is not quoted: they may be what is to be corrected."""
    why, clocking = ["before"] * len(errors), ["6700001", "2026-02-07", "08:30"]
    rows = [
        [*errors, *HEADS],
        [*why, *clocking, "InOut"],
        [*why, *clocking, "In", "Out"],
        [*why, "nobody", *clocking[1:], "InOut", ""],
        [*why, *clocking, "InOut", "", "lost, too", ""],
    ]
    write("hr.csv", rows, separator)
    assert run(f"clockings create --from hr.csv {MAP} --partial").status == 13
    with Path("hr.csv.errors.csv").open(encoding="utf-8-sig", newline="") as file:
        heads, *failed = csv.reader(file, delimiter=separator)
    assert heads == [*HEADS, "", "", "error"]
    assert sorted(row[:-1] for row in failed) == [
        [*clocking, "In", "Out", ""],
        [*clocking, "InOut", "", "lost, too"],
        ["nobody", *clocking[1:], "InOut", "", ""],
    ]
    corrected = [["6700002", *clocking[1:], "InOut", "", "", row[-1]] for row in failed]
    write("hr.csv.errors.csv", [heads, *corrected], separator)
    done = run(f"clockings create --from hr.csv.errors.csv {MAP}")
    assert (done.status, done.out[:6]) == (0, "3 done"), done.err
    assert len(sent) == 5


@pytest.mark.heavy
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_sent_twice_after_a_signal(
    run: Run, emulator: Emulator, forks: Forks, tmp_path: Path, how: signal.Signals
) -> None:
    """What was sent is known, what may have been is told, and the rest follows."""
    write(
        "hr.csv",
        [
            HEADS,
            *(["6700001", "2026-02-07", f"{at:02}:00", "InOut"] for at in range(6)),
        ],
    )
    line = f"clockings create --from hr.csv {MAP}"
    before = len(emulator.collection("clockings"))
    for seconds in (0, 0, 3):
        emulator.faults.add("clockings", kind="slow", seconds=seconds)
    report = tmp_path / "hr.csv.report.jsonl"
    with emulator.serve() as url, (tmp_path / "out").open("w") as out:
        given = {**environment(emulator), "PROTIME_BASE_URL": url}
        process = forks.start(
            "protime_cli", *line.split(), out=out, err=out, env=given, folder=tmp_path
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            time.sleep(0.02)
            if report.exists() and report.read_text("utf-8").count("sending") == 3:
                break
        process.send_signal(how)
        assert process.wait() in (130, -how)
        process.end()
    told = (tmp_path / "out").read_text("utf-8")
    assert told.strip() == ("" if how is signal.SIGKILL else "protime: interrupted")
    emulator.faults.clear()
    done = run(line)
    assert done.status == 13
    assert done.out.startswith("3 done, 2 done before, 1 unknown")
    assert len(emulator.collection("clockings")) == before + 5
    assert run(line).out.startswith("5 done before, 1 unknown")
    assert run(f"{line} --repeat-unknown").out.startswith("1 done, 5 done before")


def test_what_may_have_been_received_is_no_failing_line(
    run: Run, emulator: Emulator
) -> None:
    """It would be sent a second time with the lines that were corrected."""
    write("hr.csv", [HEADS, ["6700001", "2026-02-07", "08:00", "InOut"]])
    emulator.faults.add("clockings", kind="drop")
    done = run(f"clockings create --from hr.csv {MAP} --partial")
    assert (done.status, done.out.split(";")[0]) == (11, "1 unknown")
    assert not Path("hr.csv.errors.csv").exists()


@pytest.mark.parametrize(
    ("empty", "comments"), [("omit", "kept"), ("null", None)], ids=["omit", "null"]
)
def test_an_update_merges(
    run: Run, emulator: Emulator, empty: str, comments: str | None
) -> None:
    """Only the table's columns change; an empty cell is nothing said, or clears."""
    first, second = (row["id"] for row in emulator.collection("assignments")[:2])
    for id in (first, second):
        emulator.change("assignments", id, {"comments": "kept"})
    before = {row["id"]: dict(row) for row in emulator.collection("assignments")}
    write("a.csv", [["id", "comments"], [first, "new"], [second, ""]])
    assert "no column for person" in run("assignments update --from a.csv").err
    done = run(f"assignments update --from a.csv --merge --empty {empty}")
    assert done.status == 0, done.err
    after = {row["id"]: row for row in emulator.collection("assignments")}
    for id, said in {first: "new", second: comments}.items():
        assert after[id].get("comments") == said
        changed = {key for key in before[id] if after[id].get(key) != before[id][key]}
        assert changed <= {"comments", "changeVersion"}


def test_what_was_listed_as_csv_can_be_sent_back(
    sent: list[Sent], run: Run, emulator: Emulator
) -> None:
    """The columns that tables are written with are the columns that are read."""
    rows = run("assignments list --date 2026-02 --limit 3 -o csv").out
    Path("a.csv").write_text(rows, "utf-8")
    done = run("assignments update --from a.csv")
    assert done.status == 0, done.err
    by_id = {row["id"]: row for row in emulator.collection("assignments")}
    assert len(sent) == 3
    for each in sent:
        row = by_id[int(each.path.rpartition("/")[2])]
        assert each.body.items() <= row.items()


def test_a_workbook_is_read(sent: list[Sent], run: Run) -> None:
    """Days, times and numbers as Excel has them; failing lines come back as CSV."""
    from datetime import date, time, timedelta

    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (
        [*HEADS, None],
        [6700001, date(2026, 3, 2), time(8, 30), "InOut", None],
        [None] * 5,
        ["nobody", date(2026, 3, 2), timedelta(hours=25, minutes=5), "InOut", None],
        [6700002.0, "2026-03-02", 1020, "REASON", None],
    ):
        book.active.append(row)
    book.save("hr.xlsx")
    done = run(f"clockings create --from hr.xlsx {MAP}")
    assert done.status == 13
    assert [[each.body[name] for name in FACTS] for each in sent] == [
        ["2026-03-02", 510, "InOut"],
        ["2026-03-02", 1505, "InOut"],
        ["2026-03-02", 1020, "Reason"],
    ]
    values = [each.body["person"]["externalReferences"] for each in sent]
    assert [value["@badge-number"] for value in values] == [
        "6700001",
        "nobody",
        "6700002",
    ]
    (failed,) = read("hr.xlsx.errors.csv")
    assert failed.pop("error").startswith("400")
    assert list(failed.values()) == ["nobody", "2026-03-02", "25:05", "InOut"]


def rewritten(book: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a workbook whose parts are changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


def _another(_: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/zip")
    return made.getvalue()


@pytest.fixture
def book() -> bytes:
    """Return a workbook with one clocking."""
    openpyxl = pytest.importorskip("openpyxl")
    made = openpyxl.Workbook()
    made.active.append(HEADS)
    made.active.append([6700001, "2026-03-02", "08:30", "InOut"])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_a_workbook_that_says_a_wrong_size_is_read_whole(
    sent: list[Sent], run: Run, book: bytes
) -> None:
    """Programs that stream rows write a size that they do not know yet."""

    def one_cell(name: str, part: bytes) -> bytes:
        return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', part)

    Path("hr.xlsx").write_bytes(rewritten(book, one_cell))
    assert run(f"clockings create --from hr.xlsx {MAP}").status == 0
    assert [each.body["timeOfDayInMinutes"] for each in sent] == [510]


def _cut(part: str) -> Callable[[bytes], bytes]:
    return lambda book: rewritten(
        book, lambda name, found: found[: len(found) // (2 if name == part else 1)]
    )


def _garbled(book: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 60
    return (
        book[:at] + bytes(byte ^ 0xFF for byte in book[at : at + 30]) + book[at + 30 :]
    )


def _with_chart(book: bytes) -> bytes:
    import openpyxl

    made = openpyxl.load_workbook(io.BytesIO(book))
    made.create_chartsheet()
    made.active = 1
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda book: book[: len(book) // 2], id="half"),
        pytest.param(_another, id="another archive"),
        pytest.param(_cut("xl/workbook.xml"), id="its list of sheets is cut"),
        pytest.param(_cut("xl/worksheets/sheet1.xml"), id="its sheet is cut"),
        pytest.param(_garbled, id="garbled"),
        pytest.param(_with_chart, id="a chart alone"),
    ],
)
def test_a_damaged_workbook_is_refused(
    run: Run, emulator: Emulator, book: bytes, damage: Callable[[bytes], bytes]
) -> None:
    """In one line, which names the file and what to do; nothing is sent."""
    Path("hr.xlsx").write_bytes(damage(book))
    done = run(f"clockings create --from hr.xlsx {MAP}")
    assert done.status == 4, done.err
    assert "hr.xlsx is an archive, but no workbook" in done.err
    assert len(done.err.splitlines()) == 1
    assert len(emulator.requests) == 0


def test_standard_input_is_a_table_where_columns_are_mapped(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read twice, as a file is."""
    rows = io.StringIO(newline="")
    csv.writer(rows).writerows([HEADS, ["67", "2026-03-02", "08:30", "InOut"]])
    typed(monkeypatch, rows.getvalue().encode())
    done = run(f"clockings create --from - {MAP} --dry-run")
    assert done.status == 0, done.err
    assert json.loads(done.out)["body"]["timeOfDayInMinutes"] == 510


def test_options_of_tables_are_for_tables(run: Run) -> None:
    """What would do nothing is refused."""
    Path("a.json").write_text("{}", "utf-8")
    done = run("clockings create --from a.json --partial")
    assert done.status == 2
    assert "--partial is for tables" in done.err


def test_nothing_is_sent_twice_after_ctrl_c(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """The request that it came into is told; those before are known as done."""
    received = []
    made = emulator.http

    def interrupt(response: httpx.Response) -> None:
        if response.request.method == "POST" and response.url.path.endswith(
            "clockings"
        ):
            received.append(response)
            if len(received) == 3:
                raise KeyboardInterrupt

    def watched() -> httpx.Client:
        http = made()
        http.event_hooks["response"].append(interrupt)
        return http

    monkeypatch.setattr(emulator, "http", watched)
    run: Run = request.getfixturevalue("run")
    times = [f"{at:02}:00" for at in range(6)]
    write("hr.csv", [HEADS, *(["6700001", "2026-02-07", at, "InOut"] for at in times)])
    before = len(emulator.collection("clockings"))
    line = f"clockings create --from hr.csv {MAP}"
    assert run(line).status == 130
    done = run(line)
    assert done.out.startswith("3 done, 2 done before, 1 unknown")
    assert len(emulator.collection("clockings")) == before + 6


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("activity-definitions create --from a.json", "'STRUCTURE_VERSION_ID'"),
        ("activity-definitions upsert x --set info=x", "Missing argument 'LEVEL'"),
        ("explain clockings create --from a.csv", "--dry-run shows"),
    ],
)
def test_what_tables_alone_can_lack_is_asked_for(
    run: Run, line: str, says: str
) -> None:
    """Arguments are optional for columns that give them, and for nothing else."""
    Path("a.json").write_text("{}", "utf-8")
    done = run(line)
    assert done.status == 2
    assert says in done.err
