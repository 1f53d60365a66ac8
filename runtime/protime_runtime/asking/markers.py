"""Markers of filters: what the API takes, in the annotation of each filter.

    class ClockingsFilter(TypedDict, total=False):
        date: Required[Annotated[DateRange, Days(), AtMostOneYear("reference/...")]]
        person: Annotated[Members, People(sets=("circle", "org-group"))]

The annotations are read when a collection is first asked for something.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import ClassVar, Required, get_args, get_origin, get_type_hints

from attrs import evolve, field

from protime_runtime.api import citation
from protime_runtime.asking.days import DateRange
from protime_runtime.asking.filters import (
    NamedSet,
    apart,
    distinct,
    literal,
    literals,
)
from protime_runtime.asking.rules import AtMostOneYear, Rule
from protime_runtime.errors import InvalidRequest
from protime_runtime.values import frozen

FILTERING = "reference/filtering/"


@frozen
class Property:
    """A property that a list is narrowed by, with what it takes.

    As a marker it says what the rest of the annotation does not.
    """

    usual: ClassVar[tuple[str, ...]] = ()
    """Operators, if none are given."""

    name: str = ""
    """As the API writes it; as Python does, where a marker leaves it out."""
    operators: tuple[str, ...] = field()
    sets: tuple[str, ...] = field(default=(), kw_only=True)
    several: bool = field(default=False, kw_only=True)
    """Whether the API joins several conditions by ``or``."""
    required: bool = field(default=False, kw_only=True)
    rules: tuple[Rule, ...] = field(default=(), kw_only=True)
    value: type = field(default=object, kw_only=True)
    """Type of a single value: `date`, `int`, an enum."""
    at_most_a_year: bool = field(init=False, repr=False)
    """Whether a range of days over more than a year is split."""

    @operators.default
    def _usual_operators(self) -> tuple[str, ...]:
        return self.usual

    @at_most_a_year.default
    def _has_a_rule_of_it(self) -> bool:
        return any(isinstance(rule, AtMostOneYear) for rule in self.rules)

    def condition(self, value: object) -> str:
        """Return the condition that a value stands for, as `held` returns it.

        Raises:
            InvalidRequest: The property does not take such a value.
        """
        if isinstance(value, DateRange):
            return self._range(value)
        if isinstance(value, NamedSet):
            return self._in(value)
        if isinstance(value, tuple):
            return self._members(distinct(value, self.name))
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
        plain, sets = apart(values)
        if plain and "in" in self.operators:
            conditions = [f"{self.name} in ({','.join(literals(plain))})"]
        else:
            conditions = [self.condition(value) for value in plain]
        conditions += [self._in(members) for members in sets]
        if len(conditions) == 1:
            return conditions[0]
        if not self.several:
            raise InvalidRequest(
                f"{self.name} takes one value only: the API joins by `or` only what"
                f" may have several. {citation(FILTERING)}"
            )
        return f"({' or '.join(conditions)})"

    def _needs(self, operator: str, value: object) -> None:
        if operator not in self.operators:
            raise InvalidRequest(
                f"{self.name} takes {', '.join(self.operators)}, not {operator},"
                f" which {type(value).__name__} stands for. {citation(FILTERING)}"
            )


class Equal(Property):
    """Takes one value, or with `several` also a list, whose conditions are joined."""

    __slots__ = ()
    usual = ("eq",)


class In(Property):
    """Takes a list."""

    __slots__ = ()
    usual = ("in",)


class EqualOrIn(Property):
    """Takes one value or a list."""

    __slots__ = ()
    usual = ("eq", "in")


class Days(Property):
    """Takes a range of days."""

    __slots__ = ()
    usual = ("ge", "le")

    def _needs(self, operator: str, value: object) -> None:
        if operator in self.operators:
            return
        day = value.isoformat() if type(value) is date else "2026-01-31"
        raise InvalidRequest(
            f"{self.name} takes a DateRange, not {type(value).__name__}: write"
            f" DateRange.parse({day!r}) for a day, DateRange.month(2026, 1) for a"
            f" month, or DateRange(first, last). {citation(FILTERING)}"
        )


@frozen
class People(Property):
    """Takes a list of people, and sets of them that Protime keeps under a name."""

    usual = ("in",)
    several: bool = field(default=True, kw_only=True)


@cache
def filter_properties(filter: type | None) -> Mapping[str, Property]:
    """Return the properties that a class of filters declares, by their Python names.

    >>> from typing import Annotated, TypedDict
    >>> RoomsFilter = TypedDict("RoomsFilter", {"floor": Annotated[int, Equal()]})
    >>> filter_properties(RoomsFilter)["floor"].condition(3)
    'floor eq 3'
    """
    hints = get_type_hints(filter, include_extras=True) if filter else {}
    return {python: _property(python, hint) for python, hint in hints.items()}


def _property(python: str, hint: object) -> Property:
    required = get_origin(hint) is Required
    value, *metadata = get_args(get_args(hint)[0] if required else hint)
    marker = next(found for found in metadata if isinstance(found, Property))
    return evolve(
        marker,
        name=marker.name or python,
        required=required,
        rules=tuple(found for found in metadata if isinstance(found, Rule)),
        value=_single(value),
    )


def _single(hint: object) -> type:
    """Return the type of a single value: `int` of ``int | Iterable[int]``."""
    if hint is DateRange:
        return date
    if isinstance(hint, type):
        return hint
    found = {_single(inner) for inner in get_args(hint) if inner is not NamedSet}
    return found.pop()


def expression(
    properties: Mapping[str, Property],
    values: Mapping[str, object],
    *,
    otherwise: str = "where()",
) -> str | None:
    """Return the values as one filter expression, or `None` without any.

    Args:
        properties: What is known of the filters.
        values: The filters by their Python names, as `held` returns them.
        otherwise: Method that takes what is not known.

    Raises:
        InvalidRequest: A value is missing, unknown or not what its property takes.
    """
    for name in values:
        if name not in properties:
            raise InvalidRequest(
                f"There is no filter {name!r} here; known:"
                f" {', '.join(properties) or 'none'}. A filter that this version does"
                f" not know can be written in an expression, for {otherwise}."
            )
    for name, property in properties.items():
        if property.required and name not in values:
            raise InvalidRequest(f"The filter {name!r} is required here.")
    conditions = [
        property.condition(values[name])
        for name, property in properties.items()
        if name in values
    ]
    return " and ".join(conditions) or None


def check(
    properties: Mapping[str, Property], values: Mapping[str, object], today: date
) -> None:
    """Raise what the API would refuse of the date ranges.

    Raises:
        InvalidRequest: A range breaks one of the property's rules.
    """
    for name, property in properties.items():
        days = values.get(name)
        if isinstance(days, DateRange):
            for rule in property.rules:
                rule.check(name, days, today)
