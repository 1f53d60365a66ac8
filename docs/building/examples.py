"""An example for each collection, in Python and as a command; tests run them all."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from generator import names, spec


@frozen
class Place:
    """What stands in a segment of a path: in Python, and on a command line."""

    code: str
    word: str


STRUCTURE = Place("structure_version", "STRUCTURE_VERSION")
"""The id of the tenant's activity structure, which no collection holds."""

_PLACES = {
    "structureVersionId": STRUCTURE,
    "level": Place("3", "3"),
    "activityDefinitionReference": Place(
        'ActivityDefinitionReference.EXTERNAL_REFERENCE.of("ACT-3-2")',
        "@external-reference:ACT-3-2",
    ),
    "collectionName": Place('"people"', "people"),
    "referenceName": Place('"HRMID"', "HRMID"),
    "externalReference": Place('"Emp123"', "Emp123"),
}


def example(name: str, root: spec.Spec) -> list[str]:
    """Return lines of Python that ask a collection for something."""
    collection = root.collections[name]
    operation = _shown(collection)
    days = _dated(collection, operation)
    given = [place.code for place in _places(collection)] + ["date=january"] * days
    given += ["internal_reference=1"] * (operation == "put")
    call = f"client.{names.snake(name)}.{operation}({', '.join(given)})"
    january = "january = DateRange(date(2026, 1, 1), date(2026, 1, 31))"
    return [
        *["from datetime import date", ""] * days,
        f"from protime import {', '.join(_imports(given, days=days))}",
        "",
        *[january] * days,
        "with Protime.from_env() as client:",
        *(f"    {line}" for line in _uses(collection, operation, call)),
    ]


def command(name: str, root: spec.Spec) -> str:
    """Return the command that does the same."""
    collection = root.collections[name]
    operation = _shown(collection)
    words = ["protime", name, operation, *(place.word for place in _places(collection))]
    words += ["--date", "2026-01"] * _dated(collection, operation)
    words += ["--set", "internalReference=1"] * (operation == "put")
    return " ".join(words)


def _shown(collection: spec.Collection) -> str:
    return next(
        name for name in ("list", "get", "put") if name in collection.operations
    )


def _dated(collection: spec.Collection, operation: str) -> bool:
    return any(
        collection.filters[wire].required
        for name, taking in collection.operations.items()
        if name == operation
        for wire in taking.filters
    )


def _places(collection: spec.Collection) -> list[Place]:
    path = collection.path or ""
    return [place for wire, place in _PLACES.items() if f"{{{wire}}}" in path]


def _imports(given: list[str], *, days: bool) -> Iterator[str]:
    if any("ActivityDefinitionReference" in reference for reference in given):
        yield "ActivityDefinitionReference"
    if days:
        yield "DateRange"
    yield "Protime"


def _uses(collection: spec.Collection, operation: str, call: str) -> list[str]:
    if operation == "put":
        return [call]
    item = names.snake(collection.item.name) if collection.item else "item"
    if operation == "get":
        return [f"{item} = {_folded(call)}", f"print({item})"]
    return [f"for {item} in {call}:", f"    print({item})"]


def _folded(call: str) -> str:
    """Return a call with an argument to a line, since it is too long for one."""
    head, _, rest = call.partition("(")
    arguments = rest.removesuffix(")").split(", ")
    lines = "".join(f"        {argument},\n" for argument in arguments)
    return f"{head}(\n{lines}    )"
