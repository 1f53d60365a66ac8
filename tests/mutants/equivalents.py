"""The mutants that change nothing a user could see, each with its reason."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from .lines import within
from .mutations import Mutant

FILE = Path(__file__).with_name("equivalents.toml")


@frozen
class Equivalent:
    """A change that is none: lines of a function, and what they may become."""

    module: str
    within: str
    before: str
    after: str
    why: str

    def fits(self, mutant: Mutant) -> bool:
        """Tell whether a mutant is this change, wherever in its module."""
        if mutant.module.as_posix() != self.module:
            return False
        if within(ast.parse(mutant.source()), mutant.line) != self.within:
            return False
        changes = mutant.changes()
        gone = _bare(line[1:] for line in changes if line[0] == "-")
        come = _bare(line[1:] for line in changes if line[0] == "+")
        return (gone, come) == (
            _bare(self.before.splitlines()),
            _bare(self.after.splitlines()),
        )


def known() -> list[Equivalent]:
    """Return the equivalents that were reviewed."""
    told = tomllib.loads(FILE.read_text("utf-8"))
    return [Equivalent(**entry) for entry in told.get("equivalent", [])]


def _bare(lines: Iterable[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines]
