"""How long it takes to walk a list: by CPU time, or by the wall where it waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from benchmarks import by_hand, generated, ours, report
from benchmarks.measuring import Times, ratio, rounds
from benchmarks.report import OURS, Figure, Part
from benchmarks.server import serving

Cursor = Callable[[str], Iterator[Any]]
Runs = dict[str, Callable[[], object]]

ARROW = "this client, Arrow"
TABLE, KEPT = "this client, one Arrow table", "this client, a list of objects"
AHEAD, AFTER = "this client, asking ahead", "this client, one after the other"
WINDOWS, WHOLE = "this client, 12 windows in parallel", "this client, sequential"

PEERS: dict[str, Cursor] = {
    OURS: ours.walk,
    "pydantic + httpx": by_hand.pydantic,
    "dicts + httpx": by_hand.dicts,
    "msgspec.Struct + httpx": by_hand.struct,
    "openapi-python-client": generated.openapi_python_client,
    "--generate-client, pydantic": partial(generated.generate_client, "gen_pydantic"),
    "--generate-client, msgspec": partial(generated.generate_client, "gen_msgspec"),
}
BARS = {
    "pydantic + httpx": 2.5,
    "openapi-python-client": 3.5,
    "--generate-client, pydantic": 2.5,
    "--generate-client, msgspec": 0.9,
}


def through(cursor: Cursor, url: str, expected: int) -> None:
    """Use every row of a list."""
    _is(sum(1 for rows in cursor(url) for _ in rows), expected)


def whole(read: Callable[[str], Any], url: str, expected: int) -> None:
    """Read a list as a whole, and keep it."""
    _is(len(read(url)), expected)


def _is(count: int, expected: int) -> None:
    if count != expected:
        raise AssertionError(f"{count} rows came, not {expected}")


async def through_async(url: str, expected: int) -> None:
    count = 0
    async for rows in ours.walk_async(url):
        for _ in rows:
            count += 1
    _is(count, expected)


def without_delay(pages: int, count: int) -> Part:
    """Measure the processor's time of all clients where nothing is waited for."""
    rows = pages * 1_000
    with serving(0, 1_000, pages) as url:
        runs: Runs = {
            name: partial(through, cursor, url, rows)
            for name, cursor in (*PEERS.items(), (ARROW, ours.arrow))
        }
        runs["this client, async"] = lambda: asyncio.run(through_async(url, rows))
        found = rounds(runs, count)
        wholes: Runs = {
            TABLE: partial(whole, ours.table, url, rows),
            KEPT: partial(whole, ours.kept, url, rows),
        }
        kept = rounds(wholes, count)
    rate = {name: rows / times.median for name, times in found.items()}
    report.bars("rows", "Rows of a list by second of CPU", rate, "rows/s")
    walked = [
        Figure(f"walk at 0 ms, to {name}", ratio(found, name, OURS), bar, True)
        for name, bar in BARS.items()
    ]
    arrow = "Arrow to objects, rows/s"
    columns = [
        Figure(f"{arrow}, the list kept", ratio(kept, KEPT, TABLE), 1.5, True),
        Figure(f"{arrow}, page by page", ratio(found, OURS, ARROW), 1.5, True),
    ]
    tables = [
        report.times(f"Walk {pages} pages at 0 ms", found, OURS),
        report.times(f"Keep {pages} pages as a whole", kept, KEPT),
    ]
    return Part([*walked, *columns], tables)


def waiting(pages: int, count: int) -> Part:
    """Measure the time by the wall where each page takes a while to come."""
    short, long = _delayed(pages, count, 0.010), _delayed(pages, 1, 0.050)
    with serving(0.050, 1_000, 96) as url:
        runs: Runs = {
            WHOLE: partial(through, ours.sequential, url, 96_000),
            WINDOWS: partial(through, ours.parallel, url, 96_000),
        }
        year = rounds(runs, count, time.perf_counter)
    return Part(
        [
            Figure(
                "12 windows in parallel at 50 ms, to sequential",
                ratio(year, WHOLE, WINDOWS),
                8,
                True,
            ),
            Figure(
                "asking for the next page ahead at 10 ms",
                ratio(short, AFTER, AHEAD),
                1.15,
                True,
            ),
        ],
        [
            report.times(f"Walk {pages} pages at 10 ms, by the wall", short, AHEAD),
            report.times(f"Walk {pages} pages at 50 ms, by the wall", long, AHEAD),
            report.times("A year of 96 pages at 50 ms, by the wall", year, WINDOWS),
        ],
    )


def _delayed(pages: int, count: int, delay: float) -> dict[str, Times]:
    walks = {
        AFTER: ours.sequential,
        AHEAD: ours.walk,
        "pydantic + httpx": by_hand.pydantic,
        "dicts + httpx": by_hand.dicts,
    }
    with serving(delay, 1_000, pages) as url:
        runs: Runs = {
            name: partial(through, cursor, url, pages * 1_000)
            for name, cursor in walks.items()
        }
        return rounds(runs, count, time.perf_counter)
