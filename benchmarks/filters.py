"""Building and explaining a query with very many ids."""

from __future__ import annotations

import time

from benchmarks.ours import YEAR, client


def section() -> str:
    """Return how the time grows with the number of ids."""
    lines = ["### Building a query", "", "| ids | ms | requests |", "|---|---|---|"]
    with client("http://127.0.0.1:9") as protime:
        for size in (1_000, 10_000, 100_000):
            begin = time.process_time()
            ids = list(range(1_000_000, 1_000_000 + size))
            explained = protime.clockings.list(date=YEAR, person=ids).explain()
            spent = (time.process_time() - begin) * 1_000
            lines.append(f"| {size:,} | {spent:.1f} | {explained.requests} |")
    return "\n".join(lines)
