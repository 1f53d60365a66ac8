"""Every kind of state keeps feeds apart, and what it was given, come what may."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from protime_emulator import Emulator
from protime_sync import State, TooManyDeletions
from protime_sync.source.entries import Key
from protime_sync.state.leases import LENGTH, Lease
from protime_sync.state.protocol import POSSIBLE, Judged, Known, Phase, Position
from tests.sync.between import Between, client_over
from tests.sync.conftest import FEBRUARY, client_of, sync_of
from tests.sync.copying import Rows, apply

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def row(id: Key, version: str | None, **more: Any) -> Known:
    made = Known(id, version, b"hash", False, 7, None, None, "")
    return made._replace(**more)


def position(link: str, load: int = 7) -> Position:
    return Position(
        phase=Phase.FOLLOWING, link=link, load=load, signature="s", used_at=NOW
    )


def take(state: State, feed: str) -> Lease:
    wanted = Lease(owner=feed, until=NOW + LENGTH)
    return state.acquire(feed, wanted, NOW, force=True)


def judged(
    load: int = 1, first: date | None = None, last: date | None = None
) -> Judged:
    return Judged(
        load=load,
        first=None if first is None else first.toordinal(),
        last=None if last is None else last.toordinal(),
        scope="",
        undated=True,
    )


def gone(state: State, feed: str, load: int = 1) -> set[Key]:
    return {id for part in state.vanished(feed, judged(load)) for id in part}


def seen(state: State, feed: str) -> tuple[object, ...]:
    return (
        state.load(feed),
        state.known(feed, [1, 2, 3, "1"]),
        state.kept(feed),
        state.rows(feed),
        state.count(feed, judged()),
        gone(state, feed),
        state.lease(feed, NOW),
    )


def test_feeds_that_are_read_at_once_do_not_touch_each_other(any_state: State) -> None:
    """The same ids, in every order of what two feeds may do at once."""
    state = any_state
    one, two = take(state, "one"), take(state, "two")
    for feed, lease in (("one", one), ("two", two)):
        state.stage(feed, [row(1, "0A"), row(2, "0A")], lease)
        state.commit(feed, position(f"/{feed}"), lease)
        state.stage(feed, [row(2, "0B"), row(3, "0B")], lease)
        state.keep(feed, feed.encode(), position(f"/{feed}/kept"), lease)
    steps: list[Callable[[], object]] = [
        lambda: state.stage("one", [row(1, "0C")], one),
        lambda: state.discard("one", one),
        lambda: state.stage("one", [row(1, None, deleted=True)], one),
        lambda: state.keep("one", b"more", position("/one/more"), one),
        lambda: state.commit("one", position("/one/end", load=8), one),
        lambda: state.renew("one", one),
        lambda: state.release("one", one),
        lambda: take(state, "one"),
    ]
    before = seen(state, "two")
    for step in steps:
        mine = seen(state, "one")
        step()
        assert seen(state, "two") == before
        assert seen(state, "one") != mine or step is steps[5]


def test_what_is_discarded_keeps_its_known_version(any_state: State) -> None:
    """Of a row that a lost batch may have brought, the stored version counts."""
    state, lease = any_state, take(any_state, "feed")
    days = {"first": 5, "last": 6, "scope": "x"}
    state.stage("feed", [row(1, "0A"), row(2, "0A"), row(3, "0A")], lease)
    state.commit("feed", position("/a"), lease)
    changed = [row(1, "0C", load=9, **days), row(4, "0C", load=9, **days)]
    state.stage("feed", [*changed, row(2, "0D", deleted=True, load=9)], lease)
    assert state.known("feed", [1])[1].version == "0C"
    state.discard("feed", lease)
    assert state.known("feed", [1, 2, 3, 4, 5]) == {
        1: Known(1, "0A", None, False, POSSIBLE, 5, 6, "x"),
        2: row(2, "0A"),
        3: row(3, "0A"),
        4: Known(4, None, None, False, POSSIBLE, 5, 6, "x"),
    }
    assert gone(state, "feed", 7) == {1, 4}
    assert state.rows("feed") == state.count("feed", judged()) == 4
    state.discard("feed", lease)
    assert state.known("feed", [1])[1].version == "0A"


def test_ids_that_look_alike_are_two(any_state: State) -> None:
    lease = take(any_state, "feed")
    any_state.stage("feed", [row(1, "0A"), row("1", "0B")], lease)
    assert set(any_state.known("feed", [1])) == {1}
    any_state.commit("feed", position("/a"), lease)
    found = any_state.known("feed", [1, "1"])
    assert {key: one.version for key, one in found.items()} == {1: "0A", "1": "0B"}


def test_a_window_is_counted_as_it_is_judged(any_state: State) -> None:
    """By days, by the filter besides them, and without what is deleted."""
    lease, day = take(any_state, "feed"), date(2026, 2, 1).toordinal()
    spans = {1: (day, day), 2: (day + 9, day + 11), 3: (day + 20, day + 20)}
    rows = [row(id, "0A", first=one, last=two) for id, (one, two) in spans.items()]
    rows += [row(4, "0A"), row(5, "0A", deleted=True), row(6, "0A", scope="narrow")]
    any_state.stage("feed", rows, lease)
    any_state.commit("feed", position("/a"), lease)
    any_state.stage("feed", [rows[0]._replace(load=9)], lease)
    window = judged(9, date(2026, 2, 1), date(2026, 2, 11))
    assert any_state.count("feed", window) == 4
    assert {id for part in any_state.vanished("feed", window) for id in part} == {
        2,
        4,
        6,
    }


def unversioned(emulator: Emulator, state: State) -> Any:
    """Follow people whose answers hold no change version."""

    def bare(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        document = json.loads(answer.read())
        for entry in document.get("value", []):
            entry.get("data", entry).pop("changeVersion", None)
        return httpx.Response(answer.status_code, json=document)

    return sync_of(
        emulator, client_over(emulator, Between(emulator.http(), bare)), state
    ).follow("people")


def test_rows_without_a_version_follow_all_the_same(
    emulator: Emulator, any_state: State
) -> None:
    """Each that comes is news, none is ever older, and what is gone is deleted."""
    feed, copy = unversioned(emulator, any_state), dict[Key, Any]()

    def read(*, fails: bool = False) -> int:
        count = 0
        with feed.batch() as changes:
            for change in changes:
                count += 1
                if hasattr(change, "item"):
                    assert change.change_version is None
                    copy[change.id] = change.item.town
                else:
                    copy.pop(change.id, None)
            if fails:
                raise ZeroDivisionError
        return count

    def towns() -> dict[Key, Any]:
        rows = emulator.collection("people")
        return {int(str(one["id"])): one.get("town") for one in rows}

    assert read() == 6
    assert copy == towns()
    emulator.change("people", 1, {"town": "Gent"})
    emulator.erase("people", 2)
    with pytest.raises(ZeroDivisionError):
        read(fails=True)
    assert read() == 2
    assert copy == towns()
    emulator.change("people", 1, {"town": "Brugge"})
    emulator.erase("people", 3)
    emulator.clock.advance(hours=73)
    assert read() == 5
    assert copy == towns()
    assert feed.status().rows == 4
    assert feed.status().older == 0
    assert feed.status().last_change is None
    assert read() == 0


def test_deletions_that_the_delta_tells_are_not_limited(
    emulator: Emulator, any_state: State
) -> None:
    """Protime says that they are gone; only what nobody said is doubted."""
    feed, copy = (
        sync_of(emulator, client_of(emulator), any_state).follow(
            "clockings", date=FEBRUARY
        ),
        Rows(),
    )
    apply(feed, copy)
    for id in list(copy):
        emulator.erase("clockings", id)
    try:
        assert apply(feed, copy) > 100
    except TooManyDeletions:
        pytest.fail("The delta told each of them.")
    assert copy == {}
