"""A feed's copy must equal the tenant, whatever happens between two batches."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import date
from typing import Any

import pytest

from protime import Clocking, DateRange, Protime
from protime_emulator import Emulator, listing
from protime_runtime.errors import InvalidRequest, ServerError
from protime_runtime.messages import Delete, Upsert
from protime_runtime.sending.retries import RetryPolicy
from protime_sync import Feed, LeaseHeld, LeaseLost, State, Sync
from protime_sync.database.tables import FEEDS, ITEMS
from tests.sync.conftest import FEBRUARY, USER_AGENT, sync_of
from tests.sync.copying import Rows, apply, tenant


def test_a_first_load_and_what_follows(emulator: Emulator, sync: Sync) -> None:
    """Changes and deletions after the first load reach the copy."""
    feed, copy = sync.follow(sync.client.clockings, date=FEBRUARY), Rows()
    assert apply(feed, copy) == len(copy) > 100
    assert copy == tenant(emulator, "clockings")
    first, second, *_ = sorted(copy)
    emulator.change("clockings", first, {"timeOfDayInMinutes": 7})
    emulator.erase("clockings", second)
    assert apply(feed, copy) == 2
    assert copy == tenant(emulator, "clockings")
    assert apply(feed, copy) == 0


def test_a_batch_gives_models(sync: Sync) -> None:
    """Items are the client's own models."""
    with sync.follow("clockings", date=FEBRUARY).batch() as changes:
        change = next(iter(changes))
    assert isinstance(change, Upsert)
    assert isinstance(change.item, Clocking)


def test_what_fails_in_the_block_comes_again(emulator: Emulator, sync: Sync) -> None:
    """A block that ends with an error stores nothing, after a first load and later."""
    feed, copy = sync.follow("clockings", date=FEBRUARY), Rows()
    crash(feed)
    assert feed.status().phase is None
    apply(feed, copy)
    emulator.change("clockings", min(copy), {"timeOfDayInMinutes": 7})
    crash(feed)
    assert apply(feed, copy) == 1
    assert copy == tenant(emulator, "clockings")


def test_a_crash_needs_no_link_twice(emulator: Emulator, sync: Sync) -> None:
    """Changes are kept before they are handed over, so a link is used only once."""
    feed, copy = sync.follow("clockings", date=FEBRUARY), Rows()
    apply(feed, copy)
    emulator.change("clockings", min(copy), {"timeOfDayInMinutes": 7})
    with feed.batch() as changes:
        next(iter(changes))
    emulator.change("clockings", max(copy), {"timeOfDayInMinutes": 8})
    assert apply(feed, copy) == 2
    links = [one.query for one in emulator.requests if "/delta/" in one.path]
    assert len(links) == len({str(link) for link in links})
    assert copy == tenant(emulator, "clockings")


def test_reading_must_reach_the_end(sync: Sync) -> None:
    """A batch that was left early stores nothing."""
    feed, copy = sync.follow("clockings", date=FEBRUARY), Rows()
    with feed.batch() as changes:
        next(iter(changes))
    assert feed.status().phase is None
    assert apply(feed, copy) > 100


def test_a_long_load_is_cut_and_goes_on(emulator: Emulator, sync: Sync) -> None:
    """A full load of several batches brings each row once."""
    feed, copy, counts = sync.follow("clockings", date=FEBRUARY), Rows(), []
    while not feed.is_loaded:
        counts.append(apply(feed, copy, at_most=100))
    assert len(counts) == 3
    assert sum(counts) == len(copy)
    assert copy == tenant(emulator, "clockings")


def test_a_dead_token_within_a_load_begins_another(
    emulator: Emulator, sync: Sync
) -> None:
    """A continuation token that expired between two batches costs time only."""
    feed, copy = sync.follow("clockings", date=FEBRUARY), Rows()
    apply(feed, copy, at_most=100)
    gone = min(copy)
    emulator.erase("clockings", gone)
    emulator.clock.advance(hours=2)
    apply(feed, copy)
    assert gone not in copy
    assert copy == tenant(emulator, "clockings")


def test_after_72_hours_what_vanished_is_deleted(
    emulator: Emulator, sync: Sync, caplog: pytest.LogCaptureFixture
) -> None:
    """A 410 starts a full load by itself, which deletes what is gone."""
    feed, copy = sync.follow("clockings", date=FEBRUARY), Rows()
    apply(feed, copy)
    gone = min(copy)
    emulator.erase("clockings", gone)
    emulator.change("clockings", max(copy), {"timeOfDayInMinutes": 7})
    emulator.clock.advance(hours=73)
    with caplog.at_level(logging.WARNING), feed.batch() as changes:
        found = list(changes)
    assert "410" in caplog.text
    assert [one for one in found if isinstance(one, Delete)] == [Delete(gone)]
    assert feed.status().rows == len(tenant(emulator, "clockings"))
    emulator.clock.advance(hours=73)
    apply(feed, copy)
    with feed.batch() as changes:
        assert list(changes) == []


