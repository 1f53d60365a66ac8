"""Clockings in pairs: who worked from when to when, and who is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from operator import attrgetter
from typing import Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from attrs import frozen

from protime_runtime.errors import InvalidRequest
from protime_runtime.types import Date, Identified

LONGEST = timedelta(hours=14)
"""What two clockings may lie apart and still be one shift; a forgotten one is more."""

_COUNTS, _DELETED = "InOut", "Deleted"
"""Kind of the clockings that begin and end shifts, and status of those that are none.

Source: concepts/clocking-model/ (that reasons and activities are neither is inferred).
"""


class Clocked(Protocol):
    """A clocking, as far as shifts are made of it."""

    @property
    def id(self) -> int:
        """Protime's id, by which one that was read twice counts once."""

    @property
    def person(self) -> Identified:
        """Who clocked."""

    @property
    def date(self) -> Date:
        """Day the clocking belongs to."""

    @property
    def kind(self) -> str:
        """What it marks."""

    @property
    def status(self) -> str | None:
        """Whether it still counts."""

    def moment(self, tz: tzinfo) -> datetime:
        """Return the moment in a time zone."""


C = TypeVar("C", bound=Clocked)


@frozen(kw_only=True)
class Shift(Generic[C]):
    """A stretch from one clocking to the next; lunch that is clocked parts two."""

    person: int
    """Protime's id of the person."""

    start: datetime
    """When the person came, in the time zone that was given."""

    end: datetime | None
    """When the person left; none of an odd one."""

    clockings: tuple[C, ...]
    """What it is made of: two clockings, or the only one."""

    @property
    def date(self) -> Date:
        """Day that Protime counts the first clocking to."""
        return self.clockings[0].date

    @property
    def is_odd(self) -> bool:
        """Whether it is one clocking alone, of which `start` may as well be the end."""
        return self.end is None

    @property
    def duration(self) -> timedelta | None:
        """Time that passed, changes of the clock included; none of an odd one."""
        if self.end is None:
            return None
        # In one time zone Python subtracts what clocks show, not what passed.
        return self.end.astimezone(UTC) - self.start.astimezone(UTC)


def as_shifts(
    clockings: Iterable[C],
    tz: tzinfo,
    *,
    until: datetime | None = None,
    longest: timedelta = LONGEST,
) -> list[Shift[C]]:
    """Pair clockings that came and went, across midnight and changes of the clock.

    ::

        as_shifts(client.clockings.list(date=DateRange.month(2026, 2)), brussels)

    The API does not say which clocking came and which went, so that each person's are
    paired in their order: with as few odd ones as can be, then with as many pairs
    within a day as Protime counts days, then for the most time. Deleted clockings do
    not count, and neither do reasons and activities (inferred).

    With ``until=now`` a day may still go on: who clocked an odd number of times is in
    since the last, if that is no longer ago than a shift lasts.

    Args:
        clockings: Rows of ``client.clockings``; of two with one id the later counts.
        tz: The tenant's time zone: ``ZoneInfo("Europe/Brussels")``. A time that comes
            twice as clocks go back is the earlier.
        until: Moment, with its time zone; what is clocked later does not count.
        longest: What two clockings may lie apart.

    Returns:
        Shifts by person, in their order; `Shift.is_odd` where a clocking is missing.

    Raises:
        InvalidRequest: `until` has no time zone.
        DecodingError: A clocking has no day or no time.

    Source: ``concepts/clocking-model/``.
    """
    instant = None if until is None else _instant_of(until, "until")
    by_person: dict[int, list[_Stamp[C]]] = defaultdict(list)
    for clocking in _counting(clockings):
        moment = clocking.moment(tz)
        stamp = _Stamp(moment.astimezone(UTC), moment, clocking)
        if instant is None or stamp.instant <= instant:
            by_person[clocking.person.id].append(stamp)
    return [
        _shift(person, group)
        for person, stamps in sorted(by_person.items())
        for group in _groups(
            sorted(stamps, key=attrgetter("instant")), longest, instant
        )
    ]


def present(
    clockings: Iterable[C],
    tz: tzinfo,
    *,
    at: datetime | None = None,
    longest: timedelta = LONGEST,
) -> list[Shift[C]]:
    """Return who is in: the shifts that have begun and not ended, one for a person.

    Clockings are paired as `as_shifts` pairs them until that moment.

    ::

        now = datetime.now(brussels)
        present(client.clockings.list(date=DateRange.around(now.date())), brussels)

    Args:
        clockings: Rows of ``client.clockings`` of the days around: a night's work may
            belong to the day before, or the day after.
        tz: The tenant's time zone.
        at: When, with its time zone; now without it.
        longest: How long ago a person may have come.

    Raises:
        InvalidRequest: `at` has no time zone.
        DecodingError: A clocking has no day or no time.
    """
    instant = datetime.now(UTC) if at is None else _instant_of(at, "at")
    shifts = as_shifts(clockings, tz, until=instant, longest=longest)
    last = {shift.person: shift for shift in shifts}
    return [
        shift
        for shift in last.values()
        if shift.is_odd and instant - shift.start.astimezone(UTC) <= longest
    ]


def _instant_of(moment: datetime, name: str) -> datetime:
    if moment.tzinfo is None:
        raise InvalidRequest(
            f"{name} needs a time zone: {name}.replace(tzinfo=tz) gives one."
        )
    return moment.astimezone(UTC)


def _counting(clockings: Iterable[C]) -> Iterator[C]:
    """Yield what begins and ends shifts; of a clocking that comes twice, the last."""
    for clocking in {clocking.id: clocking for clocking in clockings}.values():
        if clocking.kind == _COUNTS and clocking.status != _DELETED:
            yield clocking


_Cost: TypeAlias = tuple[int, int, timedelta]
"""Odd stamps, pairs across days, and the time in pairs, which is negative."""


class _Stamp(NamedTuple, Generic[C]):
    instant: datetime
    moment: datetime
    clocking: C


def _groups(
    stamps: Sequence[_Stamp[C]], longest: timedelta, until: datetime | None
) -> Iterator[Sequence[_Stamp[C]]]:
    """Part a person's stamps into pairs and odd ones, in a walk forth and one back.

    Of a day that goes on, the last stamp is rather the odd one than an earlier: whoever
    is in may have been away for longer than in before.
    """
    costs: list[_Cost] = [(0, 0, timedelta())]
    sizes: list[int] = []
    for index, stamp in enumerate(stamps):
        odd, across, unpaired = costs[-1]
        options = [((odd + 1, across, unpaired), 1)]
        before = stamps[index - 1]
        passed = stamp.instant - before.instant
        if index and passed <= longest:
            odd, across, unpaired = costs[-2]
            across += stamp.clocking.date != before.clocking.date
            options.append(((odd, across, unpaired - passed), 2))
        goes_on = until is not None and until - stamp.instant <= longest
        is_open = goes_on and index == len(stamps) - 1
        cost, size = min(options, key=_without_time if is_open else None)
        costs.append(cost)
        sizes.append(size)
    ends = []
    end = len(stamps)
    while end:
        ends.append(end)
        end -= sizes[end - 1]
    for end in reversed(ends):
        yield stamps[end - sizes[end - 1] : end]


def _without_time(option: tuple[_Cost, int]) -> tuple[int, int]:
    (odd, across, _), _ = option
    return odd, across


def _shift(person: int, group: Sequence[_Stamp[C]]) -> Shift[C]:
    return Shift(
        person=person,
        start=group[0].moment,
        end=group[1].moment if len(group) > 1 else None,
        clockings=tuple(stamp.clocking for stamp in group),
    )
