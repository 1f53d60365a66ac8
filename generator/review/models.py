"""Items and types, and what they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

from generator import names, spec
from generator.planning.types import reachable
from generator.review.pairing import CERTAIN, begins, by_name, by_words, shared
from generator.review.things import AnyThing, Names, Only, Part, Thing


class Spelling(Thing[None]):
    """Another spelling of a field that is read as well."""

    def possible(self, above: AnyThing) -> bool:
        """Return whether no field had the name; if one had, it was renamed."""
        return above.above is None or self.name not in _fields(above.above.node)


class FieldNode(Thing[spec.Field]):
    """A field of an item or of a type."""

    def parts(self) -> Iterable[Part]:
        """Return its spellings."""
        return [(Spelling, dict.fromkeys(self.node.also))]

    def alike(self, new: Self) -> float:
        """Return how likely it was renamed: only where it has the same shape."""
        if self.name in new.node.also:
            return CERTAIN
        return (self.type == new.type) * by_words(self, new)

    def demanded(self, above: AnyThing) -> bool:
        """Return whether what was sent before can no longer be sent without it."""
        return self.node.write == "required" and sends(above.node)

    def still(self, was: Self) -> str:
        """Return whether the old name is read, too."""
        return "; both are read" if was.name in self.node.also else ""

    @property
    def taken(self) -> str:
        """Whether it can be sent, if something of what it belongs to can."""
        sent = self.above is not None and sends(self.above.node)
        return self.node.write if sent else "unsent"

    @property
    def attributes(self) -> str:
        """What it is in the models that have it."""
        name = self.node.python or names.snake(self.name)
        owners = self.above.owners if self.above else ()
        reading, sending = owners[:1], owners[1:] or owners[:1]
        read = reading if self.node.read != "never" else ()
        sent = sending if self.node.write != "never" else ()
        return ", ".join(f"{owner}.{name}" for owner in dict.fromkeys((*read, *sent)))

    @property
    def type(self) -> str:
        """What it holds, in words."""
        named = self.node.identifier or []
        target = named if isinstance(named, str) else " or ".join(sorted(named))
        text = self.node.type or ""
        if target:
            text = f"{text} identifier of {target}".strip()
        if self.node.list:
            text = f"list of {text}"
        return f"map of {text}" if self.node.map else text

    @property
    def limits(self) -> str:
        """What its values may be, in words."""
        limits = {
            "from": self.node.minimum,
            "to": self.node.maximum,
            "characters:": self.node.max_length,
        }
        given = [f"{word} {end}" for word, end in limits.items() if end is not None]
        return " ".join(given) or "none"


class Member(Thing[None]):
    """A value of an enum."""

    def alike(self, new: Self) -> float:
        """Return how likely it was renamed, by its words alone.

        A word before others may make the opposite of them, so one must begin like the
        other. Enums may have names of collections as values.
        """
        if (self.name, new.name) in self.renames:
            return CERTAIN
        return begins(self.name, new.name) * by_name(self.name, new.name, 1.0)

    @property
    def about(self) -> Names:
        """The collection that it may be the name of."""
        return (self.name,)


class Sent(Only[None]):
    """The class that is sent, where it is not the one that is read."""


class TypeNode(Thing[spec.Type]):
    """An enum or an object."""

    def parts(self) -> Iterable[Part]:
        """Return what is sent, its values and its fields."""
        return [
            (Sent, dict.fromkeys(filter(None, [self.node.new]))),
            (Member, dict.fromkeys(self.node.values or ())),
            (FieldNode, self.node.fields or {}),
        ]

    def alike(self, new: Self) -> float:
        """Return how much of two types is the same."""
        parts = [thing.node.values or thing.node.fields or () for thing in (self, new)]
        same = shared(*parts)
        alike = max(same, by_name(self.name, new.name, same))
        return alike * (self.is_enum == new.is_enum)

    @property
    def about(self) -> Names:
        """The collections whose fields hold it."""
        root = self.within(spec.Spec)
        return tuple(
            name
            for name, collection in root.collections.items()
            if self.name in collection.types
            or self.name in reachable(collection.fields, root.types)
        )

    @property
    def home(self) -> str:
        """What declares it, in words."""
        found = dict(self.homes).get(self.name, self.collection)
        return f"`{found}`" if found else "what all share"

    @property
    def of(self) -> str:
        """The collection that declares it, as texts end with it."""
        return f" of `{self.collection}`" if self.collection else ""

    @property
    def is_enum(self) -> bool:
        """Whether it has values, not fields."""
        return self.node.values is not None

    @property
    def owners(self) -> Names:
        """The classes that are read and sent."""
        return tuple(filter(None, (self.name, self.node.new)))


class Moment(Thing[list[str]]):
    """A point in time, made of several fields."""


class ItemNode(Only[spec.Item]):
    """What a collection holds."""

    def parts(self) -> Iterable[Part]:
        """Return what is sent, and its moments."""
        sent = dict.fromkeys(filter(None, [self.node.new]))
        return [(Sent, sent), (Moment, self.node.moments)]


def sends(node: object) -> bool:
    """Return whether any field of a type or of a collection's item can be sent."""
    return any(field.write != "never" for field in _fields(node).values())


def _fields(node: object) -> Mapping[str, spec.Field]:
    return getattr(node, "fields", None) or {}
