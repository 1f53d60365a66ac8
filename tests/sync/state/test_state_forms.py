"""What earlier versions have left goes on, with all it held; a later one is refused."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from protime_sync import PostgresState, SqliteState, SqlState, StateError
from protime_sync.database import earlier as carrying
from protime_sync.database.layouts import STATE
from protime_sync.webhooks import SqliteInbox, SubscriptionStore
from protime_sync.webhooks.inbox import Counts
from tests.depth import many
from tests.mariadb import Server as MariaServer
from tests.postgres import Server

from . import earlier

forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
unwarned = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


@pytest.mark.parametrize("form", earlier.FILES)
def test_a_file_goes_on(tmp_path: Path, form: int) -> None:
    """With all it held; who still runs the version before can write nothing to it."""
    path = tmp_path / "kept.db"
    earlier.write(path, earlier.FILES[form])
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        state = SqliteState(path)
        earlier.check(state)
        for table in earlier.GONE[form]:
            with pytest.raises(sqlite3.OperationalError, match="no such table"):
                database.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
    state.close()
    SqliteState(path).close()


@pytest.mark.parametrize("form", earlier.FILES)
def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: int
) -> None:
    path = tmp_path / "kept.db"
    earlier.write(path, earlier.FILES[form])
    with monkeypatch.context() as patched:
        patched.setattr(carrying, "_FILE_2", f"{carrying._FILE_2}; DROP TABLE horses")
        with pytest.raises(StateError, match="horses"):
            SqliteState(path)
    earlier.check(SqliteState(path))


@pytest.mark.parametrize("form", [1, 2])
def test_a_schema_goes_on(postgres: Server, form: int) -> None:
    """And says to the version before that it is too old."""
    psycopg = pytest.importorskip("psycopg")
    schema = f"form_{form}"
    with psycopg.connect(postgres.url) as database:
        earlier.fill(database, schema, form)
    earlier.check(PostgresState(postgres.url, schema=schema))
    again = PostgresState(postgres.url, schema=schema)
    assert again.kept("feed") == (b"[]", b"{}")
    with psycopg.connect(postgres.url) as database:
        query = f"SELECT version FROM {schema}.form"  # noqa: S608
        assert database.execute(query).fetchall() == [(STATE.version,)]


def test_a_later_schema_is_refused_before_it_is_written(postgres: Server) -> None:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(postgres.url) as database:
        database.execute("CREATE SCHEMA form_7")
        database.execute("CREATE TABLE form_7.form (version integer NOT NULL)")
        database.execute("INSERT INTO form_7.form VALUES (7)")
    with pytest.raises(StateError, match="form 7"):
        PostgresState(postgres.url, schema="form_7")
    with psycopg.connect(postgres.url) as database:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'form_7'"
        assert database.execute(query).fetchall() == [("form",)]


def test_a_later_database_is_refused(mariadb: MariaServer) -> None:
    """Whichever version wrote it, once this one's tables have a form."""
    url = mariadb.with_database()
    SqlState(url)
    with closing(mariadb.connect(url.rpartition("/")[2])) as database:
        database.cursor().execute("UPDATE protime_forms SET version = 7")
    with pytest.raises(StateError, match="The state in MySQL was written in form 7"):
        SqlState(url)


def test_an_inbox_goes_on(tmp_path: Path) -> None:
    """Numbers go on counting, and what was consumed is remembered."""
    path = tmp_path / "inbox.db"
    earlier.write(path, earlier.INBOX)
    for _ in range(2):
        inbox = SqliteInbox(path, keep=None)
        assert inbox.counts() == Counts(received=7, waiting=1, aside=1)
        assert [one.number for one in inbox.waiting("people", 9)] == [7]
        assert inbox.versions("people", ["1", "2"]) == {"1": "0B"}
        assert [one.reason for one in inbox.set_aside()] == ["not JSON"]
        inbox.close()
    inbox = SqliteInbox(path, keep=None)
    assert inbox.retry([3]) == 1
    assert [one.number for one in inbox.waiting("people", 9)] == [7, 8]
    inbox.close()


def test_a_store_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "keys.db"
    earlier.write(path, earlier.STORE)
    for _ in range(2):
        store = SubscriptionStore(path)
        assert [one.key for one in store.all()] == ["private"]
        store.close()


def killed(work: Callable[[], object], seconds: float) -> None:
    """Fork a process for some work, and kill it after a while."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


ROWS = 30_000


@pytest.mark.heavy
@forking
@unwarned
def test_who_is_killed_while_a_file_is_carried_over_loses_nothing(
    tmp_path: Path,
) -> None:
    """At whatever moment: the next one finds the old file or the new one, whole."""
    many_rows = (
        "WITH RECURSIVE number(id) AS (SELECT 10 UNION ALL SELECT id + 1 FROM number"  # noqa: S608
        f" WHERE id < {ROWS + 9}) INSERT INTO items SELECT 'feed', id, 'v', NULL, 0, 7,"
        " NULL, NULL, '' FROM number"
    )
    whole, path = tmp_path / "whole.db", tmp_path / "kept.db"
    earlier.write(whole, f"{earlier.FILES[2]}; {many_rows}")
    path.write_bytes(whole.read_bytes())
    path.chmod(0o600)
    began = time.monotonic()
    SqliteState(path).close()
    length, draw = time.monotonic() - began, random.Random(7)  # noqa: S311 - moments
    for number in range(many(60, 6)):
        path = tmp_path / f"kept{number}.db"
        path.write_bytes(whole.read_bytes())
        path.chmod(0o600)
        for _ in range(2):
            killed(lambda: SqliteState(path), draw.uniform(0, length))  # noqa: B023 - called before the next
        state = SqliteState(path)
        assert state.rows("feed") == ROWS + 1
        earlier.check(state)
        state.close()


@forking
@unwarned
@pytest.mark.deep
def test_who_is_killed_while_a_schema_is_carried_over_loses_nothing(
    postgres: Server,
) -> None:
    psycopg = pytest.importorskip("psycopg")
    draw = random.Random(7)  # noqa: S311 - moments
    for number in range(many(60, 6)):
        schema = f"killed_{number}"
        with psycopg.connect(postgres.url) as database:
            earlier.fill(database, schema, number % 2 + 1)
        open_it = lambda: PostgresState(postgres.url, schema=schema)  # noqa: E731, B023
        killed(open_it, draw.uniform(0, 0.06))
        earlier.check(open_it())


@forking
@unwarned
@pytest.mark.deep
def test_who_is_killed_while_tables_are_made_is_followed(mariadb: MariaServer) -> None:
    """MySQL undoes no table that was made; the next one makes the others."""
    draw = random.Random(7)  # noqa: S311 - moments
    for _ in range(many(40, 5)):
        url = mariadb.with_database()
        killed(lambda: SqlState(url), draw.uniform(0, 0.15))  # noqa: B023
        assert SqlState(url).load("feed") is None
