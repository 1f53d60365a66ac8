"""One list into the requests that the API's limits allow.

A list spans at most a year, and an address 4096 characters, of which later pages need
some for their continuation token. Parts never overlap, so no item comes twice.
Source: reference/responses/ (414) and the collections' pages (one year)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import accumulate
from typing import Self, TypeVar, cast

from protime_runtime.asking.days import DateRange
from protime_runtime.asking.filters import (
    LONGEST,
    a_year_after,
    apart,
    distinct,
    literals,
)
from protime_runtime.asking.links import parameter
from protime_runtime.asking.markers import Property, expression
from protime_runtime.errors import InvalidRequest
from protime_runtime.messages import Page, Request

T = TypeVar("T")

FOR_THE_HOST = 96
FOR_THE_TOKEN = 800
"""Characters kept for a continuation token; the one published example has 145."""

Values = Mapping[str, object]


class Parts(tuple[Request[Page[T]], ...]):
    """The requests of a list, and how to cut it finer."""

    cut: Callable[[int], Iterable[Request[Page[T]]]] | None

    def __new__(
        cls,
        requests: Iterable[Request[Page[T]]],
        cut: Callable[[int], Iterable[Request[Page[T]]]] | None = None,
    ) -> Self:
        """Take the requests, and what makes more of them that ask for less each."""
        made = super().__new__(cls, requests)
        made.cut = cut
        return made


def split(
    properties: Mapping[str, Property], values: Values, *, taken: int, windows: int = 1
) -> Iterator[str]:
    """Yield the parameter that filters each part, in order of date and then as given.

    Args:
        properties: What the list is filtered by.
        values: The filter as `held` returns it.
        taken: Characters that path and other parameters need.
        windows: Ranges of days to make at least, if there are days to divide.

    Raises:
        InvalidRequest: The filter is refused, or a part cannot be made short enough.
    """
    room = LONGEST - FOR_THE_HOST - FOR_THE_TOKEN - taken
    for window in _windows(properties, values, windows):
        yield from _short_enough(properties, window, room)


def _windows(
    properties: Mapping[str, Property], values: Values, at_least: int
) -> Iterator[Values]:
    for name, filter in properties.items():
        days = values.get(name)
        if filter.at_most_a_year and isinstance(days, DateRange):
            whole = list(years(days))
            for year in whole:
                for window in evenly(year, -(-at_least // len(whole))):
                    yield {**values, name: window}
            return
    yield values


def years(days: DateRange) -> Iterator[DateRange]:
    """Cut a range into consecutive ones of at most a year; an open one stays whole."""
    if days.end is None:
        yield days
        return
    start = days.start
    while (next_start := a_year_after(start)) <= days.end and next_start > start:
        yield DateRange(start, next_start - timedelta(days=1))
        start = next_start
    yield days if start == days.start else DateRange(start, days.end)


def evenly(days: DateRange, parts: int) -> Iterator[DateRange]:
    """Cut a range into consecutive ones of about the same length."""
    length = 0 if days.end is None else (days.end - days.start).days + 1
    parts = min(parts, length)
    if parts < 2:
        yield days
        return
    for part in range(parts):
        first, after = length * part // parts, length * (part + 1) // parts
        yield DateRange(
            days.start + timedelta(days=first), days.start + timedelta(days=after - 1)
        )


def _short_enough(
    properties: Mapping[str, Property], values: Values, room: int
) -> list[str]:
    longest = 0
    for value in values.values():
        longest = max(longest, len(value) if isinstance(value, tuple) else 0)
    if longest <= room:  # Else it is too long, and not written to see it.
        whole = parameter("filter", expression(properties, values))
        if len(whole) <= room:
            return [whole]
    name = _longest_list(values)
    return [
        parameter("filter", expression(properties, {**values, name: chunk}))
        for chunk in _chunks(properties, values, name, room)
    ]


def _longest_list(values: Values) -> str:
    lists = {
        name: len(value)
        for name, value in values.items()
        if isinstance(value, tuple) and not apart(value)[1]
    }
    if not lists:
        raise InvalidRequest(
            f"The filter is too long for the {LONGEST} characters of an address, and"
            " holds no list of ids to split. Ids beside named sets are never split,"
            " since a part could hold the same item again: ask for them separately."
        )
    return max(lists, key=lambda name: lists[name])


def _chunks(
    properties: Mapping[str, Property], values: Values, name: str, room: int
) -> Iterator[tuple[object, ...]]:
    members = distinct(cast("tuple[object, ...]", values[name]), name)
    lengths = _lengths(literals(members))
    first = expression(properties, {**values, name: members[:1]})
    free = room - len(parameter("filter", first)) + lengths[0]
    between = len(",")
    if "in" not in properties[name].operators:
        (between,) = _lengths([f" or {properties[name].name} eq ()"])
    ends = list(accumulate(map(between.__add__, lengths)))
    start, used = 0, 0
    while start < len(members):
        end = bisect_right(ends, used + free, lo=start)
        if end == start:
            raise InvalidRequest(
                f"One value of {name!r} with the rest of the filter fills the"
                f" {LONGEST} characters of an address; ask for it in several lists."
            )
        yield members[start:end]
        start, used = end, ends[end - 1]


def _lengths(texts: Sequence[str]) -> list[int]:
    """Return the characters that each text has once it is encoded in a query."""
    joined = "".join(texts)
    if joined.isdigit() and joined.isascii():
        return list(map(len, texts))  # As most ids are; there may be very many of them.
    return [len(parameter("", text)) - len("=") for text in texts]
