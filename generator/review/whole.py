"""The API as a whole, its references and its collections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from generator import names, spec
from generator.review.calls import FilterNode, OperationNode
from generator.review.models import FieldNode, ItemNode, TypeNode
from generator.review.pairing import by_words, shared
from generator.review.things import Names, Part, Thing


class EnvironmentNode(Thing[spec.Environment]):
    """An environment."""


class Scope(Thing[None]):
    """A scope that some collection is read or written with."""

    @property
    def member(self) -> str:
        """The member of the enum."""
        return names.upper(self.name.removeprefix("connector-protimeapi-"))


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


class ParameterNode(Thing[spec.PathParameter]):
    """A parameter of a collection's paths."""


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
    def verbs(self) -> str:
        """Its operations, in words."""
        return ", ".join(self.node.operations).replace("_", " ")


class Whole(Thing[spec.Spec]):
    """The API as a whole."""

    def parts(self) -> Iterable[Part]:
        """Return environments, scopes, references, shared types and collections."""
        scopes = {
            scope: None
            for collection in self.node.collections.values()
            for scope in (*collection.scopes.read, *collection.scopes.write)
        }
        return [
            (EnvironmentNode, self.node.api.environments),
            (Scope, scopes),
            (Reference, self.node.reference_types),
            (TypeNode, self.node.types),
            (CollectionNode, self.node.collections),
        ]
