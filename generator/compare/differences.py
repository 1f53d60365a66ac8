"""What the vendor's document has and ours lacks, what differs, and what is beyond."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Literal

from attrs import evolve, frozen

from generator.compare.view import Endpoint, Shape, View

Side = Literal["missing", "differs", "beyond"]
SIDES: tuple[Side, ...] = ("missing", "differs", "beyond")
_SAME = ({"number", "integer"}, {"object", "map"})


@frozen(kw_only=True)
class Difference:
    """One difference: what it is about, where, and on which side."""

    side: Side
    what: str
    """``operation``, ``query``, ``property``, ``value``, ``type`` or ``required``."""
    collection: str
    place: str
    """Method and path, and where within the body or the response."""
    detail: str
    path: tuple[str, ...] = ()
    """Names from the item down to what differs."""
    sent: bool = False
    """Whether it stands in a body, not in a response."""
    shape: Shape | None = None
    """What the vendor has there."""


def compare(theirs: View, ours: View) -> list[Difference]:
    """Return every difference once, in the order of the vendor's document."""
    found: list[Difference] = []
    for key, endpoint in theirs.items():
        if key in ours:
            found += _endpoint(endpoint, ours[key])
        else:
            found.append(_operation("missing", endpoint, collection_of(endpoint, ours)))
    for key, endpoint in ours.items():
        if key not in theirs:
            found.append(_operation("beyond", endpoint, endpoint.tag))
    return _once(found)


def collection_of(endpoint: Endpoint, ours: View) -> str:
    """Return the collection that a path of the vendor's belongs to."""
    tags = {known.tag for known in ours.values()}
    parts = [part for part in endpoint.path.split("/") if part[:1] not in ("", "{")]
    known = [part for part in reversed(parts) if part in tags]
    return next(iter([*known, *parts[-1:], endpoint.tag]))


def _operation(side: Side, endpoint: Endpoint, collection: str) -> Difference:
    return Difference(
        side=side,
        what="operation",
        collection=collection,
        place=f"{endpoint.method} {endpoint.path}",
        detail=endpoint.summary,
        shape=endpoint.response or endpoint.body,
    )


def _endpoint(theirs: Endpoint, ours: Endpoint) -> Iterator[Difference]:
    usual = Difference(
        side="missing",
        what="query",
        collection=ours.tag,
        place=f"{ours.method} {ours.path}",
        detail="",
    )
    for name in (name for name in theirs.query if name not in ours.query):
        yield evolve(usual, detail=f"takes `{name}`")
    for name in (name for name in ours.query if name not in theirs.query):
        yield evolve(usual, side="beyond", detail=f"takes `{name}`")
    responses = _items(theirs.response), _items(ours.response)
    for where, (their_shape, our_shape) in {
        "response": responses,
        "body": (theirs.body, ours.body),
    }.items():
        if their_shape is not None and our_shape is not None:
            begin = evolve(usual, detail=where, sent=where == "body")
            yield from _shapes(their_shape, our_shape, begin)


def _items(response: Shape | None) -> Shape | None:
    """Return the items of a page, since all pages are alike."""
    if response is not None and "value" in response.properties:
        return response.properties["value"].item or response
    return response


def _shapes(theirs: Shape, ours: Shape, at: Difference) -> Iterator[Difference]:
    """Yield how two shapes differ; `at` says where they stand."""
    if not _alike(theirs, ours):
        detail = f"{_words(theirs)}, in the spec {_words(ours)}"
        yield _found(at, "differs", "type", detail, theirs)
        return
    yield from _values(theirs, ours, at)
    if theirs.item and ours.item:
        yield from _shapes(theirs.item, ours.item, at)
    if theirs.properties and ours.properties:
        yield from _properties(theirs, ours, at)


def _found(
    at: Difference, side: Side, what: str, detail: str, shape: Shape | None = None
) -> Difference:
    detail = f"{at.detail}: {detail}"
    return evolve(at, side=side, what=what, detail=detail, shape=shape)


def _below(at: Difference, name: str) -> Difference:
    return evolve(at, path=(*at.path, name), detail=f"{at.detail}.{name}")


def _properties(theirs: Shape, ours: Shape, at: Difference) -> Iterator[Difference]:
    for name, shape in theirs.properties.items():
        below = _below(at, name)
        if name in ours.properties:
            yield from _shapes(shape, ours.properties[name], below)
        else:
            yield _found(below, "missing", "property", _words(shape), shape)
    for name, shape in ours.properties.items():
        if name not in theirs.properties:
            yield _found(_below(at, name), "beyond", "property", _words(shape))
    # Few documents say what is required; one that says nothing says nothing of it.
    both = theirs.properties.keys() & ours.properties.keys()
    if at.sent and theirs.required:
        for name in sorted((theirs.required ^ ours.required) & both):
            here = "required" if name in theirs.required else "optional"
            detail = f"{here}, in the spec it is not"
            yield _found(_below(at, name), "differs", "required", detail)


def _values(theirs: Shape, ours: Shape, at: Difference) -> Iterator[Difference]:
    # Numbered enums, as some serializers have them, cannot be compared with names.
    if not theirs.values or not ours.values or theirs.values[0].lstrip("-").isdecimal():
        return
    known, named = (
        {value.casefold() for value in shape.values} for shape in (ours, theirs)
    )
    for value in (value for value in theirs.values if value.casefold() not in known):
        yield _found(at, "missing", "value", f"`{value}`", theirs)
    for value in (value for value in ours.values if value.casefold() not in named):
        yield _found(at, "beyond", "value", f"`{value}`")


def _alike(theirs: Shape, ours: Shape) -> bool:
    kinds = {theirs.kind, ours.kind}
    numbered = theirs.kind == "integer" and bool(ours.values)
    return len(kinds) == 1 or "any" in kinds or numbered or kinds in _SAME


def _words(shape: Shape) -> str:
    if shape.values:
        return f"one of {', '.join(shape.values)}"
    return f"{shape.kind} of {_words(shape.item)}" if shape.item else shape.kind


def _once(found: list[Difference]) -> list[Difference]:
    """Leave out what other operations of the collection have shown already."""
    seen: dict[tuple[object, ...], Difference] = {}
    for difference in found:
        of_one = difference.what in ("operation", "query")
        parts = attrgetter("side", "what", "collection", "path", "detail")(difference)
        seen.setdefault((*parts, difference.place if of_one else ""), difference)
    return list(seen.values())
