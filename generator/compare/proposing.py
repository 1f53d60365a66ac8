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
    places = [(each.collection, each.path, each.sent) for each in found]
    for missing in (each for each in found if each.side == "missing"):
        collection, path = missing.collection, missing.path
        if missing.what not in ("property", "value"):
            text = f"{missing.what} {missing.place}: write it by hand"
            made.append(Proposal(f"collections/{collection}.yaml", text, False))
        # What a response has as well is written once for both.
        elif not missing.sent or (collection, path, False) not in places:
            both = (collection, path, True) in places
            made.append(_proposal(missing, root, folder, both=both))
    return made


def _proposal(
    missing: Difference, root: spec.Spec, folder: Path, *, both: bool
) -> Proposal:
    name = f"collections/{missing.collection}.yaml"
    path = folder / name
    where = _place(missing, root)
    if where is None or not path.exists():
        what = f"{missing.what} {'.'.join(missing.path)}"
        return Proposal(name, f"{what}: its place in the spec is not known", False)
    block, indent = where
    if block[0] == "shared":
        name, block = "types.yaml", block[1:]
        path = folder / name
    text = path.read_text(encoding="utf-8")
    if missing.what == "value":
        value = missing.detail.rpartition(": ")[2].strip("`")
        text = _with_value(text, block, value)
        added = f"value `{value}` of `{block[-1]}`"
    else:
        begin, end = _span(text, block)
        if re.search(
            rf"^ {{{indent}}}{missing.path[-1]}:", text[begin:end], re.MULTILINE
        ):
            return Proposal(name, f"`{missing.path[-1]}`: written already", True)
        text = _with_field(text, block, indent, missing, both=both)
        added = f"field `{missing.path[-1]}`"
    path.write_text(text, encoding="utf-8", newline="\n")
    return Proposal(name, f"Add {added}", True)


def _place(missing: Difference, root: spec.Spec) -> tuple[tuple[str, ...], int] | None:
    """Return the keys that lead to the block to add to, and how far it is indented."""
    collection = root.collections.get(missing.collection)
    if collection is None:
        return None
    above = missing.path if missing.what == "value" else missing.path[:-1]
    fields, indent = collection.fields, 2
    block: tuple[str, ...] = ("fields",)
    for name in above:
        kind = fields[name].type if name in fields else None
        own = kind in collection.types
        found = (collection.types if own else root.types).get(kind or "")
        if kind is None or found is None:
            return None
        fields, indent = found.fields or {}, 6 if own else 4
        block = ("types" if own else "shared", kind, "fields")
    if missing.what == "value":
        return (block[:-1], indent) if above else None
    return block, indent


def _with_field(
    text: str, block: Sequence[str], indent: int, missing: Difference, *, both: bool
) -> str:
    begin, end = _span(text, block)
    lines = "\n".join(" " * indent + line for line in _field(missing, both=both)) + "\n"
    inner = text[begin:end].rstrip("\n")
    rest = text[end:]
    gap = "\n" if text[begin:end].endswith("\n\n") else ""
    return f"{text[:begin]}{inner}\n{lines}{gap}{rest}"


def _field(missing: Difference, *, both: bool) -> Iterator[str]:
    wire, shape = missing.path[-1], missing.shape or Shape(kind="any")
    yield f"{wire}:"
    inner = shape.item if shape.kind in ("list", "map") and shape.item else shape
    yield f"  type: {inner.kind if inner.kind in _SCALARS else 'json'}"
    if shape.kind in ("list", "map"):
        yield f"  {shape.kind}: true"
    if missing.sent:
        yield "  read: never"
    if missing.sent or both:
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
