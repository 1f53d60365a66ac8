"""Plans what the segments of paths name, and what can be asked for beside them."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from generator import names, spec
from generator.planning.naming import Naming, references, references_union
from generator.planning.package import (
    EndpointPlace,
    Method,
    PlannedOperation,
    PlannedSegment,
    ReferencesAlias,
)
from generator.planning.types import references as named_by

_ID = EndpointPlace(wire="id")


def places(
    path: str, operations: tuple[PlannedOperation, ...], collection: spec.Collection
) -> tuple[EndpointPlace, ...]:
    """Return what an endpoint's segments name, and the item's own after them."""
    found = [
        operation.path_parameters
        for operation in operations
        if operation.path.startswith(path)
    ]
    longest = max(found, key=len, default=())
    own = any(operation.path == f"{path}/{{id}}" for operation in operations)
    known = [
        _place(named, collection, own=own or f"{{{named.wire}}}" not in path)
        for named in longest
    ]
    if "put" in collection.operations:
        # The type of what is put stands before its value.
        known[-2] = evolve(known[-2], custom=True)
    return tuple(known[:-1] if known[-1:] == [_ID] else known)


def _place(
    parameter: PlannedSegment, collection: spec.Collection, *, own: bool
) -> EndpointPlace:
    named = parameter.spec.identifier
    if named is None:
        return EndpointPlace(wire=parameter.wire)
    told_by = "id" if own else _told_by(named, collection)
    return EndpointPlace(wire=parameter.wire, collection=named, told_by=told_by)


def _told_by(named: str, collection: spec.Collection) -> str | None:
    """Return the attribute of the items that names what the path names."""
    for wire, field in collection.fields.items():
        if named_by(field) == (named,) and not (field.list or field.map):
            return f"{field.python or names.snake(wire)}.id"
    return None


def aliases(
    operations: tuple[PlannedOperation, ...],
    methods: tuple[Method, ...],
    naming: Naming,
) -> Iterator[ReferencesAlias]:
    """Iterate over the aliases of reference types that methods are annotated with."""
    used = {option.annotation for method in methods for option in method.options}
    words = names.prose(naming.collection.collection)
    said = {
        naming.references: f"External references that {words} can be fetched with.",
        naming.other_references: "External references to ask for beside an id.",
    }
    found = {
        option.annotation: operation.askable
        for operation in operations
        for option in references(operation, naming)
    }
    for name, docstring in said.items():
        collections = found.get(f"Iterable[{name}]", ())
        if f"Iterable[{name}]" in used:
            types = tuple(references_union(collections, naming.types).split(" | "))
            yield ReferencesAlias(name=name, types=types, docstring=docstring)
