"""What two versions of the same names have in common, renames included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from attrs import frozen

from generator import spec

T = TypeVar("T")
Alike = Callable[[str, T, str, T], float]

_ENOUGH = 0.6
_CERTAIN = 2.0


@frozen(kw_only=True)
class Pairing(Generic[T]):
    """Names of an old and a new version, matched."""

    both: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]


def pair(old: Mapping[str, T], new: Mapping[str, T], alike: Alike[T]) -> Pairing[T]:
    """Match equal names, and then what is alike under another one, best first."""
    gone = [name for name in old if name not in new]
    come = [name for name in new if name not in old]
    scores = sorted(
        (
            (alike(before, old[before], after, new[after]), before, after)
            for before in gone
            for after in come
        ),
        key=lambda one: -one[0],
    )
    found: dict[str, str] = {}
    for score, before, after in scores:
        if score >= _ENOUGH and before not in found and after not in found.values():
            found[before] = after
    return Pairing(
        both=tuple(name for name in old if name in new),
        renamed=tuple((name, found[name]) for name in gone if name in found),
        removed=tuple(name for name in gone if name not in found),
        added=tuple(name for name in come if name not in found.values()),
    )


def collections(_: str, old: spec.Collection, __: str, new: spec.Collection) -> float:
    """Return how much of two collections is the same."""
    same_item = bool(old.item and new.item and old.item.name == new.item.name)
    of_fields = _shared(old.fields, new.fields)
    of_operations = _shared(old.operations, new.operations)
    return max(0.7 * of_fields + 0.3 * of_operations, 0.8 * same_item * of_operations)


def fields(before: str, old: spec.Field, after: str, new: spec.Field) -> float:
    """Return how likely a field was renamed: only where it has the same shape."""
    if before in new.also:
        return _CERTAIN
    shape = [(one.type, one.identifier, one.list, one.map) for one in (old, new)]
    if shape[0] != shape[1]:
        return 0.0
    return max(_names(before, after), _texts(old.summary, new.summary))


def filters(before: str, old: spec.Filter, after: str, new: spec.Filter) -> float:
    """Return how likely a filter was renamed."""
    if (old.type, old.operators) != (new.type, new.operators):
        return 0.0
    return max(_names(before, after), _texts(old.summary, new.summary))


def types(before: str, old: spec.Type, after: str, new: spec.Type) -> float:
    """Return how much of two types is the same."""
    if (old.values is None) != (new.values is None):
        return 0.0
    parts = [set(one.values or one.fields or ()) for one in (old, new)]
    return max(_shared(*parts), 0.9 * _names(before, after))


def references(
    _: str, old: spec.ReferenceType, __: str, new: spec.ReferenceType
) -> float:
    """Return how likely a collection of references was renamed."""
    if old.item == new.item:
        return 1.0
    return 0.5 * _shared(old.predefined, new.predefined) * bool(old.predefined)


def texts(before: str, old: str, after: str, new: str) -> float:
    """Return how likely a described name was renamed."""
    return max(_names(before, after), _texts(old, new))


def values_and(renames: Sequence[tuple[str, str]]) -> Alike[object]:
    """Return `values`, for enums that may have names of collections as values."""

    def alike(before: str, old: object, after: str, new: object) -> float:
        known = (before, after) in renames
        return _CERTAIN if known else values(before, old, after, new)

    return alike


def values(before: str, _: object, after: str, __: object) -> float:
    """Return how likely an enum's value was renamed, by its letters alone.

    Opposites such as Enabled and Disabled are alike, so one must begin like the other.
    """
    begins = before.startswith(after) or after.startswith(before)
    ends = before.endswith(after) or after.endswith(before)
    return 1.0 if begins or (ends and before[:1].isupper()) else 0.0


def _shared(old: Iterable[str], new: Iterable[str]) -> float:
    before, after = set(old), set(new)
    return len(before & after) / len(before | after) if before | after else 0.0


def _names(before: str, after: str) -> float:
    if before in after or after in before:
        return 0.8
    return SequenceMatcher(None, before.casefold(), after.casefold()).ratio()


def _texts(old: str, new: str) -> float:
    return SequenceMatcher(None, old, new).ratio() - 0.2
