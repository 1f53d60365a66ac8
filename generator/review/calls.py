"""Operations and filters: what methods are there, and what they take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

from attrs import evolve

from generator import names, spec
from generator.review.pairing import by_words
from generator.review.things import AnyThing, Part, Thing

_OF_AN_ITEM = ("get", "update", "upsert", "delete")


class Expanded(Thing[None]):
    """A value of expand."""


class Taken(Thing[None]):
    """A filter that an operation takes."""

    def possible(self, above: AnyThing) -> bool:
        """Return whether there is such a filter; if not, the collection's is gone."""
        return self.name in above.within(spec.Collection).filters


class Referenced(Thing[None]):
    """A collection of references that an operation can be asked for."""


class OperationNode(Thing[spec.Operation]):
    """An operation, with what follows from its collection."""

    def parts(self) -> Iterable[Part]:
        """Return what it takes."""
        own = self.node.external_references
        usual = self.within(spec.Collection).external_references
        return [
            (Taken, dict.fromkeys(self.node.filters)),
            (Expanded, dict.fromkeys(self.node.expand)),
            (Referenced, dict.fromkeys(usual if own is None else own)),
        ]

    @property
    def path(self) -> str:
        """Its own path, or what follows from the collection's."""
        collection = self.within(spec.Collection)
        base = collection.path or f"/{collection.collection}"
        usual = f"{base}/{{id}}" if self.name in _OF_AN_ITEM else base
        return usual if self.node.path is None else self.node.path

    @property
    def parameters(self) -> Sequence[object]:
        """What the path takes: a declared parameter's shape, or a name."""
        known = self.within(spec.Collection).path_parameters
        given = [part for part in self.path.split("/") if part.startswith("{")]
        found = [known.get(part.strip("{}")) for part in given]
        return [shape and evolve(shape, summary="") for shape in found]

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
        return str(self.node.statuses or "the usual")


class Value(Thing[str]):
    """A kind of value that a filter takes; the node is what it is called."""


class Limit(Thing[spec.Rule]):
    """A rule of a filter, for one of the operations that take it."""

    @property
    def operation(self) -> str:
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
        shapes = [(thing.node.type, thing.node.operators) for thing in (self, new)]
        return (shapes[0] == shapes[1]) * by_words(self, new)

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
