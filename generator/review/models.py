"""Items and types, and what they are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from generator import names, spec
from generator.review.pairing import CERTAIN, by_name, by_words, shared
from generator.review.things import Names, Only, Part, Thing


class Spelling(Thing[None]):
    """Another spelling of a field that is read as well."""


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
        target = named if isinstance(named, str) else " or ".join(named)
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

    @property
    def required(self) -> bool:
        """Whether what is sent needs it."""
        return self.node.write == "required"


class Member(Thing[None]):
    """A value of an enum."""

    def alike(self, new: Self) -> float:
        """Return how likely it was renamed, by its letters alone.

        Opposites such as Enabled and Disabled are alike, so one must begin like the
        other. Enums may have names of collections as values.
        """
        if (self.name, new.name) in self.renames:
            return CERTAIN
        before, after = self.name, new.name
        begins = before.startswith(after) or after.startswith(before)
        ends = before.endswith(after) or after.endswith(before)
        return 1.0 if begins or (ends and before[:1].isupper()) else 0.0


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
        alike = max(shared(*parts), 0.9 * by_name(self.name, new.name))
        return alike * (self.is_enum == new.is_enum)

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