def test_outside_of_the_window_nothing_is_judged(
    emulator: Emulator, sync: Sync
) -> None:
    """A later window reads less, and does not delete what it does not reach."""
    feed, copy = sync.follow("clockings", date=FEBRUARY), Rows()
    apply(feed, copy)
    late = tenant(emulator, "clockings", "2026-02-20")
    emulator.erase("clockings", min(copy))
    emulator.erase("clockings", min(late))
    later = sync.follow("clockings", date=DateRange(date(2026, 2, 20)))
    with later.batch() as changes:
        deleted = [one.id for one in changes if isinstance(one, Delete)]
    assert deleted == [min(late)]


def test_a_narrower_filter_deletes_nothing(emulator: Emulator, sync: Sync) -> None:
    """Rows that another filter brought are not judged by this one."""
    feed, copy = sync.follow("counters", date=FEBRUARY), Rows()
    apply(feed, copy)
    narrow = sync.follow("counters", date=FEBRUARY, status="Manual")
    with narrow.batch() as changes:
        assert [one for one in changes if isinstance(one, Delete)] == []
    gone = min(copy)
    emulator.erase("counters", gone)
    with sync.follow("counters", date=FEBRUARY).batch() as changes:
        deleted = [one.id for one in changes if isinstance(one, Delete)]
    assert deleted == [gone]


def test_a_range_of_days_overlaps_the_window(emulator: Emulator, sync: Sync) -> None:
    """Assignments have a first and a last day, and are judged by both."""
    feed, copy = sync.follow("assignments", date=FEBRUARY), Rows()
    apply(feed, copy)
    for id in list(copy)[:3]:
        emulator.erase("assignments", id)
    emulator.clock.advance(hours=80)
    apply(feed, copy)
    listed = sync.client.assignments.list(date=FEBRUARY)
    assert copy == {one.id: one.change_version for one in listed}


def test_a_lost_entry_starts_again(emulator: Emulator, sync: Sync) -> None:
    """Without its position, a feed loads all and still deletes what vanished."""
    feed, copy = sync.follow("people"), Rows()
    apply(feed, copy)
    emulator.erase("people", 3)
    lose_position(sync.state, feed.name)
    apply(feed, copy)
    assert 3 not in copy
    assert copy == tenant(emulator, "people")


