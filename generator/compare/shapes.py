"""What stands in one place of a document, without the names that schemas have.

A schema says it in many ways: by reference, wrapped, in parts. Two that mean the same
are of one shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeVar

from attrs import Factory, evolve, field, frozen

Mark = Literal[
    "deprecated", "mixed", "nullable", "numbered", "read", "referred", "written"
]
"""``mixed`` is one of several objects, ``numbered`` an enum of numbers without names,
``read`` and ``written`` what only answers or only bodies have, ``referred`` what a
reference leads to."""
V = TypeVar("V")


@frozen(kw_only=True, eq=False)
class Shape:
    """What stands in one place: a kind, and what is inside."""

    kind: str
    """``integer``, ``number``, ``string``, ``boolean``, ``date``, ``datetime``,
    ``object``, ``list``, ``map``, ``null`` or ``any``."""
    kinds: frozenset[str] = field(
        default=Factory(lambda shape: frozenset({shape.kind}), takes_self=True)
    )
    """All of them, where a place takes several."""
    values: tuple[str, ...] = ()
    properties: Mapping[str, Shape] = field(factory=dict)
    required: frozenset[str] = frozenset()
    item: Shape | None = None
    limits: Mapping[str, object] = field(factory=dict)
    marks: frozenset[Mark] = frozenset()
    also: tuple[str, ...] = ()
    """Other names that the property may have."""
    summary: str = ""
    where: str = ""
    """JSON path of the schema."""
    reason: str = ""
    """Why it is not known, if it is not, as `Uncompared` has it."""
    says: str = ""

    def holds(self, key: str) -> Shape | None:
        """Return what a page has below ``value``, or a change below ``data``."""
        held = self.properties.get(key)
        if held is None or (key == "data" and "changeType" not in self.properties):
            return None
        if key == "data" or held.reason:
            return held
        listed = held.item or Shape(kind="any", where=held.where)
        return listed if held.kind == "list" else None

    def around(self, key: str) -> Shape:
        """Return the same without what it holds below a key."""
        held = self.properties[key]
        hollow = Shape(kind="any", marks=held.marks)
        return evolve(self, properties={**self.properties, key: hollow})


def unknown(reason: str, says: str, where: str) -> Shape:
    """Return the shape of a place that cannot be read."""
    return Shape(kind="any", reason=reason, says=says, where=where)


def every(parts: Sequence[Shape]) -> Shape:
    """Return the shape of what all the parts are said of; the first one leads."""
    first = parts[0]
    if len(parts) == 1:
        return first
    if lost := _lost(parts):
        return lost
    typed = [part for part in parts if part.kind != "any"] or [first]
    return Shape(
        kind=typed[0].kind,
        kinds=typed[0].kinds,
        values=next((part.values for part in parts if part.values), ()),
        properties=_united(part.properties for part in parts),
        required=frozenset().union(*(part.required for part in parts)),
        item=next((part.item for part in parts if part.item), None),
        limits=_united(part.limits for part in parts),
        marks=frozenset().union(*(part.marks for part in parts)),
        also=first.also,
        summary=next((part.summary for part in parts if part.summary), ""),
        where=first.where,
    )


def either(parts: Sequence[Shape]) -> Shape:
    """Return the shape of what one of the parts is said of."""
    left = [part for part in parts if part.kind != "null"]
    null = frozenset[Mark]({"nullable"} if len(left) < len(parts) else ())
    if len(left) == 1:
        return evolve(left[0], marks=left[0].marks | null)
    if lost := _lost(left):
        return lost
    objects = sum(part.kind == "object" for part in left)
    mixed = frozenset[Mark]({"mixed"} if objects > 1 else ())
    return Shape(
        kind=left[0].kind if left else "any",
        kinds=frozenset().union(*(part.kinds for part in left)) or frozenset({"any"}),
        values=tuple(dict.fromkeys(value for part in left for value in part.values)),
        properties=_united(part.properties for part in left),
        required=_common(part.required for part in left),
        item=next((part.item for part in left if part.item), None),
        marks=null.union(mixed, *(part.marks for part in left)),
        where=left[0].where if left else "",
    )


def _lost(parts: Iterable[Shape]) -> Shape | None:
    return next((part for part in parts if part.reason), None)


def _united(parts: Iterable[Mapping[str, V]]) -> dict[str, V]:
    """Return what any part has; where several have it, the first one's counts."""
    found: dict[str, V] = {}
    for part in parts:
        found = {**part, **found} if found else {**part}
    return found


def _common(parts: Iterable[frozenset[str]]) -> frozenset[str]:
    listed = [*parts]
    return frozenset.intersection(*listed) if listed else frozenset()
