"""Clockings in pairs, across midnight and changes of the clock, and who is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime import (
    Clocking,
    ClockingKind,
    ClockingStatus,
    DateRange,
    InvalidRequest,
    PersonIdentifier,
    Protime,
    Shift,
    as_shifts,
    present,
)
from protime_emulator import Emulator
from tests.runtime.conftest import awaiting

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = date(2026, 3, 2)
TODAY = date(2026, 3, 2)
_ids = count(1)


def clocking(
    day: date,
    minutes: int,
    *,
    person: int = 1,
    kind: ClockingKind = ClockingKind.IN_OUT,
    status: ClockingStatus | None = ClockingStatus.ACTIVE,
) -> Clocking:
    return Clocking(
        id=next(_ids),
        person=PersonIdentifier(id=person),
        date=day,
        time_of_day_in_minutes=minutes,
        kind=kind,
        status=status,
    )


def clocked(text: str) -> list[Clocking]:
    """Return the clockings of ``0 08:00 0 12:00``: days after Monday, and times."""
    words = text.split()
    rows = []
    for day, time in zip(words[::2], words[1::2], strict=True):
        hour, minute = map(int, time.split(":"))
        rows.append(clocking(MONDAY + timedelta(int(day)), hour * 60 + minute))
    return rows


def told(shifts: Iterable[Shift[Clocking]]) -> str:
    """Return ``08:00-12:00 13:00?``: pairs, and the odd ones with a question mark."""
    return " ".join(
        f"{shift.start:%H:%M}-{shift.end:%H:%M}"
        if shift.end is not None
        else f"{shift.start:%H:%M}?"
        for shift in shifts
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("0 08:00 0 16:30", "08:00-16:30", id="a day"),
        pytest.param(
            "0 08:00 0 12:00 0 12:30 0 16:30", "08:00-12:00 12:30-16:30", id="lunch"
        ),
        pytest.param("0 16:30 0 08:00", "08:00-16:30", id="in any order"),
        pytest.param("0 22:00 0 30:00", "22:00-06:00", id="a night of one day"),
        pytest.param("0 22:00 1 06:00", "22:00-06:00", id="a night of two days"),
        pytest.param("0 -2:00 0 06:00", "22:00-06:00", id="begun the day before"),
        pytest.param(
            "0 22:00 1 06:00 1 22:00 2 06:00", "22:00-06:00 22:00-06:00", id="nights"
        ),
        pytest.param("0 08:00", "08:00?", id="one alone"),
        pytest.param(
            "0 17:00 1 08:00 1 17:00 2 08:00 2 17:00",
            "17:00? 08:00-17:00 08:00-17:00",
            id="the first forgotten, and the days after hold",
        ),
        pytest.param(
            "0 08:00 0 12:00 0 13:00 1 08:00 1 17:00",
            "08:00-12:00 13:00? 08:00-17:00",
            id="the last forgotten",
        ),
        pytest.param(
            "0 17:00 1 06:00 1 14:00", "17:00? 06:00-14:00", id="near the next day"
        ),
        pytest.param(
            "0 08:00 0 08:00 0 17:00", "08:00? 08:00-17:00", id="twice in a minute"
        ),
        pytest.param("0 06:00 0 20:00", "06:00-20:00", id="the longest"),
        pytest.param("0 06:00 0 20:01", "06:00? 20:01?", id="too long"),
    ],
)
def test_pairs(rows: str, expected: str) -> None:
    """Odd ones are few, days are kept, and one that is missing spoils no other."""
    assert told(as_shifts(clocked(rows), BRUSSELS)) == expected


SPRING, AUTUMN = date(2026, 3, 28), date(2026, 10, 24)
"""The days whose nights are an hour shorter, and longer, in Brussels."""


@pytest.mark.parametrize(
    ("day", "minutes", "zone", "hours"),
    [
        (MONDAY, (22 * 60, 30 * 60), "Europe/Brussels", 8),
        (SPRING, (22 * 60, 30 * 60), "Europe/Brussels", 7),
        (AUTUMN, (22 * 60, 30 * 60), "Europe/Brussels", 9),
        (AUTUMN, (22 * 60, 26 * 60), "Europe/Brussels", 4),
        (AUTUMN, (22 * 60, 27 * 60), "Europe/Brussels", 6),
        (SPRING, (22 * 60, 27 * 60), "Europe/Brussels", 4),
        (SPRING, (22 * 60, 30 * 60), "UTC", 8),
        (date(2026, 10, 3), (22 * 60, 30 * 60), "Australia/Lord_Howe", 7.5),
        (date(2026, 3, 7), (22 * 60, 30 * 60), "America/New_York", 7),
    ],
)
def test_what_passed_as_clocks_change(
    day: date, minutes: tuple[int, int], zone: str, hours: float
) -> None:
    """A duration is the time that passed, and start and end what the clocks showed."""
    rows = [clocking(day, minute) for minute in minutes]

    (shift,) = as_shifts(rows, ZoneInfo(zone))

    assert shift.duration == timedelta(hours=hours)
    assert shift.end is not None
    wall = shift.end.replace(tzinfo=None) - shift.start.replace(tzinfo=None)
    assert wall == timedelta(minutes=minutes[1] - minutes[0])
    assert (shift.date, shift.person, shift.clockings) == (day, 1, tuple(rows))


def test_what_neither_comes_nor_goes_does_not_count() -> None:
    """Deleted clockings, reasons and activities are left out; unknown status is not."""
    rows = [
        clocking(MONDAY, 480, status=None),
        clocking(MONDAY, 500, status=ClockingStatus.DELETED),
        *(
            clocking(MONDAY, 510, kind=kind)
            for kind in ClockingKind
            if kind is not ClockingKind.IN_OUT
        ),
        clocking(MONDAY, 960, status=ClockingStatus.UNKNOWN),
    ]
    assert told(as_shifts(rows, BRUSSELS)) == "08:00-16:00"


STAMPS = st.lists(
    st.builds(
        clocking,
        st.dates(date(2026, 3, 26), date(2026, 4, 1)),
        st.integers(-1440, 2880),
        person=st.integers(1, 3),
    ),
    max_size=12,
)


@given(STAMPS, st.randoms(use_true_random=False))
def test_each_clocking_is_in_one_shift(rows: list[Clocking], random: object) -> None:
    """None is lost or used twice, whatever their order; shifts are in theirs."""
    shifts = as_shifts(rows, BRUSSELS)

    used = [row.id for shift in shifts for row in shift.clockings]
    assert sorted(used) == sorted(row.id for row in rows)
    for shift in shifts:
        assert {row.person.id for row in shift.clockings} == {shift.person}
        assert shift.is_odd == (len(shift.clockings) == 1) == (shift.duration is None)
        if shift.duration is not None:
            assert timedelta() <= shift.duration <= timedelta(hours=14)
    starts = [(shift.person, shift.start.astimezone(UTC)) for shift in shifts]
    assert starts == sorted(starts)
    assert told(as_shifts(reversed(rows), BRUSSELS)) == told(shifts)


def ways(rows: Sequence[datetime]) -> Iterator[list[int]]:
    """Yield all ways to part clockings into ones and twos, as sizes."""
    if not rows:
        yield []
        return
    yield from ([1, *rest] for rest in ways(rows[1:]))
    if len(rows) > 1 and rows[1] - rows[0] <= timedelta(hours=14):
        yield from ([2, *rest] for rest in ways(rows[2:]))


@given(STAMPS)
def test_odd_ones_are_as_few_as_can_be(rows: list[Clocking]) -> None:
    """No other way to pair a person's clockings leaves fewer alone."""
    for person in {row.person.id for row in rows}:
        own = [row for row in rows if row.person.id == person]
        instants = sorted(row.moment(BRUSSELS).astimezone(UTC) for row in own)
        fewest = min(way.count(1) for way in ways(instants))
        assert sum(shift.is_odd for shift in as_shifts(own, BRUSSELS)) == fewest


