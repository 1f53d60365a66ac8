"""Of two who read one feed, only the later one writes, in every kind of state."""

from __future__ import annotations

import inspect
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from protime import AsyncProtime, Protime
from protime_emulator import Emulator
from protime_runtime.messages import Delete
from protime_sync import AsyncSync, Feed, LeaseHeld, LeaseLost, State
from protime_sync.state.leases import CLOCKS, LENGTH, Lease
from protime_sync.state.processes import is_gone, this_process
from protime_sync.state.protocol import Judged, Known, Phase, Position
from tests.sync.conftest import FEBRUARY, USER_AGENT, client_of, sync_of, until
from tests.sync.copying import Rows, apply, tenant

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ROW = Known(2, "0B", None, False, 7, None, None, "")
ALL = Judged(load=1, first=None, last=None, scope="", undated=True)
POSITION = Position(
    phase=Phase.FOLLOWING, link="/b", load=7, signature="s", used_at=NOW
)
WRITES: dict[str, Callable[[State, Lease], object]] = {
    "commit": lambda state, lease: state.commit("feed", POSITION, lease),
    "stage": lambda state, lease: state.stage("feed", [ROW], lease),
    "discard": lambda state, lease: state.discard("feed", lease),
    "keep": lambda state, lease: state.keep("feed", b"[]", POSITION, lease),
    "renew": lambda state, lease: state.renew("feed", lease),
}
"""Everything that is written in the name of a lease."""


def lease_of(owner: str, **more: Any) -> Lease:
    return Lease(owner=owner, until=NOW + LENGTH, **more)


def take(state: State, owner: str, *, force: bool = False) -> Lease:
    return state.acquire("feed", lease_of(owner), NOW, force=force)


def seen(state: State) -> tuple[object, ...]:
    """Return all that a state tells of the feed."""
    return (
        state.load("feed"),
        state.known("feed", [1, 2]),
        state.kept("feed"),
        state.rows("feed"),
        list(state.vanished("feed", ALL)),
        state.lease("feed", NOW),
    )


def test_the_table_names_every_write() -> None:
    """A method that takes a lease, and is not in the table, would be left untested."""
    taking = {
        name
        for name, method in inspect.getmembers(State, inspect.isfunction)
        if "lease" in inspect.signature(method).parameters
    }
    assert taking == {*WRITES, "release"}


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("after", ["taken", "taken by itself", "given back"])
def test_a_lost_lease_writes_nothing(any_state: State, write: str, after: str) -> None:
    """Neither over another holder, nor over the same one's next lease."""
    lost = take(any_state, "nightly")
    any_state.stage("feed", [ROW._replace(id=1)], lost)
    any_state.commit("feed", POSITION, lost)
    if after == "given back":
        any_state.release("feed", lost)
    else:
        owner = "laptop" if after == "taken" else "nightly"
        holder = take(any_state, owner, force=True)
        any_state.keep("feed", b'[[1,"0C",null]]', POSITION, holder)
        any_state.stage("feed", [ROW._replace(id=1, version="0C")], holder)
    before = seen(any_state)
    with pytest.raises(LeaseLost, match="nightly"):
        WRITES[write](any_state, lost)
    assert seen(any_state) == before


def test_a_lost_lease_gives_nothing_back(any_state: State) -> None:
    lost = take(any_state, "nightly")
    holder = take(any_state, "laptop", force=True)
    any_state.release("feed", lost)
    assert any_state.lease("feed", NOW) == holder
    any_state.release("feed", holder)
    assert any_state.lease("feed", NOW) is None


def test_fences_rise(any_state: State) -> None:
    """Whether a lease is taken over or given back, the next one's is greater."""
    found = []
    for number in range(6):
        lease = take(any_state, "nightly", force=True)
        if number % 2:
            any_state.release("feed", lease)
        found.append(lease.fence)
    assert found == sorted(set(found))


def test_a_lease_that_is_held_is_not_taken_twice(any_state: State) -> None:
    """Not even by its own owner: each batch is another holder."""
    take(any_state, "nightly")
    for owner in ("laptop", "nightly"):
        with pytest.raises(LeaseHeld, match="nightly"):
            take(any_state, owner)


