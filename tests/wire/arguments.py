"""Arguments for the calls of the net, made from what the catalog says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any

import attrs

import protime
from tests.samples import Samples

from .doors import CATALOG, REFERENCES, model

GUID = "2f1a6c2e-0c5b-4c8e-9f0a-1b2c3d4e5f60"
TAKES_ITEMS = {
    ("assignments", "update"): "Assignment",
    ("activity-definitions", "upsert"): "ActivityDefinition",
    ("activity-restrictions", "update"): "ActivityRestriction",
    ("activity-usages", "create"): "ActivityUsage",
    ("activity-usages", "delete"): "ActivityUsage",
}
"""Operations that also take what was read."""


def shown(value: object) -> str:
    """Return a value as a line of the net shows it."""
    if isinstance(value, protime.ReferenceValue):
        return f"{value.collection} {value.type} {value.value!r}"
    if isinstance(value, protime.DateRange | protime.NamedSet):
        return str(value)
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, list | tuple):
        texts = [shown(item) for item in value]
        return f"[{', '.join(texts[:3])}{', ...' * (len(texts) > 3)}]"
    if collection := getattr(value, "collection", None):
        return f"{collection} {value}"
    return type(value).__name__ if attrs.has(type(value)) else repr(value)


def id_of(collection: str) -> Any:
    """Return an id of a collection's form."""
    info = REFERENCES.get(collection) or CATALOG.get(collection)
    return GUID if info is not None and info.id_type == "string" else 4781


def reference_class(collection: str) -> Any:
    """Return the class of a collection's reference types."""
    return getattr(protime, f"{REFERENCES[collection].item}Reference")


def reference_types(collection: str) -> list[Any]:
    """Return a collection's own reference types and a custom one."""
    kind = reference_class(collection)
    own = [kind(f"@{name}") for name in REFERENCES[collection].predefined]
    return [*own, kind("HRM ID")]


def places(operation: Any, *, named: bool = False) -> list[Any]:
    """Return what stands in the path: ids, or other systems' names where it may."""
    return [_place(parameter, named) for parameter in operation.path_parameters]


def _place(parameter: Any, named: bool) -> Any:
    if named and parameter.identifier in REFERENCES:
        return reference_types(parameter.identifier)[0].of("B 1/2,é")
    if parameter.identifier:
        return id_of(parameter.identifier)
    if parameter.wire == "collectionName":
        return "people"
    return 2 if parameter.type == "integer" else {"id": GUID}.get(parameter.wire, "v/1")


def enum_of(name: str) -> Any:
    """Return an enum of `protime`, or `None`."""
    found = getattr(protime, name, None)
    return found if isinstance(found, type) and issubclass(found, Enum) else None


def filter_values(info: Any) -> Iterator[Any]:
    """Yield values that a filter takes, the plainest first."""
    members = enum_of(info.type)
    if info.type == "date" and "ge" in info.operators:
        yield protime.DateRange(date(2026, 1, 5), date(2026, 3, 31))
        yield protime.DateRange(date(2026, 2, 28))
    elif info.type == "integer":
        yield [4781, 4782] if "in" in info.operators else 4781
        if "in" in info.operators:
            yield [4781]
            yield (id for id in (4782, 4781, 4782))
    elif members is not None:
        yield next(iter(members))
        yield "Unheard"
    else:
        yield {"boolean": True, "date": date(2026, 1, 5)}.get(info.type, "Sa mple&é")
    if info.multiple and members is not None:
        yield list(members)
    yield from _sets(info)


def _sets(info: Any) -> Iterator[Any]:
    if info.sets:
        yield protime.Circle(2, 8)
        yield protime.OrgGroup(121)
        yield from (protime.NamedSet(name, [7, 9]) for name in info.sets)
        yield [protime.Circle(2), protime.NamedSet(info.sets[-1], [121]), 4781, 4782]


WRONG: Mapping[str, Any] = {
    "an object": object(),
    "1.5": 1.5,
    "True": True,
    "a quote": "it's",
    "an empty text": "",
    "an empty list": [],
    "a list in a list": [[1]],
    "a table": {"ge": 1},
    "a day": date(2026, 1, 5),
    "several days": [date(2026, 1, 5), date(2026, 1, 6)],
    "several numbers": [1, 2],
    "several texts": ["In", "Out"],
    "a range": protime.DateRange(date(2026, 1, 1), date(2026, 1, 2)),
    "a set": protime.Circle(1),
    "bytes": b"1",
}
"""Values of which most filters take none but their own."""


def long_ranges() -> Iterator[Any]:
    """Yield ranges that some rule refuses, or that are split."""
    yield protime.DateRange(date(2025, 1, 1), date(2026, 1, 1))
    yield protime.DateRange(date(2025, 1, 1), date(2026, 1, 2))
    yield protime.DateRange(date(2025, 1, 1), date(2027, 6, 30))
    yield protime.DateRange(date(2019, 5, 1), date(2019, 5, 2))


def bodies(collection: str, operation: Any) -> Iterator[tuple[str, Any]]:
    """Yield bodies of an operation by what they hold."""
    samples = Samples(CATALOG[collection], id_of)
    name = str(operation.body)
    yield "least", model(name, samples.body(operation, whole=False))
    yield "whole", model(name, samples.body(operation))
    yield "other systems' names", _renamed(model(name, samples.body(operation)))
    if item := TAKES_ITEMS.get((collection, operation.name)):
        document: Any = {**samples.answer(item), "nobodyKnows": 1}
        read = model(item, document)
        yield "as it was read", [read] if operation.body_is_list else read


def _renamed(value: Any) -> Any:
    """Return a model whose identifiers are reference values where they may be."""
    if isinstance(value, list | tuple):
        return type(value)(_renamed(item) for item in value)
    if not attrs.has(type(value)):
        return value
    changed = {}
    for field in attrs.fields(type(value)):
        held = getattr(value, field.name)
        kind = type(held).__name__.removesuffix("Identifier")
        named = getattr(protime, f"{kind}Reference", None)
        if kind != type(held).__name__ and named is not None:
            changed[field.name] = reference_types(named.collection)[0].of("B 1/2")
        elif field.init and (attrs.has(type(held)) or isinstance(held, list | tuple)):
            changed[field.name] = _renamed(held)
    return attrs.evolve(value, **changed)
