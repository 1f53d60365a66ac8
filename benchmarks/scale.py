"""What grows with the work: the cost of sizes 1, 4 and 16, and of the largest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from benchmarks import report
from benchmarks.processes import VALGRIND, beside, child, instructions
from benchmarks.report import OURS, Found, Part, before

WORKS = {
    "asked": ("making and explaining a list of ids", 400),
    "walked": ("walking a list of ids, split into parts", 400),
    "committed": ("a commit of one change, by known ids", 1_000),
    "received": ("a delivery, by known digests", 1_000),
    "digested": ("a row's digest, by nested values", 100),
    "refused": ("a report of a spec, by clashing collections", 18),
}
"""What is done, and how much of it is size 1."""
SIZES = (1, 4, 16)
LARGEST = {
    "list of 100,000 ids, beyond I/O": ("listed", 100_000, 3, 1.0),
    "list of 400,000 ids, beyond I/O": ("listed", 400_000, 3, 1.0),
    "commit of one change at 3,000,000 known ids": ("committed", 3_000_000, 19, 1e3),
    "report of a spec with 297 clashing collections": ("refused", 297, 3, 1.0),
}
"""A figure's work, its size, how often it is done, and its units in a second."""


def measured(root: Path) -> Part:
    """Measure the largest works by CPU, and how all grow by instructions."""
    largest = [_largest(figure, root) for figure in LARGEST]
    return Part(largest, [_grown(_counted())] if VALGRIND else [])


def _largest(figure: str, root: Path) -> Found:
    work, size, times, unit = LARGEST[figure]
    programs = beside({OURS: child("scaled", work, size, times)}, root)
    now, old = (programs[name].median() * unit for name in (OURS, before(OURS)))
    return Found(figure, now, old)


def _counted() -> dict[tuple[str, int], int]:
    """Count each work as what a process takes more that does it once more."""
    found = instructions(
        {
            (work, size, times): child("scaled", work, size * unit, times)
            for work, (_, unit) in WORKS.items()
            for size in SIZES
            for times in (1, 2)
        }
    )
    return {
        (work, size): found[work, size, 2] - found[work, size, 1]
        for work, size, times in found
        if times == 1
    }


def _grown(costs: Mapping[tuple[str, int], int]) -> str:
    lines = []
    for work, (title, unit) in WORKS.items():
        base = costs[work, 1]
        grown = (f"{costs[work, size] / base:.2f}" for size in SIZES)
        lines.append([title, f"{unit:,}", *grown])
    head = ["", "size 1 is", *map(str, SIZES)]
    return report.titled("Instructions of sizes, to those of size 1", head, lines)
