"""How long it takes to walk long lists with a fresh client, by CPU."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from benchmarks import report
from benchmarks.fresh import FORMS, PEER, PEERS
from benchmarks.measuring import Times, ratio
from benchmarks.processes import Program, beside, child, in_turn
from benchmarks.report import OURS, Found, Part
from benchmarks.server import serving

PAGES, YEAR, KEPT_ROWS = 100, 96, 300_000
ASYNC, DELTA, COLUMNS = f"{OURS}, async", f"{OURS}, a delta", f"{OURS}, columns"
TABLE, KEPT = f"{OURS}, one Arrow table", f"{OURS}, a list of objects"
WINDOWS, WHOLE = f"{OURS}, 12 windows in parallel", f"{OURS}, sequential"
STRUCT, SOCKET = "msgspec.Struct + httpx", "msgspec.Struct + a raw socket"
BUFFERED = f"{SOCKET}, buffered"
GENERATED = {
    "openapi-python-client": "generated.openapi_python_client",
    "--generate-client, pydantic": "generated.generate_client gen_pydantic",
    "--generate-client, msgspec": "generated.generate_client gen_msgspec",
}
WAYS = {
    OURS: "ours.walk",
    ASYNC: "ours.awaited",
    DELTA: "ours.delta",
    COLUMNS: "ours.arrow",
    **PEERS,
    **FORMS,
    "msgspec.Struct, plain + httpx": "by_hand.over_httpx plain_struct",
    "msgspec.Struct + http.client": "by_hand.over_http_client struct",
    SOCKET: "by_hand.over_socket struct",
    BUFFERED: "by_hand.over_socket struct buffered",
    **GENERATED,
}
RESTING = {**PEERS, **FORMS}
"""Whose collector is paused in a page, as ours is, and frozen before the walk."""


def measured(root: Path, rounds: int) -> Part:
    """Measure walks of all clients, with the collector on, paused and frozen."""
    with serving(0, 1_000, PAGES) as url:
        found = in_turn(
            beside({name: _program(url, way) for name, way in WAYS.items()}, root),
            rounds,
        )
        resting = in_turn(_resting(url), rounds)
        kept = in_turn(
            {
                KEPT: _program(url, "ours.kept"),
                TABLE: _program(url, "ours.table"),
            },
            rounds,
        )
    rate = {
        name: PAGES * 1_000 / times.median
        for name, times in found.items()
        if not name.endswith("before")
    }
    against = report.against
    buffered = f"{ratio(found, OURS, BUFFERED):.2f} to one that reads a buffered file"
    raw = "walk of 100 pages to a raw socket + msgspec"
    figures = [
        against("walk of 100 pages to Struct(gc=False) + httpx", found, OURS, STRUCT),
        against(raw, found, OURS, SOCKET, buffered),
        against("async walk to sync", found, ASYNC, OURS),
        against("delta page to list page", found, DELTA, OURS),
        against("columns page by page to objects", found, COLUMNS, OURS),
        *(
            Found(f"walk at 0 ms, to {name}", ratio(found, name, OURS))
            for name in (PEER, *GENERATED)
        ),
        Found("Arrow to objects, rows/s, the list kept", ratio(kept, KEPT, TABLE)),
    ]
    tables = [
        report.times(f"Walk {PAGES} pages at 0 ms", found, OURS),
        _gain(resting),
        report.times(f"Keep {PAGES} pages as a whole", kept, KEPT),
    ]
    title = "Rows of a list by second of CPU"
    return Part(figures, tables, [partial(report.bars, "rows", title, rate, "rows/s")])


def kept(root: Path, rounds: int) -> Part:
    """Measure what the garbage collector costs who keeps many rows."""
    pages = KEPT_ROWS // 1_000
    off = f"{OURS}, the collector off"
    with serving(0, 1_000, pages) as url:
        programs = {
            OURS: _program(url, "ours.kept", pages=pages),
            off: _program(url, "ours.kept", "off", pages=pages),
        }
        found = in_turn(beside(programs, root), rounds)
        after = child("collected", url).numbers()
    note = f"it is on after {sum(after):.0f} of {pages} pages"
    name = "300,000 rows kept, to the collector off"
    tables = [report.times("Keep 300,000 rows as a list", found, off)]
    return Part([report.against(name, found, OURS, off, note)], tables)


def parallel(root: Path, rounds: int) -> Part:
    """Measure the CPU of a year read by 12 workers, to that of one after the other."""
    figures, tables = [], []
    for delay in (0.010, 0):
        title = f"12 parallel workers at {delay * 1e3:g} ms, CPU a page to sequential"
        with serving(delay, 1_000, YEAR) as url:
            programs = {
                WINDOWS: _program(url, "ours.parallel", pages=YEAR),
                WHOLE: _program(url, "ours.sequential", pages=YEAR),
            }
            found = in_turn(beside(programs, root), rounds)
        figures.append(report.against(title, found, WINDOWS, WHOLE))
        tables.append(report.times(title, found, WHOLE))
    return Part(figures, tables)


def _program(url: str, way: str, collector: str = "on", pages: int = PAGES) -> Program:
    return child("walked", url, way, pages * 1_000, 1, collector)


def _resting(url: str) -> dict[str, Program]:
    programs = {}
    for name, way in RESTING.items():
        programs[name] = _program(url, way)
        programs[f"{name}, paused"] = _program(url, f"{way} paused")
        programs[f"{name}, frozen"] = _program(url, way, "frozen")
    return programs


def _gain(found: Mapping[str, Times]) -> str:
    head = ["", "collector paused in a page, to on", "frozen before the walk, to on"]
    lines = [
        [name, *(f"{ratio(found, f'{name}, {how}', name):.2f}" for how in _HOW)]
        for name in RESTING
    ]
    return report.titled("What pausing the collector gives peers", head, lines)


_HOW = ("paused", "frozen")
