"""Operations and filters: what methods are there, and what they take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

from attrs import evolve

from generator import names, spec
from generator.planning.operations import references
from generator.review.pairing import by_words
from generator.review.things import AnyThing, Names, Part, Thing

_OF_AN_ITEM = ("get", "update", "upsert", "delete")
_NOUNS = {"create": "creation", "delete": "deletion", "list_for_person": "list"}


class Expanded(Thing[None]):
    """A value of expand."""


class Taken(Thing[None]):
    """A filter that an operation takes."""

    def possible(self, above: AnyThing) -> bool:
        """Return whether there is such a filter; if not, the collection's is gone."""
        return self.name in above.within(spec.Collection).filters

    def demanded(self, above: AnyThing) -> bool:
        """Return whether the operation can no longer be called without it."""
        del above
        return self.within(spec.Collection).filters[self.name].required


class Referenced(Thing[None]):
    """A collection of references that an operation can be asked for."""

    @property
    def about(self) -> Names:
        """The collection that they are references of."""
        return (self.name,)


class ParameterNode(Thing[spec.PathParameter]):
    """A parameter of a collection's paths."""

    @property
    def named(self) -> bool:
        """Whether it names an item, so that it takes references."""
        return self.node.identifier is not None

    @property
    def methods(self) -> str:
        """The methods that take it."""
        collection = self.within(spec.Collection)
        return ", ".join(
            f"client.{names.snake(self.collection)}.{operation}()"
            for operation, taking in collection.operations.items()
            if f"{{{self.name}}}" in path_of(operation, taking, collection)
        )


class OperationNode(Thing[spec.Operation]):
    """An operation, with what follows from its collection."""

    def parts(self) -> Iterable[Part]:
        """Return what it takes."""
        collection = self.within(spec.Collection)
        return [
            (Taken, dict.fromkeys(self.node.filters)),
            (Expanded, dict.fromkeys(self.node.expand)),
            (Referenced, dict.fromkeys(references(self.name, self.node, collection))),
        ]

    @property
    def path(self) -> str:
        """Its own path, or what follows from the collection's."""
        return path_of(self.name, self.node, self.within(spec.Collection))

    @property
    def parameters(self) -> Sequence[object]:
        """What the path takes: a declared parameter's shape, or a name."""
        known = self.within(spec.Collection).path_parameters
        given = [part for part in self.path.split("/") if part.startswith("{")]
        found = [known.get(part.strip("{}")) for part in given]
        return [shape and evolve(shape, summary="", identifier=None) for shape in found]

    @property
    def sent(self) -> str:
        """What is sent, in words."""
        several = "a list of " * self.node.body_is_list
        return f"{several}`{self.node.body or 'the item'}`"

    @property
    def answer(self) -> str:
        """What it answers with, in words."""
        return self.node.answer or "what is usual"

    @property
    def statuses(self) -> str:
        """Which statuses mean success, in words."""
        return ", ".join(map(str, sorted(self.node.statuses))) or "the usual"

    @property
    def about(self) -> Names:
        """Its collection, and those that its path leads through."""
        return (self.collection, *self.path.split("/"))

    @property
    def act(self) -> str:
        """What it is, as a noun."""
        return _NOUNS.get(self.name, names.prose(self.name))


def path_of(name: str, operation: spec.Operation, within: spec.Collection) -> str:
    """Return an operation's own path, or what follows from its collection's."""
    base = within.path or f"/{within.collection}"
    usual = f"{base}/{{id}}" if name in _OF_AN_ITEM else base
    return usual if operation.path is None else operation.path


class Value(Thing[str]):
    """A kind of value that a filter takes; the node is what it is called."""


class Limit(Thing[spec.Rule]):
    """A rule of a filter, for one of the operations that take it."""

    def possible(self, above: AnyThing) -> bool:
        """Return whether the operation takes the filter; if not, it comes or goes."""
        taking = above.within(spec.Collection).operations.get(self.operation)
        return taking is not None and above.name in taking.filters

    @property
    def operation(self) -> spec.OperationName:
        """The operation."""
        return self.node.operations[0]


class FilterNode(Thing[spec.Filter]):
    """A filter of a collection."""

    def parts(self) -> Iterable[Part]:
        """Return what it takes, and its rules."""
        several = ["or"] * self.node.multiple
        limits = {
            f"{rule.kind} of {operation}": evolve(rule, operations=[operation])
            for rule in self.node.rules
            for operation in rule.operations
        }
        return [
            (Value, dict.fromkeys(self.node.operators, "operator")),
            (Value, dict.fromkeys(self.node.sets, "set")),
            (Value, dict.fromkeys(several, "several values by")),
            (Limit, dict(sorted(limits.items()))),
        ]

    def alike(self, new: Self) -> float:
        """Return how likely it was renamed: only where it takes the same values."""
        shapes = [(node.type, sorted(node.operators)) for node in (self.node, new.node)]
        return (shapes[0] == shapes[1]) * by_words(self, new)

    def demanded(self, above: AnyThing) -> bool:
        """Return whether what could be called without it no longer can."""
        present = above.within(spec.Collection).operations
        return self.node.required and any(
            self.name in operation.filters and name in present
            for name, operation in self.within(spec.Collection).operations.items()
        )

    @property
    def arguments(self) -> str:
        """The argument of each method that takes it."""
        client = f"client.{names.snake(self.collection)}"
        name = self.node.python or names.snake(self.name)
        return ", ".join(
            f"{client}.{operation}({name}=)"
            for operation, taking in self.within(spec.Collection).operations.items()
            if self.name in taking.filters
        )
