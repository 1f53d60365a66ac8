"""What keeping rows takes, and what reading them one after the other takes."""

from __future__ import annotations

from functools import partial

from benchmarks import report
from benchmarks.decoding import DICTS, readers
from benchmarks.processes import child
from benchmarks.report import OURS, Found, Part
from benchmarks.server import serving

SIZES = (10_000, 30_000, 100_000, 300_000)
STREAMED = (10_000, 100_000, 1_000_000)
KEPT = 100_000


def of_rows() -> Part:
    """Measure fresh processes that keep, or stream, more and more rows."""
    kept = {
        name: {size: child("kept", name, size).median() for size in SIZES}
        for name in readers()
    }
    streamed = {size: _streamed(size) for size in STREAMED}
    shown = {**kept, "this client, streaming": streamed}
    plot = partial(report.curves, "memory", "Memory by rows", shown, "MiB")
    head = ["MiB", *(f"{size:,} rows" for size in SIZES)]
    lines = [
        [name, *(f"{mebibytes:.0f}" for mebibytes in points.values())]
        for name, points in kept.items()
    ]
    note = ", ".join(f"{mebibytes:.0f}" for mebibytes in streamed.values()) + " MiB"
    grown = streamed[STREAMED[-1]] - streamed[STREAMED[0]]
    half = kept[OURS][KEPT] / kept[DICTS][KEPT]
    found = [
        Found("memory of 100,000 kept rows, to dicts", half),
        Found("streaming 1,000,000 against 10,000 rows", grown, note=note),
    ]
    return Part(found, [report.titled("Rows kept", head, lines)], [plot])


def _streamed(size: int) -> float:
    with serving(0, 1_000, size // 1_000) as url:
        return child("streamed", url).median()
