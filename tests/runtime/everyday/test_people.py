"""Where people belonged on a day, and who has a name or a number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime import (
    DecodingError,
    DepartmentHistory,
    DepartmentIdentifier,
    InvalidRequest,
    Person,
    PersonIdentifier,
    PersonReference,
    Protime,
    Timeline,
    find_people,
)
from protime.catalog import CATALOG
from protime_emulator import Emulator
from tests.runtime.conftest import awaiting

TODAY = date(2026, 3, 2)
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 20))
PERIODS = st.lists(
    st.tuples(st.integers(1, 3), DAYS, st.none() | DAYS, st.integers(1, 9)), max_size=8
)
HISTORIES = sorted(
    info.name.replace("-", "_")
    for info in CATALOG.values()
    if (
        {"person", "from", "until"} <= {field.wire for field in info.fields}
        and not info.filters
    )
    or info.name == "contracts"
)


def period(
    person: int, first: date, last: date | None, department: int
) -> DepartmentHistory:
    return DepartmentHistory(
        id=1,
        person=PersonIdentifier(id=person),
        from_=first,
        until=last,
        department=DepartmentIdentifier(id=department),
    )


@given(PERIODS)
def test_each_day_has_the_period_that_began_last(
    made: list[tuple[int, date, date | None, int]],
) -> None:
    """On every day, as going through all periods by hand finds it."""
    timeline = Timeline(period(*values) for values in made)
    for day in (date(2025, 12, 31) + timedelta(days) for days in range(25)):
        on = timeline.on(day)
        for person in (1, 2, 3):
            begun = [
                first
                for who, first, last, _ in made
                if who == person and first <= day and (last is None or day <= last)
            ]
            found = timeline.of(person, day)
            assert on.get(person) is found
            assert (found and found.from_) == max(begun, default=None)


def test_a_period_needs_its_first_day() -> None:
    """An answer that deviates is told, and not read as if it were open."""
    broken = period(1, "soon", None, 1)  # type: ignore[arg-type]  # as answers may be
    with pytest.raises(DecodingError, match="first day"):
        Timeline([broken])


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(people=12, days=5, seed=1, today=TODAY) as emulator:
        yield emulator


def test_all_histories_are_covered() -> None:
    """Those that the API has, and contracts."""
    assert len(HISTORIES) >= 7
    assert {"contracts", "department_histories"} <= set(HISTORIES)


@pytest.mark.parametrize("name", HISTORIES)
def test_histories_of_the_tenant(
    name: str, client: Protime, emulator: Emulator
) -> None:
    """One read answers for all people; everyone is somewhere today."""
    sent = len(emulator.requests)
    timeline = Timeline(getattr(client, name).list())
    today = timeline.on(TODAY)
    assert len(emulator.requests) - sent <= 2
    assert set(today) == set(range(1, 13))
    assert all(found.from_ <= TODAY for found in today.values())
    assert not timeline.on(date(1990, 1, 1))


MARIE = Person(
    id=41,
    last_name="D'Hondt-Müller",
    first_name="Zoë",
    employee_number="E-1001",
    badge_number="6700041",
    external_references={"HRMID": "hr 7"},
)
JAN = Person(id=6, last_name="Goossens", first_name="Jan", pin_code=41)
SOREN = Person(id=7, last_name="Ørsted Goossens", first_name="Łukasz")
NOBODY = Person(id=8)
EVERYBODY = [MARIE, JAN, SOREN, NOBODY]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("goossens", [JAN, SOREN]),
        ("GOOS", [JAN, SOREN]),
        ("jan goossens", [JAN]),
        ("goossens  jan ", [JAN]),
        ("goossens marie", []),
        ("zoe", [MARIE]),
        ("ZOË", [MARIE]),
        ("Zoe\u0308", [MARIE]),
        ("muller", [MARIE]),
        ("d'hondt", [MARIE]),
        ("dhondt", [MARIE]),
        ("d\u2019hondt", [MARIE]),
        ("hondt müller", [MARIE]),
        ("orsted", [SOREN]),
        ("lukasz", [SOREN]),
        ("e-1001", [MARIE]),
        ("E-100", []),
        ("6700041", [MARIE]),
        ("HR 7", [MARIE]),
        ("41", [MARIE]),
        ("8", [NOBODY]),
        ("none", []),
    ],
)
def test_people_are_found(text: str, found: list[Person]) -> None:
    """By parts of names however they are spelled, and by whole numbers."""
    assert find_people(EVERYBODY, text) == found
    assert find_people([*EVERYBODY, *EVERYBODY], text) == found


@pytest.mark.parametrize("text", ["", "  ", "-", "'"])
def test_nothing_finds_nobody(text: str) -> None:
    """What would match everyone is refused."""
    with pytest.raises(InvalidRequest, match="a name or a number"):
        find_people(EVERYBODY, text)


async def test_people_of_the_tenant(client: Protime, emulator: Emulator) -> None:
    """Each is found by name, number and badge, by whichever client read them."""
    people = list(
        client.people.list(external_references=[PersonReference.EMPLOYEE_NUMBER])
    )
    async with awaiting(emulator) as awaited:
        rows = [person async for person in awaited.people.list()]

    for person in people:
        name = f"{person.first_name} {person.last_name}".upper()
        assert person.id in {found.id for found in find_people(rows, name)}
        assert person.employee_number is not None
        assert person.badge_number is not None
        for number in (person.employee_number, person.badge_number, str(person.id)):
            assert [found.id for found in find_people(people, number)] == [person.id]
