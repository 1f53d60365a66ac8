"""Styles in which vendors serve one and the same document: what each changes.

Each style says nothing else than our own document, or less: what it never speaks of is
named beside it, as the report has to.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from .dotnet import METHODS, Json, resolved
from .nswag import nswag
from .swashbuckle import swagger

BASE = "/connector/protimeapi/api/v1"
Change = Callable[[Json], None]


def dicts(value: Any) -> Iterator[Json]:
    """Yield every mapping of a document, the outer ones first."""
    if isinstance(value, dict):
        yield value
    for each in [*(value.values() if isinstance(value, dict) else value)]:
        if isinstance(each, dict | list):
            yield from dicts(each)


def schemas(document: Json) -> Iterator[Json]:
    """Yield every mapping that looks like a schema."""
    keys = {"type", "$ref", "allOf", "oneOf", "anyOf", "properties", "nullable"}
    return (each for each in dicts(document) if each.keys() & keys)


def operations(document: Json) -> Iterator[Json]:
    """Yield every operation."""
    for item in document["paths"].values():
        yield from (item[method] for method in METHODS if method in item)


def own(document: Json, base: str) -> Json:
    """Return our own document as it is."""
    del base
    return document


def dropped(*keys: str) -> Change:
    """Return a change that leaves out keywords of schemas."""

    def change(document: Json) -> None:
        for schema in schemas(document):
            for key in keys:
                # A property may bear the name of a keyword.
                if not isinstance(schema.get(key), dict):
                    schema.pop(key, None)

    return change


def null_as_type(document: Json) -> None:
    """Write null as version 3.1 does."""
    document["openapi"] = "3.1.1"
    for schema in [*schemas(document)]:
        if schema.pop("nullable", None) is not True:
            continue
        for wrapper in ("allOf", "oneOf"):
            if wrapper in schema:
                schema["oneOf"] = [{"type": "null"}, *schema.pop(wrapper)]
        if "type" in schema:
            schema["type"] = ["null", schema["type"]]


def numbers_as_texts(document: Json) -> None:
    """Read numbers from texts as well, as services of .NET 10 do."""
    null_as_type(document)
    for schema in schemas(document):
        listed = schema.get("type")
        kinds = listed if isinstance(listed, list) else [listed]
        if "integer" in kinds and "enum" not in schema:
            schema["type"] = [*kinds, "string"]
            schema["pattern"] = r"^-?(?:0|[1-9]\d*)$"


def bare_references(document: Json) -> None:
    """Leave out null, and words, beside every reference."""
    for schema in schemas(document):
        if len(schema.get("allOf", [])) == 1:
            reference = schema["allOf"][0]
            schema.clear()
            schema.update(reference)


def every_text_null(document: Json) -> None:
    """Say of all texts, lists and maps that they may be null, as old services do."""
    dropped("required")(document)
    for schema in schemas(document):
        for inner in schema.get("properties", {}).values():
            is_text = inner.get("type") in ("string", "array", "object")
            if is_text and inner.get("format") not in ("date", "date-time"):
                inner["nullable"] = True


def inline(document: Json) -> None:
    """Write every schema where it is used."""

    def written(value: Any) -> Any:
        if isinstance(value, list):
            return [written(each) for each in value]
        if isinstance(value, dict) and "$ref" in value:
            return written(resolved(document, value))
        if isinstance(value, dict):
            return {key: written(each) for key, each in value.items()}
        return value

    document["paths"] = written(document["paths"])
    del document["components"]["schemas"]


def shared(document: Json) -> None:
    """Let operations refer to parameters, bodies and answers."""
    parts = document["components"]
    for number, operation in enumerate(operations(document)):
        holders = [
            ("parameters", operation["parameters"], place)
            for place in range(len(operation["parameters"]))
        ]
        holders += [
            ("responses", operation["responses"], code)
            for code in operation["responses"]
        ]
        if "requestBody" in operation:
            holders.append(("requestBodies", operation, "requestBody"))
        for kind, holder, key in holders:
            name = f"part.{number}/{key}"
            parts.setdefault(kind, {})[name] = holder[key]
            escaped = name.replace("/", "~1")
            holder[key] = {"$ref": f"#/components/{kind}/{escaped}"}


def above(document: Json) -> None:
    """Write parameters of paths beside the operations."""
    for item in document["paths"].values():
        known = {
            each["name"]: each
            for method in METHODS
            if method in item
            for each in item[method]["parameters"]
            if each["in"] == "path"
        }
        for method in (method for method in METHODS if method in item):
            item[method]["parameters"] = [
                each for each in item[method]["parameters"] if each["in"] != "path"
            ]
        item["parameters"] = [*known.values()]


def moved(by: Callable[[str], str], *, server: str | None = None) -> Change:
    """Return a change of every path, and of the server."""

    def change(document: Json) -> None:
        document["paths"] = {by(path): item for path, item in document["paths"].items()}
        document["servers"] = [{"url": server}] if server is not None else None

    return change


def versioned(rule: str, end: str) -> Change:
    """Return a change to a version that is a parameter of each path."""

    def change(document: Json) -> None:
        moved(lambda path: f"/api/v{{version{rule}}}{path}{end}")(document)
        version = {"name": "version", "in": "path", "required": True}
        for operation in operations(document):
            parameter = {**version, "schema": {"type": "string"}}
            operation["parameters"].insert(0, parameter)

    return change


def ruled(path: str) -> str:
    """Return a path with the rules of ASP.NET's routes behind some names."""
    return path.replace("{id}", "{id:int}").replace(
        "Reference}", "Reference:regex(^[[^/]]{1,9}$)}"
    )


