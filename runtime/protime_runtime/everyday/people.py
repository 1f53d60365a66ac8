"""People among rows: where they belonged on a day, and who has a name or a number."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Generic, Protocol, TypeVar

from protime_runtime.errors import DecodingError, InvalidRequest
from protime_runtime.types import Date, Identified


class Period(Protocol):
    """A row of a history, or a contract."""

    @property
    def person(self) -> Identified:
        """Whose it is."""

    @property
    def from_(self) -> Date:
        """First day."""

    @property
    def until(self) -> Date | None:
        """Last day; none while it lasts."""


class NamedPerson(Protocol):
    """A person, as far as one is looked for."""

    @property
    def id(self) -> int:
        """Protime's id."""

    @property
    def last_name(self) -> str | None:
        """Last name."""

    @property
    def first_name(self) -> str | None:
        """First name."""

    @property
    def employee_number(self) -> str | None:
        """Employee number."""

    @property
    def badge_number(self) -> str | None:
        """Badge number."""

    @property
    def external_references(self) -> Mapping[str, str]:
        """Other systems' names, as far as they were asked for."""


P = TypeVar("P", bound=Period)
N = TypeVar("N", bound=NamedPerson)


class Timeline(Generic[P]):
    """Where each person belonged on any day, from one read of a history or contracts.

    ::

        departments = Timeline(client.department_histories.list())
        departments.on(date(2026, 2, 1))  # {person's id: DepartmentHistory}
        departments.of(1, date(2026, 2, 1))  # of one person

    Of periods that overlap, the one that began last counts, as an addendum does before
    its contract.

    Raises:
        DecodingError: A period has no first day.
    """

    def __init__(self, periods: Iterable[P]) -> None:
        """Read the periods to their end."""
        self._periods: dict[int, list[P]] = defaultdict(list)
        for period in periods:
            if not isinstance(period.from_, date):
                raise DecodingError("A period needs a first day; the response has none")
            self._periods[period.person.id].append(period)
        for found in self._periods.values():
            found.sort(key=_first_day)

    def of(self, person: int, day: date) -> P | None:
        """Return a person's period on a day; `None` where there is none."""
        found = self._periods.get(person, [])
        begun = found[: bisect_right(found, day, key=_first_day)]
        return next((last for last in reversed(begun) if _lasts(last, day)), None)

    def on(self, day: date) -> dict[int, P]:
        """Return each person's period on a day, by the person's id."""
        found = ((person, self.of(person, day)) for person in self._periods)
        return {person: period for person, period in found if period is not None}


def find_people(people: Iterable[N], text: str) -> list[N]:
    """Return the people whose names hold all words of a text, or whose number it is.

    ::

        find_people(client.people.list(), "goossens")

    Letter case, accents, hyphens and apostrophes do not matter, and parts of names are
    enough. A number is Protime's id, an employee number, a badge number or a reference
    that was asked for, as a whole. A person who was read twice is found once.

    Raises:
        InvalidRequest: The text holds no letter and no digit.
    """
    words = [word for word in map(_folded, text.split()) if word]
    if not words:
        raise InvalidRequest("Looking for people takes a name or a number.")
    number = text.strip().casefold()
    found = (row for row in people if _is_named(row, words) or number in _numbers(row))
    return list({row.id: row for row in found}.values())


def _first_day(period: Period) -> date:
    return period.from_


def _lasts(period: Period, day: date) -> bool:
    return not isinstance(period.until, date) or day <= period.until


_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "æ": "ae", "œ": "oe"}
)
"""Letters that Unicode does not part into one of ASCII and an accent."""


def _folded(text: str) -> str:
    parted = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return re.sub(r"[\W_]|[\u0300-\u036f]", "", parted)


def _is_named(person: NamedPerson, words: Iterable[str]) -> bool:
    names = [_folded(str(name or "")) for name in (person.last_name, person.first_name)]
    return all(any(word in name for name in names) for word in words)


def _numbers(person: NamedPerson) -> set[str]:
    references = person.external_references.values()
    given = (person.id, person.employee_number, person.badge_number, *references)
    return {str(number).casefold() for number in given if number is not None}
