"""Walks the spec: every node with the file and the path where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import attrs
from attrs import frozen

from generator import spec
from generator.problems import Problem

T = TypeVar("T")


@frozen
class Located:
    """A node of the spec and where it stands."""

    file: str
    path: str
    node: object

    @property
    def key(self) -> str:
        """The key that it stands under."""
        return self.path.rpartition("['")[2].removesuffix("']")

    def problem(self, what: str, below: str = "") -> Problem:
        """Return a problem of the node, or of what stands below it."""
        return Problem(self.file, f"{self.path}{below}", what)


def collections(root: spec.Spec) -> Iterator[tuple[Located, spec.Collection]]:
    """Iterate over the collections."""
    for name, collection in root.collections.items():
        yield Located(f"spec/collections/{name}.yaml", "$", collection), collection


def operations(
    root: spec.Spec,
) -> Iterator[tuple[Located, spec.OperationName, spec.Operation, spec.Collection]]:
    """Iterate over the operations, each with its collection."""
    for place, collection in collections(root):
        for name, operation in collection.operations.items():
            path = f"$.operations[{name!r}]"
            yield Located(place.file, path, operation), name, operation, collection


def nodes(root: spec.Spec) -> Iterator[Located]:
    """Iterate over every node of every file."""
    yield from _below(Located("spec/api.yaml", "$", root.api))
    yield from _below(Located("spec/reference_types.yaml", "$", root.reference_types))
    yield from _below(Located("spec/types.yaml", "$", root.types))
    for place, _ in collections(root):
        yield from _below(place)


def of(root: spec.Spec, kind: type[T]) -> Iterator[tuple[Located, T]]:
    """Iterate over the nodes of one class."""
    for place in nodes(root):
        if isinstance(place.node, kind):
            yield place, place.node


def _below(place: Located) -> Iterator[Located]:
    node = place.node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _below(Located(place.file, f"{place.path}[{key!r}]", value))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _below(Located(place.file, f"{place.path}[{index}]", value))
    elif attrs.has(kind := type(node)):
        yield place
        for field in attrs.fields(kind):
            path = f"{place.path}.{field.name}"
            yield from _below(Located(place.file, path, getattr(node, field.name)))
