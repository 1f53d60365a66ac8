"""One list cut into parts that can be read side by side, none of them overlapping."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from attrs import frozen

from protime_runtime.asking.days import DateRange
from protime_runtime.asking.filters import NamedSet

Filter: TypeAlias = Mapping[str, object]


@frozen(kw_only=True)
class Part:
    """A filter of one part, and where its items begin."""

    filter: Filter
    not_before: int | None = None
    """Ordinal of the first day that an item may begin on; earlier ones stand in the
    part before. `None` for the first part."""

    @property
    def label(self) -> str:
        """The part in words, the same each time."""
        return "; ".join(
            f"{name} {_text(value)}" for name, value in self.filter.items()
        )


def parts(
    filter: Filter, *, days: int, people: int | None = None, today: date
) -> Iterator[Part]:
    """Yield the parts of a list, in order of date and then of people.

    Args:
        filter: What is to be listed.
        days: Days of a part at the most.
        people: People of a part at the most, if the filter lists their ids.
        today: Where the last part of an open range begins at the latest.
    """
    for chunk in _chunks(filter, people):
        ranges = [name for name, value in chunk.items() if isinstance(value, DateRange)]
        if not ranges:
            yield Part(filter=chunk)
            continue
        whole = chunk[ranges[0]]
        for number, window in enumerate(windows(whole, days, today)):
            start = window.start.toordinal() if number else None
            yield Part(filter={**chunk, ranges[0]: window}, not_before=start)


def windows(whole: object, days: int, today: date) -> Iterator[DateRange]:
    """Cut a range into consecutive ones; the last of an open range stays open."""
    if not isinstance(whole, DateRange) or days < 1:
        raise ValueError("Windows take a DateRange and at least one day.")
    yield from _cut(whole, today, lambda start: start + timedelta(days=days - 1))


def months(whole: DateRange, today: date) -> Iterator[DateRange]:
    """Cut a range into calendar months; the last of an open range stays open."""
    yield from _cut(whole, today, _end_of_month)


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _cut(
    whole: DateRange, today: date, end_of: Callable[[date], date]
) -> Iterator[DateRange]:
    start = whole.start
    last = whole.end or max(today, start)
    while start <= last:
        end = end_of(start)
        if end >= last:
            yield DateRange(start, whole.end)
            return
        yield DateRange(start, end)
        start = end + timedelta(days=1)


def _chunks(filter: Filter, people: int | None) -> Iterator[Filter]:
    ids = filter.get("person")
    if people is None or not _are_ids(ids):
        yield filter
        return
    distinct = list(dict.fromkeys(ids if isinstance(ids, Sequence) else ()))
    for start in range(0, len(distinct), people):
        yield {**filter, "person": tuple(distinct[start : start + people])}


def _are_ids(value: object) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and not any(isinstance(member, NamedSet) for member in value)
        and len(value) > 0
    )


def _text(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ",".join(str(member) for member in value)
    return str(value)
