"""Building and explaining a query with very many ids."""

from __future__ import annotations

import time

from benchmarks import report
from benchmarks.ours import YEAR, client
from benchmarks.report import Part


def queries() -> Part:
    """Measure how the time grows with the number of ids."""
    lines = []
    with client("http://127.0.0.1:9") as protime:
        for size in (1_000, 10_000, 100_000):
            begin = time.process_time()
            ids = list(range(1_000_000, 1_000_000 + size))
            explained = protime.clockings.list(date=YEAR, person=ids).explain()
            spent = (time.process_time() - begin) * 1_000
            lines.append([f"{size:,}", f"{spent:.1f}", f"{explained.requests}"])
    head = ["ids", "ms", "requests"]
    return Part([], [report.rows("Building and explaining a query", head, lines)])
