"""Our own document as NSwag would serve it from a .NET service."""

from __future__ import annotations

from .dotnet import METHODS, Generator, Json, scopes

_JSON = ("application/json",)
_VERBS = {"get": "Get", "put": "Update", "post": "Create", "delete": "Delete"}


def _named(name: str) -> str:
    return f"Contract{name}"


_GENERATOR = Generator("oneOf", _named)


def nswag(document: Json, base: str) -> Json:
    """Return the document in version 3.0, the base path before each path."""
    schemas = _GENERATOR.schemas(document)
    for schema in schemas.values():
        _numbered(schema)
        _filled(schema)
    return {
        "x-generator": "NSwag v14.1.0.0 (NJsonSchema v11.0.2.0)",
        "openapi": "3.0.0",
        "info": {"title": "Protime API Connector", "version": "1.0.0"},
        "servers": [{"url": "https://acme.myprotime.eu"}],
        "paths": {
            _path(path): {
                method: _operation(document, method, item[method])
                for method in item
                if method in METHODS
            }
            for path, item in document["paths"].items()
        },
        "components": {"schemas": schemas, "securitySchemes": {"bearer": {}}},
    }


def _path(path: str) -> str:
    # Where our document has a delta beside the lists, its route may be below the list.
    before, delta, collection = path.partition("/delta/")
    return f"{before}/{collection}/delta" if delta else path


def _numbered(schema: Json) -> None:
    """Write an enum as .NET has it: by numbers, with the names beside."""
    values = schema.get("enum")
    if values and all(isinstance(value, str) for value in values):
        schema["x-enumNames"] = values
        schema["enum"] = list(range(len(values)))
        schema["type"] = "integer"


def _filled(schema: Json) -> None:
    """Say that a text that is required has a character at least."""
    for name in schema.get("required", []):
        inner = schema.get("properties", {}).get(name, {})
        if inner.get("type") == "string" and "format" not in inner:
            inner.setdefault("minLength", 1)


def _operation(document: Json, method: str, operation: Json) -> Json:
    tag = "".join(part.capitalize() for part in operation["tags"][0].split("-"))
    made: Json = {
        "tags": [tag],
        "operationId": f"{tag}_{_VERBS[method]}{operation['operationId']}",
        "summary": operation["summary"],
    }
    parameters = operation.get("parameters", [])
    made["parameters"] = [
        _GENERATOR.parameter(document, each) | {"x-position": place}
        for place, each in enumerate(parameters, 1)
    ]
    if "requestBody" in operation:
        body = operation["requestBody"]
        made["requestBody"] = {
            "x-name": "request",
            **_GENERATOR.contents(body, _JSON),
            "required": body.get("required", False),
            "x-position": len(parameters) + 1,
        }
    made["responses"] = _GENERATOR.answers(document, operation["responses"], _JSON)
    if "deprecated" in operation:
        made["deprecated"] = operation["deprecated"]
    return made | {"security": [{"bearer": scopes(operation)}]}
