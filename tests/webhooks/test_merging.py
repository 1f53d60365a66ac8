"""Which events are of a feed's window, and what a delta tells beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from protime import DateRange, Protime
from protime_emulator import Emulator
from protime_runtime.messages import Delete
from protime_sync.source.changes import Changes
from protime_sync.source.collection import Source
from protime_sync.source.days import Window
from protime_sync.source.making import source
from protime_sync.webhooks.inbox import Version
from protime_sync.webhooks.merging import gone, in_window, without
from protime_sync.webhooks.ordering import key

FIRST = date(2026, 2, 1)
DAYS = st.none() | st.integers(-3, 12)


@pytest.fixture(scope="module")
def followed() -> Source:
    with Emulator(people=1, days=3, seed=1, today=date(2026, 3, 2)) as emulator:
        client = Protime(
            **emulator.settings(), user_agent="Tests/v1 (Acme)", http=emulator.http()
        )
        filter = {"date": DateRange(FIRST)}
        return source(client.clockings, filter, today=lambda: date(2026, 3, 2))


@frozen
class Windowed:
    """What is asked of a source."""

    window: Window
    days: Callable[[dict[str, Any]], tuple[int | None, int | None]]


def day(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(FIRST.toordinal() + number)


def row(first: int | None, last: int | None) -> dict[str, Any]:
    told = {"from": first, "until": last}
    return {
        name: str(day(number)) for name, number in told.items() if number is not None
    }


@given(DAYS, DAYS, DAYS, DAYS)
def test_a_row_is_in_a_window_if_they_share_a_day(
    followed: Source,
    first: int | None,
    last: int | None,
    begin: int | None,
    end: int | None,
) -> None:
    """A window may be open at either end, and a row at its last; one without is in."""
    asked = Windowed(Window(first=day(first), last=day(last)), followed.days)
    days = set(range(-10, 30))
    in_it = {
        one
        for one in days
        if (first is None or one >= first) and (last is None or one <= last)
    }
    of_row = {
        one
        for one in days
        if begin is not None and one >= begin and (end is None or one <= end)
    }
    is_in = in_window(asked, row(begin, end))  # type: ignore[arg-type]
    if begin is None or (end is not None and end < begin):
        assert begin is not None or is_in
    elif first is None or last is None or first <= last:
        assert is_in == bool(in_it & of_row)


VERSIONS = st.none() | st.sampled_from("AB")
IDS = st.sampled_from([1, 2, "1", "x"])


@given(
    st.lists(st.tuples(IDS, VERSIONS)),
    st.lists(st.tuples(IDS, VERSIONS)),
    st.dictionaries(IDS.map(key), st.sampled_from("AB")),
)
def test_what_events_told_is_left_out(
    upserts: list[Any], deletes: list[Any], told: dict[str, str]
) -> None:
    """Of just that version of just that item; without a version nothing is told."""
    changes = Changes(
        upserts=[{"id": id, "changeVersion": version} for id, version in upserts],
        deletes=[Delete(id, version) for id, version in deletes],
    )
    found = without(changes, told)
    for all_of_them, left in (
        (upserts, [(one["id"], one["changeVersion"]) for one in found.upserts]),
        (deletes, [(one.id, one.change_version) for one in found.deletes]),
    ):
        assert left == [
            (id, version)
            for id, version in all_of_them
            if version is None or told.get(key(id)) != version
        ]


def test_what_is_gone_is_newer_than_any_late_event() -> None:
    """By the version of its deletion, or than all where that is not known."""
    changes = Changes(upserts=[{"id": 3}], deletes=[Delete(1, "B"), Delete("x")])
    first, second = gone(changes, "clockings")
    assert first == Version("clockings", "1", "B")
    assert (second.collection, second.key) == ("clockings", '"x"')
    assert second.version > "zzz"
    assert second.version > "\uffff"
