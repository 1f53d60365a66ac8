"""Schemas, of version 3.0 or 3.1, as shapes."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from generator.compare.nodes import Lost, Node
from generator.compare.shapes import Mark, Shape, either, every, unknown

_DEEPEST = 40
_FORMATS = {"date": "date", "date-time": "datetime"}
_NUMBERS = {
    "int16": "integer",
    "int32": "integer",
    "int64": "integer",
    "float": "number",
    "double": "number",
    "decimal": "number",
}
_NAMES = ("x-enumNames", "x-enum-varnames", "x-enum-names")
_MARKS: Mapping[str, Mark] = {
    "deprecated": "deprecated",
    "nullable": "nullable",
    "x-nullable": "nullable",
    "readOnly": "read",
    "writeOnly": "written",
}
_LIMITS = (
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
)
_ALL_OF_A_TYPE = 2**31 - 1
"""What every number of 32 bits keeps to, which some generators write as a limit."""


class Schemas:
    """The shapes of a document's schemas, each of which is made once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: dict[int, Shape] = {}
        self._open: set[int] = set()

    def shape(self, node: Node) -> Shape:
        """Return the shape of a schema."""
        if not isinstance(node.value, dict):
            # True takes anything, as nothing does; everything else is a mistake.
            if node.value is not None and not node.flag():
                node.malformed("a schema")
            return Shape(kind="any", where=node.path)
        key = id(node.value)
        if key in self._open:
            return unknown("recursive", "recursive schema", node.path)
        if len(self._open) > _DEEPEST:
            return unknown("deep", "nested too deep", node.path)
        if key not in self._made:
            self._open.add(key)
            self._made[key] = self._read(node)
            self._open.discard(key)
        return self._made[key]

    def _read(self, node: Node) -> Shape:
        parts = [self._own(node)]
        if "$ref" in node:
            parts.append(self._referred(node))
        parts += [self.shape(part) for part in node.get("allOf").items()]
        for key in ("oneOf", "anyOf"):
            if found := [self.shape(part) for part in node.get(key).items()]:
                parts.append(either(found))
        return every(parts)

    def _referred(self, node: Node) -> Shape:
        try:
            target = self.shape(node.target())
        except Lost as lost:
            return unknown(lost.reason, lost.says, lost.where)
        return evolve(target, marks=target.marks | {"referred"})

    def _own(self, node: Node) -> Shape:
        """Return what its own keywords say, apart from its parts."""
        values, marks = _values(node)
        # An enum of numbers with names is one of the names.
        kinds = ["string"] if values else _kinds(node)
        properties = node.get("properties").entries()
        item = "items" if kinds[0] == "list" else "additionalProperties"
        inner = node.get(item) if isinstance(node.get(item).value, dict) else None
        return Shape(
            kind=kinds[0],
            kinds=frozenset(kinds),
            values=values,
            properties={name: self.shape(each) for name, each in properties.items()},
            required=frozenset(name.text() for name in node.get("required").items()),
            item=self.shape(inner) if inner else None,
            limits=_limits(node, kinds[0]),
            marks=marks | _marks(node),
            also=tuple(name.text() for name in node.get("x-also").items()),
            summary=node.get("description").text(),
            where=node.path,
        )


def _kinds(node: Node) -> list[str]:
    types = node.get("type")
    listed = types.items() if isinstance(types.value, list) else [types]
    names = [each.text() for each in listed if each.text()]
    known = [name for name in names if name != "null"] or _implied(node)
    if not known:
        values = [each.value for each in _listed(node)]
        return ["null" if names or (values and not any(values)) else "any"]
    form = node.get("format").text()
    if len(known) > 1 and form in _NUMBERS:
        # Services that read numbers from texts, too, write both.
        return [_NUMBERS[form]]
    return [_kind(name, node) for name in known]


def _implied(node: Node) -> list[str]:
    """Return the type that other keywords imply, where none is written."""
    if node.get("properties").value or node.get("additionalProperties").value:
        return ["object"]
    if "items" in node:
        return ["array"]
    values = [each.value for each in _listed(node) if each.value is not None]
    if values and all(isinstance(value, str) for value in values):
        return ["string"]
    return ["integer"] if values and _are_numbers(values) else []


def _kind(name: str, node: Node) -> str:
    if name == "array":
        return "list"
    if name == "object":
        # An empty schema takes anything, which is no map of something.
        is_map = node.get("additionalProperties").value not in ({}, None, True, False)
        return "map" if is_map and not node.get("properties").value else "object"
    return _FORMATS.get(node.get("format").text(), name) if name == "string" else name


def _listed(node: Node) -> list[Node]:
    return node.get("enum").items() + ([node.get("const")] if "const" in node else [])


def _values(node: Node) -> tuple[tuple[str, ...], frozenset[Mark]]:
    listed = [each.value for each in _listed(node)]
    values = [value for value in listed if value is not None]
    null = frozenset[Mark]({"nullable"} if len(values) < len(listed) else ())
    if not values or not _are_numbers(values):
        return tuple(map(str, values)), null
    names = next((node.get(key).items() for key in _NAMES if key in node), [])
    found = [each.text() for each in names] or [
        each.get("name").text() for each in node.get("x-ms-enum").get("values").items()
    ]
    return tuple(found), null if found else null | {"numbered"}


def _are_numbers(values: list[object]) -> bool:
    return all(str(value).lstrip("-").isdecimal() for value in values)


def _marks(node: Node) -> frozenset[Mark]:
    types = node.get("type").value
    is_null = isinstance(types, list) and "null" in types
    null = frozenset[Mark]({"nullable"} if is_null else ())
    return null.union(mark for key, mark in _MARKS.items() if node.get(key).flag())


def _limits(node: Node, kind: str) -> dict[str, object]:
    found = {key: node.get(key).value for key in _LIMITS if key in node}
    for bound in ("Minimum", "Maximum"):
        strict, usual = f"exclusive{bound}", bound.lower()
        # In 3.0 it is a flag beside the number, in 3.1 a number of its own.
        if found.get(strict) is True:
            found[strict] = found.pop(usual, None)
        value = found.get(strict)
        if kind == "integer" and type(value) is int:
            del found[strict]
            found[usual] = value + (1 if bound == "Minimum" else -1)
    if kind in ("integer", "number"):
        # The one of services that read numbers from texts, too.
        found.pop("pattern", None)
    return {key: value for key, value in found.items() if _limits_it(key, value)}


def _limits_it(key: str, value: object) -> bool:
    if isinstance(value, int | float) and abs(value) >= _ALL_OF_A_TYPE:
        return False
    # A text that is required is one of a character at least, to some generators.
    is_said = value is not None and value is not False
    return is_said and (key, value) != ("minLength", 1)
