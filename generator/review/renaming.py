"""What the old spec would say, had it used the new names of collections already.

The vendor renames a collection wherever it is named: in identifiers, in external
references, in paths. What only follows from that is reported once, as the rename.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

import attrs

from generator import spec

T = TypeVar("T")
_NAMING = ("identifier", "external_references")
"""Keys whose values are names of collections of references."""


def renamed(root: spec.Spec, names: Mapping[str, str]) -> spec.Spec:
    """Return the spec with the new names wherever old ones are used, not declared."""
    return _walked(root, names) if names else root


def _walked(node: T, names: Mapping[str, str]) -> T:
    if isinstance(node, dict):
        return type(node)({key: _walked(value, names) for key, value in node.items()})
    if isinstance(node, list):
        return type(node)(_walked(item, names) for item in node)
    kind: Any = type(node)
    if not attrs.has(kind):
        return node
    values = {}
    for field in attrs.fields(kind):
        by = _named if field.name in _NAMING else _walked
        values[field.name] = by(getattr(node, field.name), names)
    return cast("T", kind(**values))


def _named(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, list):
        return [names.get(name, name) for name in value]
    return names.get(value, value) if isinstance(value, str) else value
