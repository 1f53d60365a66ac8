"""What two versions of the same things have in common, renames included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from attrs import frozen

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


def by_name(before: str, after: str) -> float:
    """Return how alike two names are."""
    if before in after or after in before:
        return 0.8
    return SequenceMatcher(None, before.casefold(), after.casefold()).ratio()


def by_words(old: AnyThing, new: AnyThing) -> float:
    """Return how alike two things are by their names, or by what is said of them."""
    before, after = (
        str(getattr(thing.node, "summary", thing.node)) for thing in (old, new)
    )
    words = SequenceMatcher(None, before, after).ratio() - 0.2
    return max(by_name(old.name, new.name), words)


def shared(old: Iterable[str], new: Iterable[str]) -> float:
    """Return how much two collections of names have in common."""
    before, after = set(old), set(new)
    return len(before & after) / len(before | after) if before | after else 0.0
