"""Plans the catalog: what programs that work on all collections know of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import names, spec
from generator.planning.package import (
    CatalogModule,
    CollectionModule,
    FieldEntry,
    FilterEntry,
    RuleEntry,
    TypeEntry,
)
from generator.planning.properties import python_name
from generator.planning.types import Types, reachable, references, sent


def modules(
    collections: tuple[CollectionModule, ...], types: Types
) -> tuple[CatalogModule, ...]:
    """Return one entry for each collection."""
    return tuple(_module(one, types) for one in collections)


def shared(types: Types) -> tuple[TypeEntry, ...]:
    """Return the types that entries of several collections name."""
    return tuple(_entries(list(types.root.types), types))


def _module(collection: CollectionModule, types: Types) -> CatalogModule:
    one = collection.spec
    reached = _reached(collection, types)
    shared_names = [name for name in reached if name in types.root.types]
    own = [name for name in reached if name not in types.root.types]
    id = one.fields.get("id")
    return CatalogModule(
        name=one.collection,
        attribute=collection.attribute,
        source=collection.source,
        summary=one.summary,
        path=one.path or f"/{one.collection}",
        filters=tuple(_filter(wire, each) for wire, each in one.filters.items()),
        types=tuple(_entries(own, types)),
        shared=tuple(each.constant for each in _entries(shared_names, types)),
        fields=tuple(field_entry(wire, each) for wire, each in one.fields.items()),
        collection=collection,
        id_type=id.type if id else None,
    )


def _reached(collection: CollectionModule, types: Types) -> list[str]:
    """Return the types of fields, bodies and filters."""
    one, twins = collection.spec, types.twins()
    bodies = [each.body for each in collection.operations if each.body]
    named = [twins.get(body, body) for body in bodies]
    named += [each.type for each in one.filters.values()]
    extra = {name: spec.Field(summary="", type=name) for name in named}
    return list(reachable({**one.fields, **extra}, types.types))


def _filter(wire: str, one: spec.Filter) -> FilterEntry:
    return FilterEntry(
        wire=wire,
        python=one.python or names.snake(wire),
        rules=tuple(
            RuleEntry(
                kind=rule.kind,
                operation=operation,
                source=rule.source,
                inferred=rule.inferred,
            )
            for rule in one.rules
            for operation in rule.operations
        ),
        spec=one,
    )


def _entries(found: list[str], types: Types) -> Iterator[TypeEntry]:
    for name in found:
        one = types.types[name]
        fields = one.fields or {}
        yield _entry(name, one, fields)
        if one.new:
            # The twin that is sent, under its own name, as bodies name it.
            yield _entry(one.new, one, sent(fields))


def _entry(name: str, one: spec.Type, fields: Mapping[str, spec.Field]) -> TypeEntry:
    return TypeEntry(
        name=name,
        constant=names.upper(name),
        values=tuple(one.values or ()),
        fields=tuple(field_entry(wire, each) for wire, each in fields.items()),
    )


def field_entry(wire: str, one: spec.Field) -> FieldEntry:
    """Return the arguments of the field's entry, without those that are defaults."""
    given = {
        "wire": wire,
        "python": python_name(wire, one),
        "type": one.type or "identifier",
        "identifier": references(one),
        "list": one.list,
        "map": one.map,
        "read": one.read,
        "write": one.write,
        "minimum": one.minimum,
        "maximum": one.maximum,
        "max_length": one.max_length,
        "also": tuple(one.also),
        "personal": one.personal or one.type == "references",
    }
    return FieldEntry(
        summary=one.summary,
        arguments={
            name: repr(value)
            for name, value in given.items()
            if value != _DEFAULTS.get(name, object())
        },
    )


_DEFAULTS: Mapping[str, object] = {
    "identifier": (),
    "list": False,
    "map": False,
    "read": "sometimes",
    "write": "never",
    "minimum": None,
    "maximum": None,
    "max_length": None,
    "also": (),
    "personal": False,
}
