"""Filters: values from Python to a filter expression of the API.

Source: reference/filtering/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Literal, TypeAlias, TypeVar, cast

from attrs import field, frozen

from protime_runtime import given
from protime_runtime.catalog import citation
from protime_runtime.errors import InvalidRequest

T = TypeVar("T")
FILTERING = "reference/filtering/"


@frozen
class DateRange:
    """Days from `start` to `end`, both included; open-ended without an end.

    >>> january = DateRange(date(2026, 1, 1), date(2026, 1, 31))
    >>> since = DateRange(date(2026, 1, 1))

    Raises:
        InvalidRequest: The end lies before the start, or one of them has a time.
    """

    start: date
    end: date | None = None

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


@frozen(init=False)
class NamedSet:
    """A set of people that Protime keeps under a name, sent as it is given.

    This is what older pages call ``org-group``:

    >>> str(NamedSet("org-tree", [121]))
    'org-tree(121)'
    """

    name: str
    ids: tuple[int, ...]

    def __init__(self, name: str, ids: Iterable[int]) -> None:
        """Take the set's name and the ids of its members' groups."""
        members = distinct(ids, name)
        if not members:
            raise InvalidRequest(f"{name} needs at least one id.")
        if not name.replace("-", "").isalnum():
            raise InvalidRequest(f"{name!r} cannot be the name of a set.")
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "ids", members)

    def __str__(self) -> str:
        """Return the set as the expression writes it."""
        return f"{self.name}({','.join(literal(id) for id in self.ids)})"


class Circle(NamedSet):
    """The people of circles: ``Circle(2, 8)``."""

    __slots__ = ()

    def __init__(self, *ids: int) -> None:
        """Take the circles' ids."""
        super().__init__("circle", _one_by_one(ids, "Circle"))


class OrgGroup(NamedSet):
    """The people of organisation groups: ``OrgGroup(121, 122)``."""

    __slots__ = ()

    def __init__(self, *ids: int) -> None:
        """Take the groups' ids."""
        super().__init__("org-group", _one_by_one(ids, "OrgGroup"))


Members: TypeAlias = NamedSet | Iterable[int | NamedSet]
"""People: their ids, a named set, or several sets joined by ``or``."""


@frozen
class Rule:
    """A limit that the API sets to a filter's value."""

    kind: Literal["at-most-one-year", "not-before-previous-year"]
    source: str = field(kw_only=True)
    inferred: str | None = field(default=None, kw_only=True)
    """What it is inferred from, where no page says it of this collection."""

    def check(self, name: str, days: DateRange, today: date) -> None:
        """Raise what the API would say of the range.

        Raises:
            InvalidRequest: The range breaks the rule.
        """
        if self.kind == "at-most-one-year":
            if days.end is not None and days.end > a_year_after(days.start):
                raise self._refusal(name, f"{days} spans more than one year")
        elif days.start < date(today.year - 1, 1, 1):
            raise self._refusal(
                name,
                f"{days.start} lies before 1 January of the previous year,"
                " where the API's change tracking begins",
            )

    def _refusal(self, name: str, what: str) -> InvalidRequest:
        way_out = (
            "; no page says so of this collection, and written with where= it is sent"
            if self.inferred
            else ""
        )
        cited = citation(self.source, self.inferred)
        return InvalidRequest(f"{name}: {what}{way_out}. {cited}")


