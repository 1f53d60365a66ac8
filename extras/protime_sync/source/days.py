"""Days that a filter spans, or that several leave together."""

from __future__ import annotations

from datetime import date

from attrs import frozen


@frozen
class Window:
    """Days from one to another, both included; open where `None`."""

    first: date | None = None
    last: date | None = None

    def and_(self, other: Window) -> Window:
        """Return the days that are in both."""
        firsts = [day for day in (self.first, other.first) if day is not None]
        lasts = [day for day in (self.last, other.last) if day is not None]
        return Window(max(firsts, default=None), min(lasts, default=None))

    @property
    def is_empty(self) -> bool:
        """Whether there is no such day."""
        return None not in (self.first, self.last) and self.first > self.last  # type: ignore[operator]  # none is None

    def __str__(self) -> str:
        """Return the days as options say them."""
        named = (("since", self.first), ("until", self.last))
        return " ".join(f"{name} {day}" for name, day in named if day is not None)
