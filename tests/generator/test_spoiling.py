"""A spec that is wrong anywhere is told as such, and what changed in it as a change."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from generator import spec, validation
from generator.openapi import document
from generator.planning import plan
from generator.problems import SpecError
from generator.reading import loader
from generator.reading.structuring import structured
from generator.review import review
from generator.review.reporting import markdown
from tests.depth import many
from tests.yamls import parsed

from .conftest import GOLDEN

FOLDER = GOLDEN / "spec"
SHAPES: dict[str, Any] = {
    "api.yaml": spec.Api,
    "types.yaml": dict[str, spec.Type],
    "reference_types.yaml": dict[str, spec.ReferenceType],
}
ROOT = loader.load(FOLDER)
CONTENT = {
    path.relative_to(FOLDER).as_posix(): parsed(path.read_text("utf-8"))
    for path in [*FOLDER.glob("*.yaml"), *FOLDER.glob("collections/*.yaml")]
}
GONE = object()
VALUES = (GONE, None, "", [], {}, 0, -1, "x", "a b", "{x}", True, ["x"], {"x": 1})
Path_ = tuple[str | int, ...]


def paths(node: Any, above: Path_ = ()) -> Iterator[Path_]:
    """Iterate over the paths of everything within a node."""
    if not isinstance(node, dict | list):
        return
    for step in node if isinstance(node, dict) else range(len(node)):
        yield (*above, step)
        yield from paths(node[step], (*above, step))


PLACES = [(name, path) for name, content in CONTENT.items() for path in paths(content)]


def spoiled(name: str, path: Path_, value: object) -> spec.Spec:
    """Return the small spec with another value at one place."""
    content = copy.deepcopy(CONTENT[name])
    holder = content
    for step in path[:-1]:
        holder = holder[step]
    if value is GONE:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    one = structured(content, SHAPES.get(name, spec.Collection), name)
    if name in SHAPES:
        return attrs.evolve(ROOT, **{Path(name).stem: one})
    collections = {**ROOT.collections, Path(name).stem: one}
    return attrs.evolve(ROOT, collections=collections)


@settings(max_examples=many(250, 50), deadline=None)
@given(place=st.sampled_from(PLACES), value=st.sampled_from(VALUES))
@example(place=("types.yaml", ("Text", "fields", "default", "type")), value="")
@example(place=("collections/visits.yaml", ("fields", "password", "type")), value="")
def test_whatever_is_wrong_is_told(place: tuple[str, Path_], value: object) -> None:
    """Another value anywhere is right, or is told with the file it stands in."""
    try:
        root = spoiled(*place, value)
        validation.check(root)
    except SpecError as error:
        files = {one.file for one in error.problems}
    else:
        files = set()
        document.document(plan(root))
    assert files <= CONTENT.keys()


@settings(max_examples=many(250, 50), deadline=None)
@given(place=st.sampled_from(PLACES), value=st.sampled_from((*VALUES, "New words.")))
def test_no_change_passes_in_silence(place: tuple[str, Path_], value: object) -> None:
    """What is right, but not what it was, is a change in both directions."""
    name, path = place
    # A collection's name is its file's, which the loader holds it to.
    assume(path != ("collection",))
    try:
        root = spoiled(name, path, value)
        validation.check(root)
    except SpecError:
        root = ROOT
    for old, new in ((ROOT, root), (root, ROOT)):
        found = review(old, new)
        assert bool(found) == (root != ROOT)
        assert all(one.rule in markdown(found, "0.1.0") for one in found)


def test_both_are_found() -> None:
    """The places hold what may be anything, and what may not."""
    validation.check(spoiled("api.yaml", ("title",), "x"))
    with pytest.raises(SpecError):
        spoiled("api.yaml", ("title",), GONE)
