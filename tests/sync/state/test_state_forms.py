"""A state of the version before goes on, with all it held; a later one is refused."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from protime_sync import LeaseHeld, PostgresState, SqliteState, StateError
from protime_sync.state.leases import LENGTH, Lease
from protime_sync.state.protocol import Known, Phase, Position
from tests.postgres import Server

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FORM_1 = """
CREATE TABLE feeds (feed TEXT PRIMARY KEY, phase TEXT NOT NULL, link TEXT,
    load INTEGER NOT NULL, signature TEXT NOT NULL, used_at TEXT NOT NULL,
    changed_at TEXT, last_change TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE leases (feed TEXT PRIMARY KEY, owner TEXT NOT NULL, until TEXT NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE TABLE kept (number INTEGER PRIMARY KEY, feed TEXT NOT NULL, body BLOB NOT NULL)
    STRICT;
CREATE TABLE items (feed TEXT NOT NULL, id ANY NOT NULL, version TEXT, digest BLOB,
    deleted INTEGER NOT NULL, load INTEGER NOT NULL, first INTEGER, last INTEGER,
    scope TEXT NOT NULL, PRIMARY KEY (feed, id)) STRICT, WITHOUT ROWID;
CREATE TABLE staged (feed TEXT NOT NULL, id ANY NOT NULL, version TEXT, digest BLOB,
    deleted INTEGER NOT NULL, load INTEGER NOT NULL, first INTEGER, last INTEGER,
    scope TEXT NOT NULL, PRIMARY KEY (feed, id)) STRICT, WITHOUT ROWID;
INSERT INTO feeds VALUES ('feed', 'following', '/b', 7, 's',
    '2026-03-02T08:00:00+00:00', NULL, '0C');
INSERT INTO leases VALUES ('feed', 'earlier', '2026-03-02T08:10:00+00:00');
INSERT INTO kept VALUES (1, 'feed', x'5b5d');
INSERT INTO items VALUES ('feed', 1, '0B', NULL, 0, 7, NULL, NULL, '');
INSERT INTO staged VALUES ('feed', 2, '0C', NULL, 0, 7, NULL, NULL, '');
PRAGMA application_id = 1347571540;
PRAGMA user_version = 1
"""
"""A file of the version before, with a batch that runs."""


def check_upgraded(state: SqliteState | PostgresState) -> None:
    assert state.load("feed") == Position(
        phase=Phase.FOLLOWING,
        link="/b",
        load=7,
        signature="s",
        used_at=NOW,
        last_change="0C",
    )
    assert state.kept("feed") == (b"[]",)
    assert state.known("feed", [1, 2]) == {
        1: Known(1, "0B", None, False, 7, None, None, ""),
        2: Known(2, "0C", None, False, 7, None, None, ""),
    }
    wanted = Lease(owner="later", until=NOW + 2 * LENGTH)
    with pytest.raises(LeaseHeld, match="earlier"):
        state.acquire("feed", wanted, NOW, force=False)
    after = NOW + timedelta(minutes=11)
    assert state.acquire("feed", wanted, after, force=False).fence == 2


def test_a_file_of_form_1_goes_on(tmp_path: Path) -> None:
    """With all it held; who still runs the version before can write nothing to it."""
    path = tmp_path / "kept.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(FORM_1)
        path.chmod(0o600)
        state = SqliteState(path)
        check_upgraded(state)
        for table, values in (("leases", 3), ("staged", 9), ("feeds", 8)):
            marks = ", ".join("?" * values)
            write = f"INSERT OR REPLACE INTO {table} VALUES ({marks})"  # noqa: S608
            with pytest.raises(sqlite3.OperationalError):
                database.execute(write, [1] * values)
    state.close()
    SqliteState(path).close()


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from protime_sync.state import sqlite_tables

    path = tmp_path / "kept.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(FORM_1)
    path.chmod(0o600)
    broken = {1: f"{sqlite_tables.UPGRADES[1]}; DROP TABLE horses"}
    with monkeypatch.context() as patched:
        patched.setattr(sqlite_tables, "UPGRADES", broken)
        with pytest.raises(StateError, match="horses"):
            SqliteState(path)
    check_upgraded(SqliteState(path))


def test_a_schema_of_form_1_goes_on(postgres: Server) -> None:
    psycopg = pytest.importorskip("psycopg")
    row = 'text NOT NULL, id text NOT NULL, version text COLLATE "C", digest bytea,'
    row += " deleted boolean NOT NULL, load bigint NOT NULL, first integer,"
    row += " last integer, scope text NOT NULL, PRIMARY KEY (feed, id)"
    position = {
        "phase": "following",
        "link": "/b",
        "load": 7,
        "signature": "s",
        "used_at": NOW.isoformat(),
        "changed_at": None,
        "last_change": "0C",
    }
    with psycopg.connect(postgres.url) as database:
        for statement in (
            "CREATE SCHEMA form_1",
            "SET search_path = form_1",
            "CREATE TABLE form (version integer NOT NULL)",
            "INSERT INTO form VALUES (1)",
            "CREATE TABLE feeds (feed text PRIMARY KEY, position text NOT NULL)",
            "CREATE TABLE leases (feed text PRIMARY KEY, owner text NOT NULL,"
            " until timestamptz NOT NULL)",
            "CREATE TABLE kept (number bigserial PRIMARY KEY, feed text NOT NULL,"
            " body bytea NOT NULL)",
            f"CREATE TABLE items (feed {row})",
            f"CREATE TABLE staged (feed {row})",
            f"INSERT INTO feeds VALUES ('feed', '{json.dumps(position)}')",  # noqa: S608
            "INSERT INTO leases VALUES ('feed', 'earlier', '2026-03-02T08:10:00Z')",
            "INSERT INTO kept (feed, body) VALUES ('feed', '[]')",
            "INSERT INTO items"
            " VALUES ('feed', '1', '0B', NULL, FALSE, 7, NULL, NULL, '')",
            "INSERT INTO staged"
            " VALUES ('feed', '2', '0C', NULL, FALSE, 7, NULL, NULL, '')",
        ):
            database.execute(statement)
    state = PostgresState(postgres.url, schema="form_1")
    check_upgraded(state)
    PostgresState(postgres.url, schema="form_1")


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
