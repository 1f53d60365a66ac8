"""What a file of ours promises: whole, durable, private, and never made by chance."""

from __future__ import annotations

import gc
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Boolean, Column, MetaData, Table, Text, select

from protime_sync import StateError
from protime_sync.database import files
from protime_sync.database.files import OwnFile
from protime_sync.database.layout import Layout
from protime_sync.database.sqlite_file import SqliteFile
from tests.trust.test_forking import forking, in_child

TEXTS = Table("texts", MetaData(), Column("text", Text, nullable=False))
NONE = Table("none", MetaData(), Column("text", Boolean), sqlite_strict=True)
"""A table that SQLite does not make: a strict one has no such type."""


def part(table: Table = TEXTS) -> Layout:
    return Layout(name="test", tables=[table], application=7, version=2)


def made(path: Path, *, table: Table = TEXTS) -> SqliteFile:
    return SqliteFile(path, part(table))


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SqliteFile]:
    found = made(tmp_path / "file.db")
    yield found
    found.close()


def texts(file: SqliteFile) -> list[str]:
    with file.reading() as database:
        return [*database.execute(select(TEXTS.c.text)).scalars()]


def add(
    file: SqliteFile,
    text: str,
    error: type[BaseException] | None = None,
    query: str = "SELECT 1",
) -> None:
    with file.transaction() as database:
        database.execute(TEXTS.insert(), {"text": text})
        database.exec_driver_sql(query)
        if error is not None:
            raise error


def test_what_was_stored_survives_a_loss_of_power(file: SqliteFile) -> None:
    """Every connection syncs the journal with each transaction."""
    told: list[tuple[object, ...]] = []

    def ask() -> None:
        names = ("journal_mode", "synchronous", "application_id", "user_version")
        with file.reading() as database:
            told.append(
                tuple(
                    database.exec_driver_sql(f"PRAGMA {name}").scalar()
                    for name in names
                )
            )
        file.close()

    ask()
    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert told == [("wal", 2, 7, 2)] * 2


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt])
def test_a_transaction_stores_all_or_nothing(
    file: SqliteFile, error: type[BaseException]
) -> None:
    """Whatever ends it; and the next one is not held up."""
    add(file, "first")
    with pytest.raises(error):
        add(file, "lost", error)
    with pytest.raises(StateError, match="syntax"):
        add(file, "lost", query="SELECT FROM")
    assert texts(file) == ["first"]
    add(file, "second")
    assert texts(file) == ["first", "second"]


def test_each_thread_has_its_own_connection(file: SqliteFile) -> None:
    """What one has not stored yet, another does not see, and is not part of."""
    seen: list[list[str]] = []
    with file.transaction() as database:
        database.execute(TEXTS.insert(), {"text": "mine"})
        thread = threading.Thread(target=lambda: seen.append(texts(file)))
        thread.start()
        thread.join()
    assert seen == [[]]
    assert texts(file) == ["mine"]


def test_a_file_that_has_gone_is_not_made_anew(tmp_path: Path) -> None:
    """A state that was deleted under a process is no empty one."""
    path = tmp_path / "file.db"
    file = made(path)
    file.close()
    path.unlink()
    with pytest.raises(StateError):
        texts(file)
    assert not path.exists()


def test_closing_is_for_the_thread_and_can_be_done_twice(file: SqliteFile) -> None:
    """The next use opens it again."""
    add(file, "kept")
    with file.reading() as first:
        pass
    file.close()
    file.close()
    assert first.closed
    assert texts(file) == ["kept"]
    with file.reading() as second:
        assert second is not first


def test_a_damaged_file_says_what_to_do(file: SqliteFile, tmp_path: Path) -> None:
    """Whether a part of it is missing, or all of it is something else."""
    add(file, "kept")
    file.close()
    whole = Path(file.path).read_bytes()
    for number, content in enumerate((whole[: len(whole) // 2], b"else" * 1_000)):
        path = tmp_path / f"damaged{number}.db"
        path.write_bytes(content)
        path.chmod(0o600)
        with pytest.raises(StateError, match=r"failed: .*\. Put a copy of it back"):
            texts(made(path))
        assert path.read_bytes() == content


def test_a_locked_file_says_so(file: SqliteFile) -> None:
    """By another program, as the tests' own connection is here."""
    add(file, "kept")
    with file.reading() as own:
        own.exec_driver_sql("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(file.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StateError, match=r"locked\. Another program has locked it"):
            add(file, "late")


def test_a_refused_file_is_let_go(tmp_path: Path) -> None:
    """Nothing of it stays open or is changed."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE horses (name TEXT)")
    database.close()
    path.chmod(0o600)
    before = path.read_bytes()
    with pytest.raises(StateError, match="something else"):
        made(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["other.db"]


def test_a_file_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    """It has its name only once it is whole."""
    path = tmp_path / "file.db"
    with pytest.raises((StateError, sqlite3.Error)):
        made(path, table=NONE)
    assert not list(tmp_path.iterdir())


def test_a_file_that_another_has_made_meanwhile_is_used(file: SqliteFile) -> None:
    """Its journal is no remains of one that has gone; and nothing of it is lost."""
    add(file, "kept")
    assert Path(f"{file.path}-wal").exists()
    OwnFile(file.path, part()).make()
    assert texts(file) == ["kept"]


def test_a_file_shows_its_name_and_nothing_else(file: SqliteFile) -> None:
    assert repr(file) == f"<SqliteFile {file.path}>"


@forking
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_process_that_is_forked_has_a_connection_of_its_own(
    file: SqliteFile,
) -> None:
    """It leaves that of the other one alone, whose locks it would end."""
    add(file, "before")
    seen = in_child(lambda: (texts(file), gc.collect(), bool(files._inherited))[::2])
    assert seen == "(['before'], True)"
    with file.transaction() as database:
        database.execute(TEXTS.insert(), {"text": "amid"})
        assert in_child(lambda: texts(file)) == "['before']"
    assert texts(file) == ["before", "amid"]
