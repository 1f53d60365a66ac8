"""A state must hold all or nothing of a batch, and never look empty when it is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from protime import Protime
from protime_emulator import Emulator
from protime_runtime.messages import Upsert
from protime_sync import SqliteState, State, StateError, Sync
from tests.sync.conftest import FEBRUARY, sync_of
from tests.sync.copying import Rows, apply, tenant


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE horses (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StateError, match="something else"):
        SqliteState(path)
    assert path.read_bytes() == before


def test_a_broken_file_raises(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(b"no database " * 1000)
    with pytest.raises(StateError, match=r"state\.db"):
        SqliteState(path)


def test_a_state_is_for_its_owner_only(tmp_path: Path) -> None:
    """It holds personal data while changes wait, so no one else may read it."""
    path = tmp_path / "state.db"
    SqliteState(path).close()
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(StateError, match="chmod 600"):
        SqliteState(path)


def test_a_folder_that_is_missing_raises(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="cannot be made"):
        SqliteState(tmp_path / "missing" / "state.db")


def test_a_later_form_raises(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    SqliteState(path).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA user_version = 7")
    with pytest.raises(StateError, match="form 7"):
        SqliteState(path)


def test_a_position_that_makes_no_sense_raises(
    emulator: Emulator, client: Protime, tmp_path: Path
) -> None:
    """Half a state is no reason to start again in silence."""
    state = SqliteState(tmp_path / "state.db")
    sync = sync_of(emulator, client, state)
    apply(sync.follow("people"), Rows())
    with state._database.transaction() as database:
        database.exec_driver_sql(
            "UPDATE protime_feeds"
            " SET position = replace(position, 'following', 'galloping')"
        )
    with pytest.raises(StateError, match="galloping"):
        sync.follow("people")


def test_a_full_disk_loses_nothing(
    emulator: Emulator, client: Protime, tmp_path: Path
) -> None:
    """When the state cannot grow, the link stays where it was."""
    state = SqliteState(tmp_path / "state.db")
    feed, copy = sync_of(emulator, client, state).follow("people"), Rows()
    apply(feed, copy)
    before = feed.status().used_at
    clockings = sync_of(emulator, client, state).follow("clockings", date=FEBRUARY)
    emulator.change("people", 1, {"town": "Gent"})
    with state._database.reading() as database:
        (pages,) = database.exec_driver_sql("PRAGMA page_count").one()
        database.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StateError, match="full"):
        apply(clockings, Rows())
    assert clockings.status().phase is None
    assert feed.status().used_at == before
    database.exec_driver_sql("PRAGMA max_page_count = 1000000")
    copied = Rows()
    apply(clockings, copied)
    assert copied == tenant(emulator, "clockings")
    apply(feed, copy)
    assert copy == tenant(emulator, "people")


def test_two_files_opened_twice_see_the_same(
    emulator: Emulator, client: Protime, tmp_path: Path
) -> None:
    """Another process goes on where the first one ended."""
    one, two = SqliteState(tmp_path / "a.db"), SqliteState(tmp_path / "a.db")
    copy = Rows()
    apply(sync_of(emulator, client, one).follow("people"), copy)
    emulator.erase("people", 2)
    feed = sync_of(emulator, client, two).follow("people")
    assert feed.is_loaded
    assert apply(feed, copy) == 1
    assert copy == tenant(emulator, "people")


def test_what_a_lost_batch_brought_is_judged(
    emulator: Emulator, sync: Sync, state: State
) -> None:
    """A row of a batch that was applied, not committed, and is gone now is deleted."""
    copy: Rows = {}
    feed = sync.follow("people")
    with suppress(RuntimeError), feed.batch() as changes:
        for change in changes:
            assert isinstance(change, Upsert)
            copy[change.id] = change.change_version
        raise RuntimeError("the table was written, the state was not")
    emulator.remove("people", next(iter(copy)))
    emulator.clock.advance(hours=73)
    again = sync.follow("people")
    apply(again, copy)
    assert copy == tenant(emulator, "people")
    assert state.rows(again.status().feed) == len(copy)
