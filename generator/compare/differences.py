"""What the vendor's document has and ours lacks, what differs, and what is beyond."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from generator.compare.view import Endpoint, Shape, View

Side = Literal["missing", "differs", "beyond"]
SIDES: tuple[Side, ...] = ("missing", "differs", "beyond")
_LOOSE = {"any"}
_SAME = ({"number", "integer"}, {"object", "map"})


@frozen(kw_only=True)
class Difference:
    """One difference: what it is about, where, and on which side."""

    side: Side
    what: str
    """``operation``, ``query``, ``property``, ``value``, ``type`` or ``required``."""
    collection: str
    place: str
    """Method and path, and where within the body or the answer."""
    detail: str
    path: tuple[str, ...] = ()
    """Names from the item down to what differs."""
    sent: bool = False
    """Whether it stands in a body, not in an answer."""
    shape: Shape | None = None
    """What the vendor has there."""


def compare(theirs: View, ours: View) -> list[Difference]:
    """Return every difference once, in the order of the vendor's document."""
    found: list[Difference] = []
    for key, one in theirs.items():
        mine = ours.get(key)
        if mine is None:
            found.append(_operation("missing", one, collection_of(one, ours)))
        else:
            found += _endpoint(one, mine)
    found += [
        _operation("beyond", one, one.tag)
        for key, one in ours.items()
        if key not in theirs
    ]
    return _once(found)


def collection_of(one: Endpoint, ours: View) -> str:
    """Return the collection that a path of the vendor's belongs to."""
    tags = {each.tag for each in ours.values()}
    parts = [part for part in one.path.split("/") if part and not part.startswith("{")]
    known = [part for part in reversed(parts) if part in tags]
    return known[0] if known else (parts[-1] if parts else one.tag)


def _operation(side: Side, one: Endpoint, collection: str) -> Difference:
    return Difference(
        side=side,
        what="operation",
        collection=collection,
        place=f"{one.method} {one.path}",
        detail=one.summary,
        shape=one.answer or one.body,
    )


def _endpoint(theirs: Endpoint, ours: Endpoint) -> Iterator[Difference]:
    place = f"{ours.method} {ours.path}"

    def at(side: Side, what: str, detail: str, **more: object) -> Difference:
        return Difference(
            side=side,
            what=what,
            collection=ours.tag,
            place=place,
            detail=detail,
            **more,  # type: ignore[arg-type]  # of the keywords below
        )

    for name in (one for one in theirs.query if one not in ours.query):
        yield at("missing", "query", f"takes `{name}`")
    for name in (one for one in ours.query if one not in theirs.query):
        yield at("beyond", "query", f"takes `{name}`")
    for sent, one, mine in (
        (False, _items(theirs.answer), _items(ours.answer)),
        (True, theirs.body, ours.body),
    ):
        if one is not None and mine is not None:
            for side, what, path, detail, shape in _shapes(one, mine, (), sent=sent):
                where = "body" if sent else "answer"
                text = f"{where}{''.join(f'.{part}' for part in path)}: {detail}"
                yield at(side, what, text, path=path, sent=sent, shape=shape)


def _items(answer: Shape | None) -> Shape | None:
    """Return the items of a page, since all pages are alike."""
    if answer is not None and "value" in answer.properties:
        return answer.properties["value"].item or answer
    return answer


Found = tuple[Side, str, tuple[str, ...], str, Shape | None]


def _shapes(
    theirs: Shape, ours: Shape, path: tuple[str, ...], *, sent: bool
) -> Iterator[Found]:
    if not _alike(theirs, ours):
        detail = f"{_words(theirs)}, in the spec {_words(ours)}"
        yield "differs", "type", path, detail, theirs
        return
    yield from _values(theirs, ours, path)
    if theirs.item and ours.item:
        yield from _shapes(theirs.item, ours.item, path, sent=sent)
    yield from _properties(theirs, ours, path, sent=sent)


def _properties(
    theirs: Shape, ours: Shape, path: tuple[str, ...], *, sent: bool
) -> Iterator[Found]:
    if not theirs.properties or not ours.properties:
        return
    for name, one in theirs.properties.items():
        if name in ours.properties:
            yield from _shapes(one, ours.properties[name], (*path, name), sent=sent)
        else:
            yield "missing", "property", (*path, name), _words(one), one
    for name, one in ours.properties.items():
        if name not in theirs.properties:
            yield "beyond", "property", (*path, name), _words(one), None
    # Few documents say what is required; one that says nothing says nothing of it.
    if sent and theirs.required:
        yield from _required(theirs, ours, path)


def _required(theirs: Shape, ours: Shape, path: tuple[str, ...]) -> Iterator[Found]:
    both = set(theirs.properties) & set(ours.properties)
    for name in sorted((theirs.required ^ ours.required) & both):
        here = "required" if name in theirs.required else "optional"
        detail = f"{here}, in the spec it is not"
        yield "differs", "required", (*path, name), detail, None


def _values(theirs: Shape, ours: Shape, path: tuple[str, ...]) -> Iterator[Found]:
    # Numbered enums, as some serializers have them, cannot be compared with names.
    if not theirs.values or not ours.values or theirs.values[0].lstrip("-").isdecimal():
        return
    known = {one.casefold() for one in ours.values}
    told = {one.casefold() for one in theirs.values}
    for one in (each for each in theirs.values if each.casefold() not in known):
        yield "missing", "value", path, f"`{one}`", theirs
    for one in (each for each in ours.values if each.casefold() not in told):
        yield "beyond", "value", path, f"`{one}`", None


def _alike(theirs: Shape, ours: Shape) -> bool:
    kinds = {theirs.kind, ours.kind}
    if len(kinds) == 1 or kinds & _LOOSE:
        return True
    if theirs.kind == "integer" and ours.values:
        return True
    return any(kinds == one for one in _SAME)


def _words(one: Shape) -> str:
    if one.values:
        return f"one of {', '.join(one.values)}"
    if one.item is not None:
        return f"{one.kind} of {_words(one.item)}"
    return one.kind


def _once(found: list[Difference]) -> list[Difference]:
    """Leave out what other operations of the collection have told already."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for one in found:
        place = one.place if one.what in ("operation", "query") else ""
        key = (one.side, one.what, one.collection, one.path, one.detail, place)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept
