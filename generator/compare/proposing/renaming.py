"""A property that is missing and one that is beyond, which may be one with a new name.

The spec's precedents are followed: the key is the new name, `also` keeps the old one to
be read, and Python's name stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from attrs import frozen

from generator import names, spec
from generator.compare.differences import Difference
from generator.compare.proposing.editing import Edit, Put, Rename
from generator.compare.proposing.matching import same
from generator.compare.proposing.placing import Place, place
from generator.compare.proposing.steps import Step
from generator.compare.proposing.wording import marked, shown

_MISSPELT = 0.9
"""How alike two names are of which one has a letter more or less."""
_MARK = "the name, from the tenant's Swagger document"


@frozen
class Renamed:
    """A field that has another name in the vendor's document."""

    collection: str
    above: tuple[str, ...]
    old: str
    new: str

    def covers(self, difference: Difference) -> bool:
        """Return whether the difference is one because of the new name."""
        at = (difference.collection, difference.path[:-1])
        is_property = difference.what == "property" and bool(difference.path)
        name = difference.path[-1:]
        return (
            is_property
            and at == (self.collection, self.above)
            and (name in ((self.old,), (self.new,)))
        )


def renamed(found: Sequence[Difference], root: spec.Spec) -> Iterator[Renamed]:
    """Iterate over the fields that seem to have another name."""
    properties = [each for each in found if each.what == "property" and each.path]
    places = dict.fromkeys((each.collection, each.path[:-1]) for each in properties)
    for collection, above in places:
        here = place(collection, above, root)
        some = [
            each
            for each in properties
            if (each.collection, each.path[:-1]) == (collection, above)
        ]
        for old, new in _pairs(here, some, _sends(collection, root)) if here else ():
            yield Renamed(collection, above, old, new)


def _sends(collection: str, root: spec.Spec) -> bool:
    known = root.collections[collection]
    bodies = any(operation.body for operation in known.operations.values())
    return bodies or bool(known.item and known.item.new)


def _pairs(
    here: Place, some: Sequence[Difference], sends: bool
) -> Iterator[tuple[str, str]]:
    missing = {each.path[-1]: each for each in some if each.side == "missing"}
    beyond = {each.path[-1] for each in some if each.side == "beyond"}
    alone = len(missing) == len(beyond) == 1
    for new, difference in missing.items():
        fitting = [
            old
            for old in sorted(beyond & here.fields.keys())
            if difference.shape is not None
            and same(here.fields[old], difference.shape, here.types)
            and _everywhere(here.fields[old], old, new, some, sends)
        ]
        close = [
            old for old in fitting if new in here.fields[old].also or alike(old, new)
        ]
        if len(close) == 1 or (fitting and alone):
            old = (close or fitting)[0]
            beyond.discard(old)
            yield old, new


def _everywhere(
    field: spec.Field, old: str, new: str, some: Sequence[Difference], sends: bool
) -> bool:
    """Return whether it is so wherever the field is, as it has one name in the spec."""
    come = {
        each.sent for each in some if (each.side, each.path[-1]) == ("missing", new)
    }
    gone = {each.sent for each in some if (each.side, each.path[-1]) == ("beyond", old)}
    uses = {False} if field.read != "never" else set[bool]()
    if sends and field.write != "never":
        uses.add(True)
    return come == gone and uses <= come


def alike(old: str, new: str) -> bool:
    """Return whether two names are one, spelled or worded in another way."""
    before, after = names.prose(old), names.prose(new)
    if before.replace(" ", "") == after.replace(" ", ""):
        return True
    if SequenceMatcher(None, before, after).ratio() >= _MISSPELT:
        return True
    one, other = set(before.split()), set(after.split())
    return 2 * len(one & other) >= max(len(one), len(other))


def step(found: Renamed, root: spec.Spec) -> Step | None:
    """Return the step that renames a field."""
    here = place(found.collection, found.above, root)
    if here is None or found.old not in here.fields:
        return None
    field = here.fields[found.old]
    python = field.python or names.snake(found.old)
    what = f"renaming field {shown(found.old)} to {shown(found.new)}"
    return Step(
        file=here.file,
        what=what,
        edits=[*_edits(found, here, field, python), *_moments(found, here, root)],
        text=f"Rename field {shown(found.old)} to {shown(found.new)}, if it is the"
        f" same: both are read, and Python's name stays `{python}`",
    )


def _edits(
    found: Renamed, here: Place, field: spec.Field, python: str
) -> Iterator[Edit]:
    at = here.field(found.new)
    yield Rename(here.file, here.field(found.old), found.new)
    follows = python == names.snake(found.new) and names.round_trips(found.new, python)
    if field.python is None and not follows:
        yield Put(here.file, (*at, "python"), python)
    also = [name for name in field.also if name != found.new]
    yield Put(here.file, (*at, "also"), [*also, found.old])
    yield Put(here.file, (*at, "inferred"), marked(field.inferred, _MARK))


def _moments(found: Renamed, here: Place, root: spec.Spec) -> Iterator[Edit]:
    item = root.collections[found.collection].item
    for name, parts in (item.moments if item and not here.path else {}).items():
        for index, part in enumerate(parts):
            if part == found.old:
                path = ("item", "moments", name, index)
                yield Put(here.file, path, found.new)
