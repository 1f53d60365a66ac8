"""What two versions of the same things have in common, renames included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from attrs import frozen

from generator import names
from generator.review.things import AnyThing

T = TypeVar("T", bound=AnyThing)

_ENOUGH = 0.6
CERTAIN = 2.0


@frozen(kw_only=True)
class Pairing(Generic[T]):
    """Things of an old and a new version, matched."""

    matched: tuple[tuple[T, T], ...]
    """Of the same name, and then renamed."""
    renamed: tuple[tuple[T, T], ...]
    removed: tuple[T, ...]
    added: tuple[T, ...]


def pair(old: Mapping[str, T], new: Mapping[str, T]) -> Pairing[T]:
    """Match equal names, and then what is alike under another one, best first."""
    gone = [name for name in old if name not in new]
    come = [name for name in new if name not in old]
    scores = sorted(
        (
            (old[before].alike(new[after]), before, after)
            for before in gone
            for after in come
        ),
        key=lambda score: -score[0],
    )
    found: dict[str, str] = {}
    for score, before, after in scores:
        if score >= _ENOUGH and before not in found and after not in found.values():
            found[before] = after
    same = ((old[name], new[name]) for name in old if name in new)
    renamed = [(old[name], new[found[name]]) for name in gone if name in found]
    return Pairing(
        matched=(*same, *renamed),
        renamed=tuple(renamed),
        removed=tuple(old[name] for name in gone if name not in found),
        added=tuple(new[name] for name in come if name not in found.values()),
    )


def by_name(before: str, after: str, rest: float) -> float:
    """Return how alike two things are by the words of their names, and by the rest.

    Equal words are certain, however they are written. Where one name only has more
    words than the other, half of the rest must agree; otherwise nearly all of it.
    """
    old, new = _words(before), _words(after)
    if old == new:
        return 1.0
    if _holds(old, new) or _holds(new, old):
        return 0.3 + 0.6 * rest
    return rest - 0.3


def by_words(old: AnyThing, new: AnyThing) -> float:
    """Return how alike two things are by their names, and by what is said of them."""
    before, after = (
        re.findall(r"\w+", str(getattr(thing.node, "summary", thing.node)).casefold())
        for thing in (old, new)
    )
    return by_name(old.name, new.name, SequenceMatcher(None, before, after).ratio())


def begins(before: str, after: str) -> bool:
    """Return whether the words of one name are those that the other begins with."""
    old, new = _words(before), _words(after)
    shorter = min(len(old), len(new))
    return old[:shorter] == new[:shorter]


def _words(name: str) -> list[str]:
    """Return the words of a name, of which plurals are the same."""
    return [word.removesuffix("s") for word in names.prose(name).split()]


def _holds(words: list[str], others: list[str]) -> bool:
    """Return whether words stand among others, in the same order."""
    left = iter(others)
    return all(word in left for word in words)


def shared(old: Iterable[str], new: Iterable[str]) -> float:
    """Return how much two collections of names have in common."""
    before, after = set(old), set(new)
    return len(before & after) / len(before | after) if before | after else 0.0
