"""The table of rules: what differs, how much it asks of users, in which words, and why.

The rows stand in ``table.yaml``, which says how they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import yaml
from attrs import frozen

from generator.review.things import AnyThing, Names
from generator.review.words import Words

Level = Literal["breaking", "behaviour", "additive", "documentation"]
LEVELS: tuple[Level, ...] = ("breaking", "behaviour", "additive", "documentation")
"""From what asks most of users to what asks nothing."""
_TABLE = Path(__file__).with_name("table.yaml")
_ITSELF = (
    *("added", "added required", "removed", "renamed", "rewired"),
    *("reordered", "unknown"),
)
_REPEATED = 3
"""Cells of a row whose rule another row has described, at most."""


@frozen
class ReviewRule:
    """A kind of change; its name is stable, so that programs can rely on it."""

    name: str
    level: Level
    why: str


@frozen
class Change:
    """A change: what it is in the API's terms, and what it touches in Python."""

    kind: ReviewRule
    collection: str
    """Empty for what holds for the whole API."""
    words: Words
    python: Names = ()
    about: Names = ()
    """Collections whose own changes may tell this one, too."""

    @property
    def text(self) -> str:
        """What it is, in the API's terms."""
        return str(self.words)

    @property
    def rule(self) -> str:
        """The name of its rule."""
        return self.kind.name

    @property
    def level(self) -> Level:
        """How much the change asks of users."""
        return self.kind.level

    @property
    def why(self) -> str:
        """What it means to them."""
        return self.kind.why


def worst(changes: Iterable[Change]) -> Level | None:
    """Return the level that asks most of users, if there is any change."""
    found = {change.level for change in changes}
    return next((level for level in LEVELS if level in found), None)


@frozen
class Row:
    """A row of the table: what is compared, and what is said where it differs."""

    rule: ReviewRule
    text: str
    python: str | None
    """What it touches in Python, if not what the thing is."""
    value: str
    was: str | None = None
    now: str | None = None
    unless: str | None = None
    alone: bool = False

    def of(self, thing: AnyThing) -> object:
        """Return what is compared: a value, or several."""
        values = [thing.value(key) for key in self.value.split("+")]
        return values if len(values) > 1 else values[0]

    def differs(self, old: AnyThing, new: AnyThing) -> bool:
        """Return whether the value differs, in the way that the row is about."""
        before, after = self.of(old), self.of(new)
        if self.unless and old.value(self.unless) != new.value(self.unless):
            return False
        as_said = self.was in (None, str(before)) and self.now in (None, str(after))
        return as_said and before != after


@frozen
class Section:
    """What the table says of a class of things."""

    python: str | None
    """What such a thing is in Python; what it belongs to, if left out."""
    place: str | None
    """How texts say that something is in it; as of what it belongs to, if left out."""
    itself: Mapping[str, Row]
    """Rows about whether it is there, by what they are about."""
    values: Sequence[Row]


def _sections(table: Mapping[str, dict[str, Any]]) -> Iterator[tuple[str, Section]]:
    for name, section in table.items():
        python, place = section.pop("python", None), section.pop("place", None)
        rows = {key: _row(key, cells) for key, cells in section.items()}
        itself = {key: rows.pop(key) for key in _ITSELF if key in rows}
        yield name, Section(python, place, itself, list(rows.values()))


def _row(key: str, cells: Sequence[Any]) -> Row:
    if len(cells) > _REPEATED:
        name, level, text, why, *python = cells
        RULES[name] = ReviewRule(name, level, why)
    else:
        name, text, *python = cells
    return Row(RULES[name], text, *(python or [None]), **_compared(key))


def _compared(key: str) -> dict[str, Any]:
    match key.split():
        case [value, "unless", other]:
            return {"value": value, "unless": other}
        case [value, "alone"]:
            return {"value": value, "alone": True}
        case [value, "->", now]:
            return {"value": value, "now": now}
        case [value, was, "->"]:
            return {"value": value, "was": was}
        case [value, was, "->", now]:
            return {"value": value, "was": was, "now": now}
    return {"value": key}


_CONTENT = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))

TOLD: Mapping[str, Sequence[str]] = _CONTENT.pop("Told")
"""Rules that a changelog leaves out, by those that tell the same of a collection."""
RULES: dict[str, ReviewRule] = {}
"""Every rule by its name."""
SECTIONS = dict(_sections(_CONTENT))
