"""Edits of spec files, to make the next release of the API for a test."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from generator import spec
from generator.reading.structuring import structured
from generator.review import Change, review
from tests.yamls import parsed, written

ROOT = Path(__file__).parents[2]
Files = dict[str, Any]
Edit = Callable[[Files], None]


def files(folder: Path = ROOT / "spec") -> Files:
    """Return the parsed spec files by name: ``clockings`` for a collection's."""
    return {
        path.stem: parsed(path.read_text("utf-8"))
        for path in [*folder.glob("*.yaml"), *folder.glob("collections/*.yaml")]
    }


def write(content: Files, folder: Path) -> Path:
    """Write spec files into a folder, and return it."""
    for name, one in content.items():
        whole = name in ("api", "types", "reference_types")
        path = folder / ("" if whole else "collections") / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(one), "utf-8")
    return folder


def edited(root: spec.Spec, before: Files, edits: Sequence[Edit]) -> spec.Spec:
    """Return a spec with edits; only files that changed are structured anew."""
    after = copy.deepcopy(before)
    for edit in edits:
        edit(after)
    changed = {name: one for name, one in after.items() if one != before.get(name)}
    shapes: Mapping[str, Any] = {
        "api": spec.Api,
        "types": dict[str, spec.Type],
        "reference_types": dict[str, spec.ReferenceType],
    }
    whole = {
        name: structured(changed.pop(name), shape, name)
        for name, shape in shapes.items()
        if name in changed
    }
    collections = {n: one for n, one in root.collections.items() if n in after}
    for name, content in changed.items():
        collections[name] = structured(content, spec.Collection, name)
    return evolve(root, **whole, collections=dict(sorted(collections.items())))


def changes(root: spec.Spec, before: Files, edits: Sequence[Edit]) -> list[Change]:
    """Return what a review tells of edits."""
    return review(root, edited(root, before, edits))


def put(file: str, path: str, value: object) -> Edit:
    """Set the value at a path, such as ``filters/person/sets``."""

    def edit(content: Files) -> None:
        *above, last = path.split("/")
        holder = _at(content[file], above)
        if isinstance(holder, list):
            holder.append(value)
        else:
            holder[last] = value

    return edit


def drop(file: str, path: str = "") -> Edit:
    """Remove what stands at a path; the file itself without one."""

    def edit(content: Files) -> None:
        if not path:
            del content[file]
            return
        *above, last = path.split("/")
        holder = _at(content[file], above)
        if isinstance(holder, list):
            holder.remove(last)
        else:
            del holder[last]

    return edit


def rename(file: str, path: str, name: str) -> Edit:
    """Give the key at a path another name, in its place."""

    def edit(content: Files) -> None:
        *above, last = path.split("/")
        holder = _at(content[file], above)
        items = [(name if key == last else key, one) for key, one in holder.items()]
        holder.clear()
        holder.update(items)

    return edit


def swap(file: str, path: str, old: str, new: str) -> Edit:
    """Put another text in the place of one in a list."""

    def edit(content: Files) -> None:
        found = _at(content[file], path.split("/"))
        found[found.index(old)] = new

    return edit


def backwards(file: str, path: str) -> Edit:
    """Put a list into the opposite order."""

    def edit(content: Files) -> None:
        _at(content[file], path.split("/")).reverse()

    return edit


def rehome(name: str, old: str, new: str) -> Edit:
    """Declare a type in another file: in a collection's, or in ``types``."""

    def edit(content: Files) -> None:
        of_old, of_new = (
            content[file] if file == "types" else content[file].setdefault("types", {})
            for file in (old, new)
        )
        of_new[name] = of_old.pop(name)

    return edit


def move(old: str, new: str) -> Edit:
    """Rename a collection."""

    def edit(content: Files) -> None:
        content[new] = {**content.pop(old), "collection": new}

    return edit


def everywhere(old: str, new: str) -> Edit:
    """Rename a collection as the vendor does: wherever its name or its path stands."""

    def edited_text(one: Any) -> Any:
        if isinstance(one, dict):
            return {
                edited_text(key): each if "domain" in str(key) else edited_text(each)
                for key, each in one.items()
            }
        if isinstance(one, list):
            return [edited_text(each) for each in one]
        if isinstance(one, str):
            text = re.sub(rf"^(/?){old}(/|$)", rf"\g<1>{new}\g<2>", one)
            return re.sub(rf"/{old}/(?=\{{)", f"/{new}/", text)
        return one

    def edit(content: Files) -> None:
        for name in list(content):
            content[edited_text(name)] = edited_text(content.pop(name))

    return edit


def field(**more: object) -> dict[str, object]:
    """Return a new field."""
    return {"type": "string", "summary": "Something that is new.", **more}


def _at(content: Any, path: Sequence[str]) -> Any:
    for key in path:
        content = content[key] if isinstance(content, dict) else content[int(key)]
    return content


@frozen
class Case:
    """A change of the API, the rule it falls under, and a call that it may break."""

    rule: str
    edits: Sequence[Edit]
    call: str = ""
    collection: str = ""
    imports: str = ""
