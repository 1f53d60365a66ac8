"""Plans the models as JSON Schema: one schema for each class, in modules."""

from __future__ import annotations

from collections.abc import Mapping

from generator import names, spec
from generator.planning import examples
from generator.planning.package import ModelModule, Schema
from generator.planning.properties import read_property, sent_property
from generator.planning.types import IDENTIFIERS, SHARED, Types

Fields = Mapping[str, spec.Field]


def modules(types: Types) -> tuple[ModelModule, ...]:
    """Return the modules of the models."""
    planned = [_identifiers(types), _shared(types)]
    planned += [
        _of_collection(collection, types)
        for collection in types.root.collections.values()
    ]
    return tuple(module for module in planned if module.schemas)


def _identifiers(types: Types) -> ModelModule:
    found: dict[str, Schema] = {}
    for name, named in types.root.reference_types.items():
        if named.id is not None:
            found[types.identifier(name)] = _identifier(name, named, types)
            found[types.like(name)] = _like(name, named, types)
    return ModelModule(
        name=IDENTIFIERS,
        source="spec/reference_types.yaml",
        summary="Identifiers: items of a collection, as other items name them.",
        schemas=found,
    )


def _identifier(name: str, named: spec.ReferenceType, types: Types) -> Schema:
    id = spec.Field(summary="Protime's id.", type=named.id, read="always")
    others = spec.Field(
        summary="Other systems' names for it, as far as they were asked for.",
        type="references",
    )
    fields = {"id": id, "externalReferences": others}
    read = _read(types.identifier(name), named.summary, fields, types)
    return read | {"x-collection": name}


def _like(name: str, named: spec.ReferenceType, types: Types) -> Schema:
    id = spec.Field(summary="Protime's id.", type=named.id)
    others = spec.Field(
        summary="Another system's name for it, by reference type.",
        type="string",
        map=True,
        example={"HRMID": "Emp123"},
    )
    fields = {"id": id, "externalReferences": others}
    return {
        "type": "object",
        "description": f"What may name one {names.prose(named.item)} in what is sent.",
        "anyOf": [{"required": [wire]} for wire in fields],
        "properties": {
            wire: sent_property(wire, field, types) for wire, field in fields.items()
        },
        "x-stands-for": types.identifier(name),
    }


def _shared(types: Types) -> ModelModule:
    return ModelModule(
        name=SHARED,
        source="spec/types.yaml",
        summary="Models that several collections share.",
        schemas=dict(_of_types(types.root.types, types)),
    )


def _of_collection(collection: spec.Collection, types: Types) -> ModelModule:
    found = dict(_of_types(collection.types, types))
    if collection.item:
        found |= _of_item(collection.item, collection.fields, types)
    return ModelModule(
        name=names.snake(collection.collection),
        source=f"spec/collections/{collection.collection}.yaml",
        summary=f"Models of {names.prose(collection.collection)}.",
        schemas=found,
    )


def _of_types(found: Mapping[str, spec.Type], types: Types) -> dict[str, Schema]:
    schemas: dict[str, Schema] = {}
    for name, found_type in found.items():
        if found_type.values is not None:
            schemas[name] = _enum(found_type.summary, found_type.values)
        else:
            schemas |= _twins(name, found_type, types)
        if found_type.inferred:
            schemas[name]["x-inferred"] = found_type.inferred
    return schemas


def _enum(summary: str, values: list[str]) -> Schema:
    return {
        "type": "string",
        "description": summary,
        "enum": values,
        "examples": examples.of_values(values),
    }


def _twins(name: str, found: spec.Type, types: Types) -> dict[str, Schema]:
    fields = found.fields or {}
    if all(field.read == "never" for field in fields.values()):
        return {name: _sent(found.summary, fields, types)}
    schemas = {name: _read(name, found.summary, fields, types)}
    if found.new:
        schemas[found.new] = _new(name, found.summary, fields, types)
    return schemas


def _of_item(item: spec.Item, fields: Fields, types: Types) -> dict[str, Schema]:
    read = _read(item.name, item.summary, fields, types)
    if item.moments:
        read["x-moments"] = item.moments
    schemas = {item.name: read}
    if item.new:
        schemas[item.new] = _new(item.name, item.summary, fields, types)
    return schemas


def _read(name: str, summary: str, fields: Fields, types: Types) -> Schema:
    sent = name in types.written
    read = {wire: field for wire, field in fields.items() if field.read != "never"}
    schema = _object(
        summary,
        [wire for wire, field in read.items() if field.read == "always"],
        {
            wire: read_property(wire, field, types, sent=sent)
            for wire, field in read.items()
        },
    )
    known = {"x-names-item": name in types.naming, "x-kept": name in types.kept}
    return schema | {key: True for key, holds in known.items() if holds}


def _new(read: str, summary: str, fields: Fields, types: Types) -> Schema:
    text = f"{summary}\n\nWhat is sent; `{read}` is what is read."
    return _sent(text, fields, types) | {"x-sent": read}


def _sent(summary: str, fields: Fields, types: Types) -> Schema:
    sent = {wire: field for wire, field in fields.items() if field.write != "never"}
    schema = _object(
        summary,
        [wire for wire, field in sent.items() if field.write == "required"],
        {wire: sent_property(wire, field, types) for wire, field in sent.items()},
    )
    return schema | {"x-sent": True}


def _object(summary: str, required: list[str], properties: Schema) -> Schema:
    schema: Schema = {"type": "object", "description": summary}
    if required:
        schema["required"] = required
    return schema | {"properties": properties}