@pytest.mark.parametrize(
    ("rows", "at", "since"),
    [
        ("0 08:00", "2026-03-02T12:00", "08:00"),
        ("0 08:00", "2026-03-02T08:00", "08:00"),
        ("0 08:00", "2026-03-02T07:59", None),
        ("0 08:00", "2026-03-02T22:01", None),
        ("0 08:00 0 12:00", "2026-03-02T11:59", "08:00"),
        ("0 08:00 0 12:00", "2026-03-02T12:00", None),
        ("0 08:00 0 12:00 0 13:00", "2026-03-02T14:00", "13:00"),
        ("0 07:00 0 09:00 0 13:00", "2026-03-02T14:00", "13:00"),
        ("0 08:00 0 08:15 0 11:00 0 12:00 0 16:00", "2026-03-02T16:30", "16:00"),
        ("0 22:00 1 06:00 1 19:30", "2026-03-03T20:00", None),
        ("0 22:00 0 30:00 1 19:30", "2026-03-03T20:00", "19:30"),
        ("0 22:00 0 30:00", "2026-03-03T02:00", "22:00"),
        ("0 22:00 1 06:00", "2026-03-03T02:00", "22:00"),
        ("1 -2:00 1 06:00", "2026-03-03T02:00", "22:00"),
        ("0 08:00 1 08:00 1 12:00", "2026-03-03T13:00", None),
        ("", "2026-03-02T12:00", None),
    ],
)
def test_who_is_in(rows: str, at: str, since: str | None) -> None:
    """Whoever came and did not leave yet is in, and nobody for longer than a shift."""
    when = datetime.fromisoformat(at).replace(tzinfo=BRUSSELS)
    for moment in (when, when.astimezone(UTC)):
        found = present(clocked(rows), BRUSSELS, at=moment)
        assert [f"{shift.start:%H:%M}" for shift in found] == ([since] if since else [])


