"""Columns out of models, each taken out of all of them at once.

Models hold what came, of its type or not; so what is taken is looked through.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import chain
from typing import Any

from attrs import frozen

from protime_runtime.tables.columns import Column, Kind, Lists, Step, Taking
from protime_runtime.tables.taking import taking
from protime_runtime.types import OpenEnum

_TYPES: Mapping[Kind, frozenset[type]] = {
    Kind.INTEGER: frozenset({int}),
    Kind.NUMBER: frozenset({float}),
    Kind.STRING: frozenset({str}),
    Kind.BOOLEAN: frozenset({bool}),
    Kind.DATE: frozenset({date}),
    Kind.DATETIME: frozenset({datetime}),
    Kind.JSON: frozenset({dict, list, str, int, float, bool}),
    Kind.TEXTS: frozenset({dict}),
}
"""What models hold for each kind that is no enum."""


@frozen
class ModelColumns:
    """How columns are taken out of models."""

    columns: tuple[Column, ...]
    elements: Mapping[str, ModelColumns]
    """Of the elements of lists, by the column's name."""
    _take: Taking

    def lists(self, items: Sequence[object]) -> Lists:
        """Return what stands at each path of the models.

        Raises:
            ValueError: A model holds something that is not of its type.
        """
        try:
            found = self._take(items)
        except AttributeError:
            raise ValueError("no model") from None
        for column in self.columns:
            _check(column, found[column.path])
        return found


@cache
def model_columns(columns: tuple[Column, ...]) -> ModelColumns:
    """Return how columns are taken out of models."""
    elements = {
        column.name: model_columns(column.fields) for column in columns if column.fields
    }
    paths = [column.path for column in columns]
    paths += [column.minutes for column in columns if column.minutes]
    return ModelColumns(columns, elements, taking(paths, _read))


def _read(step: Step) -> str:
    if step.attribute:
        return f"item.{step.attribute}"
    return f"item.get({step.name!r})"


def _check(column: Column, values: Iterable[Any]) -> None:
    """Refuse values that are not of a column's type.

    Raises:
        ValueError: One of them is not.
    """
    if column.kind is Kind.MOMENT:
        return  # What it is made of is read value by value.
    types = set(map(type, values)) - {type(None)}
    if column.list:
        if types - {tuple}:
            raise ValueError(column.name)
        # Those that are models are looked through where their fields are taken.
        elements = () if column.fields else chain.from_iterable(filter(None, values))
        types = set(map(type, elements))
    if not all(_fits(column.kind, type) for type in types):
        raise ValueError(column.name)


def _fits(kind: Kind, type: type) -> bool:
    return issubclass(type, OpenEnum) if kind is Kind.ENUM else type in _TYPES[kind]
