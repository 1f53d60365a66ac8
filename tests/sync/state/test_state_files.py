"""A file that is kept is whole from its first moment, or refused."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from protime_sync import SqliteState, StateError
from protime_sync.database.files import address
from protime_sync.database.tables import KEPT
from protime_sync.loads.parallel import Journal
from protime_sync.webhooks import SqliteInbox, SubscriptionStore

FILES: list[Callable[[Path], Any]] = [SqliteState, SqliteInbox, SubscriptionStore]
"""Everything that is kept in a file of SQLite's."""


def whole(make: Callable[[Path], Any], path: Path) -> bytes:
    make(path).close()
    return path.read_bytes()


@pytest.mark.parametrize("make", FILES)
@pytest.mark.parametrize("size", [0, 1, 15, 16, 99, 100, 511])
def test_a_file_that_was_cut_off_is_refused(
    tmp_path: Path, make: Callable[[Path], Any], size: int
) -> None:
    """SQLite takes 0 bytes or 1 for a new file; then all would begin again."""
    path = tmp_path / "kept.db"
    path.write_bytes(whole(make, tmp_path / "other.db")[:size])
    path.chmod(0o600)
    with pytest.raises(StateError, match=rf"kept\.db has {size} bytes: it was cut off"):
        make(path)
    assert path.stat().st_size == size


@pytest.mark.parametrize("make", FILES)
@pytest.mark.parametrize("size", [512, 4096])
def test_a_file_of_nothing_is_refused(
    tmp_path: Path, make: Callable[[Path], Any], size: int
) -> None:
    path = tmp_path / "kept.db"
    path.write_bytes(b"\0" * size)
    path.chmod(0o600)
    with pytest.raises(StateError, match=r"kept\.db"):
        make(path)
    assert path.read_bytes() == b"\0" * size


@pytest.mark.parametrize("make", FILES)
def test_half_a_file_is_refused(tmp_path: Path, make: Callable[[Path], Any]) -> None:
    """A copy that was broken off has its first page, and not the others."""
    path = tmp_path / "kept.db"
    path.write_bytes(whole(make, tmp_path / "other.db")[:4096])
    path.chmod(0o600)
    with pytest.raises(StateError, match=r"kept\.db"):  # noqa: PT012
        made = make(path)
        with made._database.reading() as database:
            query = "SELECT name FROM sqlite_master"
            for (name,) in database.exec_driver_sql(query).all():
                database.exec_driver_sql(f"SELECT * FROM {name}").all()  # noqa: S608


@pytest.mark.parametrize("make", FILES)
def test_a_file_that_goes_away_is_no_new_one(
    tmp_path: Path, make: Callable[[Path], Any]
) -> None:
    """Another thread's connection must not make an empty one in its place."""
    path = tmp_path / "kept.db"
    made, said = make(path), list[BaseException]()
    path.unlink()

    def read() -> None:
        try:
            with made._database.reading():
                pass
        except StateError as error:
            said.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert "cannot be opened" in str(said)
    assert not path.exists()


@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_what_is_left_of_another_file_is_not_mixed_in(tmp_path: Path, end: str) -> None:
    path = tmp_path / "kept.db"
    left = tmp_path / f"kept.db{end}"
    left.write_bytes(b"rows of another file")
    with pytest.raises(StateError, match=f"kept.db{end} is there"):
        SqliteState(path)
    assert not path.exists()


def test_a_file_appears_whole_for_one_of_many(tmp_path: Path) -> None:
    """Of sixteen that make it at once, all work on the same file, and none is left."""
    path, made = tmp_path / "kept.db", list[int]()
    begin = threading.Barrier(16)

    def make(number: int) -> None:
        begin.wait()
        state = SqliteState(path)
        with state._database.transaction() as database:
            made.append(number)
            database.execute(KEPT.insert(), {"feed": str(number), "body": b""})
        state.close()

    threads = [threading.Thread(target=make, args=(one,)) for one in range(16)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with closing(sqlite3.connect(path)) as database:
        (count,) = database.execute(
            "SELECT count(DISTINCT feed) FROM protime_kept"
        ).fetchone()
    assert count == len(made) == 16
    assert not list(tmp_path.glob("*.new"))
    assert not list(tmp_path.glob(".*"))


def test_who_dies_while_making_it_leaves_no_empty_file(tmp_path: Path) -> None:
    words = (
        "import os, sys; from protime_sync.database.layout import Layout;"
        "Layout.statements = lambda *_: os._exit(9);"
        "import protime_sync; protime_sync.SqliteState(sys.argv[1])"
    )
    path = tmp_path / "kept.db"
    command = [sys.executable, "-c", words, str(path)]
    assert subprocess.run(command, check=False).returncode == 9  # noqa: S603  # ourselves
    assert not path.exists()
    SqliteState(path).close()


def test_a_file_system_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    path = tmp_path / "kept.db"
    SqliteState(path).close()
    assert [one.name for one in tmp_path.iterdir()] == ["kept.db"]
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="names that Windows does not allow")
@pytest.mark.parametrize("name", ["a?mode=ro", "a#b", "a%20b", "a b", "ü", "-"])
def test_any_name_is_a_name(tmp_path: Path, name: str) -> None:
    SqliteState(tmp_path / name).close()
    SqliteState(tmp_path / name).close()
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("path", "is_at"),
    [
        (r"C:\acme\a b.db", "file:///C:/acme/a%20b.db"),
        (r"\\server\share\acme.db", "file:////server/share/acme.db"),
    ],
)
def test_addresses_on_windows(path: str, is_at: str) -> None:
    """SQLite refuses an address with a host."""
    assert address(PureWindowsPath(path)) == is_at


@pytest.mark.parametrize(
    "content", [b"\n", b"[1]\n", b"notes\n", b"notes", b'{"part": 1\n{}\n']
)
def test_a_file_of_something_else_is_no_journal(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes"
    path.write_bytes(content)
    with pytest.raises(StateError, match="notes is no journal"):
        Journal(path)
    assert path.read_bytes() == content


def test_a_journal_that_ends_within_a_line_goes_on(tmp_path: Path) -> None:
    """What was half written is done again, and what follows stands on its own line."""
    path = tmp_path / "windows.jsonl"
    Journal(path).add("clockings", "first")
    with path.open("ab") as file:
        file.write(b'{"collection": "clockings", "pa')
    again = Journal(path)
    assert again.labels == {"first"}
    again.add("clockings", "second")
    assert Journal(path).labels == {"first", "second"}


def test_a_link_to_a_file_that_is_to_come(tmp_path: Path) -> None:
    real, link = tmp_path / "real.db", tmp_path / "kept.db"
    link.symlink_to(real)
    SqliteState(link).close()
    assert link.is_symlink()
    assert real.stat().st_size > 0
