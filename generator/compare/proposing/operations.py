"""Operations of known kinds: what their method and path say, and what they need."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from generator import names, spec
from generator.compare.proposing.editing import Edit, Put
from generator.compare.proposing.wording import INFERRED, marked
from generator.planning.operations import operation, paths
from generator.planning.types import types
from generator.validation.walking import file_of

_PARAMETER = re.compile(r"\{[^}]*\}")
_ITEM = "/{}"
_OF_ALL: Mapping[str, spec.OperationName] = {"GET": "list", "POST": "create"}
_OF_ONE: Mapping[str, spec.OperationName] = {
    "GET": "get",
    "PUT": "update",
    "DELETE": "delete",
}
_READING = ("list", "delta", "get")
SENDING = ("create", "update")
_SCOPES = "the pattern of the other collections"


def folded(path: str) -> str:
    """Return a path without what it calls its parameters."""
    return _PARAMETER.sub("{}", path).casefold().rstrip("/")


def kind(
    method: str, path: str, collection: spec.Collection
) -> spec.OperationName | None:
    """Return what kind of operation of the collection it is."""
    path, base = folded(path), folded(base_of(collection))
    if (method, path) == ("GET", f"/delta/{collection.collection}"):
        return "delta"
    if path == base:
        return _OF_ALL.get(method)
    return _OF_ONE.get(method) if path == f"{base}{_ITEM}" else None


def has(method: str, path: str, collection: spec.Collection, root: spec.Spec) -> bool:
    """Return whether the collection has an operation there."""
    at = paths(collection, types(root))
    planned = (operation(name, collection, at) for name in collection.operations)
    return (method, folded(path)) in {
        (known.method, folded(known.path)) for known in planned
    }


def base_of(collection: spec.Collection) -> str:
    """Return the collection's path."""
    return collection.path or f"/{collection.collection}"


def edits(
    name: spec.OperationName,
    collection: spec.Collection,
    root: spec.Spec,
    *,
    several: bool = False,
) -> list[Edit]:
    """Return the edits that add an operation to a collection that lacks it.

    With `several`, a list of items is sent.
    """
    file = file_of(collection.collection)
    path = _path(collection) if name in _OF_ONE.values() else None
    said = {
        **({"path": path} if path else {}),
        **({"body_is_list": True} if several else {}),
        "inferred": INFERRED,
    }
    made = [Put(file, ("operations", name), said)]
    wire = (path or "").rpartition("{")[2].rstrip("}")
    if wire and wire not in (*collection.path_parameters, *collection.fields):
        text = f"Id of the {names.prose(collection.collection)}."
        made.append(Put(file, ("path_parameters", wire), {"summary": text}))
    return [*made, *_allowing(name, collection, root)]


def _path(collection: spec.Collection) -> str | None:
    """Return the path of one item, unless it follows from the collection's."""
    one = f"{folded(base_of(collection))}{_ITEM}"
    for known in collection.operations.values():
        if known.path and folded(known.path) == one:
            return known.path
    return None if "id" in collection.fields else f"{base_of(collection)}/{{id}}"


def _allowing(
    name: spec.OperationName, collection: spec.Collection, root: spec.Spec
) -> list[Edit]:
    """Return the edits that give a scope, where none allows the operation."""
    verb = "read" if name in _READING else "write"
    if getattr(collection.scopes, verb):
        return []
    file = file_of(collection.collection)
    said = marked(collection.scopes.inferred, _SCOPES)
    return [
        Put(file, ("scopes", verb), [scope(collection.collection, verb, root)]),
        Put(file, ("scopes", "inferred"), said),
    ]


def scopes(collection: str, root: spec.Spec) -> dict[str, Any]:
    """Return the scopes of a new collection."""
    return {"read": [scope(collection, "read", root)], "inferred": _SCOPES}


def scope(collection: str, verb: str, root: spec.Spec) -> str:
    """Return the scope, named as most collections' are."""
    prefixes = Counter(
        given.removesuffix(f"{name}.read")
        for name, known in root.collections.items()
        for given in known.scopes.read
        if given.endswith(f"{name}.read")
    )
    return f"{(prefixes or Counter([''])).most_common(1)[0][0]}{collection}.{verb}"
