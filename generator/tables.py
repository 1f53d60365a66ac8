"""What reports have in common: tables in Markdown, and counts in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        cells = (cell.replace("|", "\\|") for cell in row)
        yield f"| {' | '.join(cells)} |"


def counted(names: Iterable[str], order: Sequence[str]) -> str:
    """Return how often each name stands there, in an order; empty if none does."""
    found = Counter(names)
    return ", ".join(f"{found[name]} {name}" for name in order if found[name])
