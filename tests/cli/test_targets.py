"""What becomes of a sync whose target cannot be written: later, or never like this."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from protime_emulator import Emulator
from tests.postgres import Server

from .conftest import Done, Run, environment

duckdb = pytest.importorskip("duckdb")
psycopg = pytest.importorskip("psycopg")

LATER, BLOCKED = 10, 14


def told(done: Done) -> str:
    """Return the one line that was told; a permanent cause never says later."""
    assert len(done.err.splitlines()) == 1, done.err
    assert done.err.startswith("protime: ")
    assert ("later" in done.err) <= (done.status == LATER)
    return done.err


def junk(path: Path) -> None:
    path.write_bytes(b"no database" * 5_000)


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("duckdb:none/acme.duckdb", "No such file or directory. Check the address"),
        ("duckdb:junk", "not a valid DuckDB database file! Check the address"),
        ("duckdb:folder", "Is a directory. Check the address"),
        ("delta:junk", "Not a directory: "),
    ],
)
def test_a_place_that_cannot_be(
    run: Run, tmp_path: Path, target: str, says: str
) -> None:
    junk(tmp_path / "junk")
    (tmp_path / "folder").mkdir()
    done = run(f"sync people --to {target} --state dlt")
    assert done.status == BLOCKED
    assert says in told(done)


def test_an_address_without_a_password_is_tried(run: Run) -> None:
    """What it leaves out, libpq finds elsewhere; `doctor` asks no target."""
    done = run("sync people --to postgresql://127.0.0.1:1/db --state dlt")
    assert done.status == 10
    assert "Connection refused" in told(done)
    assert "doctor" not in done.err


def test_the_option_that_holds_a_password_is_named_in_full(run: Run) -> None:
    """With its two dashes, which begin no item of a list."""
    done = run("sync people --to postgresql://me:zork@127.0.0.1:1/db --state dlt")
    assert done.status == 3
    assert told(done).startswith("protime: --to holds a password")
    assert "zork" not in done.err


def test_a_state_that_cannot_be_kept(run: Run, tmp_path: Path) -> None:
    junk(tmp_path / "junk")
    done = run("sync people --to duckdb:a.duckdb --state junk/dlt")
    assert done.status == BLOCKED
    assert "Not a directory" in told(done)


def test_a_file_that_another_program_has_open(run: Run, tmp_path: Path) -> None:
    """It passes, and the line says how: nothing is wrong with the target."""
    line = "sync people --to duckdb:a.duckdb --state dlt"
    program = (
        "import duckdb, sys; kept = duckdb.connect('a.duckdb')\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        done = run(line)
        other.kill()
    assert done.status == LATER
    assert "Another program has it open" in told(done)
    assert "later" not in done.err
    assert run(line).status == 0


@contextmanager
def changed(server: Server, name: str, *statements: str) -> Iterator[str]:
    """Give the address of a database of its own, whose owner is not all-powerful."""
    url = server.url.rpartition("/")[0]
    with psycopg.connect(server.url, autocommit=True) as database:
        database.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'zork'")
        database.execute(f"CREATE DATABASE {name} OWNER {name}")
        for statement in statements:
            database.execute(statement.format(name=name))
    yield url.replace("tests:tests@", f"{name}:zork@") + f"/{name}"


SYNC = "sync people --state dlt"


@pytest.mark.parametrize(
    ("name", "statement", "replaced", "status", "says"),
    [
        ("wrong", "SELECT 1", ("zork", "kroz"), BLOCKED, "Check the user, the pass"),
        ("nobody", "SELECT 1", ("nobody:", "noone:"), BLOCKED, "Check the user"),
        ("nowhere", "SELECT 1", ("", ""), BLOCKED, "Check the address"),
        ("down", "SELECT 1", ("", ""), LATER, "Connection refused. Try again later."),
        (
            "crowd",
            "ALTER ROLE {name} CONNECTION LIMIT 0",
            ("", ""),
            LATER,
            "too many connections for role",
        ),
        (
            "poor",
            "ALTER DATABASE {name} OWNER TO tests",
            ("", ""),
            BLOCKED,
            "permission denied for database poor",
        ),
        (
            "frozen",
            "ALTER DATABASE {name} SET default_transaction_read_only = on",
            ("", ""),
            BLOCKED,
            "read-only transaction. Allow it",
        ),
    ],
)
def test_a_database_that_refuses(
    run: Run,
    emulator: Emulator,
    server: Server,
    name: str,
    statement: str,
    replaced: tuple[str, str],
    status: int,
    says: str,
) -> None:
    """Neither the password nor the address stands in the line."""
    with changed(server, name, statement) as url:
        if name == "down":
            url = url.replace(f":{server.port}/", ":1/")
        if name == "nowhere":
            url += "2"
        target = {"PROTIME_TARGET": url.replace(*replaced)}
        done = run(SYNC, {**environment(emulator), **target})
    assert done.status == status, done.err
    assert says in told(done)
    assert "zork" not in done.err
    assert "kroz" not in done.err


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("name", "statement", "status", "says"),
    [
        (
            "checked",
            "ALTER TABLE protime.people ADD CHECK (town <> 'Zorkstad')",
            BLOCKED,
            "cannot hold a value",
        ),
        (
            "typed",
            "ALTER TABLE protime.people ALTER town TYPE integer USING 0",
            BLOCKED,
            "give another dataset",
        ),
        (
            "locked",
            "LOCK TABLE protime.people IN ACCESS EXCLUSIVE MODE",
            LATER,
            "Another program has it open",
        ),
    ],
)
def test_a_table_that_others_have_changed(
    run: Run,
    emulator: Emulator,
    server: Server,
    name: str,
    statement: str,
    status: int,
    says: str,
) -> None:
    """No value stands in the line, though PostgreSQL tells the whole row."""
    wait = "ALTER ROLE {name} SET lock_timeout = '200ms'"
    with changed(server, name, wait) as url:
        given = {**environment(emulator), "PROTIME_TARGET": url}
        assert run(SYNC, given).status == 0
        emulator.change("people", 1, {"town": "Zorkstad"})
        owner = url.replace(f"{name}:zork@", "tests:tests@")
        with psycopg.connect(owner) as database:
            database.execute(statement)
            if status == BLOCKED:
                database.commit()
            done = run(SYNC, given)
        assert done.status == status, done.err
        assert says in told(done)
        assert "Zorkstad" not in done.err
        if status == LATER:
            assert run(SYNC, given).status == 0