@pytest.mark.parametrize(
    ("until", "is_held"),
    [
        (NOW + LENGTH, True),
        (NOW + LENGTH + CLOCKS, True),
        (NOW + LENGTH + CLOCKS + timedelta(seconds=1), False),
        (NOW + timedelta(days=400), False),
        (NOW, False),
        (NOW - timedelta(days=1), False),
    ],
)
def test_a_clock_that_was_ahead(
    any_state: State, until: datetime, is_held: bool
) -> None:
    """A lease that ends later than any lease can is void, and one that ended is."""
    ahead = Lease(owner="ahead", until=until)
    any_state.acquire("feed", ahead, NOW, force=False)
    assert (any_state.lease("feed", NOW) is not None) is is_held
    with suppress(LeaseHeld):
        take(any_state, "laptop")
        assert not is_held
    found = any_state.lease("feed", NOW)
    assert found is not None
    assert found.owner == ("ahead" if is_held else "laptop")


def ended() -> str:
    """Return the name of a process that has ended."""
    words = "import protime_sync.state.processes as it; print(it.this_process())"
    command = [sys.executable, "-c", words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # ourselves
    return done.stdout.strip()


def other(process: str, part: int, value: str) -> str:
    parts = process.split(" ")
    parts[part] = value
    return " ".join(parts)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of processes")
def test_which_processes_are_gone() -> None:
    """Gone is only what is sure to be; all else is waited for."""
    this, gone = this_process(), ended()
    assert this.split(" ")[2] == str(os.getpid())
    assert not is_gone(this)
    assert is_gone(gone)
    assert is_gone(other(this, 3, "1")), "Another process has its pid now."
    assert not is_gone(other(gone, 0, "another-boot"))
    assert not is_gone(other(gone, 1, "pid:[1]")), "It is in another container."
    for unreadable in ("", "x", "a b c d", other(gone, 2, "-1"), other(gone, 2, "1")):
        is_gone_too = unreadable == other(gone, 2, "1")  # The first process is another.
        assert is_gone(unreadable) is is_gone_too


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of processes")
def test_a_process_that_nobody_has_waited_for_is_gone() -> None:
    """A killed holder stays a zombie where the first process of a container sleeps."""
    words = (
        "from protime_sync.state import processes;"
        " print(processes.this_process(), flush=True)"
    )
    command = [sys.executable, "-c", words + "; import time; time.sleep(600)"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  # ourselves
        assert process.stdout is not None
        named = process.stdout.readline().strip()
        assert not is_gone(named)
        process.send_signal(signal.SIGKILL)
        until(lambda: is_gone(named))


@pytest.mark.parametrize("unreadable", ["_BOOT", "_NAMESPACE"])
def test_where_processes_are_not_told(
    any_state: State, monkeypatch: pytest.MonkeyPatch, unreadable: str
) -> None:
    """On other systems, or without /proc, a dead holder's lease is waited for."""
    gone = ended()
    any_state.acquire("feed", lease_of("dead", process=gone), NOW, force=False)
    from pathlib import Path

    missing: object = Path("/nowhere") if unreadable == "_BOOT" else "/nowhere"
    monkeypatch.setattr(f"protime_sync.state.processes.{unreadable}", missing)
    assert this_process() == ""
    with pytest.raises(LeaseHeld, match="dead"):
        take(any_state, "laptop")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of processes")
def test_a_dead_holder_blocks_nobody(any_state: State) -> None:
    any_state.acquire("feed", lease_of("dead", process=ended()), NOW, force=False)
    assert any_state.lease("feed", NOW) is None
    assert take(any_state, "laptop").fence == 2


def stale(emulator: Emulator, feed: Feed[Any], copy: Rows) -> None:
    """Load a copy, and let its link die, so that the next batch is a full load."""
    apply(feed, copy)
    assert len(copy) > 200
    emulator.clock.advance(hours=73)


def test_a_holder_that_slept_deletes_nothing(large: Emulator, any_state: State) -> None:
    """It took its lease again, and deleted what its first page alone had brought."""
    sleeper = sync_of(large, client_of(large), any_state, owner="nightly")
    feed, copy = sleeper.follow("clockings", date=FEBRUARY), Rows()
    stale(large, feed, copy)
    other = sync_of(large, client_of(large), any_state, owner="laptop")
    again = other.follow("clockings", date=FEBRUARY)
    deleted = list[object]()
    with pytest.raises(LeaseLost, match="nightly"), feed.batch() as changes:  # noqa: PT012
        parts = changes.parts()
        next(parts)
        large.clock.advance(hours=1)
        apply(again, copy)
        for part in parts:
            deleted += part.deletes
    assert deleted == []
    assert copy == tenant(large, "clockings")
    assert again.status().rows == len(copy)
    assert apply(again, copy) == 0


@pytest.mark.parametrize("is_loaded", [False, True])
def test_who_lost_the_lease_at_the_end_hears_of_it_before_the_end(
    large: Emulator, any_state: State, is_loaded: bool
) -> None:
    """So that a copy's own transaction is not ended after somebody else's."""
    feed = sync_of(large, client_of(large), any_state, owner="nightly").follow("people")
    if is_loaded:
        apply(feed, Rows())
        large.change("people", 6, {"town": "Gent"})
    now, is_ended = large.clock.now(), False
    with pytest.raises(LeaseLost, match="nightly"), feed.batch() as changes:  # noqa: PT012
        for change in changes:
            if change.id == 6:
                other = Lease(owner="laptop", until=now + LENGTH)
                any_state.acquire(feed.name, other, now, force=True)
        is_ended = True
    assert not is_ended


async def test_an_async_holder_that_slept(large: Emulator, any_state: State) -> None:
    client = AsyncProtime(
        **large.settings(), user_agent=USER_AGENT, http=large.async_http()
    )
    clock, copy = large.clock, Rows()
    sleeper = AsyncSync(client, any_state, now=clock.now, today=clock.today)
    other = sync_of(large, client_of(large), any_state, owner="laptop")
    again = other.follow("clockings", date=FEBRUARY)
    stale(large, again, copy)
    feed = sleeper.follow("clockings", date=FEBRUARY)
    with pytest.raises(LeaseLost):  # noqa: PT012
        async with feed.batch() as changes:
            async for number, _ in aenumerate(changes):
                if number == 10:
                    large.clock.advance(hours=1)
                    apply(again, copy)
    assert copy == tenant(large, "clockings")
    assert apply(again, copy) == 0


async def aenumerate(items: Any) -> Any:
    number = 0
    async for item in items:
        yield number, item
        number += 1


def test_a_lease_is_renewed_from_page_to_page(
    large: Emulator, any_state: State
) -> None:
    """Pages that take nine minutes each end no lease of ten."""
    one = sync_of(large, client_of(large), any_state, owner="nightly")
    two = sync_of(large, client_of(large), any_state, owner="laptop")
    feed, copy, pages = one.follow("clockings", date=FEBRUARY), Rows(), 0
    with feed.batch() as changes:
        for part in changes.parts():
            copy.update((row["id"], row["changeVersion"]) for row in part.upserts)
            pages += 1
            large.clock.advance(minutes=9)
            with pytest.raises(LeaseHeld, match="nightly"):
                apply(two.follow("clockings", date=FEBRUARY), Rows())
    assert pages > 2
    assert copy == tenant(large, "clockings")


def test_keep_alive_that_slept_keeps_nothing(
    large: Emulator, any_state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link that another process has followed since is not put back."""
    client = client_of(large)
    feed = sync_of(large, client, any_state, owner="nightly").follow("people")
    apply(feed, Rows())
    other = sync_of(large, client_of(large), any_state, owner="laptop").follow("people")
    real = client._send

    def slow(request: Any) -> Any:
        found = real(request)
        large.clock.advance(hours=1)
        apply(other, Rows())
        return found

    monkeypatch.setattr(client, "_send", slow)
    with pytest.raises(LeaseLost, match="nightly"):
        feed.keep_alive()
    assert any_state.kept(feed.name) == ()


def test_a_lease_that_was_not_given_back_is_the_feeds_own(
    large: Emulator, any_state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A state that failed at a batch's end does not keep the feed from the next."""
    from protime_sync import StateError

    feed = sync_of(large, client_of(large), any_state).follow("people")

    def fail(*_: object) -> None:
        raise StateError("It was down.")

    with monkeypatch.context() as patched:
        patched.setattr(any_state, "release", fail)
        apply(feed, Rows())
    assert apply(feed, Rows()) == 0


def test_deletes_are_those_of_the_holder(large: Emulator, any_state: State) -> None:
    """After all this, what is really gone is still deleted."""
    feed, copy = (
        sync_of(large, client_of(large), any_state).follow("clockings", date=FEBRUARY),
        Rows(),
    )
    stale(large, feed, copy)
    gone = min(copy)
    large.erase("clockings", gone)
    with feed.batch() as changes:
        assert [one.id for one in changes if isinstance(one, Delete)] == [gone]


def test_a_client_is_named(large: Emulator, client: Protime, any_state: State) -> None:
    """Who holds the lease stands in the status, under the name that was given."""
    feed = sync_of(large, client, any_state, owner="nightly").follow("people")
    with feed.batch():
        assert "nightly" in str(feed.status().held_by)
    assert feed.status().held_by is None
