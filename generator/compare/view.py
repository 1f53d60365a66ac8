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
    answer: Shape | None
    summary: str
    tag: str

    @property
    def is_page(self) -> bool:
        """Whether it answers with a list in pages."""
        return self.answer is not None and "value" in self.answer.properties


View = Mapping[tuple[str, str], Endpoint]
"""Operations by method and path, the names of parameters left out."""


def view(document: Document, base: str) -> View:
    """Return the operations of a document; `base` is cut off their paths."""
    found: dict[tuple[str, str], Endpoint] = {}
    prefix = _prefix(document)
    for path, one in document.get("paths", {}).items():
        whole = f"{prefix}{path}"
        short = _below(whole, base)
        if short.startswith(_EXTRA):
            continue
        for verb in _VERBS:
            if verb in one:
                key = (verb.upper(), _PARAMETER.sub("{}", short).casefold())
                found[key] = _endpoint(document, verb.upper(), short, one, one[verb])
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


def _endpoint(
    document: Document, method: str, path: str, item: Document, one: Document
) -> Endpoint:
    given = [*item.get("parameters", []), *one.get("parameters", [])]
    parameters = [_resolved(document, each) for each in given]
    body = _resolved(document, one.get("requestBody") or {})
    return Endpoint(
        method=method,
        path=path,
        query={
            str(each["name"]): shape(document, each.get("schema") or each)
            for each in parameters
            if each.get("in") == "query"
        },
        body=_content(document, body),
        answer=_answer(document, one.get("responses") or {}),
        summary=str(one.get("summary") or one.get("description") or ""),
        tag=str((one.get("tags") or [""])[0]),
    )


def _answer(document: Document, responses: Document) -> Shape | None:
    good = [key for key in responses if str(key).startswith("2")]
    found = [
        _content(document, _resolved(document, responses[key])) for key in sorted(good)
    ]
    return next((one for one in found if one is not None), None)


def _content(document: Document, holder: Document) -> Shape | None:
    for kind, one in (holder.get("content") or {}).items():
        if "json" in kind and "schema" in one:
            return shape(document, one["schema"])
    return None


def shape(document: Document, schema: Document, depth: int = 0) -> Shape:
    """Return a schema without its names, as deep as items reach."""
    if depth > _DEEPEST:
        return ANY
    one = _resolved(document, schema)
    parts = _parts(one)
    if parts:
        found = [shape(document, part, depth) for part in parts]
        return _merged([each for each in found if each.kind != "null"], one)
    kind = _kind(one)
    properties = {
        name: shape(document, each, depth + 1)
        for name, each in (one.get("properties") or {}).items()
    }
    inner = one.get("items") if kind == "list" else one.get("additionalProperties")
    return Shape(
        kind=kind,
        values=tuple(
            str(value) for value in one.get("enum") or () if value is not None
        ),
        properties=properties,
        required=frozenset(one.get("required") or ()),
        item=shape(document, inner, depth + 1) if isinstance(inner, dict) else None,
        summary=str(one.get("description") or ""),
    )


def _parts(one: Document) -> list[Document]:
    found = [part for key in ("allOf", "oneOf", "anyOf") for part in one.get(key) or []]
    if found and one.get("properties"):
        found.append({"type": "object", "properties": one["properties"]})
    return found


def _merged(parts: list[Shape], one: Document) -> Shape:
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
        summary=str(one.get("description") or objects[0].summary),
    )


def _kind(one: Document) -> str:
    types = one.get("type")
    listed = types if isinstance(types, list) else [types]
    known = [str(each) for each in listed if each not in (None, "null")]
    if not known:
        return "object" if one.get("properties") else "any"
    if known[0] == "array":
        return "list"
    if known[0] == "object":
        return "map" if _is_map(one) else "object"
    formats = {"date": "date", "date-time": "datetime"}
    return formats.get(str(one.get("format")), known[0])


def _is_map(one: Document) -> bool:
    return isinstance(one.get("additionalProperties"), dict) and not one.get(
        "properties"
    )


def _resolved(document: Document, one: Document) -> Document:
    seen = 0
    while "$ref" in one and seen < _DEEPEST:
        above = {key: each for key, each in one.items() if key != "$ref"}
        found: Any = document
        for part in str(one["$ref"]).removeprefix("#/").split("/"):
            found = found.get(part.replace("~1", "/").replace("~0", "~"), {})
        one, seen = {**found, **above}, seen + 1
    return one
