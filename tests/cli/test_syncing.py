"""``protime sync`` and ``protime status``, as people and programs use them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from protime_cli.__main__ import main
from protime_cli.commands import sync
from protime_cli.commands.copy_job import CopyJob
from protime_cli.commands.targets import alone, target
from protime_cli.session.session import Session
from protime_emulator import Emulator

from .conftest import TODAY, USER_AGENT, Run, environment

pytest.importorskip("dlt")
duckdb = pytest.importorskip("duckdb")

pytestmark = pytest.mark.filterwarnings("ignore")

SYNC = "sync people departments --to duckdb:acme.duckdb --state dlt"


def records(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def ids(folder: Path, table: str = "protime.people") -> set[int]:
    with duckdb.connect(str(folder / "acme.duckdb")) as database:
        query = f"SELECT id FROM {table}"  # noqa: S608 - a name of the test's own
        return {id for (id,) in database.execute(query).fetchall()}


def test_a_copy_is_kept_in_step(run: Run, emulator: Emulator, tmp_path: Path) -> None:
    """A second sync brings changes and deletions, and programs are told how many."""
    first = run(SYNC)
    assert first.status == 0, first.err
    counts = [(one["collection"], one["changed"]) for one in records(first.out)]
    assert counts == [("people", 6), ("departments", 5)]
    assert "departments: no delta, so all is read and compared" in first.err
    emulator.remove("people", 2)
    emulator.change("people", 1, {"town": "Gent"})
    (people, _) = records(run(SYNC).out)
    assert (people["changed"], people["deleted"]) == (1, 1)
    assert people["tenant"] == emulator.tenant_name
    assert ids(tmp_path) == {1, 3, 4, 5, 6}


def test_each_folder_has_its_own_copy(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file that is named without its folder is another file in another folder."""
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        assert run("sync people --to duckdb:acme.duckdb").status == 0
        assert ids(folder) == {1, 2, 3, 4, 5, 6}


def test_the_status_of_a_copy(run: Run, emulator: Emulator) -> None:
    """A table for people, lines for programs; a comparison has no hours left."""
    assert "Nothing was copied" in run("status --to duckdb:a.duckdb --state dlt").err
    run(SYNC)
    sent = len(emulator.requests)
    status = "status --to duckdb:acme.duckdb --state dlt"
    table = run(f"{status} -o table").out
    line = r"^acme +people +following +6 +20\S+ +20\S+ +7[12]\.\d +0$"
    assert re.search(line, table, re.M)
    departments, people = records(run(status).out)
    assert departments["hours_left"] is None
    assert people["hours_left"] > 71
    assert len(emulator.requests) == sent


def test_what_was_not_copied_is_not_verified(run: Run, emulator: Emulator) -> None:
    """It is told, and no success."""
    done = run("verify --to duckdb:acme.duckdb --state dlt")
    assert (done.status, done.out) == (2, "")
    assert "Nothing was copied there yet" in done.err


def test_days_are_asked_for(run: Run, emulator: Emulator, tmp_path: Path) -> None:
    """``--since`` and ``--until`` are the first and the last day."""
    days = "--since 2026-02-10 --until 2026-02-12"
    done = run(f"sync clockings --to duckdb:acme.duckdb --state dlt {days}")
    assert done.status == 0, done.err
    with duckdb.connect(str(tmp_path / "acme.duckdb")) as database:
        query = "SELECT min(date), max(date) FROM protime.clockings"
        (found,) = database.execute(query).fetchall()
    assert [str(one) for one in found] == ["2026-02-10", "2026-02-12"]
    early = "--since 2020-01-01"
    done = run(f"sync clockings --to duckdb:other.duckdb --state dlt {early}")
    assert (done.status, "1 January" in done.err) == (4, True)


@pytest.mark.heavy
def test_each_schema_has_a_copy_of_its_own(run: Run, tmp_path: Path) -> None:
    """What was loaded into one is loaded into another as well."""
    for dataset in ("one", "two"):
        assert run(f"{SYNC} --dataset {dataset}").status == 0
        assert len(ids(tmp_path, f"{dataset}.people")) == 6


def test_columns_by_choice(run: Run, tmp_path: Path) -> None:
    """Other systems' names, and points in time in a zone."""
    line = "sync clockings --to duckdb:acme.duckdb --state dlt --since 2026-02-10"
    more = "--refs people:@employee-number --timezone Europe/Brussels"
    assert run(f"{line} {more}").status == 0
    with duckdb.connect(str(tmp_path / "acme.duckdb")) as database:
        query = "SELECT person_employee_number, time_of_day_at FROM protime.clockings"
        number, moment = database.execute(query).fetchall()[0]
    assert number.startswith("E-")
    assert moment.utcoffset() is not None
    assert run(f"{line} --timezone Europe/Atlantis").status == 2


