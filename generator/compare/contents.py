"""How bodies and parameters differ: in types, values, limits and properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from generator.compare.differences import Difference, Finding, Side
from generator.compare.habits import Habits
from generator.compare.shapes import Shape


@frozen
class Contents:
    """Compares what stands in the same place of two documents."""

    habits: Habits
    sent: bool
    taken: bool = False
    """Whether it is a parameter, in which everything is written as a text."""

    def shapes(self, theirs: Shape, ours: Shape, at: Difference) -> Iterator[Finding]:
        """Yield how two shapes differ; `at` says where they stand."""
        if reason := _unknown(theirs, ours):
            yield at.unknown(reason, theirs.says, theirs.where)
        elif not self._alike(theirs, ours):
            detail = f"{words(theirs)}, in the spec {words(ours)}"
            topic = _topic(theirs, ours)
            yield at.found("differs", "type", detail, shape=theirs, topic=topic)
        else:
            yield from self._same_type(theirs, ours, at)

    def _same_type(
        self, theirs: Shape, ours: Shape, at: Difference
    ) -> Iterator[Finding]:
        yield from _values(theirs, ours, at)
        yield from _limits(theirs.limits, ours.limits, at)
        yield from deprecated(
            "deprecated" in theirs.marks, "deprecated" in ours.marks, at
        )
        if ours.item:
            item = theirs.item or Shape(kind="any", where=theirs.where)
            yield from self.shapes(item, ours.item, at)
        if ours.properties:
            yield from self._properties(theirs, ours, at)

    def _properties(
        self, theirs: Shape, ours: Shape, at: Difference
    ) -> Iterator[Finding]:
        named = {
            other: name for name, each in ours.properties.items() for other in each.also
        }
        here = self._visible(theirs)
        for name, shape in here.items():
            below, known = at.below(name), named.get(name, name)
            if known in ours.properties:
                yield from self.shapes(shape, ours.properties[known], below)
                yield from self._presence(theirs, name, ours, known, below)
            else:
                yield below.found("missing", "property", words(shape), shape=shape)
        known_here = {named.get(name, name) for name in here}
        for name, shape in ours.properties.items():
            if name not in known_here:
                yield at.below(name).found("beyond", "property", words(shape))

    def _visible(self, shape: Shape) -> Mapping[str, Shape]:
        other = "read" if self.sent else "written"
        found = shape.properties.items()
        return {name: each for name, each in found if other not in each.marks}

    def _presence(
        self, theirs: Shape, name: str, ours: Shape, known: str, at: Difference
    ) -> Iterator[Finding]:
        # Of one of several objects it depends on which one it is.
        if "mixed" in theirs.marks | ours.marks:
            return
        always = self.habits.always(theirs, name, sent=self.sent)
        nullable = "nullable" in ours.properties[known].marks
        if always is None:
            yield at.unknown("presence", where=theirs.properties[name].where)
        elif always != (known in ours.required and not nullable):
            yield at.found("differs", "required", _PRESENCE[self.sent, always])

    def _alike(self, theirs: Shape, ours: Shape) -> bool:
        if bool(theirs.values) != bool(ours.values):
            return False
        if self.taken and theirs.kind == "string" and "string" in ours.kinds:
            return True
        given, read = (ours, theirs) if self.sent else (theirs, ours)
        # Whoever reads numbers reads integers.
        wider = {"integer"} if "number" in read.kinds else set()
        return given.kinds <= read.kinds | wider


def deprecated(theirs: bool, ours: bool, at: Difference) -> Iterator[Finding]:
    """Yield it if only one of them is deprecated."""
    if theirs != ours:
        detail = "deprecated, in the spec not" if theirs else "not deprecated any more"
        yield at.found("differs", "deprecated", detail)


def required(theirs: bool, ours: bool, topic: str, at: Difference) -> Iterator[Finding]:
    """Yield it if only one of them is required; what never is, may not be told."""
    if theirs != ours:
        detail, topic = _PRESENCE[True, theirs], "" if theirs else topic
        yield at.found("differs", "required", detail, topic=topic)


def words(shape: Shape) -> str:
    """Return what a shape is, in words."""
    if shape.values:
        return f"one of {', '.join(shape.values)}"
    if shape.item:
        return f"{shape.kind} of {words(shape.item)}"
    return " or ".join(sorted(shape.kinds))


_PRESENCE = {
    (False, True): "always there, in the spec it may be missing",
    (False, False): "may be missing or null, in the spec it is always there",
    (True, True): "required, in the spec it is not",
    (True, False): "optional, in the spec it is required",
}


def _unknown(theirs: Shape, ours: Shape) -> str:
    """Return the reason why two shapes cannot be compared, if there is one."""
    if theirs.reason or ours.kind == "any":
        return theirs.reason
    if theirs.kind == "any":
        return "untyped"
    if "numbered" in theirs.marks and ours.values:
        return "numbered"
    bare = theirs.kind == "object" and not theirs.properties
    return "bare" if bare and (ours.properties or ours.kind == "map") else ""


def _topic(theirs: Shape, ours: Shape) -> str:
    """Return what a document must know elsewhere to mean a simple text here."""
    if theirs.kind == "string" and not theirs.values:
        if ours.kind in ("date", "datetime"):
            return "format"
        return "value" if ours.values else ""
    return ""


def _values(theirs: Shape, ours: Shape, at: Difference) -> Iterator[Finding]:
    # The client reads values whatever their case.
    known, named = (
        {value.casefold() for value in shape.values} for shape in (ours, theirs)
    )
    for value in (value for value in theirs.values if value.casefold() not in known):
        yield at.found("missing", "value", f"`{value}`", shape=theirs)
    for value in (value for value in ours.values if value.casefold() not in named):
        yield at.found("beyond", "value", f"`{value}`")


def _limits(
    theirs: Mapping[str, object], ours: Mapping[str, object], at: Difference
) -> Iterator[Finding]:
    for name in sorted(theirs.keys() | ours.keys()):
        here, known = theirs.get(name), ours.get(name)
        if here == known:
            continue
        side: Side = "differs"
        detail = f"{name} {here}, in the spec {known}"
        if known is None:
            side, detail = "missing", f"{name} {here}"
        elif here is None:
            side, detail = "beyond", f"{name} {known}"
        yield at.found(side, "limit", detail, topic="limit" if here is None else "")
