"""Days by the calendar, and as texts say them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime import DateRange, InvalidRequest

TODAY = date(2026, 3, 1)
SPANS = {
    "2026-01-31": ("2026-01-31", "2026-01-31"),
    "2026-02": ("2026-02-01", "2026-02-28"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2026-12": ("2026-12-01", "2026-12-31"),
    "2026": ("2026-01-01", "2026-12-31"),
    "2026-W01": ("2025-12-29", "2026-01-04"),
    "2026-W53": ("2026-12-28", "2027-01-03"),
    "today": ("2026-03-01", "2026-03-01"),
    "yesterday": ("2026-02-28", "2026-02-28"),
    "2026-01..2026-02": ("2026-01-01", "2026-02-28"),
    "2026-W01..today": ("2025-12-29", "2026-03-01"),
    "2026-01-05..": ("2026-01-05", None),
    "9999": ("9999-01-01", "9999-12-31"),
}


@pytest.mark.parametrize(("text", "span"), SPANS.items(), ids=SPANS)
def test_texts_are_read(text: str, span: tuple[str, str | None]) -> None:
    """Each form that the documentation names, alone and at both ends."""
    start, end = span
    last = None if end is None else date.fromisoformat(end)
    found = DateRange.parse(text, today=TODAY)
    assert found == DateRange(date.fromisoformat(start), last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "..", "..2026", "2026-2", "26", "2026-02-30", "2026-13", "2026-W54"),
        *("2025-W53", "0000", "2026/01", "2026-01...", "\u0662\u0660\u0662\u0666"),
        *("tomorrow", "2026-01-31T00:00"),
    ],
)
def test_what_says_no_days_is_refused(text: str) -> None:
    """The refusal shows the forms."""
    with pytest.raises(InvalidRequest, match="is no day: write 2026-01-31"):
        DateRange.parse(text, today=TODAY)


def test_days_backwards_are_refused() -> None:
    """As they are where both are given as dates."""
    with pytest.raises(InvalidRequest, match="before its start"):
        DateRange.parse("2026-02..2026-01")


@given(st.dates(date(1, 1, 8), date(9999, 12, 20)))
def test_the_calendar_holds_each_day(day: date) -> None:
    """A day is in its year, month and week, which are as long as they are."""
    iso = day.isocalendar()
    week = DateRange.week(iso.year, iso.week)
    month, year = DateRange.month(day.year, day.month), DateRange.year(day.year)
    for span in (week, month, year, DateRange.around(day, 1)):
        assert span.end is not None
        assert span.start <= day <= span.end
    assert week.end == week.start + timedelta(days=6)
    assert month.start.day == 1
    assert month.end is not None
    assert (month.end + timedelta(days=1)).day == 1
    assert DateRange.parse(str(month)) == month
    assert DateRange.parse(f"{iso.year:04}-W{iso.week:02}") == week


@pytest.mark.parametrize(
    "make",
    [
        lambda: DateRange.month(2026, 13),
        lambda: DateRange.month(2026, 0),
        lambda: DateRange.year(0),
        lambda: DateRange.year(10000),
        lambda: DateRange.week(2025, 53),
        lambda: DateRange.around(date.max),
        lambda: DateRange.around(date.min),
    ],
)
def test_days_that_do_not_exist_are_refused(make: Callable[[], DateRange]) -> None:
    """In the client's own error, which says what is wrong."""
    with pytest.raises(InvalidRequest, match=r"The calendar has no such days: \w+"):
        make()


def test_a_time_is_no_day() -> None:
    """It is refused around it as it is at an end."""
    with pytest.raises(InvalidRequest, match="has a time"):
        DateRange.around(datetime(2026, 3, 1))
