"""Walks the spec: every node with the file and the path where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar, cast

import attrs
from attrs import frozen

from generator import spec
from generator.problems import Problem
from generator.reading import files

T = TypeVar("T")


@frozen
class Located:
    """A node of the spec and where it stands."""

    file: str
    path: str
    node: object
    key: str = ""
    """What it stands under, where that is a name of the spec's own."""

    def below(self, step: str) -> Located:
        """Return a place below the node, which stands for the node."""
        return attrs.evolve(self, path=f"{self.path}{step}")

    def problem(self, what: str, below: str = "") -> Problem:
        """Return a problem of the node, or of what stands below it."""
        return Problem(self.file, f"{self.path}{below}", what)


def collections(root: spec.Spec) -> Iterator[tuple[Located, spec.Collection]]:
    """Iterate over the collections."""
    for name, collection in root.collections.items():
        yield Located(file_of(name), "$", collection), collection


def file_of(collection: str) -> str:
    """Return the file of a collection."""
    return f"{files.COLLECTIONS}/{collection}.yaml"


def operations(
    root: spec.Spec,
) -> Iterator[tuple[Located, spec.OperationName, spec.Operation, spec.Collection]]:
    """Iterate over the operations, each with its collection."""
    for place, collection in collections(root):
        for name, operation in collection.operations.items():
            path = f"$.operations[{name!r}]"
            yield Located(place.file, path, operation), name, operation, collection


def everything(root: spec.Spec) -> Sequence[Located]:
    """Return all that every file holds: nodes, mappings, lists and values."""
    return _walk(root).places


@frozen
class _Walk:
    """All that a spec holds, as every rule asks for it."""

    root: spec.Spec
    places: Sequence[Located]
    by_kind: Mapping[type, Sequence[Located]]


_last: list[_Walk] = []


def _walk(root: spec.Spec) -> _Walk:
    if not _last or _last[0].root is not root:
        places, by_kind = [*_all(root)], defaultdict[type, list[Located]](list)
        for place in places:
            by_kind[type(place.node)].append(place)
        _last[:] = [_Walk(root, places, by_kind)]
    return _last[0]


def _all(root: spec.Spec) -> Iterator[Located]:
    yield from _below(Located(files.API, "$", root.api))
    yield from _below(Located(files.REFERENCES, "$", root.reference_types))
    yield from _below(Located(files.TYPES, "$", root.types))
    for place, _ in collections(root):
        yield from _below(place)


def nodes(root: spec.Spec) -> Iterator[Located]:
    """Iterate over every node of every file."""
    for kind, places in _walk(root).by_kind.items():
        yield from places if attrs.has(kind) else ()


def of(root: spec.Spec, kind: type[T]) -> Iterator[tuple[Located, T]]:
    """Iterate over the nodes of one class."""
    for place in _walk(root).by_kind.get(kind, ()):
        yield place, cast("T", place.node)


def _below(place: Located) -> Iterator[Located]:
    yield place
    for step, value, key in _parts(place.node):
        yield from _below(Located(place.file, f"{place.path}{step}", value, key))


def _parts(node: object) -> Iterator[tuple[str, object, str]]:
    """Yield what a node holds: the step to it, itself, and the key that names it."""
    if isinstance(node, dict):
        yield from ((f"[{key!r}]", value, str(key)) for key, value in node.items())
    elif isinstance(node, list):
        yield from ((f"[{index}]", value, "") for index, value in enumerate(node))
    elif attrs.has(kind := type(node)):
        for field in attrs.fields(kind):
            value = getattr(node, field.name)
            if value is not None:
                yield f".{field.name}", value, ""
