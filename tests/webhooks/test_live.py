"""Events and delta become one stream: nothing missing, old or out of place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import httpx
import pytest

from protime_emulator import Emulator
from protime_runtime.errors import InvalidRequest
from protime_sync import LeaseLost, MemoryState
from protime_sync.state.leases import Lease
from protime_sync.webhooks import Live, Received, SqliteInbox

from .blocking import blocking
from .conftest import event, received
from .tenancy import (
    FEBRUARY,
    Postbox,
    Rows,
    apply,
    clocking,
    emulated,
    subscribe,
    sync_of,
    tenant,
)

MINUTES = timedelta(minutes=5)


@pytest.fixture
def postbox(inbox: SqliteInbox) -> Postbox:
    return Postbox(inbox)


@pytest.fixture
def emulator(postbox: Postbox) -> Iterator[Emulator]:
    delivery = httpx.Client(transport=httpx.MockTransport(postbox))
    with emulated(delivery=delivery) as made:
        yield made


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


@pytest.fixture
def naps() -> list[Callable[[], object]]:
    """Return what is to happen in the tenant during each pause, one after the other."""
    return []


Make = Callable[..., Live[Any]]


@pytest.fixture(params=["blocking", "awaiting"])
def make(
    request: pytest.FixtureRequest,
    emulator: Emulator,
    state: MemoryState,
    inbox: SqliteInbox,
    naps: list[Callable[[], object]],
) -> Iterator[Make]:
    """Give what makes live streams: all that must hold, holds for both kinds."""
    with ExitStack() as stack:

        def sleep(seconds: float) -> None:
            assert 0 < seconds <= 0.2
            if naps:
                naps.pop(0)()

        def made(collection: str, **filter: Any) -> Any:
            more: Any = {"sleep": sleep, "every": MINUTES}
            if request.param == "awaiting":
                made = blocking(emulator, state, inbox, collection, **more, **filter)
                return stack.enter_context(made)
            feed = sync_of(emulator, state).follow(collection, **filter)
            return Live(feed, inbox, **more)

        yield made


@pytest.fixture
def live(emulator: Emulator, make: Make) -> Live[Any]:
    subscribe(emulator, "clockings")
    return make("clockings", date=FEBRUARY)


def follow(live: Live[Any], copy: Rows) -> int:
    with live.batch() as batch:
        return apply(batch, copy)


def test_the_first_batch_is_the_first_load(live: Live[Any], emulator: Emulator) -> None:
    """And afterwards events alone keep the copy true, without a request."""
    copy: Rows = {}
    assert follow(live, copy) == len(copy) > 100
    asked = len(emulator.requests)
    new = emulator.add("clockings", clocking(500))
    emulator.change("clockings", new["id"], {"timeOfDayInMinutes": 501})  # type: ignore[arg-type]  # an id
    emulator.erase("clockings", next(iter(tenant(emulator))))  # type: ignore[arg-type]  # an id
    emulator.deliver_events()
    assert follow(live, copy) == 2
    assert copy == tenant(emulator)
    assert len(emulator.requests) == asked
    assert live.seen.deltas == 1


def test_the_delta_finds_what_no_event_told(
    live: Live[Any], emulator: Emulator, postbox: Postbox
) -> None:
    """A webhook that stays silent is noticed, and so is that it speaks again."""
    copy: Rows = {}
    follow(live, copy)
    postbox.loses = True
    emulator.add("clockings", clocking(500))
    emulator.deliver_events()
    assert follow(live, copy) == 0
    emulator.clock.advance(minutes=6)
    assert follow(live, copy) == 1
    assert copy == tenant(emulator)
    assert (live.seen.recovered, live.seen.is_silent) == (1, True)
    postbox.loses = False
    emulator.add("clockings", clocking(510))
    emulator.deliver_events()
    follow(live, copy)
    emulator.clock.advance(minutes=6)
    assert follow(live, copy) == 0
    assert (live.seen.recovered, live.seen.is_silent) == (1, False)


def test_what_events_told_the_delta_does_not_repeat(
    live: Live[Any], emulator: Emulator
) -> None:
    """Nor events what the delta told."""
    copy: Rows = {}
    follow(live, copy)
    emulator.add("clockings", clocking(500))
    emulator.clock.advance(minutes=6)
    assert follow(live, copy) == 1
    emulator.deliver_events()
    assert follow(live, copy) == 0
    assert live.seen.repeated == 1


def test_a_late_event_never_brings_back_what_is_gone(
    live: Live[Any], emulator: Emulator, inbox: SqliteInbox
) -> None:
    """Not even after a full load, which forgets what was deleted before it."""
    copy: Rows = {}
    follow(live, copy)
    id = next(iter(copy))
    late = dict(emulator.collection("clockings")[0]) | {"id": id}
    late["changeVersion"] = emulator.change("clockings", id, {"timeOfDayInMinutes": 1})[  # type: ignore[arg-type]  # an id
        "changeVersion"
    ]
    emulator.erase("clockings", id)  # type: ignore[arg-type]  # an id
    emulator.clock.advance(minutes=6)
    assert follow(live, copy) == 1
    emulator.clock.advance(hours=80)
    follow(live, copy)
    body = json.dumps({"changeType": "InsertOrUpdate", "data": late}).encode()
    inbox.put([received(body)])
    follow(live, copy)
    assert copy == tenant(emulator)
    assert id not in copy


def test_a_crash_after_a_full_load_lets_nothing_come_back(
    live: Live[Any], emulator: Emulator, inbox: SqliteInbox, monkeypatch: Any
) -> None:
    """What is gone is stored before the state says that the load is done."""
    copy: Rows = {}
    follow(live, copy)
    row = next(one for one in emulator.collection("clockings") if one["id"] in copy)
    emulator.erase("clockings", row["id"])  # type: ignore[arg-type]  # an id
    emulator.clock.advance(hours=80)
    with monkeypatch.context() as patch:
        patch.setattr(inbox, "settle", lambda settled: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            follow(live, copy)
    follow(live, copy)
    late = {**row, "changeVersion": "Z"}
    body = json.dumps({"changeType": "InsertOrUpdate", "data": late}).encode()
    inbox.put([received(body)])
    assert follow(live, copy) == 0
    assert copy == tenant(emulator)


def test_what_a_full_load_did_not_bring_comes_back_by_the_delta_only(
    live: Live[Any], emulator: Emulator, inbox: SqliteInbox
) -> None:
    """A late event of it cannot be told from a new one, and the delta can."""
    copy: Rows = {}
    follow(live, copy)
    row = next(one for one in emulator.collection("clockings") if one["id"] in copy)
    late = {**row, "changeVersion": "Z"}
    emulator.clock.advance(hours=80)
    emulator.erase("clockings", row["id"])  # type: ignore[arg-type]  # an id
    follow(live, copy)
    assert row["id"] not in copy
    body = json.dumps({"changeType": "InsertOrUpdate", "data": late}).encode()
    inbox.put([received(body)])
    assert follow(live, copy) == 0
    emulator.add("clockings", row)
    emulator.clock.advance(minutes=6)
    assert follow(live, copy) == 1
    assert copy == tenant(emulator)


def test_events_outside_the_filter_are_left_out(
    live: Live[Any], emulator: Emulator
) -> None:
    """Webhooks know no filter; what is moved out of it is gone, as in a delta."""
    copy: Rows = {}
    follow(live, copy)
    emulator.add("clockings", clocking(500, "2026-01-15"))
    emulator.change("clockings", next(iter(copy)), {"date": "2026-01-15"})  # type: ignore[arg-type]  # an id
    emulator.deliver_events()
    assert follow(live, copy) == 1
    assert copy == tenant(emulator)


def test_a_batch_that_fails_comes_again(live: Live[Any], emulator: Emulator) -> None:
    """As with a feed: state and inbox are settled when the block ends well."""
    copy: Rows = {}
    follow(live, copy)
    emulator.add("clockings", clocking(500))
    emulator.deliver_events()
    with pytest.raises(ZeroDivisionError), live.batch() as batch:
        assert 1 // (apply(batch, {}) - 1)
    with live.batch():
        pass
    assert follow(live, copy) == 1
    assert copy == tenant(emulator)


def test_a_crash_between_state_and_inbox_repeats_nothing(
    live: Live[Any], emulator: Emulator, inbox: SqliteInbox, monkeypatch: Any
) -> None:
    """The state comes first, and knows what the inbox gives again."""
    copy: Rows = {}
    follow(live, copy)
    emulator.add("clockings", clocking(500))
    emulator.deliver_events()
    with monkeypatch.context() as patch:
        patch.setattr(inbox, "settle", lambda settled: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            follow(live, copy)
    assert inbox.counts().waiting == 1
    assert follow(live, copy) == 0
    assert inbox.counts().waiting == 0
    assert copy == tenant(emulator)


def test_what_keep_alive_kept_is_not_dropped(
    live: Live[Any], emulator: Emulator, postbox: Postbox, state: MemoryState
) -> None:
    """Changes that wait in the state come before any commit of events."""
    copy: Rows = {}
    follow(live, copy)
    postbox.loses = True
    emulator.add("clockings", clocking(500))
    emulator.deliver_events()
    sync_of(emulator, state).follow("clockings", date=FEBRUARY).keep_alive()
    postbox.loses = False
    emulator.add("clockings", clocking(510))
    emulator.deliver_events()
    assert follow(live, copy) == 2
    assert follow(live, copy) == 0
    assert live.seen.deltas == 2
    assert copy == tenant(emulator)


def test_narrow_filters_are_left_to_the_delta(emulator: Emulator, make: Make) -> None:
    """Events only hurry it, since they cannot be held against such a filter."""
    subscribe(emulator, "clockings")
    live = make("clockings", where="date ge '2026-02-01'")
    copy: Rows = {}
    follow(live, copy)
    emulator.add("clockings", clocking(500))
    emulator.add("clockings", clocking(500, "2026-01-15"))
    emulator.deliver_events()
    assert follow(live, copy) == 0
    assert follow(live, copy) == 1
    assert live.seen.deltas == 2


def test_poison_does_not_stop_the_stream(
    live: Live[Any],
    emulator: Emulator,
    inbox: SqliteInbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is set aside, counted and told, and the others are handed over."""
    copy: Rows = {}
    follow(live, copy)
    inbox.put([received(b"{"), received(event(10**30, "A"))])
    emulator.add("clockings", clocking(500))
    emulator.deliver_events()
    assert follow(live, copy) == 1
    assert live.seen.aside == 2 == inbox.counts().aside
    assert caplog.text.count("is set aside") == 2


