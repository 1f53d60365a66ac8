"""A full load that brings too little, or what is older, is told and changes nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pytest

from protime import AsyncProtime
from protime_emulator import Emulator
from protime_runtime.messages import Delete, Upsert
from protime_sync import (
    AsyncSync,
    DeletionLimit,
    State,
    TooManyDeletions,
)
from protime_sync.webhooks import AsyncLive, Live, SqliteInbox
from tests.sync.conftest import FEBRUARY, TODAY, USER_AGENT, client_of, sync_of
from tests.sync.copying import Rows, tenant

Read = Callable[..., list[int]]
"""Reads one batch into a copy, and returns the ids that it deleted."""


def note(change: Any, copy: Rows, deleted: list[int]) -> None:
    if isinstance(change, Upsert):
        copy[change.id] = change.change_version
    else:
        assert isinstance(change, Delete)
        deleted.append(int(change.id))


def kept(copy: Rows, deleted: list[int]) -> list[int]:
    """Apply deletions once a batch has ended well, as a transaction would."""
    for id in deleted:
        copy.pop(id, None)
    return deleted


def by_feed(emulator: Emulator, state: State, copy: Rows, **more: Any) -> list[int]:
    deleted = list[int]()
    feed = sync_of(emulator, client_of(emulator), state).follow(
        "clockings", date=FEBRUARY
    )
    with feed.batch(**more) as changes:
        for change in changes:
            note(change, copy, deleted)
    return kept(copy, deleted)


def by_follow(emulator: Emulator, state: State, copy: Rows, **more: Any) -> list[int]:
    """Say what is allowed where the feed is made."""
    deleted = list[int]()
    sync = sync_of(emulator, client_of(emulator), state)
    with sync.follow("clockings", date=FEBRUARY, **more).batch() as changes:
        for change in changes:
            note(change, copy, deleted)
    return kept(copy, deleted)


def in_parts(emulator: Emulator, state: State, copy: Rows, **more: Any) -> list[int]:
    """Read batch after batch of a load that is interrupted."""
    deleted = list[int]()
    feed = sync_of(emulator, client_of(emulator), state).follow(
        "clockings", date=FEBRUARY
    )
    while True:
        with feed.batch(60, **more) as changes:
            for change in changes:
                note(change, copy, deleted)
        if feed.is_loaded:
            return kept(copy, deleted)


def by_async_feed(
    emulator: Emulator, state: State, copy: Rows, **more: Any
) -> list[int]:
    async def read() -> list[int]:
        deleted = list[int]()
        async with emulator.async_http() as http:
            feed = AsyncSync(
                AsyncProtime(**emulator.settings(), user_agent=USER_AGENT, http=http),
                state,
                now=emulator.clock.now,
                today=emulator.clock.today,
            ).follow("clockings", date=FEBRUARY)
            async with feed.batch(**more) as changes:
                async for change in changes:
                    note(change, copy, deleted)
        return kept(copy, deleted)

    return asyncio.run(read())


def by_live(emulator: Emulator, state: State, copy: Rows, **more: Any) -> list[int]:
    deleted = list[int]()
    feed = sync_of(emulator, client_of(emulator), state).follow(
        "clockings", date=FEBRUARY
    )
    live = Live(feed, _inbox(state))
    live.resync(lambda change: note(change, copy, deleted), **more)
    return kept(copy, deleted)


def by_async_live(
    emulator: Emulator, state: State, copy: Rows, **more: Any
) -> list[int]:
    async def read() -> list[int]:
        deleted = list[int]()
        async with emulator.async_http() as http:
            client = AsyncProtime(
                **emulator.settings(), user_agent=USER_AGENT, http=http
            )
            clock = emulator.clock
            sync = AsyncSync(client, state, now=clock.now, today=clock.today)
            feed = sync.follow("clockings", date=FEBRUARY)
            live = AsyncLive(feed, _inbox(state))
            await live.resync(lambda change: note(change, copy, deleted), **more)
        return kept(copy, deleted)

    return asyncio.run(read())


def _inbox(state: State) -> SqliteInbox:
    if not hasattr(state, "tests_inbox"):
        import tempfile
        from pathlib import Path

        made = SqliteInbox(Path(tempfile.mkdtemp()) / "inbox.db")
        state.tests_inbox = made  # type: ignore[attr-defined]  # one for each state
    found: SqliteInbox = state.tests_inbox  # type: ignore[attr-defined]
    return found


READERS: list[Read] = [
    by_feed,
    by_follow,
    in_parts,
    by_async_feed,
    by_live,
    by_async_live,
]
reader = pytest.mark.parametrize("read", READERS)


def lost(emulator: Emulator, share: float) -> int:
    """Let a part of the tenant's rows go without a word, and the link die."""
    ids = sorted(tenant(emulator, "clockings"))
    gone = ids[: int(len(ids) * share)]
    for id in gone:
        emulator.erase("clockings", int(id))
    emulator.clock.advance(hours=73)
    return len(gone)


@pytest.mark.sampled(5)
@reader
@pytest.mark.parametrize("share", [1.0, 0.6])
def test_a_load_that_brings_too_little_deletes_nothing(
    emulator: Emulator, any_state: State, read: Read, share: float
) -> None:
    """All of a copy was deleted by an empty list, without a word."""
    copy = Rows()
    read(emulator, any_state, copy)
    before, whole = dict(copy), len(copy)
    gone = lost(emulator, share)
    for _ in range(2):
        with pytest.raises(TooManyDeletions) as caught:
            read(emulator, any_state, copy)
        assert (caught.value.gone, caught.value.known) == (gone, whole)
        for word in (f"{gone:,} of the {whole:,}", "allow_deletions", "--allow-del"):
            assert word in str(caught.value)
        assert copy == before
    assert len(read(emulator, any_state, copy, allow_deletions=True)) == gone
    assert copy == tenant(emulator, "clockings")
    assert read(emulator, any_state, copy) == []


