"""Plans the properties of models, as JSON Schema: what is read, and what is sent."""

from __future__ import annotations

from collections.abc import Mapping

from generator import spec
from generator.planning import examples
from generator.planning.package import Schema
from generator.planning.types import SCALARS, Types, references

REFERENCES = "#/components/schemas/"
_SCALARS: Mapping[str, Schema] = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "string": {"type": "string"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "json": {},
    "references": {"type": "object", "additionalProperties": {"type": "string"}},
}


def read_property(
    wire: str, field: spec.Field, types: Types, *, sent: bool = False
) -> Schema:
    """Return the property that holds what is read; `sent` if its model is sent too."""
    value = _value(field, _read_models(field, types))
    if field.read != "always" and field.type != "json":
        value = _or_null(value)
    return value | _facts(wire, field, read_only=sent and field.write == "never")


def sent_property(wire: str, field: spec.Field, types: Types) -> Schema:
    """Return the property that holds what is sent."""
    return _value(field, _sent_models(field, types)) | _facts(wire, field)


def reference(name: str) -> Schema:
    """Return the reference to a component."""
    return {"$ref": f"{REFERENCES}{name}"}


def _read_models(field: spec.Field, types: Types) -> list[str]:
    if field.type is None:
        return [types.identifier(references(field)[0])]
    return [] if field.type in SCALARS else [field.type]


def _sent_models(field: spec.Field, types: Types) -> list[str]:
    likes = [types.like(collection) for collection in references(field)]
    if field.type is None:
        return likes
    if field.type in SCALARS:
        return []
    # An item that was read looks like what is made for sending.
    known = types.types.get(field.type)
    return [(known and known.new) or field.type, *likes]


def _value(field: spec.Field, models: list[str]) -> Schema:
    value: Schema = {"anyOf": [reference(name) for name in models]}
    if len(models) == 1:
        value = reference(models[0])
    elif not models:
        value = {**_SCALARS[str(field.type)], **_limits(field)}
    if field.list:
        return {"type": "array", "items": value}
    if field.map:
        return {"type": "object", "additionalProperties": value}
    return value


def _limits(field: spec.Field) -> Schema:
    given = {
        "minimum": field.minimum,
        "maximum": field.maximum,
        "maxLength": field.max_length,
    }
    return {name: value for name, value in given.items() if value is not None}


def _or_null(value: Schema) -> Schema:
    if "type" in value:
        return {**value, "type": [value["type"], "null"]}
    return {"anyOf": [value, {"type": "null"}]}


def _facts(wire: str, field: spec.Field, *, read_only: bool = False) -> Schema:
    """Return what holds of the property beside its type, as far as it differs."""
    given = {
        "description": field.summary,
        "readOnly": read_only,
        "examples": examples.of(wire, field),
        "x-python-name": field.python,
        "x-also": field.also,
        "x-personal": field.personal,
        "x-references": field.type == "references",
        "x-inferred": field.inferred,
    }
    return {name: value for name, value in given.items() if value}
