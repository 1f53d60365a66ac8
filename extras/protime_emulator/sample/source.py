"""Sources whose rows are made when asked for, so that their number costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..tables import Bounds
from ..wire import Key, Row
from .days import Calendar
from .rows import Builder, calculated_totals

SLOTS = 8
"""Ids kept for each person and day; no day has more rows of a collection."""

FIRST_ID = 10_000
_COUNTED = 5_000
"""Days of people that are all counted; of more, about as many are looked at."""


def id_of(calendar: Calendar, index: int, person: int) -> int:
    """Return the id of the first row of a person's day, if it has any."""
    return FIRST_ID + (index * calendar.people + person - 1) * SLOTS


class DayRows:
    """Rows of a day-bound collection; ids tell day, person and place in the day."""

    def __init__(
        self,
        build: Builder,
        number: int,
        calendar: Calendar,
        complete: Callable[[Row], Row],
    ) -> None:
        """Take what makes a day's rows, the collection's number, and what ends them."""
        self._calendar = calendar
        self._build = build
        self._complete = complete
        self._has_balance = build is calculated_totals
        self._prefix = f"{number:08X}"
        self._count: int | None = None

    def get(self, key: Key) -> Row | None:
        """Return a row by its id."""
        if not isinstance(key, int) or not FIRST_ID <= key < self.greatest():
            return None
        place, slot = divmod(key - FIRST_ID, SLOTS)
        index, person = divmod(place, self._calendar.people)
        rows = self._made(index, person + 1)
        return rows[slot] if slot < len(rows) else None

    def rows(self, after: Key | None, bounds: Bounds) -> Iterator[Row]:
        """Iterate over the rows whose ids come after one, day by day."""
        people = self._people(bounds)
        if not people:
            return
        start = FIRST_ID if not isinstance(after, int) else max(after + 1, FIRST_ID)
        first = (start - FIRST_ID) // SLOTS // self._calendar.people
        for index in self._days(bounds, first):
            for person in people:
                skipped = max(0, start - id_of(self._calendar, index, person))
                if skipped < SLOTS:
                    yield from self._made(index, person)[skipped:]

    def _people(self, bounds: Bounds) -> list[int]:
        everyone = range(1, self._calendar.people + 1)
        if bounds.people is None:
            return list(everyone)
        return sorted(person for person in bounds.people if person in everyone)

    def _days(self, bounds: Bounds, first: int) -> range:
        begin = self._calendar.first
        if bounds.first is not None:
            first = max(first, (bounds.first - begin).days)
        last = self._calendar.days - 1
        if bounds.last is not None:
            last = min(last, (bounds.last - begin).days)
        return range(first, last + 1)

    def _made(self, index: int, person: int) -> list[Row]:
        rows = self._build(self._calendar.day(person, index))
        for id, row in enumerate(rows, id_of(self._calendar, index, person)):
            row["id"] = id
            row["changeVersion"] = f"{self._prefix}{id:012X}"
            if self._has_balance:
                row["flextimeBalanceInMinutes"] = self._calendar.balance(person, index)
        return list(map(self._complete, rows))

    def greatest(self) -> int:
        """Return an integer that no id exceeds."""
        return FIRST_ID + self._calendar.days * self._calendar.people * SLOTS

    def __len__(self) -> int:
        """Return the number of rows, or about as many in a large tenant."""
        if self._count is None:
            self._count = self._estimate() if self.is_estimated else self._counted()
        return self._count

    @property
    def is_estimated(self) -> bool:
        """Whether the number of rows is only about right."""
        return self._calendar.days * self._calendar.people > _COUNTED

    def _counted(self) -> int:
        return sum(1 for _ in self.rows(None, Bounds()))

    def _estimate(self) -> int:
        calendar = self._calendar
        places = calendar.days * calendar.people
        looked_at = range(0, places, places // _COUNTED + 1)
        found = 0
        for place in looked_at:
            index, person = divmod(place, calendar.people)
            found += len(self._build(calendar.day(person + 1, index)))
        return found * places // len(looked_at)
