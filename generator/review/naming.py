"""Python names that a change touches, by the rules of the generator."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from generator import names, spec

Renames: TypeAlias = tuple[tuple[str, str], ...]
"""Old and new names of the API's collections."""


@frozen(kw_only=True)
class Place:
    """A collection, or the whole API, and what its things are called in Python."""

    name: str
    collection: spec.Collection | None = None
    renames: Renames = ()

    @property
    def attribute(self) -> str:
        """The client's attribute."""
        return f"client.{names.snake(self.name)}"

    @property
    def class_name(self) -> str:
        """The collection's class."""
        return names.pascal(self.name)

    def method(self, operation: str, argument: str | None = None) -> str:
        """Return a method, or one of its arguments."""
        given = f"{argument}=" if argument else ""
        return f"{self.attribute}.{operation}({given})"

    def models(self) -> tuple[str, ...]:
        """Return the classes of the items that are read and sent."""
        item = self.collection.item if self.collection else None
        return tuple(one for one in ((item.name, item.new) if item else ()) if one)


def attributes(
    owners: tuple[str, ...], wire: str, field: spec.Field
) -> tuple[str, ...]:
    """Return the attributes that a field is in the models that have it."""
    name = field.python or names.snake(wire)
    reading, sending = owners[:1], owners[1:] or owners[:1]
    read = [f"{one}.{name}" for one in reading if field.read != "never"]
    sent = [f"{one}.{name}" for one in sending if field.write != "never"]
    return tuple(dict.fromkeys([*read, *sent]))


def argument(wire: str, one: spec.Filter) -> str:
    """Return the argument that a filter is."""
    return one.python or names.snake(wire)


def constant(item: str, predefined: str) -> str:
    """Return the constant of a predefined reference type."""
    return f"{item}Reference.{names.upper(predefined)}"
