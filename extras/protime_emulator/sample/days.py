"""What a person does on a day: worked out when asked for, never stored."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from .catalogs import SHIFTS
from .chance import chance, pick
from .people import Profile, profile

NORMAL = 456
"""Minutes of a normal working day."""


class Day(NamedTuple):
    """A person's day; minutes count from midnight and exceed 1439 overnight."""

    profile: Profile
    date: date
    text: str
    """The date as it goes over the wire."""
    bits: int
    works: bool
    absence: int
    """Id of the absence's definition; 0 for none."""
    begin: int
    end: int
    lunch: int

    @property
    def present(self) -> int:
        """Minutes at work; the lunch break is 30 of those between begin and end."""
        return self.end - self.begin - 30 if self.works else 0

    @property
    def normal(self) -> int:
        """Minutes that the schedule asks for."""
        return NORMAL if self.works or self.absence else 0


class Calendar:
    """All days of all people, from a seed."""

    def __init__(self, *, people: int, days: int, seed: int, today: date) -> None:
        """Take how many people, and how many days up to yesterday."""
        self.people = people
        self.days = days
        self.today = today
        self.first = today - timedelta(days=days)
        self._seed = seed
        self._profiles = [profile(person, seed) for person in range(1, people + 1)]
        self._balances: dict[int, array[int]] = {}

    def day(self, person: int, index: int) -> Day:
        """Return what a person does on a day; days count from 0."""
        own = self._profiles[person - 1]
        when = self.first + timedelta(days=index)
        bits = chance(self._seed, person, when.toordinal())
        free = when.weekday() in own.days_off
        absent = not free and bits & 15 == 0
        _, _, begin, end = SHIFTS[own.shift]
        return Day(
            profile=own,
            date=when,
            text=when.isoformat(),
            bits=bits,
            works=not free and not absent,
            absence=1 + pick(bits, 4, 4) if absent else 0,
            begin=begin - 10 + pick(bits, 8, 16),
            end=end - 5 + pick(bits, 16, 30) + (60 if pick(bits, 24, 12) == 0 else 0),
            lunch=begin + 230 + pick(bits, 32, 30),
        )

    def every_day(self) -> Iterator[Day]:
        """Iterate over the days of all people, day by day."""
        for index in range(self.days):
            for person in range(1, self.people + 1):
                yield self.day(person, index)

    def balance(self, person: int, index: int) -> int:
        """Return the minutes of flextime at the end of a day."""
        if person not in self._balances:
            total = 0
            sums = array("i")
            for each in range(self.days):
                day = self.day(person, each)
                total += day.present - day.normal if day.works else 0
                sums.append(total)
            self._balances[person] = sums
        return self._balances[person][index]
