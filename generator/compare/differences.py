"""What is found when two documents are compared, and what could not be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from attrs import evolve, frozen

from generator.compare.shapes import Shape

Side = Literal["missing", "differs", "beyond"]
SIDES: tuple[Side, ...] = ("missing", "differs", "beyond")


@frozen(kw_only=True)
class Difference:
    """One difference: what it is about, where, and on which side."""

    side: Side
    what: str
    """``operation``, ``query``, ``property``, ``value``, ``type`` and so on."""
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
    body: Shape | None = None
    """What the vendor's operation takes."""
    tag: str = ""
    """What the vendor's operation is filed under."""
    topic: str = ""
    """What a document must speak of somewhere, for its silence here to say this."""

    def below(self, name: str) -> Difference:
        """Return where a property stands, for what differs there."""
        return evolve(self, path=(*self.path, name), detail=f"{self.detail}.{name}")

    def found(
        self,
        side: Side,
        what: str,
        detail: str,
        *,
        shape: Shape | None = None,
        topic: str = "",
    ) -> Difference:
        """Return what differs there."""
        detail = f"{self.detail}: {detail}" if self.detail else detail
        return evolve(
            self, side=side, what=what, detail=detail, shape=shape, topic=topic
        )

    def unknown(self, reason: str, says: str = "", where: str = "") -> Uncompared:
        """Return why nothing could be found there."""
        return Uncompared(
            reason=reason,
            collection=self.collection,
            place=self.place,
            detail=": ".join(filter(None, (self.detail, says))),
            path=self.path,
            where=where,
        )


@frozen(kw_only=True)
class Uncompared:
    """One place that could not be compared, and why."""

    reason: str
    """A key of the reasons that the report has words for."""
    collection: str = ""
    place: str = ""
    detail: str = ""
    path: tuple[str, ...] = ()
    where: str = ""
    """JSON path in the vendor's document."""


Finding = Difference | Uncompared


def once(found: Iterable[Finding]) -> list[Finding]:
    """Leave out what other operations of the collection have shown already."""
    seen: dict[object, Finding] = {}
    for finding in found:
        seen.setdefault(_identity(finding), finding)
    return list(seen.values())


def _identity(finding: Finding) -> tuple[object, ...]:
    # What is below an item is so in every operation that has the item.
    place = "" if finding.path else finding.place
    parts = (finding.collection, place, finding.path, finding.detail)
    if isinstance(finding, Difference):
        return (finding.side, finding.what, *parts)
    return (finding.reason, *parts, finding.where)
