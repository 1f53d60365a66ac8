"""Building and explaining a query with very many ids."""

from __future__ import annotations

import time

from benchmarks import report
from benchmarks.ours import YEAR, client
from benchmarks.report import Part

SIZES = (1_000, 10_000, 100_000)


def queries() -> Part:
    """Measure how the time of an id grows with the number of ids."""
    explained = {size: _explained(size) for size in SIZES}
    base = explained[SIZES[0]][0]
    lines = [
        [f"{size:,}", f"{spent / base:.2f}", f"{requests}"]
        for size, (spent, requests) in explained.items()
    ]
    head = ["ids", f"time of an id, to that of {SIZES[0]:,}", "requests"]
    return Part([], [report.rows("Building and explaining a query", head, lines)])


def _explained(size: int) -> tuple[float, int]:
    """Return the seconds of an id, and the requests that the query becomes."""
    ids = list(range(1_000_000, 1_000_000 + size))
    with client("http://127.0.0.1:9") as protime:
        protime.clockings.list(date=YEAR, person=ids[:1]).explain()  # Reads its hints.
        begin = time.process_time()
        explanation = protime.clockings.list(date=YEAR, person=ids).explain()
        return (time.process_time() - begin) / size, explanation.requests
