"""An OpenAPI document, 3.0 or 3.1, as what matters when two are compared.

Names of schemas do not matter, as each side has its own: operations are matched by
method and path, and what they take and give by the names on the wire.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from attrs import field, frozen

Document = Mapping[str, Any]

_PARAMETER = re.compile(r"\{[^}]*\}")
_VERBS = ("get", "post", "put", "patch", "delete")
_DEEPEST = 8
_EXTRA = "/delta/"
"""Our document shows a delta beside the list it belongs to; the API has one path."""


@frozen(kw_only=True)
class Shape:
    """What stands in one place: a kind, and what is inside."""

    kind: str
    """``integer``, ``number``, ``string``, ``boolean``, ``date``, ``datetime``,
    ``object``, ``list``, ``map`` or ``any``."""
    values: tuple[str, ...] = ()
    properties: Mapping[str, Shape] = field(factory=dict)
    required: frozenset[str] = frozenset()
    item: Shape | None = None
    summary: str = ""


ANY = Shape(kind="any")


@frozen(kw_only=True)
class Endpoint:
    """One operation: what it takes and gives."""

    method: str
    path: str
    """As its document has it, below the base path."""
    query: Mapping[str, Shape]
    body: Shape | None
    response: Shape | None
    summary: str
    tag: str


View = Mapping[tuple[str, str], Endpoint]
"""Operations by method and path, the names of parameters left out."""


def view(document: Document, base: str) -> View:
    """Return the operations of a document; `base` is cut off their paths."""
    found: dict[tuple[str, str], Endpoint] = {}
    prefix = _prefix(document)
    for path, item in document.get("paths", {}).items():
        short = _below(f"{prefix}{path}", base)
        for verb in (verb for verb in _VERBS if verb in item):
            if not short.startswith(_EXTRA):
                key = (verb.upper(), _PARAMETER.sub("{}", short).casefold())
                found[key] = _endpoint(document, verb, short, item)
    return found


def _prefix(document: Document) -> str:
    servers = document.get("servers") or [{"url": ""}]
    url = str(servers[0].get("url", ""))
    # A host that is a variable is none to urlsplit's rules, but its path is.
    return urlsplit(url.replace("{", "").replace("}", "")).path.rstrip("/")


def _below(path: str, base: str) -> str:
    folded, prefix = path.casefold(), base.casefold()
    if folded.startswith(prefix):
        return path[len(base) :]
    # Behind a gateway, a document may know less of the base path, or another version.
    for part in range(1, base.count("/") + 1):
        tail = "/" + base.split("/", part + 1)[-1]
        if folded.startswith(f"{tail.casefold()}/"):
            return path[len(tail) :]
    return path


def _endpoint(document: Document, verb: str, path: str, item: Document) -> Endpoint:
    operation = item[verb]
    given = [*item.get("parameters", []), *operation.get("parameters", [])]
    parameters = [_resolved(document, parameter) for parameter in given]
    return Endpoint(
        method=verb.upper(),
        path=path,
        query={
            str(parameter["name"]): shape(
                document, parameter.get("schema") or parameter
            )
            for parameter in parameters
            if parameter.get("in") == "query"
        },
        body=_content(document, operation.get("requestBody") or {}),
        response=_response(document, operation.get("responses") or {}),
        summary=str(operation.get("summary") or operation.get("description") or ""),
        tag=str((operation.get("tags") or [""])[0]),
    )


def _response(document: Document, responses: Document) -> Shape | None:
    good = sorted(key for key in responses if str(key).startswith("2"))
    found = (_content(document, responses[key]) for key in good)
    return next(filter(None, found), None)


def _content(document: Document, holder: Document) -> Shape | None:
    for kind, content in (_resolved(document, holder).get("content") or {}).items():
        if "json" in kind and "schema" in content:
            return shape(document, content["schema"])
    return None


def shape(document: Document, schema: Document, depth: int = 0) -> Shape:
    """Return a schema without its names, as deep as items reach."""
    if depth > _DEEPEST:
        return ANY
    schema = _resolved(document, schema)
    if parts := _parts(schema):
        found = [shape(document, part, depth) for part in parts]
        return _merged([part for part in found if part.kind != "null"], schema)
    kind = _kind(schema)
    properties = {
        name: shape(document, inner, depth + 1)
        for name, inner in (schema.get("properties") or {}).items()
    }
    inner = (
        schema.get("items") if kind == "list" else schema.get("additionalProperties")
    )
    return Shape(
        kind=kind,
        values=tuple(
            str(value) for value in schema.get("enum") or () if value is not None
        ),
        properties=properties,
        required=frozenset(schema.get("required") or ()),
        item=shape(document, inner, depth + 1) if isinstance(inner, dict) else None,
        summary=str(schema.get("description") or ""),
    )


def _parts(schema: Document) -> list[Document]:
    found = [
        part for key in ("allOf", "oneOf", "anyOf") for part in schema.get(key) or []
    ]
    if found and schema.get("properties"):
        found.append({"type": "object", "properties": schema["properties"]})
    return found


def _merged(parts: list[Shape], schema: Document) -> Shape:
    objects = [part for part in parts if part.kind == "object"] or parts[:1]
    if not objects:
        return ANY
    properties: dict[str, Shape] = {}
    for part in objects:
        properties.update(part.properties)
    return Shape(
        kind=objects[0].kind,
        values=objects[0].values,
        properties=properties,
        required=frozenset.intersection(*(part.required for part in objects)),
        item=objects[0].item,
        summary=str(schema.get("description") or objects[0].summary),
    )


def _kind(schema: Document) -> str:
    types = schema.get("type")
    listed = types if isinstance(types, list) else [types]
    known = [str(name) for name in listed if name not in (None, "null")]
    if not known:
        return "object" if schema.get("properties") else "any"
    if known[0] == "array":
        return "list"
    if known[0] == "object":
        is_map = isinstance(schema.get("additionalProperties"), dict)
        return "map" if is_map and not schema.get("properties") else "object"
    formats = {"date": "date", "date-time": "datetime"}
    return formats.get(str(schema.get("format")), known[0])


def _resolved(document: Document, schema: Document) -> Document:
    seen = 0
    while "$ref" in schema and seen < _DEEPEST:
        above = {key: value for key, value in schema.items() if key != "$ref"}
        found: Any = document
        for part in str(schema["$ref"]).removeprefix("#/").split("/"):
            found = found.get(part.replace("~1", "/").replace("~0", "~"), {})
        schema, seen = {**found, **above}, seen + 1
    return schema