@pytest.mark.parametrize(
    ("target", "status", "says"),
    [
        ("filesystem", 3, "filesystem files cannot follow changes"),
        ("parquet:rows", 3, "protime list COLLECTION --output parquet"),
        ("iceberg:rows", 3, "iceberg files cannot follow changes"),
        ("csv:rows", 3, "protime list COLLECTION --output csv"),
        ("oracle://host/db", 3, "oracle:... is no target"),
        ("nowhere", 3, "nowhere: Destination 'nowhere'"),
        ("postgresql://127.0.0.1:1/db", 10, "Connection refused"),
        ("postgresql://me:pw@host/db", 3, "PROTIME_TARGET"),
    ],
)
def test_what_is_no_target_is_refused(
    run: Run, emulator: Emulator, target: str, status: int, says: str
) -> None:
    """In a line that says why, before any row is asked for."""
    done = run(f"sync people --to {target} --state dlt")
    assert (done.status, done.out) == (status, "")
    assert says in done.err
    assert len(done.err.splitlines()) == 1
    assert not [one for one in emulator.requests if one.path.endswith("/people")]


def test_a_dead_database_is_told_in_a_line(run: Run, emulator: Emulator) -> None:
    """The password is not part of it."""
    target = {"PROTIME_TARGET": "postgresql://me:zork@127.0.0.1:1/db"}
    done = run("sync people --state dlt", {**environment(emulator), **target})
    assert done.status == 10
    assert "postgresql: connection to server" in done.err
    assert "zork" not in done.err


@pytest.mark.heavy
def test_delta_tables(run: Run, emulator: Emulator, tmp_path: Path) -> None:
    """``delta:FOLDER`` keeps Delta tables in step, deletions included."""
    pytest.importorskip("deltalake")
    polars = pytest.importorskip("polars")
    line = "sync people --to delta:lake --state dlt"
    assert run(line).status == 0
    emulator.erase("people", 2)
    done = run(line)
    assert done.status == 0, done.err
    frame = polars.read_delta(str(tmp_path / "lake/protime/people"))
    assert set(frame["id"]) == {1, 3, 4, 5, 6}


def test_a_second_process_is_refused_by_name(run: Run, emulator: Emulator) -> None:
    """And may go on once the first has ended."""
    place = target(Session(environ={}), "duckdb:acme.duckdb", "protime", "dlt")
    with alone(place.pipeline(emulator.tenant_name), "night:4711"):
        done = run(SYNC)
    assert done.status == 8
    assert "is being synced by night:4711" in done.err
    assert run(SYNC).status == 0


PROFILES = """
[profiles.broken]
tenant = "{tenant}"
client_id = "{client_id}"
user_agent = "{agent}"
base_url = "{base_url}"

[profiles.whole]
tenant = "{tenant}"
client_id = "{client_id}"
user_agent = "{agent}"
base_url = "{base_url}"
"""


@pytest.mark.heavy
def test_several_tenants(run: Run, emulator: Emulator, tmp_path: Path) -> None:
    """One that fails is told by its name and stops no other."""
    settings: Mapping[str, Any] = emulator.settings()
    text = PROFILES.format(agent=USER_AGENT, **settings)
    (tmp_path / "config.toml").write_text(text, "utf-8")
    given = {
        "PROTIME_CONFIG": "config.toml",
        "PROTIME_CLIENT_SECRET_BROKEN": "wrong",
        "PROTIME_CLIENT_SECRET_WHOLE": settings["client_secret"],
    }
    done = run(f"{SYNC} --profiles broken,whole", given)
    assert done.status == 13
    assert "protime: broken: " in done.err
    assert {one["dataset"] for one in records(done.out)} == {"protime_whole"}
    assert len(ids(tmp_path, "protime_whole.people")) == 6


def test_a_collection_that_fails_stops_no_other(
    run: Run, emulator: Emulator, tmp_path: Path
) -> None:
    """Its error stands in its line of the report, and the status says: partly."""
    emulator.faults.add("departments", status=403, times=None)
    done = run(SYNC.replace("people departments", "departments people"))
    assert done.status == 13
    refused, people = records(done.out)
    assert refused["error"].startswith("403")
    assert (people["changed"], people["error"]) == (6, None)
    assert "protime: departments: 403" in done.err
    assert len(ids(tmp_path)) == 6