@pytest.mark.parametrize(
    ("rows", "until", "expected"),
    [
        ("0 07:00 0 09:00 0 13:00", None, "07:00? 09:00-13:00"),
        ("0 07:00 0 09:00 0 13:00", "2026-03-02T14:00", "07:00-09:00 13:00?"),
        ("0 07:00 0 09:00 0 13:00", "2026-03-02T13:00", "07:00-09:00 13:00?"),
        ("0 07:00 0 09:00 0 13:00", "2026-03-02T12:59", "07:00-09:00"),
        ("0 07:00 0 09:00 0 13:00", "2026-03-02T06:59", ""),
        ("0 07:00 0 09:00 0 13:00", "2026-03-03T03:00", "07:00-09:00 13:00?"),
        ("0 07:00 0 09:00 0 13:00", "2026-03-03T03:01", "07:00? 09:00-13:00"),
        (
            "0 07:00 0 09:00 0 13:00 1 07:00 1 09:00 1 13:00",
            "2026-03-03T14:00",
            "07:00? 09:00-13:00 07:00-09:00 13:00?",
        ),
        ("0 22:00 1 06:00 1 19:30", "2026-03-03T20:00", "22:00? 06:00-19:30"),
    ],
)
def test_shifts_of_a_day_that_goes_on(
    rows: str, until: str | None, expected: str
) -> None:
    """Only the last of a day that is not over is rather odd; what comes is left out."""
    moment = datetime.fromisoformat(until).replace(tzinfo=BRUSSELS) if until else None
    assert told(as_shifts(clocked(rows), BRUSSELS, until=moment)) == expected


@given(STAMPS, st.datetimes(datetime(2026, 3, 25), datetime(2026, 4, 3)))
def test_who_is_in_has_an_odd_shift(rows: list[Clocking], wall: datetime) -> None:
    """At any moment, whoever is in is so by the last of the shifts until then."""
    at = wall.replace(tzinfo=BRUSSELS)
    last = {shift.person: shift for shift in as_shifts(rows, BRUSSELS, until=at)}
    for shift in present(rows, BRUSSELS, at=at):
        assert shift.is_odd
        assert shift == last[shift.person]


@given(STAMPS.filter(len), st.data())
def test_a_clocking_that_is_read_twice_counts_once(
    rows: list[Clocking], data: st.DataObject
) -> None:
    """Reading lists that overlap changes neither shifts nor who is in."""
    again = data.draw(st.lists(st.sampled_from(rows)))
    at = rows[-1].moment(BRUSSELS)
    assert as_shifts([*rows, *again], BRUSSELS) == as_shifts(rows, BRUSSELS)
    assert present([*rows, *again], BRUSSELS, at=at) == present(rows, BRUSSELS, at=at)