def test_waiting_ends_when_an_event_comes(
    live: Live[Any], emulator: Emulator, naps: list[Callable[[], object]]
) -> None:
    """Or when the time has passed, with an empty batch."""
    copy: Rows = {}
    follow(live, copy)

    def happens() -> None:
        emulator.add("clockings", clocking(500))
        emulator.deliver_events()

    naps += [lambda: None, lambda: None, happens, pytest.fail]
    with live.batch(wait=timedelta(seconds=60)) as batch:
        assert apply(batch, copy) == 1
    assert naps == [pytest.fail]
    naps.clear()
    with live.batch(wait=timedelta(milliseconds=1)) as batch:
        assert apply(batch, copy) == 0


def test_a_resync_reads_the_delta_now(
    live: Live[Any], emulator: Emulator, postbox: Postbox
) -> None:
    """As the manager of webhooks asks for, after it has made a new one."""
    copy: Rows = {}
    follow(live, copy)
    postbox.loses = True
    emulator.add("clockings", clocking(500))
    emulator.deliver_events()
    changes: list[Any] = []
    live.resync(changes.append)
    assert len(changes) == 1


def test_collections_without_events_are_refused(make: Make) -> None:
    """They have no webhooks, so nothing would ever come."""
    with pytest.raises(InvalidRequest, match="no events"):
        make("departments")


