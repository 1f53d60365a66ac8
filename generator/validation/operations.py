"""Rules for operations: what they take and where they are is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator import spec
from generator.problems import Problem, unknown
from generator.validation.walking import Located, collections, of, operations

_PARAMETER = re.compile(r"\{(\w+)\}")
_FILTERED = ("list", "delta")
_READING = ("list", "list_for_person", "delta", "get")
_OF_ITEMS = (*_READING, "create", "upsert")
_SENDING = ("create", "update", "upsert")


def filters(root: spec.Spec) -> Iterator[Problem]:
    """Refuse filters that are taken but not declared, and the other way round."""
    for place, name, operation, collection in operations(root):
        for wire in operation.filters:
            if wire not in collection.filters:
                what = unknown("filter", wire, collection.filters)
                yield place.problem(what, ".filters")
        if operation.filters and name not in _FILTERED:
            yield place.problem(f"{name} takes no filter", ".filters")
    for place, collection in collections(root):
        taking = collection.operations.values()
        taken = {wire for operation in taking for wire in operation.filters}
        for wire in collection.filters.keys() - taken:
            yield place.problem("no operation takes it", f".filters[{wire!r}]")


def rules(root: spec.Spec) -> Iterator[Problem]:
    """Refuse rules for operations that do not take the filter."""
    for place, collection in collections(root):
        for wire, taken in collection.filters.items():
            for index, rule in enumerate(taken.rules):
                below = f".filters[{wire!r}].rules[{index}]"
                for name in rule.operations:
                    taking = collection.operations.get(name)
                    if taking is None or wire not in taking.filters:
                        yield place.problem(f"{name} does not take the filter", below)


def references(root: spec.Spec) -> Iterator[Problem]:
    """Refuse external references to collections that have none."""
    asking: list[tuple[Located, spec.Collection | spec.Operation]]
    asking = [*of(root, spec.Collection), *of(root, spec.Operation)]
    for place, asked in asking:
        for name in asked.external_references or ():
            if name not in root.reference_types:
                what = unknown("reference type", name, root.reference_types)
                yield place.problem(what, ".external_references")


def paths(root: spec.Spec) -> Iterator[Problem]:
    """Refuse parameters of a path that are not declared, and unused ones."""
    for place, collection in collections(root):
        given = {".path": collection.path or ""}
        for name, operation in collection.operations.items():
            given[f".operations[{name!r}].path"] = operation.path or ""
        declared = set(collection.path_parameters) | ({"id"} & set(collection.fields))
        for below, path in given.items():
            for wire in set(_PARAMETER.findall(path)) - declared:
                yield place.problem(unknown("parameter", wire, declared), below)
            if path and not path.startswith("/"):
                yield place.problem("a path begins with a slash", below)
        used = _PARAMETER.findall("".join(given.values()))
        for wire in collection.path_parameters.keys() - set(used):
            yield place.problem("no path has it", f".path_parameters[{wire!r}]")


def bodies(root: spec.Spec) -> Iterator[Problem]:
    """Refuse bodies that no type describes."""
    for place, name, operation, collection in operations(root):
        known = root.types | collection.types
        new = collection.item.new if collection.item else None
        sent = filter(None, [*known, *(kind.new for kind in known.values()), new])
        if operation.body and operation.body not in (names := set(sent)):
            yield place.problem(unknown("type", operation.body, names), ".body")
        if name in _SENDING and operation.body is None and new is None:
            yield place.problem("there is no item.new to send", ".body")


def items(root: spec.Spec) -> Iterator[Problem]:
    """Refuse operations that answer with items where there are none."""
    for place, name, _, collection in operations(root):
        if name in _OF_ITEMS and collection.item is None:
            yield place.problem("there is no item")
    for place, collection in collections(root):
        if "delta" in collection.operations and "list" not in collection.operations:
            yield place.problem("a delta is a list that is asked for its changes")


def scopes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse operations that no scope allows."""
    for place, name, _, collection in operations(root):
        scopes = collection.scopes
        if not (scopes.read if name in _READING else scopes.write):
            yield place.problem("no scope allows the operation")


def list_for_person(root: spec.Spec) -> Iterator[Problem]:
    """Refuse lists for one person that are not below a person."""
    for place, name, operation, _ in operations(root):
        if name == "list_for_person" and not operation.path:
            yield place.problem("the path is not given")


RULES = (filters, rules, references, paths, bodies, items, scopes, list_for_person)
