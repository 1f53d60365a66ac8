"""Steps that add what the vendor has and the spec lacks, one kind after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from generator import names
from generator.compare.differences import Difference
from generator.compare.proposing import operations, skeletons
from generator.compare.proposing.editing import Append, Edit, Put
from generator.compare.proposing.fields import Use
from generator.compare.proposing.placing import place
from generator.compare.proposing.properties import Missing, add
from generator.compare.proposing.steps import BY_HAND, Proposal, Step, Work
from generator.compare.proposing.wording import UNKNOWN_PLACE, dotted, marked, shown
from generator.compare.view import Shape
from generator.validation.walking import file_of

_VALUES = "some values, from the tenant's Swagger document"
_FILTER = "that it takes a filter, from the Swagger document"
_TAKES = re.compile(r"takes `([^`]*)`")
_NOTHING = Shape(kind="any")


def difference(missing: Difference, all_: Sequence[Difference], work: Work) -> None:
    """Take the steps for one difference, or tell why there is none."""
    if missing.what == "property" and missing.path and missing.shape:
        use = _use(missing, all_)
        # What a response has as well is written once for both.
        if use is not None:
            add(Missing(missing.collection, missing.path, missing.shape, use), work)
        return
    known: Mapping[str, Callable[[Difference, Work], bool]] = {
        "operation": _operation,
        "query": _query,
        "value": _values,
    }
    if missing.what not in known or not known[missing.what](missing, work):
        _by_hand(missing, work)


def collection(name: str, some: Sequence[Difference], work: Work) -> None:
    """Add a collection, as far as operations that are none of ours tell what it is."""
    made = skeletons.skeleton(name, some)
    if made is None:
        return
    edit = skeletons.edit(made, work.names, work.draft.root)
    step = Step(file=edit.file, what=f"collection `{name}`", edits=[edit])
    if work.take(step):
        for wire, shape in made.item.properties.items():
            add(Missing(name, (wire,), shape, Use(read=True)), work)


def _use(missing: Difference, all_: Sequence[Difference]) -> Use | None:
    """Return how a property is used; nothing if another difference tells."""
    sides = {
        each.sent
        for each in all_
        if (each.what, each.collection, each.path)
        == ("property", missing.collection, missing.path)
    }
    if missing.sent and False in sides:
        return None
    return Use(not missing.sent, "optional" if True in sides else "never")


def _by_hand(missing: Difference, work: Work) -> None:
    whole = missing.what == "operation"
    words = (missing.what, missing.place, "" if whole else missing.detail)
    text = " ".join(filter(None, words))
    text = text if text.isprintable() else ascii(text)
    work.tell(Proposal(file_of(missing.collection), f"{text}: {BY_HAND}", done=False))


def _operation(missing: Difference, work: Work) -> bool:
    """Add an operation of a known kind; return whether it is one."""
    method, _, path = missing.place.partition(" ")
    root = work.draft.root
    known = root.collections.get(names.kebab(missing.collection))
    if known is None:
        return False
    if operations.has(method, path, known, root):
        return True  # The collection has just been added for it.
    kind = operations.kind(method, path, known)
    if kind is None or kind in known.operations:
        return False
    if kind in operations.SENDING and not (known.item and known.item.new):
        for wire, shape in _sent(missing.body).properties.items():
            required = wire in _sent(missing.body).required
            use = Use(read=False, write="required" if required else "optional")
            add(Missing(known.collection, (wire,), shape, use), work)
    several = missing.body is not None and missing.body.kind == "list"
    work.take(
        Step(
            file=file_of(known.collection),
            what=f"operation `{kind}`, {missing.place}",
            edits=operations.edits(kind, known, work.draft.root, several=several),
        )
    )
    return True


def _sent(body: Shape | None) -> Shape:
    """Return one of what is sent."""
    return (body.item or body) if body else _NOTHING


def _query(missing: Difference, work: Work) -> bool:
    """Add what a list is asked for by parameters that all lists have in common."""
    method, _, path = missing.place.partition(" ")
    known = work.draft.root.collections.get(missing.collection)
    takes = _TAKES.match(missing.detail)
    if not known or not takes or operations.kind(method, path, known) != "list":
        return False
    name, file = takes[1], file_of(known.collection)
    edits: list[Edit] = []
    if name == "filter" and not known.operations["list"].where:
        at, said = ("operations", "list"), known.operations["list"].inferred
        edits = [Put(file, (*at, "where"), True)]
        edits.append(Put(file, (*at, "inferred"), marked(said, _FILTER)))
        what = "`where` of `list`: filters are known by no name"
    elif name in ("delta", "deltaToken") and "delta" not in known.operations:
        edits = operations.edits("delta", known, work.draft.root)
        what = "operation `delta`"
    if edits:
        work.take(Step(file=file, what=what, edits=edits))
    return bool(edits) or name in ("delta", "deltaToken")


def _values(missing: Difference, work: Work) -> bool:
    """Add the values that an enum lacks; return whether there is an enum."""
    here = place(missing.collection, missing.path, work.draft.root)
    if here is None or here.values is None or missing.shape is None:
        what = f"value {dotted(missing.path)}: {UNKNOWN_PLACE}"
        work.tell(Proposal(file_of(missing.collection), what, done=False))
        return True
    known = {value.casefold() for value in here.values}
    mark = Put(here.file, (*here.path, "inferred"), marked(here.inferred, _VALUES))
    for value in dict.fromkeys(missing.shape.values):
        if value.casefold() not in known and (here.name, value) not in work.tried:
            work.tried.add((here.name, value))
            what = f"value {shown(value)} of `{here.name}`"
            edits: list[Edit] = [Append(here.file, (*here.path, "values"), value), mark]
            work.take(Step(file=here.file, what=what, edits=edits))
    return True
