"""Values of filters: days, named sets of people, and what else has a literal.

Source: reference/filtering/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import TypeAlias, TypeVar, cast

from protime_runtime import given
from protime_runtime.asking import links
from protime_runtime.errors import InvalidRequest
from protime_runtime.values import frozen

T = TypeVar("T")
LONGEST = 4096
"""Characters of an address that the API takes."""


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
        members = distinct(given.several(ids, name), name)
        if not members:
            raise InvalidRequest(f"{name} needs at least one id.")
        if not name.replace("-", "").isalnum():
            raise InvalidRequest(f"{name!r} cannot be the name of a set.")
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "ids", members)

    def __str__(self) -> str:
        """Return the set as the expression writes it."""
        return f"{self.name}({','.join(literals(self.ids))})"


def apart(values: Sequence[object]) -> tuple[Sequence[object], Sequence[NamedSet]]:
    """Return the plain values, and the named sets among them."""
    if {*map(type, values)} == {int}:  # Seen at once, as there may be very many.
        return values, ()
    plain = [value for value in values if not isinstance(value, NamedSet)]
    return plain, [value for value in values if isinstance(value, NamedSet)]


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


def distinct(values: tuple[T, ...], name: str) -> tuple[T, ...]:
    """Return the values, each once.

    Raises:
        InvalidRequest: One of them is no single value.
    """
    try:
        return tuple(dict.fromkeys(values))
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
            " filter on something else, or write the whole expression for where()."
        )
    return f"'{text}'"


def literals(values: Sequence[object]) -> list[str]:
    """Return each value as the expression writes it.

    Raises:
        InvalidRequest: The grammar has no form for one of them.
    """
    # There may be hundreds of thousands of ids, which is seen at once.
    are_ids = {*map(type, values)} == {int}
    return list(map(str if are_ids else literal, values))


def checked(expression: object) -> str:
    """Return the parameter of an expression that is given, which is sent as it is.

    Raises:
        InvalidRequest: It is empty, no text, or too long for an address.
    """
    if not isinstance(expression, str):
        raise InvalidRequest(
            f"A filter expression is a text, not {type(expression).__name__}."
        )
    if not expression.strip():
        raise InvalidRequest("The filter expression is empty.")
    encoded = links.parameter("filter", expression)
    if len(encoded) > LONGEST:
        raise InvalidRequest(
            f"The filter expression is longer than the {LONGEST} characters of an"
            " address; only filters are split."
        )
    return encoded


def a_year_after(day: date) -> date:
    """Return the same day a year later; 1 March for 29 February."""
    if day.year == date.max.year:
        return date.max
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)
