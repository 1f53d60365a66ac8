"""Which columns a model's rows become, from its fields; nothing here needs pyarrow.

Identifiers become the id of what they name (``person_id``), objects a column for each
of their fields (``geolocation_latitude``); lists and texts by name stay what they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from protime_runtime.native_plan import Field, Plan
from protime_runtime.types import Identifier


@frozen(kw_only=True)
class Column:
    """A column: its name, what it holds, and where that stands in an item."""

    name: str
    path: tuple[str, ...]
    """Attributes, from the outside in."""
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
    return tuple(_columns(plan, "", (), references))


def _columns(
    plan: Plan, prefix: str, path: tuple[str, ...], references: bool
) -> Iterator[Column]:
    for one in plan.fields:
        if one.name == "external_references" and not references:
            continue
        yield from _column(one, f"{prefix}{one.name}", (*path, one.name), references)


def _column(
    one: Field, name: str, path: tuple[str, ...], references: bool
) -> Iterator[Column]:
    if one.plan is None:
        yield Column(name=name, path=path, hint=one.hint)
    elif one.many:
        inner = columns(one.plan, references=references)
        yield Column(name=name, path=path, hint=None, fields=inner)
    else:
        # ``activity_definition_id`` names its collection already.
        named = issubclass(one.plan.model, Identifier)
        base = name.removesuffix("_id") if named else name
        yield from _columns(one.plan, f"{base}_", path, references)
