"""Steps that add a property: a field, or that it is read or sent as well."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from generator import spec
from generator.compare.proposing.editing import Edit, Put
from generator.compare.proposing.fields import Maker, Use
from generator.compare.proposing.placing import Place, place
from generator.compare.proposing.steps import Proposal, Step, Work
from generator.compare.proposing.wording import (
    UNKNOWN_PLACE,
    UNPRINTABLE,
    Names,
    dotted,
    marked,
)
from generator.compare.view import Shape
from generator.validation.walking import file_of

_MARK = "{}, from the tenant's Swagger document"


@frozen
class Missing:
    """A property that the spec lacks, or lacks in what is read or sent."""

    collection: str
    path: tuple[str, ...]
    shape: Shape
    use: Use


def add(missing: Missing, work: Work) -> None:
    """Take the step for a property, and tell what of it is left out."""
    here = place(missing.collection, missing.path[:-1], work.draft.root)
    wire = missing.path[-1]
    if here is None or here.values is not None:
        _tell(missing, UNKNOWN_PLACE, work)
    elif not wire.isprintable():
        _tell(missing, UNPRINTABLE, work)
    elif wire in here.fields:
        used = [*_used(wire, here, missing.use)]
        if used:
            what = f"field {dotted(missing.path)} to what is read and sent"
            edits = [*used, *_new(missing, work.names, work)]
            work.take(Step(file=here.file, what=what, edits=edits))
    else:
        _add_field(missing, here, work)


def _add_field(missing: Missing, here: Place, work: Work) -> None:
    wire, use = missing.path[-1], missing.use
    if not here.twin:
        # What is sent is what is read, so what is only sent would be in neither.
        use = evolve(use, read=True)
    for careful in (False, True):
        # Most fields are right as they are; what of others is not takes longer.
        names = Names({*work.names.taken})
        maker = Maker(work.draft, here, names, careful)
        piece = maker.piece(missing.path, missing.shape, use)
        edits = [*piece.edits(wire, here), *_new(missing, names, work)]
        step = Step(file=here.file, what=f"field {dotted(missing.path)}", edits=edits)
        why = work.refusal(step)
        if why is None:
            work.names = names
            for text in maker.left_out:
                work.tell(Proposal(here.file, text, done=False))
            return
    work.tell(step.refused(str(why)))


def _used(wire: str, here: Place, use: Use) -> Iterator[Edit]:
    """Yield the edits that let a field be used as it is, besides."""
    present, at = here.fields[wire], here.field(wire)
    said: dict[str, str] = {}
    if use.read and present.read == "never":
        said["read"] = "sometimes"
    if use.write != "never" and present.write == "never":
        said["write"] = use.write
    if said:
        said["inferred"] = marked(present.inferred, _MARK.format(*said))
    for key, value in said.items():
        yield Put(here.file, (*at, key), value)


def _new(missing: Missing, names: Names, work: Work) -> Iterator[Edit]:
    """Yield the edit that gives what is sent a name, where nothing was sent yet."""
    item: spec.Item | None = work.draft.root.collections[missing.collection].item
    first = item and not item.new and missing.use.write != "never"
    if item and first and len(missing.path) == 1:
        name = names.free(f"New{item.name}")
        yield Put(file_of(missing.collection), ("item", "new"), name)


def _tell(missing: Missing, why: str, work: Work) -> None:
    text = f"field {dotted(missing.path)}: {why}"
    work.tell(Proposal(file_of(missing.collection), text, done=False))
