"""Days of filters: from one to another, by the calendar, or as a text says them.

Source: reference/filtering/
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Self, TypeAlias

from protime_runtime import given
from protime_runtime.errors import InvalidRequest
from protime_runtime.values import frozen

Span: TypeAlias = tuple[date, date]
"""The first day and the last."""


@frozen
class DateRange:
    """Days from `start` to `end`, both included; open-ended without an end.

    >>> january = DateRange(date(2026, 1, 1), date(2026, 1, 31))
    >>> january == DateRange.month(2026, 1) == DateRange.parse("2026-01")
    True
    >>> since = DateRange(date(2026, 1, 1))

    Raises:
        InvalidRequest: The end lies before the start, or one of them has a time.
    """

    start: date
    end: date | None = None

    @classmethod
    def year(cls, year: int) -> Self:
        """Return the days of a year.

        Raises:
            InvalidRequest: The calendar has none.
        """
        return cls._of(_year, year)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Return the days of a month: ``DateRange.month(2026, 2)`` is February.

        Raises:
            InvalidRequest: The calendar has none.
        """
        return cls._of(_month, year, month)

    @classmethod
    def week(cls, year: int, week: int) -> Self:
        """Return Monday to Sunday of a week, numbered as ISO 8601 does.

        Raises:
            InvalidRequest: The calendar has none.
        """
        return cls._of(_week, year, week)

    @classmethod
    def around(cls, day: date, days: int = 2) -> Self:
        """Return a day with the days before it and after it.

        Raises:
            InvalidRequest: The calendar has none, or the day has a time.
        """
        middle = given.day(day, "A DateRange")
        return cls._of(
            lambda days: (middle - timedelta(days), middle + timedelta(days)), days
        )

    @classmethod
    def parse(cls, text: str, *, today: date | None = None) -> Self:
        """Return the days that a text says, as a command line has them.

        Args:
            text: ``2026-01-31``, ``2026-01``, ``2026-W05``, ``2026``, ``today`` or
                ``yesterday``; or two of them with ``..`` between, the second of which
                may be missing.
            today: What today is, if not what this machine's clock says.

        Raises:
            InvalidRequest: It says no days.
        """
        first, dots, last = text.partition("..")
        now = today or date.today()
        if not dots:
            return cls(*_span(first, now))
        return cls(_span(first, now)[0], _span(last, now)[1] if last else None)

    @classmethod
    def _of(cls, span: Callable[..., Span], *numbers: int) -> Self:
        try:
            return cls(*span(*numbers))
        except (ValueError, OverflowError) as error:
            raise InvalidRequest(f"The calendar has no such days: {error}.") from None

    def __str__(self) -> str:
        """Return the range as it is written on a command line."""
        return f"{self.start.isoformat()}..{self.end.isoformat() if self.end else ''}"

    def __attrs_post_init__(self) -> None:
        """Refuse what is no range of days."""
        if self.start is None:
            raise InvalidRequest("A DateRange needs a start.")
        start = given.day(self.start, "A DateRange")
        end = None if self.end is None else given.day(self.end, "A DateRange")
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end)
        if end is not None and end < start:
            raise InvalidRequest(
                f"The range ends on {self.end}, before its start on {self.start}."
            )


def _day(year: int, month: int, day: int) -> Span:
    return date(year, month, day), date(year, month, day)


def _month(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _week(year: int, week: int) -> Span:
    first, last = (date.fromisocalendar(year, week, day) for day in (1, 7))
    return first, last


def _year(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Span]], ...] = (
    (re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"), _day),
    (re.compile(r"([0-9]{4})-([0-9]{2})"), _month),
    (re.compile(r"([0-9]{4})-W([0-9]{2})"), _week),
    (re.compile(r"([0-9]{4})"), _year),
)


def _span(text: str, today: date) -> Span:
    if text in ("today", "yesterday"):
        day = today - timedelta(text == "yesterday")
        return day, day
    try:
        for form, span in _FORMS:
            if found := form.fullmatch(text):
                return span(*map(int, found.groups()))
    except ValueError:
        pass
    raise InvalidRequest(
        f"{text!r} is no day: write 2026-01-31, 2026-01, 2026-W05, 2026, today or"
        " yesterday, and two of them with .. between for a range."
    )
