"""The models as JSON Schema: one component for each class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from generator.intermediate.package import Alias, Enum, Model, ModelField, Package
from generator.openapi import examples

Schema: TypeAlias = dict[str, object]
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
_LIMITS = {"minimum": "minimum", "maximum": "maximum", "max_length": "maxLength"}


def components(package: Package) -> dict[str, Schema]:
    """Return the schemas by the names of the classes that they become."""
    return {
        one.name: _component(one, package)
        for module in package.models
        for one in module.classes
    }


def _component(one: Model | Enum | Alias, package: Package) -> Schema:
    if isinstance(one, Enum):
        return _enum(one, package)
    if isinstance(one, Alias):
        return _alias(one, package)
    return _model(one, package)


def _enum(one: Enum, package: Package) -> Schema:
    return {
        "type": "string",
        "description": one.docstring[0],
        **_inferred(one.inferred),
        "enum": [member.value for member in one.members],
        "examples": [examples.of(one.name, package)],
    }


def _model(one: Model, package: Package) -> Schema:
    schema: Schema = {"type": "object", "description": one.docstring[0]}
    schema |= _inferred(one.inferred)
    required = [field.wire for field in one.fields if field.required]
    if required:
        schema["required"] = required
    schema["properties"] = {field.wire: property_(field) for field in one.fields}
    schema["examples"] = [examples.of(one.name, package)]
    return schema


def _alias(one: Alias, package: Package) -> Schema:
    return {
        "type": "object",
        "description": one.docstring[0],
        "anyOf": [{"required": ["id"]}, {"required": ["externalReferences"]}],
        "properties": {
            "id": {"type": one.id_type, "description": "Protime's id."},
            "externalReferences": {
                **_SCALARS["references"],
                "description": "Another system's name for it, by reference type.",
            },
        },
        "examples": [examples.of(one.name, package)],
    }


def property_(field: ModelField) -> Schema:
    """Return the schema of one property."""
    value = _value(field)
    if field.spec.list:
        value = {"type": "array", "items": value}
    if field.spec.map:
        value = {"type": "object", "additionalProperties": value}
    if field.nullable:
        value = _or_null(value)
    value["description"] = field.docstring[0]
    if field.read_only:
        value["readOnly"] = True
    return value | _inferred(field.spec.inferred)


def _or_null(value: Schema) -> Schema:
    if "type" in value:
        return {**value, "type": [value["type"], "null"]}
    return {"anyOf": [value, {"type": "null"}]}


def _inferred(text: str | None) -> Schema:
    """Return the mark of what no page of the documentation says."""
    return {"x-inferred": text} if text else {}


def _value(field: ModelField) -> Schema:
    if len(field.choices) == 1:
        return reference(field.choices[0])
    if field.choices:
        return {"anyOf": [reference(name) for name in field.choices]}
    given = {_LIMITS[name]: value for name, value in limits(field).items()}
    return {**_SCALARS[str(field.spec.type)], **given}


def limits(field: ModelField) -> dict[str, int]:
    """Return the limits that the field's value keeps, by their names in the spec."""
    found = {name: getattr(field.spec, name) for name in _LIMITS}
    return {name: value for name, value in found.items() if value is not None}


def reference(name: str) -> Schema:
    """Return the reference to a component."""
    return {"$ref": f"{REFERENCES}{name}"}