def test_following_outlives_an_outage(
    run: Run, emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A turn that fails is told; the next one brings what it missed."""
    turns = iter(["outage", "repaired", "end"])

    def pause(_: float) -> None:
        match next(turns):
            case "outage":
                emulator.erase("people", 2)
                emulator.faults.add("people", status=400, times=None)
            case "repaired":
                emulator.faults.clear()
            case "end":
                raise KeyboardInterrupt

    monkeypatch.setattr(sync.time, "sleep", pause)
    done = run("sync people --to duckdb:acme.duckdb --state dlt --follow --every 5")
    assert done.status == 130
    assert [one["deleted"] for one in records(done.out)] == [0, 0, 1]
    assert "protime: people: 400" in done.err
    assert ids(tmp_path) == {1, 3, 4, 5, 6}


@pytest.mark.heavy
def test_a_signal_ends_what_follows(emulator: Emulator, tmp_path: Path) -> None:
    """At once and at any moment, as systemd and containers expect."""
    line = [sys.executable, "-m", "protime_cli", *SYNC.split(), "--follow", "--every=0"]
    with emulator.serve() as url:
        given = {**os.environ, **environment(emulator), "PROTIME_BASE_URL": url}
        with subprocess.Popen(  # noqa: S603 - ourselves
            line, env=given, cwd=tmp_path, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            for _ in range(6):
                assert (
                    b"people" in process.stdout.readline() + process.stdout.readline()
                )
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == -signal.SIGTERM


@pytest.mark.heavy
def test_a_full_disk_loses_nothing(
    run: Run, emulator: Emulator, tmp_path: Path
) -> None:
    """What DuckDB could not write is written once there is room again."""
    sync = "sync people clockings --since 2026-02-01 --to duckdb:acme.duckdb"
    sync += " --state dlt"
    with emulator.serve() as url:
        given = {**environment(emulator), "PROTIME_BASE_URL": url}
        line = f"ulimit -f 40; {sys.executable} -m protime_cli {sync}"
        full = _process(line, given)
        assert (full.returncode, full.stdout) == (14, "")
        assert re.fullmatch(r"protime: duckdb: .*too large.*room.*\n", full.stderr)
        emulator.erase("people", 2)
        done = run(sync, given)
    assert done.status == 0, done.err
    assert ids(tmp_path) == {1, 3, 4, 5, 6}
    wanted = {
        one["id"]
        for one in emulator.collection("clockings")
        if one["date"] >= "2026-02-01"
    }
    assert ids(tmp_path, "protime.clockings") == wanted


def _process(line: str, given: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell; a limit to files stands for a disk that is full."""
    return subprocess.run(  # noqa: S603 - a line of the test's own
        ["/bin/bash", "-c", line],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.heavy
def test_a_load_that_brings_too_little_is_refused(
    run: Run, emulator: Emulator, tmp_path: Path
) -> None:
    """It names both numbers and the option that allows it; others are copied."""
    sync = "sync clockings people --since 2026-01-20 --to duckdb:acme.duckdb"
    sync += " --state dlt"
    assert run(sync).status == 0
    held = ids(tmp_path, "protime.clockings")
    assert len(held) > 100
    emulator.change("people", 1, {"town": "Gent"})
    for id in held:
        emulator.erase("clockings", id)
    emulator.clock.advance(hours=73)
    done = run(sync)
    assert done.status == 13
    assert f"did not bring {len(held):,} of the {len(held):,} rows" in done.err
    assert "--allow-deletions" in done.err
    clockings, people = records(done.out)
    assert "did not bring" in str(clockings["error"])
    assert (clockings["deleted"], people["error"]) == (0, None)
    assert ids(tmp_path, "protime.clockings") == held
    allowed = run(f"{sync} --allow-deletions")
    assert allowed.status == 0
    assert records(allowed.out)[0]["deleted"] == len(held)
    assert ids(tmp_path, "protime.clockings") == set()


def test_what_was_allowed_is_allowed_once(
    run: Run, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--follow` goes on for months, and the word was given for what is known now."""
    allowed = list[bool]()

    class Enough(Exception):
        pass

    def turn(turns: object, job: CopyJob) -> Any:
        allowed.append(job.allow_deletions or job.accept_older)
        if len(allowed) == 3:
            raise Enough
        return sync._Turn(done=1)

    monkeypatch.setattr(sync._Turns, "take", turn)
    with pytest.raises(Enough):
        run(f"{SYNC} --follow --every 0 --allow-deletions --accept-older")
    assert allowed == [True, False, False]


@pytest.mark.heavy
def test_older_versions_are_counted(
    run: Run, emulator: Emulator, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """In the report and in the status; `--accept-older` takes them."""
    for id in (1, 2, 3):
        emulator.change("people", id, {"town": "Gent"})
    assert run(SYNC).status == 0

    def again(line: str, tenant: Emulator) -> dict[str, Any]:
        session = Session(environ=environment(tenant), http=tenant.http())
        assert main(line.split(), session) == 0
        found = records(capfdbinary.readouterr().out.decode())
        return {one["collection"]: one["older"] for one in found}

    status = "status --to duckdb:acme.duckdb --state dlt"
    with Emulator(people=6, days=40, seed=1, today=TODAY, page_size=50) as old:
        old.clock.advance(hours=80)
        left = {"people": 3, "departments": None}
        assert again(SYNC, old) == again(SYNC, old) == again(status, old) == left
        taken = {"people": None, "departments": None}
        assert again(f"{SYNC} --accept-older", old) == again(status, old) == taken
        assert again(SYNC, old) == taken
