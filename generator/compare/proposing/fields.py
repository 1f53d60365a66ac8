"""A property of the vendor's as a field of the spec, with the types that it needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
from attrs import evolve, frozen

from generator import names, spec
from generator.compare.proposing.drafting import Draft, Refused
from generator.compare.proposing.editing import Edit, Put
from generator.compare.proposing.matching import is_identifier, same_type
from generator.compare.proposing.placing import Place
from generator.compare.proposing.wording import (
    INFERRED,
    UNPRINTABLE,
    Names,
    dotted,
    python,
    summary,
)
from generator.compare.view import Shape

Content = dict[str, Any]
_SCALARS = ("integer", "number", "string", "boolean", "date", "datetime")
_ANY = Shape(kind="any")
_LIMITS = {"minimum": "minimum", "maximum": "maximum", "max_length": "maxLength"}


@frozen
class Use:
    """Whether a property is read, and whether it is sent."""

    read: bool
    write: spec.Write = "never"

    def below(self, wire: str, shape: Shape) -> Use:
        """Return the use of a property of the shape that has this one."""
        if self.write == "never":
            return self
        return evolve(self, write="required" if wire in shape.required else "optional")


@frozen
class Piece:
    """A field as a file has it, and the types that it needs."""

    field: Content
    types: dict[str, Content] = attrs.field(factory=dict)

    def edits(self, wire: str, place: Place) -> list[Edit]:
        """Return the edits that add the field to the place."""
        added = [
            Put(place.file, (*place.home, name), content)
            for name, content in self.types.items()
        ]
        return [*added, Put(place.file, place.field(wire), self.field)]


@frozen
class Maker:
    """Makes fields at one place; what the spec's rules refuse of them is left out."""

    draft: Draft
    place: Place
    names: Names
    careful: bool
    """Whether to try each part, or to hope for the best."""
    left_out: list[str] = attrs.field(factory=list)
    """What was, and why."""

    def piece(self, path: Sequence[str], shape: Shape, use: Use) -> Piece:
        """Return the field of the property that the path leads to."""
        return self._piece(tuple(path), shape, use, self.place.name)

    def _piece(
        self,
        path: tuple[str, ...],
        shape: Shape,
        use: Use,
        holder: str,
    ) -> Piece:
        many = shape.kind in ("list", "map")
        inner = shape.item or _ANY if many else shape
        name = f"{holder}{names.pascal(path[-1])}"
        kind, types = self._kind(path, inner, use, name)
        said = {
            **kind,
            **({shape.kind: True} if many else {}),
            **({} if use.read else {"read": "never"}),
            **({} if use.write == "never" else {"write": use.write}),
        }
        return Piece(said | self._told(path[-1], shape), types)

    def _told(self, wire: str, shape: Shape) -> Content:
        named = python(wire)
        return {
            **({"python": named} if named else {}),
            "summary": summary(shape.summary, wire, self.draft.root),
            "inferred": INFERRED,
        }

    def _kind(
        self,
        path: tuple[str, ...],
        shape: Shape,
        use: Use,
        name: str,
    ) -> tuple[Content, dict[str, Content]]:
        """Return what the field says of its type, and the types that are new."""
        if (shape.values and shape.kind == "string") or shape.properties:
            if known := self._known(path[-1], shape):
                return known, {}
            if shape.values:
                return self._enum(path, shape, name)
            return self._object(path, shape, use, name)
        if shape.reason:
            self.left_out.append(f"type of {dotted(path)}, now json: {shape.says}")
        if shape.kind not in _SCALARS:
            return {"type": "json"}, {}
        limits = {key: shape.limits.get(name) for key, name in _LIMITS.items()}
        known = {key: limit for key, limit in limits.items() if type(limit) is int}
        return {"type": shape.kind, **known}, {}

    def _known(self, wire: str, shape: Shape) -> Content | None:
        """Return the type that the spec has for it already."""
        if is_identifier(shape):
            for name, kind in self.draft.root.reference_types.items():
                if kind.item == names.pascal(wire) and kind.id:
                    return {"identifier": name}
        for name, known in self.place.types.items():
            if same_type(known, shape, self.place.types):
                return {"type": name}
        return None

    def _enum(
        self, path: tuple[str, ...], shape: Shape, name: str
    ) -> tuple[Content, dict[str, Content]]:
        values = list(dict.fromkeys(shape.values))
        said = summary(shape.summary, path[-1], self.draft.root)
        name = self.names.free(name)
        types = {name: {"summary": said, "inferred": INFERRED, "values": values}}
        if why := self._refusal(name, types):
            self.left_out.append(f"values of {dotted(path)}, now a string: {why}")
            return {"type": "string"}, {}
        return {"type": name}, types

    def _object(
        self,
        path: tuple[str, ...],
        shape: Shape,
        use: Use,
        name: str,
    ) -> tuple[Content, dict[str, Content]]:
        name = self.names.free(name)
        said = summary(shape.summary, path[-1], self.draft.root)
        fields: Content = {}
        types: dict[str, Content] = {}
        for wire, inner in shape.properties.items():
            below = use.below(wire, shape)
            piece = self._piece((*path, wire), inner, below, name)
            grown = {**fields, wire: piece.field}
            whole = {"summary": said, "inferred": INFERRED, "fields": grown}
            found = {**types, **piece.types, name: whole}
            why = self._refusal(name, found) if wire.isprintable() else UNPRINTABLE
            if why:
                self.left_out.append(f"field {dotted((*path, wire))}: {why}")
            else:
                fields, types = grown, found
        return ({"type": name}, types) if fields else ({"type": "json"}, {})

    def _refusal(self, name: str, types: dict[str, Content]) -> str | None:
        """Return why the types are refused, tried with a field that has the first."""
        if not self.careful:
            return None
        wire = "tried"
        while wire in self.place.fields:
            wire += "Again"
        trial = Piece({"type": name, "summary": "It is tried."}, types)
        try:
            self.draft.edited(trial.edits(wire, self.place))
        except Refused as error:
            return str(error)
        return None
