"""The API as a whole, its references and its collections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from generator import spec
from generator.planning import scopes
from generator.review.calls import FilterNode, OperationNode, ParameterNode
from generator.review.models import FieldNode, ItemNode, TypeNode
from generator.review.pairing import by_words, shared
from generator.review.things import Names, Part, Thing

_VERBS = {
    "delta": (),
    "create": ("creating",),
    "update": ("updating",),
    "upsert": ("updating",),
    "put": ("creating", "updating"),
    "delete": ("deleting",),
}
"""What operations do that do not only read."""


class EnvironmentNode(Thing[spec.Environment]):
    """An environment."""


class Scope(Thing[Names]):
    """A scope; the node names the collections that are read or written with it."""

    @property
    def about(self) -> Names:
        """The collections."""
        return self.node

    @property
    def member(self) -> str:
        """The member of the enum."""
        return scopes.member(self.name, self.within(spec.Spec).api)


class Predefined(Thing[str]):
    """A reference type that every tenant has; the node is its summary."""

    def alike(self, new: Self) -> float:
        """Return how likely it was renamed."""
        return by_words(self, new)


class Reference(Thing[spec.ReferenceType]):
    """References to the items of a collection."""

    def parts(self) -> Iterable[Part]:
        """Return the predefined reference types."""
        return [(Predefined, self.node.predefined)]

    def alike(self, new: Self) -> float:
        """Return how likely they were renamed."""
        same = self.node.item == new.node.item
        return max(same, 0.5 * shared(self.node.predefined, new.node.predefined))

    @property
    def about(self) -> Names:
        """The collection."""
        return (self.name,)

    @property
    def types(self) -> str:
        """The predefined reference types, in words."""
        named = " and ".join(f"`@{name}`" for name in self.node.predefined)
        return f", with {named}" if named else ""

    @property
    def identified(self) -> bool:
        """Whether its items have an id of their own."""
        return self.node.id is not None


class CollectionNode(Thing[spec.Collection]):
    """A collection."""

    def parts(self) -> Iterable[Part]:
        """Return its parameters, item, operations, filters, fields and types."""
        item = self.node.item
        return [
            (ParameterNode, self.node.path_parameters),
            (ItemNode, {item.name: item} if item else {}),
            (OperationNode, self.node.operations),
            (FilterNode, self.node.filters),
            (FieldNode, self.node.fields),
            (TypeNode, self.node.types),
        ]

    def alike(self, new: Self) -> float:
        """Return how much of two collections is the same."""
        same_item = self.owners[:1] == new.owners[:1] != ()
        fields = shared(self.node.fields, new.node.fields)
        operations = shared(self.node.operations, new.node.operations)
        return max(0.7 * fields + 0.3 * operations, 0.8 * same_item * operations)

    @property
    def collection(self) -> str:
        """Its own name."""
        return self.name

    @property
    def owners(self) -> Names:
        """The classes of the items that are read and sent."""
        item = self.node.item
        return tuple(filter(None, (item.name, item.new))) if item else ()

    @property
    def manner(self) -> str:
        """What can be done with it and how it can be followed, in words."""
        verbs = (_VERBS.get(name, ("reading",)) for name in self.node.operations)
        does = dict.fromkeys(verb for some in verbs for verb in some)
        follows = {
            "delta": "delta" in self.node.operations,
            "webhooks": self.node.webhooks,
        }
        ways = [way for way, there in follows.items() if there]
        written = f": {_listed(does)}" if [*does] != ["reading"] else ""
        return written + (f", with {_listed(ways)}" if ways else "")

    @property
    def reads(self) -> bool:
        """Whether it can be read."""
        return bool(self.node.scopes.read)

    @property
    def writes(self) -> bool:
        """Whether it can be written."""
        return bool(self.node.scopes.write)


class Whole(Thing[spec.Spec]):
    """The API as a whole."""

    def parts(self) -> Iterable[Part]:
        """Return environments, scopes, references, shared types and collections."""
        scopes: dict[str, Names] = {}
        for name, collection in self.node.collections.items():
            for scope in (*collection.scopes.read, *collection.scopes.write):
                scopes[scope] = (*scopes.get(scope, ()), name)
        return [
            (EnvironmentNode, self.node.api.environments),
            (Scope, scopes),
            (Reference, self.node.reference_types),
            (TypeNode, self.node.types),
            (CollectionNode, self.node.collections),
        ]


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
