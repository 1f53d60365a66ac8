"""Compares two specs by the table of rules, from the whole to its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter

from attrs import evolve, frozen

from generator import names, spec
from generator.review.pairing import pair
from generator.review.rules import SECTIONS, Change, Row, Section
from generator.review.settling import homes, renamed, shared, unordered
from generator.review.things import AnyThing, Names
from generator.review.whole import Whole
from generator.review.words import Slot, Words

Things = Mapping[str, AnyThing]


def review(old: spec.Spec, new: spec.Spec) -> list[Change]:
    """Return every change, of the whole API first, then by collection."""
    pairs = zip(Whole(node=old).below(), Whole(node=new).below(), strict=True)
    _, _, references, _, collections = (
        tuple((was.name, now.name) for was, now in pair(before, after).renamed)
        for before, after in pairs
    )
    before, after = _moved(old, new, dict(collections))
    old = renamed(shared(old, before), dict(references))
    return list(
        _thing(
            Whole(node=old, renames=collections, homes=(*before.items(),)),
            Whole(node=shared(new, after), homes=(*after.items(),)),
        )
    )


def _moved(
    old: spec.Spec, new: spec.Spec, names: Mapping[str, str]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the types that another file declares now, with what did and what does."""
    before = {name: names.get(home, home) for name, home in homes(old).items()}
    after = homes(new)
    moved = [name for name, home in before.items() if after.get(name, home) != home]
    return {name: before[name] for name in moved}, {name: after[name] for name in moved}


def _thing(old: AnyThing, new: AnyThing) -> Iterator[Change]:
    """Yield what differs in a thing that both versions have, and in its parts."""
    for row in _section(new).values:
        if row.differs(old, new):
            values = {"old": row.of(old), "new": row.of(new)}
            yield _change(row, new, new, _python(new) or _python(old), **values)
            if row.alone:
                return
    # What is gone is reported of what it belonged to, by the name that this has now.
    above = evolve(old, name=new.name)
    for before, after in zip(above.below(), new.below(), strict=True):
        yield from _parts(before, after, above, new)


def _parts(
    before: Things, after: Things, old: AnyThing, new: AnyThing
) -> Iterator[Change]:
    """Yield which things of a kind are gone, new and renamed, and how others differ."""
    found = pair(before, after)
    for thing in found.removed:
        if thing.possible(new):
            yield from _itself("removed", thing, new)
    for thing in found.added:
        if thing.possible(old):
            what = "added required" if thing.demanded(old) else "added"
            yield from _itself(what, thing, new)
    for was, now in found.renamed:
        yield from _renamed(was, now, new)
    for was, now in found.matched:
        changes = list(_thing(was, now))
        yield from changes
        if not changes and was.name == now.name and was.node != now.node:
            same = unordered(was.node) == unordered(now.node)
            yield from _itself("reordered" if same else "unknown", now, now)


def _itself(what: str, thing: AnyThing, above: AnyThing) -> Iterator[Change]:
    row = _section(thing).itself.get(what)
    if row:
        yield _change(row, thing, above, _python(thing, above))


def _renamed(was: AnyThing, now: AnyThing, above: AnyThing) -> Iterator[Change]:
    before, after = _python(was, above), _python(now, above)
    rows = _section(now).itself
    row = rows.get("rewired") if before == after else None
    python = tuple(dict.fromkeys((*before, *after)))
    values = {"old": was.name, "new": now.name, "still": now.still(was)}
    yield _change(row or rows["renamed"], now, above, python, **values)


def _change(
    row: Row, thing: AnyThing, at: AnyThing, python: Names, **values: object
) -> Change:
    """Return a change of a thing, which is said to be at another one or at itself."""
    words = Words((*_slots(row.text, thing, at, values),))
    if row.python is not None:
        python = _names(_filled(row.python, thing, **values))
    return Change(row.rule, thing.collection, words, python, thing.about)


def _slots(
    text: str,
    thing: AnyThing,
    at: AnyThing | None,
    values: Mapping[str, object],
    of: str = "",
) -> Iterator[Slot]:
    """Yield the slots of a text; what stands for ``{place}`` has slots of its own."""
    for before, key, kind, _ in Formatter().parse(text):
        if key == "place":
            yield Slot(before)
            yield from _place(at)
        elif key:
            value = _filled(f"{{{key}:{kind}}}", thing, **values)
            yield Slot(before, key if key == "collection" else of + key, (value,))
        else:
            yield Slot(before)


def _place(thing: AnyThing | None) -> Iterator[Slot]:
    """Yield how texts say where something is: at a thing, or at what that is in."""
    if thing is None:
        return
    own = _section(thing).place
    if own is None:
        yield from _place(thing.above)
    else:
        yield from _slots(own, thing, thing.above, {}, f"{type(thing).__name__}.")


def _python(thing: AnyThing, above: AnyThing | None = None) -> Names:
    """Return what a thing is in Python: what the table says, or what it belongs to."""
    own = _section(thing).python
    if own is not None:
        return _names(_filled(own, thing))
    above = above or thing.above
    return _python(above) if above else ()


def _names(text: str) -> Names:
    return tuple(text.split(", ")) if text else ()


def _section(thing: AnyThing) -> Section:
    return SECTIONS[type(thing).__name__.removesuffix("Node")]


def _filled(text: str, thing: AnyThing, **given: object) -> str:
    """Return a text with the values given and those of the thing."""
    return _Texts(thing).vformat(text, (), given)


@frozen
class _Texts(Formatter):
    """Formats values of a thing; ``{name:snake}`` by the function of `names`."""

    thing: AnyThing

    def get_value(self, key: object, _: object, given: Mapping[str, object]) -> object:
        """Return a value that is given, or else the thing's."""
        name = str(key)
        return given[name] if name in given else self.thing.value(name)

    def format_field(self, value: object, kind: str) -> str:
        """Return the value in words."""
        if isinstance(value, list):
            return ", ".join(f"`{part}`" for part in value) or "none"
        return getattr(names, kind)(str(value)) if kind else str(value)