@frozen
class Property:
    """A property that a list is narrowed by, with what it takes."""

    name: str
    operators: tuple[str, ...]
    required: bool = field(default=False, kw_only=True)
    sets: tuple[str, ...] = field(default=(), kw_only=True)
    multiple: bool = field(default=False, kw_only=True)
    rules: tuple[Rule, ...] = field(default=(), kw_only=True)

    def condition(self, value: object) -> str:
        """Return the condition that the value stands for.

        Raises:
            InvalidRequest: The property does not take such a value.
        """
        if isinstance(value, DateRange):
            return self._range(value)
        if isinstance(value, NamedSet):
            return self._in(value)
        if given.holds_several(value):
            return self._members(distinct(cast("Iterable[object]", value), self.name))
        if "eq" not in self.operators and "in" in self.operators:
            raise InvalidRequest(
                f"{self.name} takes a list, also of one value: [...]."
                f" {citation(FILTERING)}"
            )
        self._needs("eq", value)
        return f"{self.name} eq {literal(value)}"

    def _range(self, days: DateRange) -> str:
        self._needs("ge", days)
        if days.end is None:
            return f"{self.name} ge {literal(days.start)}"
        self._needs("le", days)
        return (
            f"{self.name} ge {literal(days.start)} and"
            f" {self.name} le {literal(days.end)}"
        )

    def _in(self, members: NamedSet) -> str:
        self._needs("in", members)
        if not self.sets:
            raise InvalidRequest(f"{self.name} takes no named set such as {members}.")
        return f"{self.name} in {members}"

    def _members(self, values: Sequence[object]) -> str:
        if not values:
            raise InvalidRequest(
                f"{self.name} is an empty list, which would match nothing;"
                " leave the filter out to match everything."
            )
        sets = [one for one in values if isinstance(one, NamedSet)]
        plain = [one for one in values if not isinstance(one, NamedSet)]
        conditions = self._plain(plain) + [self._in(one) for one in sets]
        if len(conditions) == 1:
            return conditions[0]
        if not self.multiple:
            raise InvalidRequest(
                f"{self.name} takes one value only: the API joins by `or` only what"
                f" may have several. {citation(FILTERING)}"
            )
        return f"({' or '.join(conditions)})"

    def _plain(self, values: list[object]) -> list[str]:
        if values and "in" in self.operators:
            return [f"{self.name} in ({','.join(literal(one) for one in values)})"]
        return [self.condition(one) for one in values]

    def _needs(self, operator: str, value: object) -> None:
        if operator not in self.operators:
            raise InvalidRequest(
                f"{self.name} takes {', '.join(self.operators)}, not {operator},"
                f" which {type(value).__name__} stands for. {citation(FILTERING)}"
            )


def held(values: Mapping[str, object]) -> dict[str, object]:
    """Return the filters that are given, with what holds several as tuples.

    What can be read only once, such as a generator, is read here.

    Raises:
        InvalidRequest: A value has names for what it holds, or is a table.
    """
    return {
        name: given.several(cast("Iterable[object]", value), name)
        if given.holds_several(value)
        else given.scalar(value)
        for name, value in values.items()
        if value is not None
    }


def distinct(values: Iterable[T], name: str) -> tuple[T, ...]:
    """Return several values, each once.

    Raises:
        InvalidRequest: One of them is no single value.
    """
    members = given.several(values, name)
    try:
        return tuple(dict.fromkeys(members))
    except TypeError:
        raise InvalidRequest(
            f"{name} takes single values, not lists of them."
        ) from None


def _one_by_one(ids: tuple[int, ...], name: str) -> tuple[int, ...]:
    """Return ids that were given one by one, or all together as one list."""
    return tuple(
        id
        for member in ids
        for id in given.several(cast("Iterable[int]", member), name)
    )


def expression(
    properties: Mapping[str, Property], values: Mapping[str, object]
) -> str | None:
    """Return the values as one filter expression, or `None` without any.

    Raises:
        InvalidRequest: A value is missing, unknown or not what its property takes.
    """
    asked = held(values)
    for name in asked:
        if name not in properties:
            raise InvalidRequest(_unknown(name, properties))
    for name, one in properties.items():
        if one.required and name not in asked:
            raise InvalidRequest(f"The filter {name!r} is required here.")
    conditions = [
        one.condition(asked[name]) for name, one in properties.items() if name in asked
    ]
    return " and ".join(conditions) or None


def check(
    properties: Mapping[str, Property], values: Mapping[str, object], today: date
) -> None:
    """Raise what the API would refuse of the date ranges.

    Raises:
        InvalidRequest: A range breaks one of the property's rules.
    """
    for name, one in properties.items():
        days = values.get(name)
        if isinstance(days, DateRange):
            for rule in one.rules:
                rule.check(name, days, today)


def literal(value: object) -> str:
    """Return a value as the expression writes it.

    Raises:
        InvalidRequest: The grammar has no form for it, such as a text with a quote,
            whose escaping the API does not document.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"'{value.isoformat()}'"
    text = value.value if isinstance(value, Enum) else value
    if isinstance(value, float):
        raise InvalidRequest(
            f"A filter cannot hold {type(value).__name__}: give whole numbers, as"
            " .dropna().astype(int) makes them of a column in which some are missing."
        )
    if not isinstance(text, str):
        raise InvalidRequest(f"A filter cannot hold {given.described(value)}.")
    if "'" in text:
        raise InvalidRequest(
            f"{text!r} holds a quote, and how the API escapes one is not documented;"
            " filter on something else, or write the expression with where=."
        )
    return f"'{text}'"


def a_year_after(day: date) -> date:
    """Return the same day a year later; 1 March for 29 February."""
    if day.year == date.max.year:
        return date.max
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)


def _unknown(name: str, properties: Mapping[str, Property]) -> str:
    known = ", ".join(properties) or "none"
    return (
        f"There is no filter {name!r} here; known: {known}. A filter that this version"
        " does not know can be written with where=."
    )
