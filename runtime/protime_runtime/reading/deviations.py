"""What responses hold that the spec does not say, counted instead of raised."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping
from typing import Self

from protime_runtime.errors import DeviationWarning
from protime_runtime.process import Lock
from protime_runtime.texts import visible
from protime_runtime.values import frozen

MOST = 1_000
"""Kinds of deviation that are told apart; the rest is counted as one."""

_WORDS: Mapping[type, str] = {
    bool: "true or false",
    int: "an integer",
    float: "a number",
    str: "a text",
    list: "a list",
    dict: "an object",
    type(None): "null",
}


@frozen(kw_only=True)
class Deviation:
    """One way in which responses differ from the spec; it holds no value of an item."""

    model: str
    """Class that was read."""

    field: str
    """Name on the wire."""

    kind: str
    """``missing``, ``null``, ``type``, ``unknown field``, ``unknown value``; ``mended``
    and ``set aside`` for values and rows that are to be stored and cannot be."""

    detail: str
    """What was expected and found, or the unknown value of an enum."""

    def __str__(self) -> str:
        place = f"{self.model}.{self.field}" if self.field else self.model
        text = f"{place}: {self.kind}" + (f" ({self.detail})" if self.detail else "")
        return visible(text)


def found(value: object) -> str:
    """Return what kind of JSON value something is, in words."""
    return _WORDS.get(type(value), "a value")


_OTHERS = Deviation(model="…", field="", kind="more", detail="")


class Mismatch(ValueError):
    """A value that its model does not take; `path` grows on the way out."""

    def __init__(self, text: str, at: str = "") -> None:
        """Take what is wrong, without the value, which may be personal, and where."""
        super().__init__(text)
        self.text = text
        self.path: tuple[int | str, ...] = (at,) if at else ()

    @classmethod
    def of(cls, expected: str, value: object) -> Self:
        """Return the mismatch of a value with what was expected."""
        return cls(f"expected {expected}, found {found(value)}")

    def within(self, key: int | str) -> Self:
        """Note the key or index that led to the value."""
        self.path = (key, *self.path)
        return self

    @property
    def location(self) -> str:
        """The path in JSONPath's words: ``$[3].person.id``."""
        return "$" + "".join(
            f"[{key}]" if isinstance(key, int) else f".{key}" for key in self.path
        )


class Deviations:
    """Counts deviations; each kind is warned of once. Safe to share between threads."""

    def __init__(self) -> None:
        self._counts: Counter[Deviation] = Counter()
        self._lock = Lock()

    def add(self, met: Deviation, words: str = "") -> None:
        """Count one, and warn if it is the first of its kind.

        Args:
            met: What was met.
            words: What the warning says, if more than what is counted.
        """
        with self._lock.held:
            if met not in self._counts and len(self._counts) >= MOST and not words:
                met = _OTHERS
            self._counts[met] += 1
            first = self._counts[met] == 1
        if first:
            warnings.warn(DeviationWarning(words or str(met)), stacklevel=2)

    def counts(self) -> Mapping[Deviation, int]:
        """Return how often each was met."""
        with self._lock.held:
            return dict(self._counts)
