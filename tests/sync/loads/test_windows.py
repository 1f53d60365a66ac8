"""Windows are consecutive, as long as asked, and told apart by their labels."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.asking.days import DateRange
from protime_runtime.asking.filters import Circle
from protime_sync.loads.windows import Part, parts, windows

TODAY = date(2026, 3, 2)
STARTS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))


@given(STARTS, st.none() | st.integers(0, 500), st.integers(1, 90))
def test_windows_make_the_whole(start: date, length: int | None, days: int) -> None:
    """Each begins after the last one's end; only the last one may be short or open."""
    end = None if length is None else start + timedelta(days=length)
    found = list(windows(DateRange(start, end), days, TODAY))
    assert (found[0].start, found[-1].end) == (start, end)
    for one, following in pairwise(found):
        assert one.end is not None
        assert (one.end - one.start).days + 1 == days
        assert following.start == one.end + timedelta(days=1)
    last = end or max(TODAY, start)
    assert 0 <= (last - found[-1].start).days < days


@pytest.mark.parametrize("whole", [None, TODAY, "2026-01-01"])
def test_what_is_no_range_is_not_cut(whole: object) -> None:
    with pytest.raises(ValueError, match="DateRange"):
        list(windows(whole, 1, TODAY))


@pytest.mark.parametrize("days", [0, -1])
def test_a_window_has_a_day(days: int) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        list(windows(DateRange(TODAY), days, TODAY))
    assert len(list(windows(DateRange(TODAY, TODAY), 1, TODAY))) == 1


MARCH = DateRange(date(2026, 3, 1), date(2026, 3, 2))
OPEN = DateRange(date(2026, 3, 1))


@pytest.mark.parametrize(
    ("filter", "label"),
    [
        ({"date": MARCH}, "date 2026-03-01..2026-03-02"),
        ({"date": OPEN}, "date 2026-03-01.."),
        ({"person": (1, 2)}, "person 1,2"),
        ({"person": [12]}, "person 12"),
        ({"kind": "InOut"}, "kind InOut"),
        ({"is_open": True, "date": OPEN}, "is_open True; date 2026-03-01.."),
        ({}, ""),
    ],
)
def test_a_label_tells_a_part_from_others(
    filter: dict[str, object], label: str
) -> None:
    """A load that goes on finds by it what it has done."""
    assert Part(filter=filter).label == label


def test_people_are_cut_only_where_they_are_ids() -> None:
    """Each once, in their order; a set is asked for as a whole."""
    two = [
        part.filter
        for part in parts({"person": [3, 1, 3, 2]}, days=9, people=2, today=TODAY)
    ]
    assert two == [{"person": (3, 1)}, {"person": (2,)}]
    for whole in (Circle(1), [1, Circle(2)], "x", 5, []):
        filter = {"person": whole}
        assert [
            part.filter for part in parts(filter, days=9, people=1, today=TODAY)
        ] == [filter]
    assert len(list(parts({"person": [1, 2]}, days=9, today=TODAY))) == 1


def test_a_part_knows_what_stands_in_the_one_before() -> None:
    """Items that begin earlier are of an earlier part; the first one takes all."""
    found = list(parts({"date": MARCH}, days=1, today=TODAY))
    assert [part.not_before for part in found] == [None, MARCH.start.toordinal() + 1]
    (only,) = parts({"kind": "x"}, days=1, today=TODAY)
    assert only.not_before is None
