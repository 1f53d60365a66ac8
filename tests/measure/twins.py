"""What the runtime writes twice, for the two ways of waiting.

Every class and function at the top of a module that awaits, or is named after it, is
held against all that do not. Its twin is the one with which it shares most lines, once
the words of waiting are taken out of both; half of them or less is no twin.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from attrs import frozen

_WORDS = (
    (r"\basync |\bawait ", ""),
    (r"Async|async_|Awaiting|Blocking", ""),
    (r"\b__a(iter|next|enter|exit)__", r"__\1__"),
    (r"\ba(close|nyio)\b", r"\1"),
)
_ENOUGH = 0.5


@frozen
class Unit:
    """A class or a function at the top of a module."""

    name: str
    lines: tuple[str, ...]
    """Without blank ones and without the words of waiting."""
    is_async: bool


@frozen
class Twin:
    """What is written for the one way and for the other."""

    name: str
    other: str
    lines: int
    """Of the one that awaits."""
    same: int


def twins(folder: Path) -> list[Twin]:
    """Return what a package writes twice, the longest first."""
    found = list(_units(folder))
    waiting = [unit for unit in found if unit.is_async]
    plain = [unit for unit in found if not unit.is_async]
    pairs = (_twin(unit, plain) for unit in waiting)
    return sorted(filter(None, pairs), key=lambda pair: -pair.lines)


def _units(folder: Path) -> Iterator[Unit]:
    for file in sorted(folder.rglob("*.py")):
        text = file.read_text("utf-8")
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                own = text.splitlines()[node.lineno - 1 : node.end_lineno]
                yield Unit(
                    f"{file.stem}.{node.name}",
                    tuple(filter(None, map(_plain, own))),
                    _waits(node),
                )


def _waits(node: ast.AST) -> bool:
    awaiting = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
    named = re.search("Async|async_|Awaiting", getattr(node, "name", ""))
    return bool(named) or any(isinstance(each, awaiting) for each in ast.walk(node))


def _plain(line: str) -> str:
    for pattern, instead in _WORDS:
        line = re.sub(pattern, instead, line)
    return line.strip()


def _twin(unit: Unit, others: list[Unit]) -> Twin | None:
    shared = {other.name: _same(unit, other) for other in others}
    best = max(shared, key=lambda name: shared[name])
    if shared[best] <= _ENOUGH * len(unit.lines):
        return None
    return Twin(unit.name, best, len(unit.lines), shared[best])


def _same(one: Unit, other: Unit) -> int:
    """Return how many lines stand in both, in the same order."""
    if len(set(one.lines) & set(other.lines)) < _ENOUGH * len(set(one.lines)):
        return 0
    matcher = SequenceMatcher(a=one.lines, b=other.lines, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())
