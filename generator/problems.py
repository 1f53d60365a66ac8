"""Problems of the spec: found all at once, listed in one report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from attrs import frozen

_FEW = 8


@frozen
class Problem:
    """What is wrong at one place of one file."""

    file: str
    path: str
    what: str
    line: int | None = None
    """Counted from 1, if the place was found in the file."""
    text: str = ""
    """What stands on that line."""

    def __str__(self) -> str:
        """Return the problem as compilers report it, so that editors jump to it."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        lines = [f"{place}: {self.what}"]
        if self.text:
            lines.append(f"  {self.line} | {self.text}")
        if self.path:
            lines.append(f"  at {self.path}")
        return "\n".join(lines)


class GeneratorError(Exception):
    """The generator cannot go on, as the message says to who runs it."""


class GenerationFailed(GeneratorError):
    """A spec that keeps every rule becomes no package; the message names a file."""


class SpecError(GeneratorError):
    """The spec holds problems, all of which the message lists by file."""

    def __init__(self, problems: list[Problem]) -> None:
        """Take every problem that was found."""
        self.problems = sorted(
            problems, key=lambda problem: (problem.file, problem.line or 0)
        )
        super().__init__("\n".join(map(str, self.problems)))


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Return a message that nothing has the name, with the nearest or with all."""
    names = {_plain(word): word for word in sorted(known)}
    near = get_close_matches(_plain(name), names, 1)
    text = f"no {kind} is called {name!r}"
    if near:
        return f"{text}; did you mean {names[near[0]]!r}?"
    listed = ", ".join(list(names.values())[:_FEW])
    more = ", ..." if len(names) > _FEW else ""
    return f"{text}; there are {listed}{more}" if names else text


def _plain(word: str) -> str:
    """Return a word without what people confuse in it: its case and its joints."""
    return re.sub(r"[\W_]", "", word).lower() or word