def test_of_a_clocking_that_is_read_twice_the_later_counts() -> None:
    """One that was deleted, or moved, between two reads is what the second says."""
    came, left = clocked("0 08:00 0 16:00")
    moved = attrs.evolve(left, time_of_day_in_minutes=17 * 60)
    assert told(as_shifts([came, left, moved], BRUSSELS)) == "08:00-17:00"
    deleted = attrs.evolve(left, status=ClockingStatus.DELETED)
    assert told(as_shifts([came, left, deleted], BRUSSELS)) == "08:00?"


def test_a_deleted_clocking_needs_no_time() -> None:
    """What does not count is not read: nobody is unknown for a row that is none."""
    deleted = clocking(MONDAY, 0, status=ClockingStatus.DELETED)
    timeless = attrs.evolve(deleted, time_of_day_in_minutes=None)  # type: ignore[arg-type]  # as a response may
    rows = [timeless, *clocked("0 08:00")]
    at = datetime(2026, 3, 2, 12, tzinfo=BRUSSELS)
    assert told(present(rows, BRUSSELS, at=at)) == "08:00?"


def test_who_is_in_as_clocks_change() -> None:
    """Hours since someone came are those that passed, not those that clocks show."""
    rows = [clocking(AUTUMN, 14 * 60)]
    late = datetime(2026, 10, 25, 3, 30, tzinfo=BRUSSELS)
    assert present(rows, BRUSSELS, at=late - timedelta(hours=1, minutes=31))
    assert not present(rows, BRUSSELS, at=late)


def test_when_needs_a_time_zone() -> None:
    """Without one it could be hours off, in silence; without a moment it is now."""
    with pytest.raises(InvalidRequest, match="time zone"):
        present([], BRUSSELS, at=datetime(2026, 3, 2))
    with pytest.raises(InvalidRequest, match=r"until\.replace"):
        as_shifts([], BRUSSELS, until=datetime(2026, 3, 2))
    now = datetime.now(BRUSSELS)
    assert present([clocking(now.date(), now.hour * 60 + now.minute)], BRUSSELS)


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(people=12, days=40, seed=1, today=TODAY) as emulator:
        yield emulator


def test_a_month_of_the_tenant(client: Protime) -> None:
    """The time in shifts is what Protime counts as present, but for lunches."""
    month = DateRange.month(2026, 2)
    shifts = as_shifts(client.clockings.list(date=month), BRUSSELS)
    totals = list(client.calculated_totals.list(date=month))

    worked: dict[tuple[int, date], timedelta] = {}
    for shift in shifts:
        assert shift.duration is not None
        key = shift.person, shift.date
        worked[key] = worked.get(key, timedelta()) + shift.duration
    counted = {
        (row.person.id, row.date): timedelta(
            minutes=row.time_present_duration_in_minutes or 0
        )
        for row in totals
        if row.time_present_duration_in_minutes
    }
    assert worked.keys() == counted.keys()
    # A lunch that is not clocked is half an hour that Protime takes off.
    assert {worked[key] - counted[key] for key in counted} <= {
        timedelta(),
        timedelta(minutes=30),
    }
    assert any(shift.end and shift.end.date() > shift.date for shift in shifts)


async def test_who_is_in_at_the_tenant(emulator: Emulator, client: Protime) -> None:
    """Whoever works at night is in at eleven, read with either client."""
    at = datetime(2026, 2, 26, 23, 0, tzinfo=BRUSSELS)
    around = DateRange.around(at.date())
    found = present(client.clockings.list(date=around), BRUSSELS, at=at)
    async with awaiting(emulator) as awaited:
        rows = [row async for row in awaited.clockings.list(date=around)]

    shown = [shift for shift in as_shifts(rows, BRUSSELS) if shift.end]
    begun = {shift.person for shift in shown if shift.start <= at < (shift.end or at)}
    assert {shift.person for shift in found} == begun
    assert 3 in begun


def test_a_shift_is_a_value() -> None:
    """Two that are equal are equal, and none can be changed."""
    rows = clocked("0 08:00 0 12:00")
    (first,), (second,) = as_shifts(rows, BRUSSELS), as_shifts(rows, BRUSSELS)
    assert first == second
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        first.person = 2  # type: ignore[misc]  # that is the test
