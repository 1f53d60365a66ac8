"""Two documents compared: which operations they have, and what each is like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from generator.compare import paths
from generator.compare.differences import Difference, Finding, Uncompared, once
from generator.compare.endpoints import Content, Endpoint
from generator.compare.habits import Habits, habits
from generator.compare.operations import Pair
from generator.compare.shapes import Shape
from generator.compare.view import View

_STARTS_A_DELTA = ("delta", "deltaToken")


@frozen
class Comparison:
    """What differs, what could not be compared, and how much was."""

    differences: list[Difference]
    uncompared: list[Uncompared]
    operations: int
    answers: int
    bodies: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing was seen of what operations take and give."""
        return not self.answers and not self.bodies

    @property
    def is_clear(self) -> bool:
        """Whether all was compared, and nothing differs."""
        return not self.differences and not self.uncompared and not self.is_empty


def compare(theirs: View, ours: View) -> list[Difference]:
    """Return every difference once, in the order of the vendor's document."""
    return comparison(theirs, ours).differences


def comparison(theirs: View, ours: View) -> Comparison:
    """Return what differs and what could not be compared, each of it once."""
    theirs = theirs.aligned(ours)
    said = habits(theirs)
    pairs = [
        (endpoint, ours.endpoints[key])
        for key, endpoint in theirs.endpoints.items()
        if key in ours.endpoints and not endpoint.unread
    ]
    found = once(_settled(each, said) for each in _found(theirs, ours, said))
    return Comparison(
        differences=[each for each in found if isinstance(each, Difference)],
        uncompared=[each for each in found if isinstance(each, Uncompared)],
        operations=len(pairs),
        answers=_count((here.answer, known.answer) for here, known in pairs),
        bodies=_count((here.body, known.body) for here, known in pairs),
    )


def _found(theirs: View, ours: View, said: Habits) -> Iterator[Finding]:
    tags = {endpoint.tag for endpoint in ours.endpoints.values()}
    for key, endpoint in theirs.endpoints.items():
        if endpoint.unread:
            continue
        if key in ours.endpoints:
            yield from Pair(endpoint, ours.endpoints[key], said).findings()
        else:
            collection = _collection(endpoint, tags)
            detail, shape = endpoint.summary, endpoint.shape
            at = _at(endpoint, collection)
            missing = at.found("missing", "operation", detail, shape=shape)
            sent = endpoint.body.shape if endpoint.body else None
            yield evolve(missing, body=sent, tag=endpoint.tag)
    for key, endpoint in ours.endpoints.items():
        if key not in theirs.endpoints:
            yield _gone(endpoint, theirs)
    for lost in theirs.lost:
        yield Uncompared(reason=lost.reason, detail=lost.says, where=lost.where)


def _at(endpoint: Endpoint, collection: str) -> Difference:
    return Difference(
        side="missing",
        what="operation",
        collection=collection,
        place=f"{endpoint.method} {endpoint.path}",
        detail="",
    )


def _collection(endpoint: Endpoint, tags: set[str]) -> str:
    """Return the collection that a path of the vendor's belongs to."""
    parts = [part for part in endpoint.path.split("/") if part[:1] not in ("", "{")]
    known = [part for part in reversed(parts) if part in tags]
    return next(iter([*known, *parts[-1:], endpoint.tag]))


def _gone(endpoint: Endpoint, theirs: View) -> Finding:
    at = _at(endpoint, endpoint.tag)
    shown = any(paths.is_delta(path) for _, path in theirs.endpoints)
    if paths.is_delta(endpoint.path) and not shown:
        # Where no delta is documented, they may still be given by the lists.
        listed = (endpoint.method, paths.folded(paths.listed(endpoint.path)))
        listing = theirs.endpoints.get(listed)
        taken = listing.parameters if listing else {}
        if any(("query", name) in taken for name in _STARTS_A_DELTA):
            return at.unknown("delta")
    return at.found("beyond", "operation", endpoint.summary)


def _settled(finding: Finding, said: Habits) -> Finding:
    """Return that it could not be compared, if it rests on silence about a topic."""
    if not isinstance(finding, Difference):
        return finding
    if not finding.topic or finding.topic in said.topics:
        return finding
    return finding.unknown(finding.topic.partition(" ")[0])


def _count(pairs: Iterable[tuple[Content | None, Content | None]]) -> int:
    """Return how many have something on both sides that can be read."""
    both = (theirs.shape for theirs, ours in pairs if theirs and ours)
    return sum(shape is not None and _is_known(shape) for shape in both)


def _is_known(shape: Shape) -> bool:
    items = shape.holds("value") or shape.item or shape
    return (items.holds("data") or items).kind != "any"
