"""Names and summaries for the spec, from what the vendor's document says."""

from __future__ import annotations

import keyword
import textwrap
from collections.abc import Sequence

from attrs import define, evolve

from generator import names, spec
from generator.validation import texts

INFERRED = "only the tenant's Swagger document names it"
"""What every proposal is marked with."""
UNKNOWN_PLACE = "its place in the spec is not known"
UNPRINTABLE = "its name cannot be printed"
_LONGEST = 64
_SHOWN = 60


@define
class Names:
    """Names of classes: each is given once, and none that the package has."""

    taken: set[str]

    def free(self, wanted: str) -> str:
        """Return the name, with a number where it is taken; it is taken from now on."""
        name, number = wanted, 2
        while name in self.taken:
            name, number = f"{wanted}{number}", number + 1
        self.taken.add(name)
        return name


def summary(said: str, name: str, root: spec.Spec) -> str:
    """Return the first sentence of what is said, or a name as words if it does not fit.

    Whether it does is asked of the rules themselves.
    """
    first = " ".join(said.split()).partition(". ")[0].rstrip(".")
    # A collection's has the least room.
    one = evolve(next(iter(root.collections.values())), summary=f"{first}.")
    bare = evolve(root, types={}, collections={one.collection: one})
    if first and first.isprintable() and not [*texts.summaries(bare)]:
        return f"{first}."
    words = textwrap.shorten(names.prose(name), _LONGEST, placeholder="")
    return f"{words[:1].upper()}{words[1:]}." if words else "It has no name in words."


def python(wire: str) -> str | None:
    """Return the name in Python, if the spec has to give it."""
    found = names.snake(wire)
    if not found.isidentifier() or keyword.iskeyword(found):
        found = names.upper(wire).lower()
    return None if names.round_trips(wire, found) else found


def marked(present: str | None, mark: str = INFERRED) -> str:
    """Return what is inferred with one mark more, as far as there is room for it."""
    both = f"{present}; {mark}"
    if present is None or mark in present:
        return present or mark
    return both if len(both) <= _LONGEST else present


def shown(text: str) -> str:
    """Return a text of the vendor's as a message has it."""
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return f"`{short}`" if short.isprintable() else ascii(short)


def dotted(path: Sequence[str]) -> str:
    """Return the names of a place as a message has them."""
    return shown(".".join(path))
