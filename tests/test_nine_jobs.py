"""The nine jobs of ``examples/jobs``, run as users run them, judged over plain HTTP."""

from __future__ import annotations

import ast
import csv
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

import httpx
import openpyxl
import psycopg
import pytest
from attrs import frozen

from protime_emulator import Emulator
from tests.emulator.conftest import asker
from tests.postgres import Server

JOBS = Path(__file__).parents[1] / "examples" / "jobs"
TODAY = date(2026, 3, 2)
FEBRUARY = "date ge '2026-02-01' and date le '2026-02-28'"
BRUSSELS = ZoneInfo("Europe/Brussels")
FILES = sorted(file for file in JOBS.iterdir() if file.suffix in (".py", ".sh"))


@frozen
class Shell:
    """What a user works in: a folder, and what points at a tenant that is served."""

    tenant: Emulator
    url: str
    folder: Path

    def environment(self, **more: str) -> dict[str, str]:
        programs = str(Path(sys.executable).parent)
        return {
            "PATH": os.pathsep.join([programs, os.environ["PATH"]]),
            "HOME": str(self.folder),
            "PROTIME_TENANT": self.tenant.tenant_name,
            "PROTIME_CLIENT_ID": self.tenant.client_id,
            "PROTIME_CLIENT_SECRET": self.tenant.client_secret,
            "PROTIME_BASE_URL": self.url,
            "PROTIME_USER_AGENT": "Jobs/v1 (Acme Corp)",
            **more,
        }

    def run(self, name: str, status: int = 0, **environment: str) -> str:
        """Run a job, and return what it prints."""
        done = subprocess.run(  # noqa: S603 - our own examples
            [sys.executable if name.endswith(".py") else "sh", str(JOBS / name)],
            cwd=self.folder,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def rows(self, path: str, **query: str) -> list[dict[str, Any]]:
        """Return what a list of the API holds."""
        return asker(self.tenant).walk(path, **query)[0]

    def writes(self) -> int:
        """Return how many requests have come that write."""
        token = "/connect/token"
        return sum(
            logged.method != "GET" and token not in logged.path
            for logged in self.tenant.requests
        )

    def sheet(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a workbook."""
        book = openpyxl.load_workbook(self.folder / name, read_only=True)
        head, *rows = book.worksheets[0].iter_rows(values_only=True)
        return [dict(zip(map(str, head), row, strict=True)) for row in rows]

    def write_csv(self, name: str, *rows: str) -> None:
        """Write the table that another program hands over."""
        (self.folder / name).write_text("\n".join([*rows, ""]), "utf-8")


@contextmanager
def shell_of(folder: Path, **tenant: Any) -> Iterator[Shell]:
    options = {"people": 12, "days": 40, "seed": 1, "today": TODAY, **tenant}
    with Emulator(**options) as emulator, emulator.serve() as url:
        yield Shell(emulator, url, folder)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    with shell_of(tmp_path) as made:
        yield made


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_job_has_less_than_15_lines(file: Path) -> None:
    """Every line counts that is neither empty nor a comment nor the docstring."""
    text = file.read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip() and line[0] != "#"]
    if file.suffix == ".py":
        docstring = ast.get_docstring(ast.parse(text))
        assert docstring is not None
        lines = lines[len(docstring.splitlines()) :]
    assert 0 < len(lines) < 15


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", ["payroll_month.sh", "payroll_month.py"])
def test_a_payroll_month_with_employee_numbers(shell: Shell, name: str) -> None:
    """Each total of the month is a row, with the number that payroll knows."""
    shell.run(name)
    numbers = {row["id"]: row["employeeNumber"] for row in shell.rows("/people")}
    expected = {
        row["id"]: numbers[row["person"]["id"]]
        for row in shell.rows("/calculated-totals", filter=FEBRUARY)
    }
    found = shell.sheet("payroll.xlsx")
    assert {row["id"]: row["person_employee_number"] for row in found} == expected
    assert all(isinstance(row["date"], datetime) for row in found)


@pytest.mark.heavy
def test_clockings_from_a_csv(shell: Shell) -> None:
    """500 clockings are sent once; failing lines come back, and are sent corrected."""
    badges = [row["badgeNumber"] for row in shell.rows("/people")]
    rows = [
        f"{badges[number % 12]},2026-03-02,{7 + number // 60:02}:{number % 60:02},InOut"
        for number in range(500)
    ]
    rows[10] = rows[10].replace("2026-03-02", "2/3/2026")
    rows[20] = rows[20].replace(badges[20 % 12], "9999999")
    shell.write_csv("hr.csv", "badge,day,time,kind", *rows)
    shell.run("clockings_from_csv.sh", status=13)

    with (shell.folder / "hr.csv.errors.csv").open(encoding="utf-8-sig") as file:
        failing = list(csv.DictReader(file))
    assert [row["day"] for row in failing] == ["2/3/2026", "2026-03-02"]
    assert "2/3/2026" in failing[0]["error"]
    assert "9999999" in failing[1]["error"]

    rows[10] = rows[10].replace("2/3/2026", "2026-03-02")
    rows[20] = rows[20].replace("9999999", badges[20 % 12])
    shell.write_csv("hr.csv", "badge,day,time,kind", *rows)
    shell.run("clockings_from_csv.sh")
    sent = Counter(
        (row["person"]["id"], row["timeOfDayInMinutes"])
        for row in shell.rows(
            "/clockings", filter="date ge '2026-03-02' and date le '2026-03-02'"
        )
    )
    wanted = Counter((n % 12 + 1, (7 + n // 60) * 60 + n % 60) for n in range(500))
    assert sent == wanted
    assert shell.writes() == 501  # The one that was refused came twice.


def texts(rows: list[dict[str, Any]]) -> dict[int, str]:
    """Return the names of catalog items, in the tenant's own language."""
    return {row["id"]: row["name"]["default"] for row in rows}


def test_an_absence_calendar_by_department(shell: Shell) -> None:
    """Each absence has the department of its day, the name and the reason."""
    shell.run("absence_calendar.sh")
    people = {row["id"]: row["lastName"] for row in shell.rows("/people")}
    departments = texts(shell.rows("/departments"))
    reasons = texts(shell.rows("/absence-definitions"))
    histories = shell.rows("/department-histories")

    def department(person: int, day: str) -> str:
        (period,) = [
            row
            for row in histories
            if row["person"]["id"] == person
            and row["from"] <= day <= (row.get("until") or "9999")
        ]
        return departments[period["department"]["id"]]

    expected = [
        (
            department(row["person"]["id"], row["date"]),
            people[row["person"]["id"]],
            row["date"],
            reasons[row["resultingAbsenceDefinition"]["id"]],
        )
        for row in shell.rows("/absences", filter=FEBRUARY)
    ]
    found = [
        (*cells[:2], f"{cells[2]:%Y-%m-%d}", *cells[3:])
        for cells in (tuple(row.values()) for row in shell.sheet("absences.xlsx"))
    ]
    assert sorted(found) == sorted(expected)
    assert expected


def test_who_is_in(tmp_path: Path) -> None:
    """Who clocked a moment ago is in; who clocked twice has left."""
    now = datetime.now(BRUSSELS)
    with shell_of(tmp_path, days=0, today=now.date()) as shell:
        names = {row["id"]: row["lastName"] for row in shell.rows("/people")}
        for person, hours in ((1, 1), (2, 2), (2, 1), (3, 3)):
            moment = now - timedelta(hours=hours)
            midnight = datetime.combine(moment.date(), datetime.min.time(), BRUSSELS)
            clocking = {
                "person": {"id": person},
                "date": moment.date().isoformat(),
                "timeOfDayInMinutes": int((moment - midnight).total_seconds() // 60),
                "kind": "InOut",
            }
            sent = asker(shell.tenant).ask("/clockings", "POST", json=clocking)
            assert sent.status_code == 201
        lines = shell.run("who_is_in.py").splitlines()
    assert sorted(line.partition(" since ")[0] for line in lines) == sorted(
        [names[1], names[3]]
    )


@pytest.mark.heavy
def test_projects_with_usages(shell: Shell) -> None:
    """Projects and who may book on them are there; the second run writes nothing."""
    version = shell.tenant.structure_version
    reference = "activityDefinition@external-reference"
    projects = [("PRJ-1", "Bridge", 8001), ("PRJ-2", "Tunnel", 8002)]
    shell.write_csv(
        "projects.csv",
        f"{reference},externalReference,name.default,dataEntryCode",
        *(f"{code},{code},{name},{entry}" for code, name, entry in projects),
    )
    shell.write_csv(
        "usages.csv",
        f"{reference},activityUsageKind,usageReference,from",
        *(f"{code},Circle,1,2026-01-01" for code, *_ in projects),
    )
    shell.run("projects.sh", STRUCTURE_VERSION=version)
    assert shell.writes() == 4
    shell.run("projects.sh", STRUCTURE_VERSION=version)
    assert shell.writes() == 4

    level = f"/activity-structure-versions/{version}/levels/1/activity-definitions"
    found = {row.get("externalReference"): row for row in shell.rows(level)}
    for code, name, entry in projects:
        row = found[code]
        assert (row["name"]["default"], row["dataEntryCode"]) == (name, str(entry))
        usages = asker(shell.tenant).ask(f"{level}/{row['id']}/usages").json()["usages"]
        assert [usage["usageReference"]["id"] for usage in usages] == [1]


@pytest.mark.heavy
def test_5000_hr_ids(tmp_path: Path) -> None:
    """Each id leads to its person; what cannot hold is told, and stops no other."""
    with shell_of(tmp_path, people=5000, days=0) as shell:
        rows = [f"HR-{id:05},E-{1000 + id}" for id in range(1, 5001)]
        extra = "HR-again,E-1001", "HR-nobody,E-9999"
        shell.write_csv("hr.csv", "hr_id,number", *rows, *extra)
        printed = shell.run("hr_ids.py").splitlines()
        query = {"externalReferences": "(people,HRMID)"}
        person = asker(shell.tenant).ask("/people/HR-00042", **query)
    assert printed[0] == "5000 mapped"
    assert [line.split()[0] for line in printed[1:]] == ["HR-again", "HR-nobody"]
    assert person.json()["id"] == 42


@pytest.mark.heavy
def test_a_copy_in_postgresql(shell: Shell, server: Server) -> None:
    """The tables hold what the API lists, after changes and deletions, too."""
    shell.run("copy_in_postgres.sh", PROTIME_TARGET=server.url)
    shell.tenant.change("people", 1, {"lastName": "Renamed"})
    shell.tenant.erase("clockings", shell.rows("/clockings", filter=FEBRUARY)[0]["id"])
    shell.run("copy_in_postgres.sh", PROTIME_TARGET=server.url)
    since = "date ge '2026-01-01'"
    with psycopg.connect(server.url) as connection:
        for name, columns, query in (
            ("people", ("id", "lastName"), {}),
            ("clockings", ("id", "timeOfDayInMinutes"), {"filter": since}),
            ("absences", ("id", "durationInMinutes"), {"filter": since}),
        ):
            wanted = [
                tuple(row.get(column) for column in columns)
                for row in shell.rows(f"/{name}", **query)
            ]
            names = {
                "lastName": "last_name",
                "timeOfDayInMinutes": "time_of_day_in_minutes",
                "durationInMinutes": "duration_in_minutes",
            }
            chosen = ", ".join(names.get(column, column) for column in columns)
            table = f"SELECT {chosen} FROM protime.{name}"  # noqa: S608 - our own names
            assert sorted(connection.execute(table).fetchall()) == sorted(wanted)


def test_a_webhook_of_clockings(tmp_path: Path) -> None:
    """An event that the tenant signed is taken; one that it did not sign is refused."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/clockings"
    with shell_of(tmp_path) as shell:
        webhook = {"destinationUrl": address, "collectionName": "clockings"}
        made = asker(shell.tenant).ask("/webhooks", "POST", json=webhook).json()
        with serving(shell, port, PRIVATE_KEY=made["privateKey"]) as printed:
            clocking = shell.rows("/clockings", filter=FEBRUARY)[0]["id"]
            shell.tenant.change("clockings", clocking, {"timeOfDayInMinutes": 481})
            assert shell.tenant.deliver_events() == 1
            forged = {"X-Signature": "0" * 64}
            assert httpx.post(address, json={}, headers=forged).status_code == 401
            assert printed.readline() == f"Upsert {clocking}\n"


@contextmanager
def serving(shell: Shell, port: int, **environment: str) -> Iterator[IO[str]]:
    """Serve the application of the job, and give what it prints."""
    served = ["-m", "uvicorn", "clocking_webhook:app", "--port", str(port)]
    with subprocess.Popen(  # noqa: S603 - our own example
        [sys.executable, *served, "--log-level", "warning"],
        cwd=JOBS,
        env=shell.environment(**environment),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            for _ in range(200):
                with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                time.sleep(0.05)
            assert process.stdout is not None
            yield process.stdout
        finally:
            process.terminate()


def test_two_tenants(tmp_path: Path) -> None:
    """Each profile reaches its own tenant."""
    with (
        shell_of(tmp_path, people=2, tenant="acme") as acme,
        shell_of(tmp_path, people=3, tenant="bolt", seed=2) as bolt,
    ):
        config = tmp_path / ".config" / "protime" / "config.toml"
        config.parent.mkdir(parents=True)
        config.write_text(
            "\n".join(
                f'[profiles.{shell.tenant.tenant_name}]\ntenant = "'
                f'{shell.tenant.tenant_name}"\nclient_id = "{shell.tenant.client_id}"\n'
                f'user_agent = "Jobs/v1 (Acme)"\nbase_url = "{shell.url}"'
                for shell in (acme, bolt)
            )
        )
        printed = acme.run("two_tenants.py").splitlines()
        expected = [
            f"{shell.tenant.tenant_name} {row['employeeNumber']} {row['lastName']}"
            for shell in (acme, bolt)
            for row in shell.rows("/people")
        ]
    assert printed == expected
