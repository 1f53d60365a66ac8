"""JSON Schemas of the spec files, for editors: derived from the spec's classes."""

from __future__ import annotations

import json
import types
from collections.abc import Iterable
from typing import Literal, TypeAlias, Union, get_args, get_origin

import attrs

from generator import spec

Schema: TypeAlias = dict[str, object]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: dict[object, str] = {str: "string", int: "integer", bool: "boolean"}
ROOTS: dict[str, object] = {
    "api.schema.json": spec.Api,
    "types.schema.json": dict[str, spec.Type],
    "reference_types.schema.json": dict[str, spec.ReferenceType],
    "collection.schema.json": spec.Collection,
}
"""What each schema describes, by its file name."""


def texts() -> dict[str, str]:
    """Return the text of each schema, by its file name."""
    return {
        name: json.dumps(_root(kind), indent=2) + "\n" for name, kind in ROOTS.items()
    }


def _root(kind: object) -> Schema:
    definitions: dict[str, Schema] = {}
    body = _schema(kind, definitions)
    return {"$schema": _DIALECT, **body, "$defs": definitions}


def _schema(kind: object, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of an annotation; classes go into the definitions."""
    if kind in _SCALARS:
        return {"type": _SCALARS[kind]}
    if kind is object:
        return {}
    if kind is type(None):
        return {"type": "null"}
    if isinstance(kind, type) and attrs.has(kind):
        return _named(kind, definitions)
    arguments = get_args(kind)
    if get_origin(kind) is Literal:
        return {"enum": list(arguments)}
    if get_origin(kind) in (Union, types.UnionType):
        return {"anyOf": [_schema(argument, definitions) for argument in arguments]}
    if get_origin(kind) is list:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    return _mapping(arguments, definitions)


def _mapping(arguments: tuple[object, ...], definitions: dict[str, Schema]) -> Schema:
    key, value = arguments
    found: Schema = {"type": "object"}
    if get_origin(key) is Literal:
        found["propertyNames"] = {"enum": list(get_args(key))}
    return found | {"additionalProperties": _schema(value, definitions)}


def _named(kind: type[attrs.AttrsInstance], definitions: dict[str, Schema]) -> Schema:
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}  # Known before its fields, which may need it.
        definitions[kind.__name__] = _class(kind, definitions)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _class(kind: type[attrs.AttrsInstance], definitions: dict[str, Schema]) -> Schema:
    fields = attrs.fields(attrs.resolve_types(kind))
    return {
        "type": "object",
        "description": " ".join((kind.__doc__ or "").split()),
        "properties": {
            field.name: _schema(field.type, definitions) for field in fields
        },
        "required": list(_required(fields)),
        "additionalProperties": False,
    }


def _required(fields: Iterable[attrs.Attribute[object]]) -> Iterable[str]:
    return (field.name for field in fields if field.default is attrs.NOTHING)
