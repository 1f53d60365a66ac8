"""Sentences with slots, so that many that are alike can be said as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

_NOUNS = re.compile(
    r"\b(field|filter|value|set|operator|rule|type|scope|environment|moment|spelling)"
    r"( `@?)$"
)


@frozen
class Slot:
    """A slot: the text before it, what it is about, and the values that fill it."""

    before: str
    key: str = ""
    values: tuple[str, ...] = ()

    def told(self) -> str:
        """Return the text with the values, as a list where there are several."""
        if len(self.values) < 2:
            return self.before + "".join(self.values)
        opening = self.before.rpartition(" ")[2]
        quote = "`" * ("`" in opening)
        *most, last = self.values
        listed = f"{quote}, {opening}".join(most)
        return _NOUNS.sub(r"\1s\2", self.before) + (
            f"{listed}{quote} and {opening}{last}"
        )


@frozen
class Words:
    """A sentence of slots; the last has no value."""

    slots: tuple[Slot, ...]

    def __str__(self) -> str:
        """Return the sentence."""
        return "".join(slot.told() for slot in self.slots)

    @property
    def keys(self) -> tuple[str, ...]:
        """What its slots are about."""
        return tuple(slot.key for slot in self.slots)

    def without(self, keys: Iterable[str]) -> Words:
        """Return the sentence with empty slots."""
        kept = (
            evolve(slot, values=()) if slot.key in keys else slot for slot in self.slots
        )
        return Words(tuple(kept))


def merged(said: Iterable[Words]) -> list[Words]:
    """Return fewer sentences that say the same.

    Those become one that differ in one slot, or in the old and the new name alone, or
    in the new name and in the collection alone.
    """
    found = list(dict.fromkeys(said))
    keys = dict.fromkeys(key for words in found for key in words.keys if key)
    for varying in (("old", "new"), *((key,) for key in keys), ("collection", "new")):
        found = _merged(found, varying)
    return found


def _merged(said: Sequence[Words], varying: Sequence[str]) -> list[Words]:
    groups: dict[object, list[Words]] = {}
    for words in said:
        alike = set(varying) <= set(words.keys)
        groups.setdefault(words.without(varying) if alike else words, []).append(words)
    return [_one(group, varying) for group in groups.values()]


def _one(group: Sequence[Words], varying: Sequence[str]) -> Words:
    first, *others = group
    if not others:
        return first
    parts = (
        evolve(slot, values=tuple(value for other in same for value in other.values))
        if (slot := same[0]).key in varying
        else slot
        for same in zip(*(words.slots for words in group), strict=True)
    )
    return Words(tuple(parts))