def media(*kinds: str) -> Change:
    """Return a change of the kinds of content."""

    def change(document: Json) -> None:
        for found in dicts(document):
            content = found.get("content")
            if isinstance(content, dict) and "application/json" in content:
                found["content"] = dict.fromkeys(kinds, content["application/json"])

    return change


def enums(by: Callable[[Json, list[str]], None]) -> Change:
    """Return a change of every enum of texts."""

    def change(document: Json) -> None:
        for schema in schemas(document):
            values = schema.get("enum", [])
            if values and all(isinstance(value, str) for value in values):
                by(schema, values)

    return change


def numbered(key: str | None) -> Change:
    """Return a change to numbers, with the names below a key."""

    def number(schema: Json, values: list[str]) -> None:
        schema |= {"type": "integer", "enum": [*range(len(values))], "format": "int32"}
        if key == "x-ms-enum":
            pairs = enumerate(values)
            listed = [{"value": value, "name": name} for value, name in pairs]
            schema[key] = {"name": "Some", "values": listed}
        elif key:
            schema[key] = values

    return enums(number)


def camel(schema: Json, values: list[str]) -> None:
    """Write values with a small letter."""
    schema["enum"] = [value[:1].lower() + value[1:] for value in values]


def constants(schema: Json, values: list[str]) -> None:
    """Write each value as a constant."""
    schema["oneOf"] = [{"const": value, "title": value} for value in values]
    del schema["enum"]


def full_names(document: Json) -> None:
    """Name schemas as .NET names its generic types."""
    full = {
        name: f"Acme.Api.V1.{re.sub('PageDto$', '', name)}`1[[Item, {name}]]"
        for name in document["components"]["schemas"]
    }
    found = document["components"]["schemas"].items()
    document["components"]["schemas"] = {full[name]: each for name, each in found}
    for schema in dicts(document):
        if "$ref" in schema:
            name = full[schema["$ref"].rpartition("/")[2]]
            encoded = name.replace("`", "%60").replace("[", "%5B")
            schema["$ref"] = f"#/components/schemas/{encoded}"


def inherited(document: Json) -> None:
    """Split every object into a base and what is added to it."""
    found = document["components"]["schemas"]
    for name, schema in [*found.items()]:
        properties = schema.get("properties", {})
        if len(properties) > 1:
            known = schema.get("required", [])
            names = [*properties]
            for key, some in ((f"{name}Base", names[::2]), (name, names[1::2])):
                part = {
                    "type": "object",
                    "properties": {each: properties[each] for each in some},
                }
                part["required"] = [each for each in some if each in known]
                base = {"$ref": f"#/components/schemas/{name}Base"}
                found[key] = part if key != name else {"allOf": [base, part]}


def wrapped(wrapper: str) -> Change:
    """Return a change of what references stand in."""

    def change(document: Json) -> None:
        for schema in schemas(document):
            if "allOf" in schema:
                schema[wrapper] = schema.pop("allOf")

    return change


def few_answers(document: Json) -> None:
    """Document nothing but that operations succeed, with 200."""
    for operation in operations(document):
        good = [each for code, each in operation["responses"].items() if code[0] == "2"]
        best = next((each for each in good if "content" in each), good[0])
        best.pop("headers", None)
        operation["responses"] = {"200": best}


def errors_by_default(document: Json) -> None:
    """Document every error at once."""
    for operation in operations(document):
        found = operation["responses"].items()
        good = {code: each for code, each in found if code[0] == "2"}
        operation["responses"] = good | {"default": {"description": "Problem"}}


def errors_by_kind(document: Json) -> None:
    """Document errors by their hundreds."""
    for operation in operations(document):
        found = operation["responses"].items()
        operation["responses"] = {
            code if code[0] == "2" else f"{code[0]}XX": each for code, each in found
        }


def no_schemas(document: Json) -> None:
    """Leave out what is answered."""
    for operation in operations(document):
        for answer in operation["responses"].values():
            answer.pop("content", None)


def security(ways: list[Json] | None) -> Change:
    """Return a change to the same security everywhere."""

    def change(document: Json) -> None:
        for operation in operations(document):
            del operation["security"]
        if ways:
            document["security"] = ways

    return change


def untagged(document: Json) -> None:
    """Leave out what groups operations."""
    for operation in operations(document):
        operation.pop("tags")


def without(where: str) -> Change:
    """Return a change that leaves out parameters of a kind."""

    def change(document: Json) -> None:
        for operation in operations(document):
            listed = operation["parameters"]
            operation["parameters"] = [each for each in listed if each["in"] != where]

    return change


