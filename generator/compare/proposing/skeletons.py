"""The file of a new collection: what can be known from its operations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from generator import names, spec
from generator.compare.differences import Difference
from generator.compare.proposing import operations
from generator.compare.proposing.editing import Create, Edit
from generator.compare.proposing.wording import INFERRED, Names, python, summary
from generator.compare.view import Shape
from generator.validation.walking import file_of

_HEAD = """\
# yaml-language-server: $schema=../schema/collection.schema.json
# A skeleton from the tenant's Swagger document, which knows no filters: check domain,
# sources, scopes, filters, references, and what is always read.
"""
_SEGMENTS = re.compile(r"(/([A-Za-z0-9_~-][A-Za-z0-9_.~-]*|\{[^}]*\}))+")
_PLURALS = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"))
_USUAL = "cross-cutting"


@frozen
class Skeleton:
    """A new collection: its name, where it is, what it holds, and how it is read."""

    name: str
    base: str
    item: Shape
    reading: spec.OperationName
    of_one: bool
    """Whether the path names the item that is read."""
    said: str
    tag: str


def skeleton(name: str, found: Sequence[Difference]) -> Skeleton | None:
    """Return the collection of some operations, if one of them reads its items."""
    reading = sorted(
        (each for each in found if each.place.startswith("GET ")),
        key=lambda each: len(each.place),
    )
    for difference in reading:
        path = difference.place.removeprefix("GET ")
        is_item, item = _item(difference.shape)
        of_one = path.endswith("}")
        base = path.rpartition("/")[0] if of_one else path
        named = base and _SEGMENTS.fullmatch(path) and names.snake(name).isidentifier()
        if named and item.properties and (is_item or not of_one):
            reads: spec.OperationName = "get" if is_item else "list"
            said, tag = difference.detail, difference.tag
            return Skeleton(name, base, item, reads, of_one, said, tag)
    return None


def _item(shape: Shape | None) -> tuple[bool, Shape]:
    """Return whether an answer is one item, and the item."""
    shape = shape or Shape(kind="any")
    page = shape.properties.get("value", shape)
    return (True, shape) if page.item is None else (False, page.item)


def edit(made: Skeleton, names_: Names, root: spec.Spec) -> Edit:
    """Return the edit that creates the file."""
    return Create(file_of(made.name), _HEAD, [*_sections(made, names_, root)])


def _sections(
    made: Skeleton, names_: Names, root: spec.Spec
) -> Iterator[dict[str, Any]]:
    base, parameters = _parameters(made.base, root)
    own_path = {"path": base} if base != f"/{made.name}" else {}
    said = summary(made.said, made.name, root)
    yield {
        "collection": made.name,
        "domain": _domain(made, root),
        "summary": said,
        "sources": [f"reference/collections/{made.name}/"],
        "scopes": operations.scopes(made.name, root),
        **own_path,
        "inferred": INFERRED,
    }
    fields = _fields(made.item, root)
    reading, of_path = _reading(made, base, fields)
    if parameters | of_path:
        yield {"path_parameters": parameters | of_path}
    said = summary(made.item.summary, _singular(names.pascal(made.name)), root)
    yield {"item": {"name": _class(made.name, names_), "summary": said}}
    yield {"operations": {made.reading: reading}}
    if fields:
        yield {"fields": fields}


def _fields(item: Shape, root: spec.Spec) -> dict[str, Any]:
    """Return the id, or another plain field; all others are added one by one."""
    plain = {
        wire: shape
        for wire, shape in item.properties.items()
        if shape.kind in ("integer", "string") and not python(wire)
    }
    wire = "id" if "id" in plain else next(iter(plain), None)
    if wire is None:
        return {}
    is_id = wire == "id"
    said = "Protime's id of it." if is_id else summary(plain[wire].summary, wire, root)
    always = {"read": "always"} if is_id else {}
    kind = {"type": plain[wire].kind, **always}
    return {wire: {**kind, "summary": said, "inferred": INFERRED}}


def _reading(
    made: Skeleton, base: str, fields: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the first operation, and the parameter that its path needs."""
    said = {"inferred": INFERRED}
    if made.of_one and "id" not in fields:
        text = f"Id of the {names.prose(made.name)}."
        return {"path": f"{base}/{{id}}", **said}, {"id": {"summary": text}}
    of_all = made.reading == "get" and not made.of_one and "id" in fields
    return {**({"path": base} if of_all else {}), **said}, {}


def _parameters(base: str, root: spec.Spec) -> tuple[str, dict[str, Any]]:
    """Return the base path with names of its parameters, and the parameters."""
    parts, found = base.split("/"), {}
    for index, part in enumerate(parts):
        if part.startswith("{"):
            above = _singular(parts[index - 1], root)
            wire = f"{names.camel(above)}Id"
            words = names.prose(above)
            found[wire] = {"summary": f"Id of the {words} above it."}
            parts[index] = f"{{{wire}}}"
    return "/".join(parts), found


def _class(name: str, names_: Names) -> str:
    whole = names.pascal(name)
    one = _singular(whole)
    return names_.free(f"{whole}Item" if one == whole else one)


def _singular(name: str, root: spec.Spec | None = None) -> str:
    if root is not None and name in root.reference_types:
        return root.reference_types[name].item
    for plural, one in _PLURALS:
        if name.endswith(plural):
            return name.removesuffix(plural) + one
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def _domain(made: Skeleton, root: spec.Spec) -> str:
    """Return the most likely domain: the tag's, a parent's, or that of a like name."""
    domains = {name: known.domain for name, known in root.collections.items()}
    tag = names.kebab(made.tag)
    if tag in domains.values():
        return tag
    for part in (tag, *reversed(made.base.split("/"))):
        if part in domains:
            return domains[part]
    word = _singular(made.name.partition("-")[0])
    for name, domain in domains.items():
        if word == _singular(name.partition("-")[0]):
            return domain
    return _USUAL
