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
    for place, one in collections(root):
        taken: set[str] = set()
        for name, operation in one.operations.items():
            taken |= set(operation.filters)
            yield from _filters(name, operation, one, place)
        for wire in one.filters.keys() - taken:
            yield place.problem("no operation takes it", f".filters[{wire!r}]")


def _filters(
    name: str, operation: spec.Operation, one: spec.Collection, place: Place
) -> Iterator[Problem]:
    below = f".operations[{name!r}].filters"
    for wire in operation.filters:
        if wire not in one.filters:
            yield place.problem(unknown("filter", wire, one.filters), below)
    if operation.filters and name not in _NARROWED:
        yield place.problem(f"{name} takes no filter", below)


def rules(root: spec.Spec) -> Iterator[Problem]:
    """Refuse rules for operations that do not take the filter."""
    for place, one in collections(root):
        for wire, found in one.filters.items():
            for index, rule in enumerate(found.rules):
                below = f".filters[{wire!r}].rules[{index}]"
                for name in rule.operations:
                    taking = one.operations.get(name)
                    if taking is None or wire not in taking.filters:
                        yield place.problem(f"{name} does not take the filter", below)


def references(root: spec.Spec) -> Iterator[Problem]:
    """Refuse external references to collections that have none."""
    for place, one in collections(root):
        named = {"": one.external_references}
        named |= {
            f".operations[{name!r}]": operation.external_references or []
            for name, operation in one.operations.items()
        }
        for below, found in named.items():
            for name in found:
                if name not in root.reference_types:
                    what = unknown("reference type", name, root.reference_types)
                    yield place.problem(what, f"{below}.external_references")


def paths(root: spec.Spec) -> Iterator[Problem]:
    """Refuse parameters of a path that are not declared, and unused ones."""
    for place, one in collections(root):
        given = {".path": one.path or ""}
        given |= {
            f".operations[{name!r}].path": operation.path or ""
            for name, operation in one.operations.items()
        }
        declared = set(one.path_parameters) | ({"id"} & set(one.fields))
        used: set[str] = set()
        for below, path in given.items():
            used |= set(_PARAMETER.findall(path))
            for wire in set(_PARAMETER.findall(path)) - declared:
                what = unknown("parameter", wire, declared)
                yield place.problem(what, below)
            if path and not path.startswith("/"):
                yield place.problem("a path begins with a slash", below)
        for wire in one.path_parameters.keys() - used:
            yield place.problem("no path has it", f".path_parameters[{wire!r}]")


def bodies(root: spec.Spec) -> Iterator[Problem]:
    """Refuse bodies that no type describes."""
    for place, one in collections(root):
        known = root.types | one.types
        sent = {*known, *(each.new for each in known.values())}
        sent |= {one.item.new} if one.item else set()
        for name, operation in one.operations.items():
            below = f".operations[{name!r}].body"
            if operation.body and operation.body not in sent:
                what = unknown("type", operation.body, filter(None, sent))
                yield place.problem(what, below)
            if _needs_body(name, operation, one):
                yield place.problem("there is no item.new to send", below)


def _needs_body(
    name: spec.OperationName, operation: spec.Operation, one: spec.Collection
) -> bool:
    sends = name in ("create", "update", "upsert") and operation.body is None
    return sends and (one.item is None or one.item.new is None)


def items(root: spec.Spec) -> Iterator[Problem]:
    """Refuse operations that answer with items where there are none."""
    for place, one in collections(root):
        for name in one.operations:
            if name in _OF_ITEMS and one.item is None:
                yield place.problem("there is no item", f".operations[{name!r}]")
        if "delta" in one.operations and "list" not in one.operations:
            yield place.problem("a delta is a list that is asked for its changes")


def scopes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse operations that no scope allows."""
    for place, one in collections(root):
        for name in one.operations:
            reads = name in ("list", "list_for_person", "delta", "get")
            if not (one.scopes.read if reads else one.scopes.write):
                below = f".operations[{name!r}]"
                yield place.problem("no scope allows the operation", below)


def list_for_person(root: spec.Spec) -> Iterator[Problem]:
    """Refuse lists for one person that are not below a person."""
    for place, one in collections(root):
        operation = one.operations.get("list_for_person")
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
