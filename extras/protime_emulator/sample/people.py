"""People of the sample tenant, with contracts and histories."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ..wire import Row, reference
from .chance import chance, pick
from .words import CATALOGS, FIRST_NAMES, LAST_NAMES, STREETS, TOWNS

HISTORIES = {
    "department-histories": "department",
    "employer-histories": "employer",
    "job-histories": "job",
    "job-category-histories": "jobCategory",
    "sector-histories": "sector",
    "work-location-histories": "workLocation",
}
"""Field of what each history is about."""


class Profile(NamedTuple):
    """How a person works."""

    person: int
    shift: int
    """Index into the shifts."""
    percentage: int
    days_off: frozenset[int]
    """Weekdays without work; Monday is 0."""
    clocks_lunch: bool
    clocks_activities: bool
    is_mobile: bool


def profile(person: int, seed: int) -> Profile:
    """Return how a person works."""
    bits = chance(seed, person)
    percentage = (100, 100, 100, 80, 50)[pick(bits, 0, 5)]
    off = {100: {5, 6}, 80: {4, 5, 6}, 50: {2, 3, 4, 5, 6}}[percentage]
    return Profile(
        person=person,
        # The third person works nights, so that small tenants have overnight clockings.
        shift=3 if person == 3 else (0, 0, 0, 0, 1, 2, 3)[pick(bits, 8, 7)],
        percentage=percentage,
        days_off=frozenset(off),
        clocks_lunch=pick(bits, 16, 3) > 0,
        clocks_activities=pick(bits, 24, 4) == 0,
        is_mobile=pick(bits, 32, 8) == 0,
    )


def people_tables(
    count: int, seed: int, today: date
) -> dict[str, Callable[[], Iterable[Row]]]:
    """Return what makes the rows about people that are not about days."""
    everyone = range(1, count + 1)
    tables: dict[str, Callable[[], Iterable[Row]]] = {
        "people": lambda: (_person(person, seed, today) for person in everyone),
        "contracts": lambda: (
            row for person in everyone for row in _contracts(person, seed, today)
        ),
    }
    for index, name in enumerate(HISTORIES):
        tables[name] = lambda name=name, index=index: (  # type: ignore[misc]  # defaults bind
            row
            for person in everyone
            for row in _history(name, index, person, seed, today)
        )
    return tables


def _person(person: int, seed: int, today: date) -> Row:
    bits = chance(seed, person, 1)
    first, sex = FIRST_NAMES[pick(bits, 0, len(FIRST_NAMES))]
    last = LAST_NAMES[pick(bits, 8, len(LAST_NAMES))]
    postal_code, town = TOWNS[pick(bits, 16, len(TOWNS))]
    born = date(1962, 1, 1) + timedelta(days=pick(bits, 24, 15000))
    return {
        "id": person,
        "periodClosingDate": (today.replace(day=1) - timedelta(days=1)).isoformat(),
        "lastName": last,
        "firstName": first,
        "initials": first[0] + last[0],
        "email": f"person{person}@acme.example",
        "mobile": f"+32 470 {person:06d}",
        "address": f"{STREETS[pick(bits, 40, len(STREETS))]} {1 + pick(bits, 44, 200)}",
        "postalCode": postal_code,
        "town": town,
        "countryISOCode": "BE",
        "nationalityISOCode": "BE",
        "sex": sex,
        "maritalStatus": ("Single", "Married", "LivingTogether")[pick(bits, 32, 3)],
        "birthDate": born.isoformat(),
        "inServiceDate": _in_service(person, seed, today).isoformat(),
        "employeeNumber": f"E-{1000 + person}",
        "payGroup": "BC" if pick(bits, 48, 2) else "WC",
        "terminalGroup": reference(1),
        "badgeNumber": str(6700000 + person),
        "terminalLanguageISOCode": "nl",
    }


def _in_service(person: int, seed: int, today: date) -> date:
    """Return the day a person began: from two to twenty years ago."""
    return today - timedelta(days=730 + pick(chance(seed, person, 2), 0, 6600))


def _contracts(person: int, seed: int, today: date) -> list[Row]:
    begin, percentage = (
        _in_service(person, seed, today),
        profile(person, seed).percentage,
    )
    working_days = 7 - len(profile(person, seed).days_off)
    contract: Row = {
        "id": person * 2,
        "person": reference(person),
        "code": f"C{percentage}",
        "from": begin.isoformat(),
        "contractHoursInMinutes": 2280 * percentage // 100,
        "fullTimeEquivalentInMinutes": 2280,
        "contractPercentage": float(percentage),
        "numberOfWorkingDaysPerWeek": working_days,
        "kind": "Contract",
    }
    if percentage != 80:
        return [contract]
    addendum = {
        **contract,
        "id": person * 2 + 1,
        "from": (begin + timedelta(days=365)).isoformat(),
        "kind": "Addendum",
        "parentContract": reference(person * 2),
    }
    return [contract, addendum]


def _history(name: str, index: int, person: int, seed: int, today: date) -> list[Row]:
    """Return one period, or two if the person moved a year after beginning."""
    bits = chance(seed, person, 3, index)
    field, begin = HISTORIES[name], _in_service(person, seed, today)
    size = len(list(CATALOGS.values())[index])
    now: Row = {
        "id": person * 2,
        "person": reference(person),
        "from": begin.isoformat(),
        "until": None,
        field: reference(1 + pick(bits, 0, size)),
    }
    if pick(bits, 16, 4):
        return [now]
    moved = begin + timedelta(days=365)
    before = {
        **now,
        "id": person * 2 - 1,
        "until": (moved - timedelta(days=1)).isoformat(),
        field: reference(1 + pick(bits, 24, size)),
    }
    return [before, {**now, "from": moved.isoformat()}]
