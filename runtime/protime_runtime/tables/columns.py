"""Which columns a model's rows become, from its fields; nothing here needs pyarrow.

Identifiers become the id of what they name (``person_id``), objects a column for each
of their fields (``geolocation_latitude``); lists and texts by name stay what they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from protime_runtime.reading.native_plan import Field, Plan
from protime_runtime.types import Identifier


@frozen(kw_only=True)
class Column:
    """A column: its name, what it holds, and where that stands in an item."""

    name: str
    path: tuple[str, ...]
    """Attributes, from the outside in."""
    wire: str = ""
    """Names on the wire, from the outside in, with dots between."""
    hint: object
    """Type of the values, or of a list's elements that hold no models."""
    fields: tuple[Column, ...] = ()
    """Columns of a list's elements, if those are models."""


def columns(plan: Plan, *, references: bool = False) -> tuple[Column, ...]:
    """Return the columns of a model's rows.

    Args:
        plan: How the model is read.
        references: Whether other systems' names were asked for.
    """
    return tuple(_columns(plan, _TOP, references))


@frozen
class _Place:
    """Where fields stand in an item."""

    prefix: str
    """What their columns' names begin with."""
    path: tuple[str, ...]
    wire: str

    def within(self, one: Field, prefix: str) -> _Place:
        """Return the place of the fields of what a field holds."""
        return _Place(prefix, (*self.path, one.name), f"{self.wire}{one.wires[0]}.")


_TOP = _Place("", (), "")


def _columns(plan: Plan, place: _Place, references: bool) -> Iterator[Column]:
    for one in plan.fields:
        if one.name == "external_references" and not references:
            continue
        yield from _column(one, place, references)


def _column(one: Field, place: _Place, references: bool) -> Iterator[Column]:
    name = f"{place.prefix}{one.name}"
    column = Column(
        name=name,
        path=(*place.path, one.name),
        wire=f"{place.wire}{one.wires[0]}",
        hint=one.hint,
    )
    if one.plan is None:
        yield column
    elif one.many:
        yield evolve(column, fields=columns(one.plan, references=references))
    else:
        # ``activity_definition_id`` names its collection already.
        named = issubclass(one.plan.model, Identifier)
        base = name.removesuffix("_id") if named else name
        yield from _columns(one.plan, place.within(one, f"{base}_"), references)
