"""What two specs would say, had what follows from another change been settled before.

The vendor renames a collection wherever it is named: in identifiers, in external
references, in paths. A type may stand in its collection's file or in that of all. What
only follows from that is reported once, as the rename or the move.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

import attrs
from attrs import evolve

from generator import spec

T = TypeVar("T")
Of = Callable[[str, object], object]

_NAMING = ("identifier", "external_references", "example_collection")
"""Keys whose values are names of collections of references."""
_IN_ORDER = ("read", "write")
"""Keys whose lists mean something by their order: tokens are asked for by it."""


def renamed(root: spec.Spec, names: Mapping[str, str]) -> spec.Spec:
    """Return the spec with the new names wherever old ones are used, not declared."""

    def of(key: str, value: object) -> object:
        if key not in _NAMING:
            return value
        if isinstance(value, list):
            return [names.get(name, name) for name in value]
        return names.get(value, value) if isinstance(value, str) else value

    return _walked(root, of) if names else root


def unordered(node: T) -> T:
    """Return a node with sorted lists, but for those whose order means something."""

    def of(key: str, value: object) -> object:
        if isinstance(value, list) and key not in _IN_ORDER:
            return sorted(value, key=str)
        return value

    return _walked(node, of)


def homes(root: spec.Spec) -> Mapping[str, str]:
    """Return the collection that declares each type; none for those of all."""
    own = {
        name: collection.collection
        for collection in root.collections.values()
        for name in collection.types
    }
    return dict.fromkeys(root.types, "") | own


def shared(root: spec.Spec, names: Mapping[str, str]) -> spec.Spec:
    """Return the spec with the types of these names among those of all."""
    if not names:
        return root
    moved = {
        name: kind
        for collection in root.collections.values()
        for name, kind in collection.types.items()
        if name in names
    }
    collections = {
        key: evolve(
            collection,
            types={n: kind for n, kind in collection.types.items() if n not in names},
        )
        for key, collection in root.collections.items()
    }
    return evolve(root, types=root.types | moved, collections=collections)


def _walked(node: T, of: Of) -> T:
    """Return the node with the values that a function gives for its keys."""
    if isinstance(node, dict):
        return type(node)({key: _walked(value, of) for key, value in node.items()})
    if isinstance(node, list):
        return type(node)(_walked(item, of) for item in node)
    kind: Any = type(node)
    if not attrs.has(kind):
        return node
    values = {
        field.name: of(field.name, _walked(getattr(node, field.name), of))
        for field in attrs.fields(kind)
    }
    return cast("T", kind(**values))
