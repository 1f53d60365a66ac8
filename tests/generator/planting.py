"""Differences planted into a document by the path of what changes; data says which."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

from tests.yamls import parsed

from .dotnet import Json

FOLDER = Path(__file__).parent / "planted"
BASE = "/connector/protimeapi/api/v1"
_DELTA = "/delta/"
_REFERENCE = re.compile(r"(#/components/schemas/)(\w+)")


def rows(name: str) -> list[Json]:
    """Return the rows of a file of planted differences."""
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    found: list[Json] = parsed(text)
    return found


def planted(document: Json, edits: list[Json]) -> Json:
    """Return the document with all edits made."""
    made = copy.deepcopy(document)
    for edit in edits:
        _edited(made, edit)
    return made


def _edited(document: Json, edit: Json) -> None:
    *above, last = edit["at"].split()
    holder: Any = document
    for step in above:
        holder = holder[_key(holder, step)]
    key = _key(holder, last)
    if "set" in edit:
        holder[key] = _written(document, edit["set"])
    elif "rename" in edit:
        holder[edit["rename"]] = holder.pop(key)
    elif "add" not in edit:
        del holder[key]
    elif isinstance(holder[key], dict):
        holder[key] |= _written(document, edit["add"])
    else:
        holder[key].append(_written(document, edit["add"]))


def _written(document: Json, value: Any) -> Any:
    """Return a value with references to schemas under the names they have there."""
    known = document["components"]["schemas"]
    text = _REFERENCE.sub(
        lambda found: found[1] + _key(known, found[2]), json.dumps(value)
    )
    return json.loads(text)


def _key(holder: Any, step: str) -> Any:
    """Return how a document writes a step: with its base, under its own names."""
    if isinstance(holder, list):
        names = [
            each.get("name") if isinstance(each, dict) else each for each in holder
        ]
        return names.index(step) if step in names else int(step)
    collection = step.removeprefix(_DELTA)
    written = (
        step,
        f"{BASE}{step}",
        f"{BASE}/{collection}/delta",
        f"{step}Dto",
        f"Contract{step}",
    )
    known = [each for each in written if each in holder]
    # What is new stands where its neighbours do.
    is_based = step[:1] == "/" and any(key.startswith(BASE) for key in holder)
    return known[0] if known else BASE + step if is_based else step
