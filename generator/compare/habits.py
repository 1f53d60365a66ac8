"""What a document speaks of, so that its silence can be told from a difference.

Whoever documents a service leaves much out, but then everywhere: a document in which
no operation names a scope does not say that there are none. So what is never spoken of
is not compared. Flags that generators write beside every property of a kind, or beside
none, say nothing either: only what varies was meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from generator.compare.endpoints import Endpoint, Parameter
from generator.compare.shapes import Shape
from generator.compare.view import View

_VALUES = ("integer", "number", "boolean", "date", "datetime")
Flag = tuple[bool, str]
"""Whether of what is sent, and of which kind of properties."""


@frozen
class Habits:
    """What a document speaks of somewhere."""

    topics: frozenset[str]
    flags: frozenset[Flag]
    """Which of ``required`` and of ``nullable`` vary, and so say something."""

    def always(self, owner: Shape, name: str, *, sent: bool) -> bool | None:
        """Return whether a property is always there, and not null; None if unsaid."""
        shape = owner.properties[name]
        said = [
            is_so
            for flag, is_so in (
                ((sent, "required"), name in owner.required),
                ((sent, _kind(shape)), "nullable" not in shape.marks),
            )
            if flag in self.flags
        ]
        # What may be null may be left out, in bodies only if that is said, too.
        if sent and (sent, "required") not in self.flags:
            return None
        return all(said) if said else None


def habits(theirs: View) -> Habits:
    """Return what a document speaks of."""
    endpoints = [*theirs.endpoints.values()]
    topics, flags = set(_of_operations(endpoints)), set[Flag]()
    for sent in (False, True):
        shapes = [*_within(_contents(endpoints, sent=sent))]
        topics.update(topic for shape in shapes for topic in _of_shape(shape))
        flags.update(_varying(shapes, sent=sent))
    return Habits(frozenset(topics), frozenset(flags))


def _of_operations(endpoints: list[Endpoint]) -> Iterator[str]:
    if _vary(endpoint.scopes for endpoint in endpoints):
        yield "scope"
    if _vary(endpoint.successes for endpoint in endpoints):
        yield "success"
    for endpoint in endpoints:
        yield from (f"status {code}" for code in endpoint.statuses)
        body, answer, parameters = endpoint.body, endpoint.answer, endpoint.parameters
        if endpoint.headers:
            yield "headers"
        if answer and answer.shape:
            yield "answer anywhere"
        if body:
            yield from ("body anywhere", "required body")[: 1 + body.required]
        for (where, _), parameter in parameters.items():
            yield from _of_parameter(where, parameter)


def _of_parameter(where: str, parameter: Parameter) -> Iterator[str]:
    yield where
    if parameter.required and where != "path":
        yield "required parameter"
    yield from _of_shape(parameter.shape)


def _of_shape(shape: Shape) -> Iterator[str]:
    if shape.kinds & {"date", "datetime"}:
        yield "format"
    if shape.values:
        yield "value"
    if shape.limits:
        yield "limit"


def _contents(endpoints: list[Endpoint], *, sent: bool) -> Iterator[Shape]:
    contents = (each.body if sent else each.answer for each in endpoints)
    return (content.shape for content in contents if content and content.shape)


def _within(shapes: Iterable[Shape]) -> Iterator[Shape]:
    """Yield each shape once, with all that are inside."""
    left, seen = [*shapes], set[int]()
    while left:
        shape = left.pop()
        if id(shape) not in seen:
            seen.add(id(shape))
            left += [*shape.properties.values(), *filter(None, [shape.item])]
            yield shape


def _varying(shapes: list[Shape], *, sent: bool) -> Iterator[Flag]:
    found: dict[Flag, set[bool]] = {}
    for shape in shapes:
        for name, inner in shape.properties.items():
            required = found.setdefault((sent, "required"), set())
            required.add(name in shape.required)
            nullable = found.setdefault((sent, _kind(inner)), set())
            nullable.add("nullable" in inner.marks)
    return (flag for flag, values in found.items() if len(values) > 1)


def _kind(shape: Shape) -> str:
    """Return the kind of a property, as generators write null in the same way."""
    if "referred" in shape.marks:
        return "reference"
    return "value" if shape.kind in _VALUES else "text"


def _vary(values: Iterable[object]) -> bool:
    return len(set(values)) > 1
