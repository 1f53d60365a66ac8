"""How one operation differs: in what it takes, gives and asks for."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from generator.compare import bodies, paths
from generator.compare.contents import Contents, deprecated, required
from generator.compare.differences import Difference, Finding
from generator.compare.endpoints import Endpoint, Parameter
from generator.compare.habits import Habits
from generator.compare.shapes import Shape

_TAKES = {"query": "takes", "header": "takes the header", "cookie": "takes the cookie"}


@frozen
class Pair:
    """The same operation of two documents."""

    theirs: Endpoint
    ours: Endpoint
    said: Habits

    @property
    def at(self) -> Difference:
        """Where it stands, for what differs there."""
        return Difference(
            side="differs",
            what="operation",
            collection=self.ours.tag,
            place=f"{self.ours.method} {self.ours.path}",
            detail="",
        )

    def findings(self) -> Iterator[Finding]:
        """Yield what differs, and what cannot be compared."""
        yield from deprecated(self.theirs.deprecated, self.ours.deprecated, self.at)
        yield from self._scopes()
        yield from self._statuses()
        yield from self._parameters()
        yield from self._path()
        yield from bodies.sent(self.theirs.body, self.ours.body, self.at, self.said)
        yield from bodies.answered(self.theirs, self.ours, self.at, self.said)

    def _scopes(self) -> Iterator[Finding]:
        theirs, ours = (
            ", ".join(f"`{scope}`" for scope in sorted(side.scopes)) or "no scope"
            for side in (self.theirs, self.ours)
        )
        if self.theirs.general:
            yield self.at.unknown("scope", where=self.theirs.where)
        elif theirs != ours:
            detail = f"{theirs}, in the spec {ours}"
            yield self.at.found("differs", "scope", detail, topic="scope")

    def _statuses(self) -> Iterator[Finding]:
        theirs, ours = self.theirs.statuses, self.ours.statuses
        for code in sorted(filter(str.isdigit, theirs - ours)):
            topic = "success" if code in self.theirs.successes else ""
            detail = f"answers `{code}`"
            yield self.at.found("missing", "status", detail, topic=topic)
        for code in sorted(ours - theirs):
            is_success = code in self.ours.successes
            # What stands for all of a kind, or for all errors, stands for ours.
            wider = {f"{code[0]}XX"} if is_success else {f"{code[0]}XX", "DEFAULT"}
            if not theirs & wider:
                topic = "success" if is_success else f"status {code}"
                detail = f"answers `{code}`"
                yield self.at.found("beyond", "status", detail, topic=topic)
        for name in sorted(self.ours.headers - self.theirs.headers):
            detail = f"answers with `{name}`"
            yield self.at.found("beyond", "header", detail, topic="headers")

    def _parameters(self) -> Iterator[Finding]:
        theirs, ours = self.theirs.parameters, self.ours.parameters
        for place, parameter in theirs.items():
            if place in ours:
                yield from self._parameter(place[0], parameter, ours[place])
            elif place[0] in _TAKES:
                detail = f"{_TAKES[place[0]]} `{parameter.name}`"
                detail += ", which is required" if parameter.required else ""
                shape = parameter.shape
                yield self.at.found("missing", place[0], detail, shape=shape)
        for place, parameter in ours.items():
            if place not in theirs and place[0] in _TAKES:
                topic = "" if place[0] == "query" else place[0]
                detail = f"{_TAKES[place[0]]} `{parameter.name}`"
                yield self.at.found("beyond", place[0], detail, topic=topic)

    def _parameter(
        self, where: str, theirs: Parameter, ours: Parameter
    ) -> Iterator[Finding]:
        if where == "path":
            return
        at = evolve(self.at, detail=f"{where} `{ours.name}`")
        yield from deprecated(theirs.deprecated, ours.deprecated, at)
        yield from required(theirs.required, ours.required, "required parameter", at)
        yield from self._taken(theirs.shape, ours.shape, at)

    def _path(self) -> Iterator[Finding]:
        """Yield how the parameters of the path differ, whatever their names."""
        # Both have as many, or they would not be the same operation.
        names = (paths.names(side.path) for side in (self.theirs, self.ours))
        for here, known in zip(*names, strict=True):
            at = evolve(self.at, detail=f"path `{known}`")
            theirs = self.theirs.parameters.get(("path", here))
            ours = self.ours.parameters[("path", known)]
            if theirs is None:
                yield at.unknown("untyped", where=self.theirs.where)
            else:
                yield from self._taken(theirs.shape, ours.shape, at)

    def _taken(self, theirs: Shape, ours: Shape, at: Difference) -> Iterator[Finding]:
        """Yield how a parameter differs; several values are written as one text."""
        here, known = theirs.item or theirs, ours.item or ours
        if ours.item and known.values and here.kind == "string" and not here.values:
            yield at.unknown("text", where=theirs.where)
        else:
            contents = Contents(self.said, sent=True, taken=True)
            yield from contents.shapes(here, known, at)