def test_an_older_version_is_ignored(
    emulator: Emulator, sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes late never overwrites what is newer, not even what was deleted."""
    feed, copy = sync.follow("clockings", date=FEBRUARY), Rows()
    apply(feed, copy)
    id = min(copy)
    before = next(row for row in emulator.collection("clockings") if row["id"] == id)
    emulator.change("clockings", id, {"timeOfDayInMinutes": 7})
    apply(feed, copy)
    real = listing.events
    late = ("InsertOrUpdate", before)
    monkeypatch.setattr(listing, "events", lambda *all: [*real(*all), late])
    assert apply(feed, copy) == 0
    emulator.erase("clockings", id)
    assert apply(feed, copy) == 1
    assert apply(feed, copy) == 0


def test_an_older_listing_deletes_nothing(emulator: Emulator, sync: Sync) -> None:
    """A full load that still lists an older version takes no newer one for gone."""
    feed, copy = sync.follow("people"), Rows()
    apply(feed, copy)
    know_newer(sync.state, feed.name, 3)
    emulator.clock.advance(hours=73)
    with feed.batch() as changes:
        assert {one.id for one in changes} == set(copy) - {3}


def test_what_was_saved_unchanged_can_be_left_out(
    emulator: Emulator, sync: Sync
) -> None:
    """Protime saves groups again without a change; the content's hash tells."""
    feed, copy = sync.follow("counter-groups", skip_unchanged=True), Rows()
    assert apply(feed, copy) == len(copy)
    emulator.change("counter-groups", min(copy), {})
    assert apply(feed, copy) == 0
    emulator.clock.advance(hours=100)
    assert apply(feed, copy) == 0


def test_collections_without_delta_are_compared(
    emulator: Emulator, sync: Sync, caplog: pytest.LogCaptureFixture
) -> None:
    """Only what differs is told, deletions included, and the status says how."""
    with caplog.at_level(logging.INFO):
        feed, copy = sync.follow("departments"), {}
    assert "no delta" in caplog.text
    assert "by comparison" in str(feed.status())
    apply(feed, copy)
    first, second, *_ = copy
    emulator.change("departments", first, {"name": {"default": "Care"}})
    emulator.erase("departments", second)
    with feed.batch() as changes:
        upsert, delete = changes
    assert (upsert.id, delete.id) == (first, second)
    assert apply(feed, copy) == 0


@pytest.mark.parametrize(
    ("collection", "filter", "says"),
    [
        ("clockings", {}, "'date' is required"),
        ("clockings", {"date": FEBRUARY, "person": [1]}, "no filter 'person'"),
        ("clockings", {"date": DateRange(date(2024, 1, 1))}, "previous year"),
        ("people", {"date": FEBRUARY}, "no filter 'date'"),
        ("clockings", {"date": FEBRUARY, "where": "x eq 1"}, r"either where= .*\(date"),
        ("people", {"where": "id eq 1"}, "no filter 'where'"),
        ("activity-definitions", {}, "configuration of myProtime"),
        ("activity-usages", {"structures": "a:1", "person": 1}, "alone, no person"),
        ("horses", {}, "no collection 'horses'"),
    ],
)
def test_a_filter_is_refused_before_the_first_request(
    emulator: Emulator,
    sync: Sync,
    collection: str,
    filter: dict[str, object],
    says: str,
) -> None:
    with pytest.raises(InvalidRequest, match=says):
        sync.follow(collection, **filter)
    assert len(emulator.requests) == 0


def test_what_follows_outlives_the_earliest_start(
    emulator: Emulator, sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a delta that begins must begin late enough; what is under way goes on."""
    copy = Rows()
    apply(sync.follow("clockings", date=FEBRUARY), copy)
    emulator.change("clockings", min(copy), {"timeOfDayInMinutes": 7})
    monkeypatch.setattr(sync, "_today", lambda: date(2028, 3, 1))
    assert apply(sync.follow("clockings", date=FEBRUARY), copy) == 1
    with pytest.raises(InvalidRequest, match="previous year"):
        sync.follow("clockings", date=DateRange(date(2026, 1, 31)))


def test_a_second_holder_is_refused_by_name(
    emulator: Emulator, client: Protime, state: State
) -> None:
    """Who reads a feed is named; an expired lease can be taken over, or any by will."""
    one = sync_of(emulator, client, state, owner="nightly").follow("people")
    two = sync_of(emulator, client, state, owner="laptop").follow("people")
    with one.batch():
        assert "nightly" in str(two.status().held_by)
        with pytest.raises(LeaseHeld, match="nightly"), two.batch():
            pass
        emulator.clock.advance(hours=1)
        with two.batch() as changes:
            assert len(list(changes)) == 6
    assert two.status().held_by is None
    with pytest.raises(LeaseLost, match="nightly"), one.batch() as changes:  # noqa: PT012
        list(changes)
        with two.batch(take_over=True):
            pass


def test_keep_alive_loses_nothing(emulator: Emulator, sync: Sync) -> None:
    """Changes that came while the link was kept alive come with the next batch."""
    feed, copy = sync.follow("clockings", date=FEBRUARY), Rows()
    apply(feed, copy)
    for _ in range(3):
        emulator.clock.advance(hours=50)
        assert 21.9 < (feed.status().hours_left or 0) < 22.1
        emulator.change("clockings", min(copy), {"timeOfDayInMinutes": 7})
        feed.keep_alive()
        assert (feed.status().hours_left or 0) > 71.9
    assert apply(feed, copy) == 3
    assert copy == tenant(emulator, "clockings")


def test_an_answer_that_fails_stores_nothing(emulator: Emulator, state: State) -> None:
    """A page that fails for good ends the batch; the next one makes it whole."""
    client = Protime(
        **emulator.settings(),
        user_agent=USER_AGENT,
        http=emulator.http(),
        retries=RetryPolicy(attempts=1),
    )
    feed, copy = sync_of(emulator, client, state).follow("people"), Rows()
    emulator.faults.add("people", status=500)
    with pytest.raises(ServerError):
        apply(feed, copy)
    apply(feed, copy)
    assert copy == tenant(emulator, "people")


def crash(feed: Feed[Any]) -> None:
    """Read a batch to its end and fail before it is stored."""
    with suppress(ZeroDivisionError), feed.batch() as changes:
        list(changes)
        raise ZeroDivisionError


def lose_position(state: State, feed: str) -> None:
    if hasattr(state, "_feeds"):
        state._feeds[feed].position = None
    else:
        with state._database.transaction() as database:  # type: ignore[attr-defined]
            database.execute(FEEDS.delete().where(FEEDS.c.feed == feed))


def know_newer(state: State, feed: str, id: int) -> None:
    if hasattr(state, "_feeds"):
        items = state._feeds[feed].items
        items[id] = items[id]._replace(version="~")
    else:
        newer = ITEMS.update().where(ITEMS.c.id == str(id)).values(version="~")
        with state._database.transaction() as database:  # type: ignore[attr-defined]
            database.execute(newer)
