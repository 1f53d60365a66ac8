"""How what one operation is sent and answers differs, pages and changes included."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from generator.compare.contents import Contents, required, words
from generator.compare.differences import Difference, Finding, Side
from generator.compare.endpoints import Content, Endpoint
from generator.compare.habits import Habits
from generator.compare.shapes import Shape


def sent(
    theirs: Content | None, ours: Content | None, at: Difference, said: Habits
) -> Iterator[Finding]:
    """Yield how the bodies of requests differ."""
    at = evolve(at, detail="body", sent=True)
    if theirs and ours:
        yield from required(theirs.required, ours.required, "required body", at)
    yield from _content(theirs, ours, at, said)


def answered(
    theirs: Endpoint, ours: Endpoint, at: Difference, said: Habits
) -> Iterator[Finding]:
    """Yield how the answers differ."""
    at = evolve(at, detail="response")
    # What is only read answers something, whether a document shows it or not.
    reads = ours.method == "GET" and theirs.successes != {"204"}
    if ours.answer and not theirs.answer and reads:
        yield at.unknown("answer", where=theirs.where)
    else:
        yield from _content(theirs.answer, ours.answer, at, said)


def _content(
    theirs: Content | None, ours: Content | None, at: Difference, said: Habits
) -> Iterator[Finding]:
    what = "body" if at.sent else "answer"
    if not theirs or not ours:
        yield from _only(theirs, ours, what, at)
    elif theirs.media != ours.media:
        yield at.found("differs", what, f"{theirs.media}, in the spec {ours.media}")
    elif ours.shape and not theirs.shape:
        yield at.unknown(what, where=theirs.where)
    elif ours.shape and theirs.shape:
        contents = Contents(said, sent=at.sent)
        yield from _pages(contents, theirs.shape, ours.shape, at)


def _only(
    theirs: Content | None, ours: Content | None, what: str, at: Difference
) -> Iterator[Finding]:
    content = theirs or ours
    if content:
        side: Side = "missing" if theirs else "beyond"
        topic = "" if theirs else f"{what} anywhere"
        detail = words(content.shape) if content.shape else content.media
        shape = content.shape if theirs else None
        yield at.found(side, what, detail, shape=shape, topic=topic)


def _pages(
    contents: Contents, theirs: Shape, ours: Shape, at: Difference
) -> Iterator[Finding]:
    """Yield how pages and changes differ around what they hold, and then that."""
    for name, key in (("page", "value"), ("change", "data")):
        here, known = theirs.holds(key), ours.holds(key)
        if here and known:
            around = theirs.around(key), ours.around(key)
            found = contents.shapes(*around, evolve(at, detail=name))
            yield from map(_around, found)
            theirs, ours = here, known
        elif (here or known) and theirs.kind != "any":
            detail = f"{name if here else 'no ' + name}, in the spec"
            detail += f" {name if known else 'none'}"
            yield at.found("differs", "type", detail)
            return
    yield from contents.shapes(theirs, ours, at)


def _around(finding: Finding) -> Finding:
    """Return a finding beside the items, which is none of a field of theirs."""
    if isinstance(finding, Difference) and finding.what in ("property", "value"):
        return evolve(finding, what="page", path=())
    return evolve(finding, path=())
