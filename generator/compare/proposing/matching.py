"""Whether a field of the spec is what the vendor has somewhere, but for its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from generator import spec
from generator.compare.view import Shape

_NUMBERS = {"number", "integer"}
_IDENTIFIER = {"id", "externalReferences"}
_REFERENCES = ("references", "map", "string")

Types = Mapping[str, spec.Type]


def same(field: spec.Field, shape: Shape, types: Types) -> bool:
    """Return whether the field has the shape."""
    if shape.item is not None and (field.list or field.map):
        alike = (shape.kind == "list") == field.list
        inner = evolve(field, list=False, map=False)
        return alike and same(inner, shape.item, types)
    if field.list or field.map:
        return False
    if field.identifier is not None:
        return is_identifier(shape)
    if field.type and field.type in types:
        return same_type(types[field.type], shape, types)
    if shape.item is not None:
        return (field.type, shape.kind, shape.item.kind) == _REFERENCES
    plain = not shape.values and not shape.properties
    return plain and (field.type == shape.kind or {field.type, shape.kind} == _NUMBERS)


def same_type(kind: spec.Type, shape: Shape, types: Types) -> bool:
    """Return whether the type has the shape."""
    if kind.values is not None:
        return bool(shape.values) and _folded(kind.values) == _folded(shape.values)
    # A type that holds itself is looked into once.
    types = {name: known for name, known in types.items() if known is not kind}
    fields = kind.fields or {}
    read = {wire: field for wire, field in fields.items() if field.read != "never"}
    fields = read or fields
    return fields.keys() == shape.properties.keys() and all(
        same(field, shape.properties[wire], types) for wire, field in fields.items()
    )


def is_identifier(shape: Shape) -> bool:
    """Return whether the shape only names an item."""
    return "id" in shape.properties and shape.properties.keys() <= _IDENTIFIER


def _folded(values: Iterable[str]) -> set[str]:
    return {value.casefold() for value in values}
