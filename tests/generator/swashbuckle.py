"""Our own document as Swashbuckle would serve it from a .NET service."""

from __future__ import annotations

from .dotnet import METHODS, Generator, Json, scopes

_JSON = ("text/plain", "application/json", "text/json")
_SENT = ("application/json", "text/json", "application/*+json")
_GENERATOR = Generator("allOf", lambda name: f"{name}Dto")


def swagger(document: Json, base: str) -> Json:
    """Return the document in version 3.0, the base path in ``servers``."""
    return {
        "openapi": "3.0.1",
        "info": {"title": "Protime API Connector", "version": "v1"},
        "servers": [{"url": base}],
        "paths": {
            path.removeprefix(base): {
                method: _operation(document, item[method])
                for method in item
                if method in METHODS
            }
            for path, item in document["paths"].items()
        },
        "components": {
            "schemas": _GENERATOR.schemas(document),
            "securitySchemes": {"oauth2": {"type": "oauth2", "flows": {}}},
        },
    }


def _operation(document: Json, operation: Json) -> Json:
    made: Json = {"tags": operation["tags"], "summary": operation["summary"]}
    made["parameters"] = [
        _GENERATOR.parameter(document, each) for each in operation.get("parameters", [])
    ]
    if "requestBody" in operation:
        body = operation["requestBody"]
        made["requestBody"] = _GENERATOR.contents(body, _SENT)
        if body.get("required"):
            made["requestBody"]["required"] = True
    made["responses"] = _GENERATOR.answers(document, operation["responses"], _JSON)
    if "deprecated" in operation:
        made["deprecated"] = operation["deprecated"]
    return made | {"security": [{"oauth2": scopes(operation)}]}
