"""How long a walk takes by the wall, where each page takes a while to come."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks import report
from benchmarks.fresh import PEERS
from benchmarks.measuring import Times, ratio
from benchmarks.processes import child, in_turn
from benchmarks.report import OURS, Found, Part
from benchmarks.server import serving

PAGES, YEAR = 100, 96
AHEAD, AFTER = f"{OURS}, asking ahead", f"{OURS}, one after the other"
WINDOWS, WHOLE = f"{OURS}, 12 windows in parallel", f"{OURS}, sequential"
WAYS = {AHEAD: "ours.walk", AFTER: "ours.sequential", **PEERS}
WAYS_OF_A_YEAR = {WINDOWS: "ours.parallel", WHOLE: "ours.sequential"}


def measured(rounds: int) -> Part:
    """Measure walks, and a year in windows."""
    short = _waited(WAYS, 0.010, PAGES, rounds)
    long = _waited(WAYS, 0.050, PAGES, 1)
    year = _waited(WAYS_OF_A_YEAR, 0.050, YEAR, rounds)
    windows = "12 windows in parallel at 50 ms, to sequential"
    return Part(
        [
            Found(windows, ratio(year, WHOLE, WINDOWS)),
            Found(
                "asking for the next page ahead at 10 ms", ratio(short, AFTER, AHEAD)
            ),
        ],
        [
            report.times(f"Walk {PAGES} pages at 10 ms, by the wall", short, AHEAD),
            report.times(f"Walk {PAGES} pages at 50 ms, by the wall", long, AHEAD),
            report.times("A year of 96 pages at 50 ms, by the wall", year, WINDOWS),
        ],
    )


def _waited(
    ways: Mapping[str, str], delay: float, pages: int, rounds: int
) -> dict[str, Times]:
    with serving(delay, 1_000, pages) as url:
        programs = {
            name: child("waited", url, way, pages * 1_000, 1)
            for name, way in ways.items()
        }
        return in_turn(programs, rounds)