def test_deliveries_without_a_collection_find_their_stream(
    live: Live[Any], emulator: Emulator, inbox: SqliteInbox
) -> None:
    """One destination for all collections works if events name theirs."""
    copy: Rows = {}
    follow(live, copy)
    row = emulator.add("clockings", clocking(500))
    document = {
        "collectionName": "clockings",
        "events": [{"changeType": "InsertOrUpdate", "data": row}],
    }
    one = received(json.dumps(document).encode(), "")
    assert isinstance(one, Received)
    inbox.put([one])
    assert follow(live, copy) == 1
    assert copy == tenant(emulator)


def test_who_lost_the_lease_hears_of_it_before_the_block_ends(
    live: Live[Any], emulator: Emulator, state: MemoryState
) -> None:
    """Whoever took it may write now: a transaction of the copy must not end well."""
    copy: Rows = {}
    follow(live, copy)
    emulator.add("clockings", clocking(500))
    emulator.deliver_events()
    (name,) = state._feeds
    reached: list[str] = []

    def read() -> None:
        with live.batch() as batch:
            changes = iter(batch)
            next(changes)
            now = emulator.clock.now()
            wanted = Lease(owner="laptop", until=now + MINUTES)
            state.acquire(name, wanted, now, force=True)
            assert not list(changes)
            reached.append("the end of the block")

    with pytest.raises(LeaseLost):
        read()
    assert not reached


def test_a_status_tells_when_changes_came_last(
    live: Live[Any], emulator: Emulator, state: MemoryState, inbox: SqliteInbox
) -> None:
    """By events too: their time, and the greatest version; not of what was no news."""
    copy: Rows = {}
    follow(live, copy)
    (name,) = state._feeds
    before = state.load(name)
    assert before is not None
    emulator.clock.advance(minutes=1)
    emulator.add("clockings", clocking(500))
    emulator.deliver_events()
    follow(live, copy)
    after = state.load(name)
    assert after is not None
    assert before.changed_at is not None
    assert after.changed_at is not None
    passed = after.changed_at - before.changed_at
    assert timedelta(minutes=1) <= passed < timedelta(minutes=2)
    assert (after.last_change or "") > (before.last_change or "")
    emulator.clock.advance(minutes=2)
    inbox.put([received(event(10**9, "0", "Delete"))])
    assert follow(live, copy) == 0
    later = state.load(name)
    assert later is not None
    assert (later.changed_at, later.last_change) == (
        after.changed_at,
        after.last_change,
    )
