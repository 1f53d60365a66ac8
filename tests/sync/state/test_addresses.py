"""One address names a file or a database, and no message or `repr` shows all of it."""

from __future__ import annotations

import socket
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from protime_sync import PostgresState, SqliteState, SqlState, StateError
from protime_sync.webhooks import PostgresInbox, SqlInbox, SubscriptionStore
from tests.mariadb import Server as MariaServer
from tests.postgres import Server

MAKERS: list[Callable[[str], Any]] = [SqlState, SqlInbox, SubscriptionStore]
PASSWORD = "s3cr3t"
BROKEN = {
    "postgresql://me:s3cr3t@127.0.0.1:{closed}/x": "in PostgreSQL failed",
    "postgres://me:s3cr3t@127.0.0.1:{postgres}/x": "password authentication failed",
    "postgresql+psycopg://me:s3cr3t@127.0.0.1:port/x": "in PostgreSQL failed",
    "mysql://me:s3cr3t@127.0.0.1:{closed}/x": "in MySQL failed: Can't connect",
    "mariadb://me:s3cr3t@127.0.0.1:{mariadb}/x": "in MySQL failed: Access denied",
    "mysql+pymysql://me:s3cr3t@127.0.0.1:port/x": "in MySQL cannot be read",
    "mysql://me:s3cr3t@127.0.0.1:99999/x": "in MySQL",
    "oracle://me:s3cr3t@127.0.0.1/x": "oracle:// is no database for the",
}


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("address", BROKEN)
def test_a_database_that_cannot_be_reached_is_told_without_its_password(
    make: Callable[[str], Any], address: str, postgres: Server, mariadb: MariaServer
) -> None:
    """Neither by the message nor by what a traceback says."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[1]
    ports = {"closed": closed, "postgres": postgres.port, "mariadb": mariadb.port}
    with pytest.raises(StateError) as failed:
        make(address.format(**ports))
    assert BROKEN[address] in str(failed.value)
    assert PASSWORD not in "".join(traceback.format_exception(failed.value))


def test_what_is_open_does_not_show_its_password(
    postgres: Server, mariadb: MariaServer
) -> None:
    """The tests' one is `tests`, as its user's."""
    for url in (postgres.with_database().url, mariadb.with_database()):
        for made in (SqlState(url), SqlInbox(url), SubscriptionStore(url)):
            assert "tests" not in repr(made)
            made.close()
    url = postgres.with_database().url
    for kind in (PostgresState(url), PostgresInbox(url)):
        assert "in PostgreSQL>" in repr(kind)
        kind.close()


def test_a_path_or_an_address_names_a_file(tmp_path: Path) -> None:
    """The same one, which has mode 0600 either way."""
    path = tmp_path / "state.db"
    for place in (path, str(path), f"sqlite:///{path}"):
        state = SqlState(place)
        assert repr(state) == f"<SqlState {path}>"
        assert state.load("people") is None
        state.close()
    assert path.stat().st_mode & 0o777 == 0o600
    SqliteState(path).close()
    with pytest.raises(StateError, match="something else"):
        SqlInbox(path)
