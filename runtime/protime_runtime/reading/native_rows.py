"""What the fast way hands over; nothing here needs msgspec."""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from attrs import frozen

from protime_runtime.reading.entries import Gone

T = TypeVar("T")


@frozen(kw_only=True)
class Rows(Generic[T]):
    """What a page holds."""

    value: tuple[T, ...]
    next_link: str | None
    delta_link: str | None


class Fast(Protocol[T]):
    """Reads pages of a model; `None` for each that the converter has to read."""

    def page(self, content: bytes) -> Rows[T] | None:
        """Read a list."""

    def changes(self, content: bytes) -> Rows[T | Gone] | None:
        """Read a delta, of plain items or of entries that say what happened."""