def optional_parameters(document: Json) -> None:
    """Mark only what stands in the path as required."""
    for operation in operations(document):
        for parameter in operation["parameters"]:
            if parameter["in"] != "path":
                parameter.pop("required", None)


def one_delta(document: Json) -> None:
    """Document one path for the deltas of all collections, whose items are any."""
    found = {
        path: item for path, item in document["paths"].items() if "/delta/" not in path
    }
    item = copy.deepcopy(document["paths"]["/delta/clockings"])
    item["get"]["security"] = []
    content = item["get"]["responses"]["200"]["content"]
    for each in content.values():
        each["schema"] = {
            "type": "object",
            "properties": {
                "value": {"type": "array", "items": {}},
                "deltaLink": {"type": "string", "nullable": True},
            },
            "required": ["value"],
        }
    item["get"]["parameters"].append(
        {
            "name": "collection",
            "in": "path",
            "required": True,
            "schema": {"type": "string"},
        }
    )
    document["paths"] = found | {"/delta/{collection}": item}


def no_deltas(document: Json) -> None:
    """Document deltas by the parameters of lists alone."""
    found = document["paths"].items()
    document["paths"] = {path: item for path, item in found if "/delta/" not in path}


STYLES: dict[str, tuple[Callable[[Json, str], Json], tuple[Change, ...], str]] = {
    "our own document": (own, (), ""),
    "Swashbuckle": (swagger, (), ""),
    "NSwag": (nswag, (), ""),
    "version 3.1": (swagger, (null_as_type,), ""),
    "numbers from texts": (swagger, (numbers_as_texts,), ""),
    "bare references": (swagger, (bare_references,), ""),
    "every text may be null": (swagger, (every_text_null,), "presence"),
    "required nowhere": (nswag, (dropped("required"),), "presence"),
    "null nowhere": (swagger, (dropped("nullable"),), ""),
    "neither": (swagger, (dropped("required", "nullable"),), "presence"),
    "inline": (swagger, (inline,), ""),
    "inline of NSwag": (nswag, (inline,), ""),
    "shared parts": (swagger, (shared,), ""),
    "parameters of paths": (nswag, (above,), ""),
    "half a base": (
        swagger,
        (moved(lambda path: f"/api/v1{path}", server="https://acme/connector"),),
        "",
    ),
    "no base": (swagger, (moved(lambda path: path),), ""),
    "behind a gateway": (nswag, (moved(lambda path: f"/hr/acme{path}"),), ""),
    "a version": (swagger, (versioned("", ""),), ""),
    "a version with a rule": (swagger, (versioned(":apiVersion", "/"),), ""),
    "slashes at the end": (nswag, (moved(lambda path: f"{path}/"),), ""),
    "capitals": (nswag, (moved(str.upper), above), ""),
    "rules in paths": (swagger, (moved(ruled),), ""),
    "one kind of JSON": (swagger, (media("text/json"),), ""),
    "kinds of JSON": (swagger, (media("text/csv", "application/vnd.a+json;v=1"),), ""),
    "any content": (nswag, (media("*/*"),), ""),
    "enums as numbers": (swagger, (numbered("x-enum-varnames"),), ""),
    "enums of Microsoft": (swagger, (numbered("x-ms-enum"),), ""),
    "enums without names": (swagger, (numbered(None),), "numbered"),
    "small values": (swagger, (enums(camel),), ""),
    "values as constants": (swagger, (null_as_type, enums(constants)), ""),
    "values nowhere": (swagger, (dropped("enum"),), "value text"),
    "formats nowhere": (swagger, (dropped("format"),), "format"),
    "limits nowhere": (nswag, (dropped("minimum", "maximum", "maxLength"),), "limit"),
    "full names": (swagger, (full_names,), ""),
    "inheritance": (nswag, (inherited,), ""),
    "oneOf": (swagger, (wrapped("oneOf"),), ""),
    "anyOf": (swagger, (wrapped("anyOf"),), ""),
    "few answers": (swagger, (few_answers,), "status success headers"),
    "errors by default": (swagger, (errors_by_default,), ""),
    "errors by kind": (nswag, (errors_by_kind,), ""),
    "no schemas": (swagger, (no_schemas,), "answer"),
    "no security": (nswag, (security(None),), "scope"),
    "a bearer": (swagger, (security([{"Bearer": []}]),), "scope"),
    "no tags": (swagger, (untagged,), ""),
    "no headers": (nswag, (without("header"),), "header"),
    "optional parameters": (swagger, (optional_parameters,), "required"),
    "one delta": (swagger, (one_delta,), "untyped scope"),
    "no deltas": (swagger, (no_deltas,), "delta"),
}
"""How each document is made and changed, and of what it then says nothing."""


def styled(document: Json, style: str) -> Json:
    """Return our own document in a style."""
    make, changes, _ = STYLES[style]
    made = json.loads(json.dumps(make(document, BASE)))
    for change in changes:
        change(made)
    return made
