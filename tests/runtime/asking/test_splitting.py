"""A list is split into disjoint requests whose union is the whole."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protime_runtime.asking.days import DateRange
from protime_runtime.asking.filters import Circle
from protime_runtime.asking.links import resolve
from protime_runtime.asking.splitting import FOR_THE_TOKEN, years
from protime_runtime.errors import InvalidRequest
from tests.runtime.models import PersonReference, clockings

DAY = DateRange(date(2026, 1, 1))
LONG = "https://a-tenant-with-a-name-of-sixty-three-characters-which-is-the-most.eu"
REFERENCES = [PersonReference("A reference type")]


def addresses(values: dict[str, object]) -> list[str]:
    parts = clockings.list(values, external_references=REFERENCES)
    return [resolve(LONG, one.target, httpx.URL) for one in parts]


def members(address: str, pattern: str) -> list[str]:
    return [
        one for found in re.findall(pattern, address) for one in found.split(",") if one
    ]


@settings(max_examples=25)
@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=3000))
def test_ids_are_split_without_loss_or_repetition(ids: list[int]) -> None:
    """Each id stands in one part, in order, and each address leaves room."""
    found = addresses({"date": DAY, "person": ids})
    split = [one for part in found for one in members(part, r"in%20\(([^)]*)\)")]
    assert split == [str(one) for one in dict.fromkeys(ids)]
    assert max(map(len, found)) + FOR_THE_TOKEN <= 4096


@settings(max_examples=25)
@given(
    st.lists(
        st.text(
            st.characters(exclude_characters="'", exclude_categories=["Cs"]),
            max_size=200,
        ),
        min_size=1,
        max_size=300,
    )
)
def test_texts_are_split_by_their_encoded_length(kinds: list[str]) -> None:
    """Joining by ``or`` and encoding are counted, so that no address is too long."""
    values: dict[str, object] = {"date": DAY, "kind": kinds}
    try:
        found = addresses(values)
    except InvalidRequest:
        assert max(len(quote(one)) for one in kinds) > 2500
        return
    assert sum(part.count("kind%20eq%20'") for part in found) == len(set(kinds))
    assert max(map(len, found)) + FOR_THE_TOKEN <= 4096


def test_ten_thousand_ids_take_linear_time() -> None:
    """Little time, of this thread: that of others says nothing of us."""
    begin = time.thread_time()
    parts = addresses({"date": DAY, "person": range(1_000_000, 1_010_000)})
    assert time.thread_time() - begin < 1
    assert 20 < len(parts) < 40


@given(st.dates(max_value=date(2500, 1, 1)), st.integers(0, 4000))
def test_years_follow_each_other_without_a_gap(start: date, more: int) -> None:
    """Windows are consecutive, at most a year long, and make the whole range."""
    end = start + timedelta(days=more)
    windows = list(years(DateRange(start, end)))
    assert windows[0].start == start
    assert windows[-1].end == end
    for one, following in pairwise(windows):
        assert one.end is not None
        assert following.start == one.end + timedelta(days=1)
        assert (one.end - one.start).days in (364, 365)


def test_the_end_of_the_calendar_is_an_end_like_any_other() -> None:
    """The last day that there is can be asked for."""
    windows = list(years(DateRange(date(9997, 3, 1), date.max)))
    assert windows[-1].end == date.max
    assert [one.start.year for one in windows[:3]] == [9997, 9998, 9999]


def test_years_and_ids_are_split_together() -> None:
    """Each window has all ids, in order of date first."""
    days = DateRange(date(2024, 1, 1), date(2025, 12, 31))
    found = addresses({"date": days, "person": range(10**6, 10**6 + 600)})
    starts = [re.findall(r"ge%20'(\d+)", one)[0] for one in found]
    assert starts == sorted(starts)
    assert starts.count("2024") == starts.count("2025") == 2


def test_an_open_range_stays_whole() -> None:
    """Without an end there is nothing to cut."""
    assert len(addresses({"date": DateRange(date(2001, 1, 1))})) == 1


def test_ids_beside_a_set_are_never_split() -> None:
    """A part could hold an item again that another part holds by its set."""
    values = {"date": DAY, "person": [*range(10**6, 10**6 + 1000), Circle(1)]}
    with pytest.raises(InvalidRequest, match="never split"):
        addresses(values)


def test_a_set_too_long_is_refused() -> None:
    """The API has no way to ask for it."""
    with pytest.raises(InvalidRequest, match="too long"):
        addresses({"date": DAY, "person": Circle(*range(10**6, 10**6 + 1000))})


def test_one_value_too_long_is_refused() -> None:
    """A single value that fills the address cannot be split."""
    with pytest.raises(InvalidRequest, match="fills the 4096"):
        addresses({"date": DAY, "kind": ["A", "x" * 4000]})
