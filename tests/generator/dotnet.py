"""Our own document in version 3.0, as generators for .NET services write it.

What is common to Swashbuckle and NSwag: null is a flag, nothing stands beside a
reference, numbers have formats, parameters and answers stand where they are used, names
of schemas are the service's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

Json = dict[str, Any]
METHODS = ("get", "put", "post", "delete")
FORMATS = {"integer": "int32", "number": "double"}
_KEPT = (
    "default",
    "deprecated",
    "description",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "readOnly",
    "required",
    "writeOnly",
)


@frozen
class Generator:
    """How a generator writes what OpenAPI leaves open."""

    wrapper: str
    """``allOf`` or ``oneOf``: what a reference stands in that is described."""
    name: Callable[[str], str]
    """What it makes of the name of a schema."""

    def schemas(self, document: Json) -> Json:
        """Return all schemas under the service's names."""
        found = document["components"]["schemas"].items()
        return {self.name(name): self.schema(each) for name, each in found}

    def schema(self, schema: Json, *, optional: bool = False) -> Json:
        """Return a schema; what is optional may be null."""
        parts = [part for part in schema.get("anyOf", []) if "required" not in part]
        left = [part for part in parts if part.get("type") != "null"]
        types = schema.get("type") or []
        listed = types if isinstance(types, list) else [types]
        null = optional or len(left) < len(parts) or "null" in listed
        made = {key: schema[key] for key in _KEPT if key in schema}
        made |= self._typed(schema, [each for each in listed if each != "null"])
        references = [each for each in [schema, *left] if "$ref" in each]
        if references:
            made = self._referred(made, references, null=null)
        elif left:
            made["oneOf"] = [self.schema(part) for part in left]
        return made | ({"nullable": True} if null else {})

    def _typed(self, schema: Json, types: list[str]) -> Json:
        made: Json = {}
        if types:
            made["type"] = types[0] if len(types) == 1 else "string"
            form = schema.get("format") or FORMATS.get(made["type"])
            made |= {"format": form} if form else {}
        if "properties" in schema:
            known = schema.get("required", [])
            made["properties"] = {
                name: self.schema(each, optional=name not in known)
                for name, each in schema["properties"].items()
            }
            made["additionalProperties"] = False
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict):
                made[key] = self.schema(schema[key])
        return made

    def _referred(self, made: Json, references: list[Json], *, null: bool) -> Json:
        found = [{"$ref": self.reference(each["$ref"])} for each in references]
        if len(found) > 1:
            return made | {"oneOf": found}
        return made | {self.wrapper: found} if made or null else found[0]

    def reference(self, reference: str) -> str:
        """Return a reference to a schema under the service's name."""
        above, _, name = reference.rpartition("/")
        return f"{above}/{self.name(name)}" if above.endswith("/schemas") else reference

    def parameter(self, document: Json, parameter: Json) -> Json:
        """Return a parameter where it is used."""
        found = resolved(document, parameter)
        kept = ("name", "in", "required", "description", "deprecated")
        made = {key: found[key] for key in kept if key in found}
        return made | {"schema": self.schema(found["schema"])}

    def contents(self, holder: Json, medias: tuple[str, ...]) -> Json:
        """Return the kinds of content that a body or an answer has."""
        found = holder.get("content", {}).get("application/json")
        if not found:
            return {"content": holder["content"]} if "content" in holder else {}
        made = {"schema": self.schema(found["schema"])} if "schema" in found else {}
        return {"content": {media: {**made} for media in medias}}

    def answers(self, document: Json, responses: Json, medias: tuple[str, ...]) -> Json:
        """Return answers where they are given, with headers and contents."""
        made: Json = {}
        for code, raw in responses.items():
            found = resolved(document, raw)
            made[code] = {"description": found["description"]}
            if "headers" in found:
                headers = found["headers"].items()
                made[code]["headers"] = {
                    name: {"schema": resolved(document, each)["schema"]}
                    for name, each in headers
                }
            made[code] |= self.contents(found, medias)
        return made


def resolved(document: Json, value: Json) -> Json:
    """Return what a reference of our own document leads to, or the value itself."""
    found: Any = document
    if "$ref" not in value:
        return value
    for part in value["$ref"].split("/")[1:]:
        found = found[part]
    return resolved(document, found)


def scopes(operation: Json) -> list[str]:
    """Return the scopes that an operation of our document asks for."""
    ways = operation.get("security", [])
    found = (each for way in ways for listed in way.values() for each in listed)
    return list(dict.fromkeys(found))
