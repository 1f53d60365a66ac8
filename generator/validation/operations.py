"""Rules for operations: what they take and where they are is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator import spec
from generator.problems import Problem, unknown
from generator.validation.walking import Place, collections

_PARAMETER = re.compile(r"\{(\w+)\}")
_NARROWED = ("list", "delta")
_OF_ITEMS = ("list", "list_for_person", "delta", "get", "create", "upsert")


def filters(root: spec.Spec) -> Iterator[Problem]:
    """Refuse filters that are taken but not declared, and the other way round."""
    for place, collection in collections(root):
        taken: set[str] = set()
        for name, operation in collection.operations.items():
            taken |= set(operation.filters)
            yield from _filters(name, operation, collection, place)
        for wire in collection.filters.keys() - taken:
            yield place.problem("no operation takes it", f".filters[{wire!r}]")


def _filters(
    name: str, operation: spec.Operation, collection: spec.Collection, place: Place
) -> Iterator[Problem]:
    below = f".operations[{name!r}].filters"
    for wire in operation.filters:
        if wire not in collection.filters:
            yield place.problem(unknown("filter", wire, collection.filters), below)
    if operation.filters and name not in _NARROWED:
        yield place.problem(f"{name} takes no filter", below)


def rules(root: spec.Spec) -> Iterator[Problem]:
    """Refuse rules for operations that do not take the filter."""
    for place, collection in collections(root):
        for wire, found in collection.filters.items():
            for index, rule in enumerate(found.rules):
                below = f".filters[{wire!r}].rules[{index}]"
                for name in rule.operations:
                    taking = collection.operations.get(name)
                    if taking is None or wire not in taking.filters:
                        yield place.problem(f"{name} does not take the filter", below)


def references(root: spec.Spec) -> Iterator[Problem]:
    """Refuse external references to collections that have none."""
    for place, collection in collections(root):
        named = {"": collection.external_references}
        named |= {
            f".operations[{name!r}]": operation.external_references or []
            for name, operation in collection.operations.items()
        }
        for below, found in named.items():
            for name in found:
                if name not in root.reference_types:
                    what = unknown("reference type", name, root.reference_types)
                    yield place.problem(what, f"{below}.external_references")


def paths(root: spec.Spec) -> Iterator[Problem]:
    """Refuse parameters of a path that are not declared, and unused ones."""
    for place, collection in collections(root):
        given = {".path": collection.path or ""}
        given |= {
            f".operations[{name!r}].path": operation.path or ""
            for name, operation in collection.operations.items()
        }
        declared = set(collection.path_parameters) | ({"id"} & set(collection.fields))
        used: set[str] = set()
        for below, path in given.items():
            used |= set(_PARAMETER.findall(path))
            for wire in set(_PARAMETER.findall(path)) - declared:
                what = unknown("parameter", wire, declared)
                yield place.problem(what, below)
            if path and not path.startswith("/"):
                yield place.problem("a path begins with a slash", below)
        for wire in collection.path_parameters.keys() - used:
            yield place.problem("no path has it", f".path_parameters[{wire!r}]")


def bodies(root: spec.Spec) -> Iterator[Problem]:
    """Refuse bodies that no type describes."""
    for place, collection in collections(root):
        known = root.types | collection.types
        sent = {*known, *(kind.new for kind in known.values())}
        sent |= {collection.item.new} if collection.item else set()
        for name, operation in collection.operations.items():
            below = f".operations[{name!r}].body"
            if operation.body and operation.body not in sent:
                what = unknown("type", operation.body, filter(None, sent))
                yield place.problem(what, below)
            if _needs_body(name, operation, collection):
                yield place.problem("there is no item.new to send", below)


def _needs_body(
    name: spec.OperationName, operation: spec.Operation, collection: spec.Collection
) -> bool:
    sends = name in ("create", "update", "upsert") and operation.body is None
    return sends and (collection.item is None or collection.item.new is None)


def items(root: spec.Spec) -> Iterator[Problem]:
    """Refuse operations that answer with items where there are none."""
    for place, collection in collections(root):
        for name in collection.operations:
            if name in _OF_ITEMS and collection.item is None:
                yield place.problem("there is no item", f".operations[{name!r}]")
        if "delta" in collection.operations and "list" not in collection.operations:
            yield place.problem("a delta is a list that is asked for its changes")


def scopes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse operations that no scope allows."""
    for place, collection in collections(root):
        for name in collection.operations:
            reads = name in ("list", "list_for_person", "delta", "get")
            if not (collection.scopes.read if reads else collection.scopes.write):
                below = f".operations[{name!r}]"
                yield place.problem("no scope allows the operation", below)


def list_for_person(root: spec.Spec) -> Iterator[Problem]:
    """Refuse lists for one person that are not below a person."""
    for place, collection in collections(root):
        operation = collection.operations.get("list_for_person")
        if operation is not None and not operation.path:
            below = ".operations['list_for_person']"
            yield place.problem("the path is not given", below)


RULES = (
    filters,
    rules,
    references,
    paths,
    bodies,
    items,
    scopes,
    list_for_person,
)
