"""Edits of the spec that follow from what the vendor has and we lack.

They are written into the files as text, so that comments and order stay, and marked as
inferred: a document says that something exists, not what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from generator import names, spec
from generator.compare.differences import Difference
from generator.compare.view import Shape

_INFERRED = "inferred: only the tenant's Swagger document names it"
_LONGEST = 76
_SCALARS = ("integer", "number", "string", "boolean", "date", "datetime")


@frozen
class Proposal:
    """An edit that was made, or why none could be."""

    file: str
    text: str
    done: bool


def propose(
    found: Sequence[Difference], root: spec.Spec, folder: Path
) -> list[Proposal]:
    """Write edits for what is missing, and return what was done and what was not."""
    made = []
    places = [(one.collection, one.path, one.sent) for one in found]
    for one in found:
        if one.side == "missing" and one.what in ("property", "value"):
            if one.sent and (one.collection, one.path, False) in places:
                continue  # Told of the answer already, and written once for both.
            both = (one.collection, one.path, True) in places
            made.append(_proposal(one, root, folder, both=both))
        elif one.side == "missing":
            text = f"{one.what} {one.place}: write it by hand"
            made.append(Proposal(f"collections/{one.collection}.yaml", text, False))
    return made


def _proposal(
    one: Difference, root: spec.Spec, folder: Path, *, both: bool
) -> Proposal:
    name = f"collections/{one.collection}.yaml"
    path = folder / name
    where = _place(one, root)
    if where is None or not path.exists():
        text = f"{one.what} {'.'.join(one.path)}: its place in the spec is not known"
        return Proposal(name, text, False)
    block, indent = where
    if block[0] == "shared":
        name, block = "types.yaml", block[1:]
        path = folder / name
    text = path.read_text(encoding="utf-8")
    if one.what == "value":
        value = one.detail.rpartition(": ")[2].strip("`")
        text = _with_value(text, block, value)
        told = f"value `{value}` of `{block[-1]}`"
    else:
        begin, end = _span(text, block)
        if re.search(rf"^ {{{indent}}}{one.path[-1]}:", text[begin:end], re.MULTILINE):
            return Proposal(name, f"`{one.path[-1]}`: written already", True)
        text = _with_field(text, block, indent, one, both=both)
        told = f"field `{one.path[-1]}`"
    path.write_text(text, encoding="utf-8", newline="\n")
    return Proposal(name, f"Add {told}", True)


def _place(one: Difference, root: spec.Spec) -> tuple[tuple[str, ...], int] | None:
    """Return the keys that lead to the block to add to, and how far it is indented."""
    collection = root.collections.get(one.collection)
    if collection is None:
        return None
    above = one.path if one.what == "value" else one.path[:-1]
    fields, indent = collection.fields, 2
    block: tuple[str, ...] = ("fields",)
    known: str | None = None
    for name in above:
        field = fields.get(name)
        kind = field.type if field else None
        home = _home(kind, collection, root)
        if kind is None or home is None:
            return None
        found = (collection.types if home == "types" else root.types)[kind]
        fields, known = found.fields or {}, kind
        block = (
            ("types", kind, "fields") if home == "types" else ("shared", kind, "fields")
        )
        indent = 6 if home == "types" else 4
    if one.what == "value":
        return ((*block[:-1],), indent) if known else None
    return block, indent


def _home(kind: str | None, collection: spec.Collection, root: spec.Spec) -> str | None:
    if kind in collection.types:
        return "types"
    return "shared" if kind in root.types else None


def _with_field(
    text: str, block: Sequence[str], indent: int, one: Difference, *, both: bool
) -> str:
    begin, end = _span(text, block)
    lines = "\n".join(" " * indent + line for line in _field(one, both=both)) + "\n"
    inner = text[begin:end].rstrip("\n")
    rest = text[end:]
    gap = "\n" if text[begin:end].endswith("\n\n") else ""
    return f"{text[:begin]}{inner}\n{lines}{gap}{rest}"


def _field(one: Difference, *, both: bool) -> Iterator[str]:
    wire, shape = one.path[-1], one.shape or Shape(kind="any")
    yield f"{wire}:"
    inner = shape.item if shape.kind in ("list", "map") and shape.item else shape
    yield f"  type: {inner.kind if inner.kind in _SCALARS else 'json'}"
    if shape.kind in ("list", "map"):
        yield f"  {shape.kind}: true"
    if one.sent:
        yield "  read: never"
    if one.sent or both:
        yield "  write: optional"
    if not names.round_trips(wire, names.snake(wire)):
        yield f"  python: {names.snake(wire)}"
    yield f"  summary: {_summary(wire, shape.summary)}"
    yield f"  {_INFERRED}"


def _summary(wire: str, said: str) -> str:
    first = " ".join(said.split()).partition(". ")[0].rstrip(".")
    if not first or len(first) >= _LONGEST or set(first) & set(":#`*<>{}[]\"'"):
        words = names.prose(wire)
        first = words[:1].upper() + words[1:]
    return f"{first}."


def _with_value(text: str, block: Sequence[str], value: str) -> str:
    begin, end = _span(text, block)
    part = text[begin:end]
    inline = re.search(r"values: \[([^\]]*)\]", part)
    if inline:
        values = f"values: [{inline[1]}, {value}]"
        part = part[: inline.start()] + values + part[inline.end() :]
    else:
        last = list(re.finditer(r"^( +)- .*\n", part, re.MULTILINE))[-1]
        part = f"{part[: last.end()]}{last[1]}- {value}\n{part[last.end() :]}"
    return text[:begin] + part + text[end:]


def _span(text: str, block: Sequence[str]) -> tuple[int, int]:
    """Return where the block of a key begins and ends."""
    begin, end = 0, len(text)
    for depth, key in enumerate(block):
        margin = " " * (2 * depth)
        head = re.compile(rf"^{margin}{re.escape(key)}:[^\n]*\n", re.MULTILINE)
        found = head.search(text, begin, end)
        if found is None:
            raise KeyError(f"{'.'.join(block)} stands on no line of its own")
        begin = found.end()
        after = re.compile(rf"^ {{0,{2 * depth}}}\S", re.MULTILINE)
        following = after.search(text, begin, end)
        end = following.start() if following else end
    return begin, end