@pytest.mark.sampled(5)
@reader
def test_a_server_that_recovers_needs_no_permission(
    emulator: Emulator, any_state: State, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was refused left the state as it was: the next run decides anew."""
    from protime_emulator import listing

    copy = Rows()
    read(emulator, any_state, copy)
    emulator.clock.advance(hours=73)
    with monkeypatch.context() as patched:
        patched.setattr(listing, "_rows", lambda *_: [])
        with pytest.raises(TooManyDeletions):
            read(emulator, any_state, copy)
    emulator.clock.advance(hours=73)
    read(emulator, any_state, copy)
    assert copy == tenant(emulator, "clockings")


@pytest.mark.parametrize(
    ("gone", "known", "limit", "is_refused"),
    [
        (101, 201, DeletionLimit(), True),
        (101, 202, DeletionLimit(), False),
        (100, 100, DeletionLimit(), False),
        (100_000, 1_000_000, DeletionLimit(), False),
        (1, 1, DeletionLimit(rows=0), True),
        (11, 100, DeletionLimit(rows=10, share=0.1), True),
        (10, 100, DeletionLimit(rows=0, share=0.1), False),
        (5, 0, DeletionLimit(rows=4), True),
    ],
)
def test_the_limit_is_both_numbers(
    gone: int, known: int, limit: DeletionLimit, is_refused: bool
) -> None:
    try:
        limit.check("feed", gone, known)
    except TooManyDeletions:
        assert is_refused
    else:
        assert not is_refused


def test_less_than_half_is_deleted(emulator: Emulator, any_state: State) -> None:
    copy = Rows()
    by_feed(emulator, any_state, copy)
    gone = lost(emulator, 0.45)
    assert gone > 100
    assert len(by_feed(emulator, any_state, copy)) == gone
    assert copy == tenant(emulator, "clockings")


def test_a_limit_of_ones_own(emulator: Emulator, any_state: State) -> None:
    copy = Rows()
    by_feed(emulator, any_state, copy)
    gone = lost(emulator, 0.45)
    strict = DeletionLimit(rows=gone - 1, share=0.4)
    with pytest.raises(TooManyDeletions):
        by_feed(emulator, any_state, copy, allow_deletions=strict)
    loose = DeletionLimit(rows=gone)
    assert len(by_feed(emulator, any_state, copy, allow_deletions=loose)) == gone


def test_what_is_outside_of_the_window_does_not_count(
    emulator: Emulator, any_state: State
) -> None:
    """Both numbers are of the window that the load reads."""
    from datetime import date

    from protime import DateRange

    copy = Rows()
    by_feed(emulator, any_state, copy)
    late = tenant(emulator, "clockings", "2026-02-10")
    for id in late:
        emulator.erase("clockings", int(id))
    feed = sync_of(emulator, client_of(emulator), any_state).follow(
        "clockings", date=DateRange(date(2026, 2, 10))
    )
    with pytest.raises(TooManyDeletions) as caught, feed.batch() as changes:
        list(changes)
    assert caught.value.known == caught.value.gone == len(late) < len(copy)


def test_a_collection_that_is_compared(emulator: Emulator, any_state: State) -> None:
    """Without a delta, each run is a full load."""
    sync = sync_of(emulator, client_of(emulator), any_state)
    feed = sync.follow("departments", allow_deletions=DeletionLimit(rows=1))
    with feed.batch() as changes:
        found = list(changes)
    for one in found:
        emulator.erase("departments", int(one.id))
    with pytest.raises(TooManyDeletions), feed.batch() as changes:
        list(changes)
    with feed.batch(allow_deletions=True) as changes:
        assert [one.id for one in changes] == [one.id for one in found]


def restored(emulator: Emulator, state: State, read: Read, copy: Rows) -> Emulator:
    """Copy a tenant that has changed since, and return it as it was before that."""
    with Emulator(people=6, days=40, seed=1, today=TODAY, page_size=50) as before:
        for id in sorted(tenant(emulator, "clockings"))[:7]:
            emulator.change("clockings", int(id), {"timeOfDayInMinutes": 7})
        read(emulator, state, copy)
        assert copy == tenant(emulator, "clockings")
        before.clock.advance(hours=80)
        return before


@pytest.mark.sampled(5)
@reader
def test_a_restored_tenant_is_told(
    emulator: Emulator,
    any_state: State,
    read: Read,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Older versions are left out, counted, told, and taken when that is asked for."""
    copy = Rows()
    old = restored(emulator, any_state, read, copy)
    held = dict(copy)
    with caplog.at_level(logging.WARNING):
        read(old, any_state, copy)
    assert "7 rows in an older version" in caplog.text
    assert "accept_older" in caplog.text
    assert copy == held
    feed = sync_of(old, client_of(old), any_state).follow("clockings", date=FEBRUARY)
    assert feed.status().older == 7
    assert "7 left out as older" in str(feed.status())
    read(old, any_state, copy)
    assert feed.status().older == 7, "Later batches keep what was told."
    read(old, any_state, copy, accept_older=True)
    assert copy == tenant(old, "clockings") != held
    assert feed.status().older == 0
    old.change("clockings", int(min(copy)), {"timeOfDayInMinutes": 9})
    read(old, any_state, copy)
    assert copy == tenant(old, "clockings"), "What was taken back follows again."
