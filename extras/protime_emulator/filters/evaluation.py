"""Deciding whether a row matches a filter that the rules let through."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import date
from typing import Protocol, TypeAlias

from protime_runtime.catalog import CollectionInfo

from ..tables import EVERYTHING, Bounds
from ..wire import Row, camel, day
from .syntax import All, Condition, Expression

Predicate: TypeAlias = Callable[[Row], bool]


class Sets(Protocol):
    """Who the members of named sets are."""

    def members(self, named_set: str, ids: tuple[int, ...]) -> frozenset[int]:
        """Return the people in any of the sets with these ids."""


def predicate(
    expression: Expression, collection: CollectionInfo, sets: Sets
) -> Predicate:
    """Return a function that says whether a row matches."""
    if isinstance(expression, Condition):
        return _condition(expression, field_of(expression.property, collection), sets)
    parts = [predicate(part, collection, sets) for part in expression.parts]
    if isinstance(expression, All):
        return _all_of(parts)
    return lambda row: any(part(row) for part in parts)


def _all_of(parts: list[Predicate]) -> Predicate:
    def matches(row: Row) -> bool:
        for part in parts:  # noqa: SIM110  # each row of large lists passes here
            if not part(row):
                return False
        return True

    return matches


def field_of(property: str, collection: CollectionInfo) -> str:
    """Return the wire name of the field that a filter property means.

    ``enabled`` means ``isEnabled``; the ``date`` of an assignment is its ``from``.
    """
    name = camel(property)
    by_case = {field.wire.lower(): field.wire for field in collection.fields}
    for candidate in (name, "is" + name, *(("from",) if property == "date" else ())):
        if candidate.lower() in by_case:
            return by_case[candidate.lower()]
    return name


def _condition(condition: Condition, field: str, sets: Sets) -> Predicate:
    value = condition.values[0]
    if condition.operator == "in":
        members = _members(condition, sets)
        return lambda row: _value(row, field) in members
    if condition.operator == "eq":
        return lambda row: _value(row, field) == value
    if isinstance(value, str):
        return _days(condition.operator, field, value)
    return _numbers(condition.operator, field, value)


def _days(operator: str, field: str, limit: str) -> Predicate:
    """Compare dates, whose text is in their order."""
    if operator == "ge":
        return lambda row: isinstance(day := row.get(field), str) and day >= limit
    return lambda row: isinstance(day := row.get(field), str) and day <= limit


def _numbers(operator: str, field: str, limit: int) -> Predicate:
    def compare(row: Row) -> bool:
        found = _value(row, field)
        if not isinstance(found, int | float):
            return False
        return found >= limit if operator == "ge" else found <= limit

    return compare


def _members(condition: Condition, sets: Sets) -> Container[object]:
    if condition.named_set is None:
        return frozenset(condition.values)
    ids = tuple(value for value in condition.values if isinstance(value, int))
    return sets.members(condition.named_set, ids)


def _value(row: Row, field: str) -> object:
    found = row.get(field)
    if isinstance(found, dict):
        found = found.get("id")
    return found if isinstance(found, str | int | float) else None


def bounds(expression: Expression | None, sets: Sets) -> Bounds:
    """Return the days and people that rows outside of cannot match."""
    if isinstance(expression, Condition):
        return _bounds_of(expression, sets)
    if not isinstance(expression, All):
        return EVERYTHING
    parts = [bounds(part, sets) for part in expression.parts]
    firsts = [part.first for part in parts if part.first]
    lasts = [part.last for part in parts if part.last]
    people = [part.people for part in parts if part.people is not None]
    return Bounds(
        first=max(firsts, default=None),
        last=min(lasts, default=None),
        people=frozenset.intersection(*people) if people else None,
    )


def _bounds_of(condition: Condition, sets: Sets) -> Bounds:
    if condition.property == "date":
        limit: date | None = day(condition.values[0])
        return Bounds(
            first=limit if condition.operator == "ge" else None,
            last=limit if condition.operator == "le" else None,
        )
    if condition.property == "person" and condition.operator in ("in", "eq"):
        if condition.named_set is not None:
            ids = tuple(value for value in condition.values if isinstance(value, int))
            return Bounds(people=sets.members(condition.named_set, ids))
        return Bounds(
            people=frozenset(v for v in condition.values if isinstance(v, int))
        )
    return EVERYTHING
