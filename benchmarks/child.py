"""What a fresh process measures of itself: ``python -m benchmarks.child NAME ...``.

Prints a list of numbers.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.first import walk


def resident() -> float:
    """Return the MiB that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def peak() -> float:
    """Return the most MiB that the process has held."""
    # Not `getrusage`, whose maximum starts with what the parent held.
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def kept(way: str, rows: str) -> list[float]:
    """Return the MiB that keeping so many rows takes."""
    from benchmarks.decoding import readers
    from benchmarks.rows import page

    read, content = readers()[way], page(1_000)
    read(content)
    gc.collect()
    before = resident()
    pages = [read(content) for _ in range(int(rows) // 1_000)]
    gc.collect()
    after = resident()
    del pages
    return [after - before]


def streamed(url: str) -> list[float]:
    """Return the most MiB that walking a list takes."""
    for _ in walk(url, "ours.walk"):
        pass
    return [peak()]


def walked(url: str, way: str, rows: str, times: str, collector: str) -> list[float]:
    """Return the seconds of CPU of each walk with a client of its own, after a page.

    The garbage collector is "on", "off", or leaves alone what was there before
    ("frozen").
    """
    return _walked(url, way, rows, times, collector, time.process_time)


def waited(url: str, way: str, rows: str, times: str) -> list[float]:
    """Return the seconds by the wall of each walk with a client of its own."""
    return _walked(url, way, rows, times, "on", time.perf_counter)


def _walked(
    url: str,
    way: str,
    rows: str,
    times: str,
    collector: str,
    clock: Callable[[], float],
) -> list[float]:
    next(walk(url, way))
    gc.collect()
    {"on": gc.enable, "off": gc.disable, "frozen": gc.freeze}[collector]()
    found = []
    for _ in range(int(times)):
        gc.collect()
        begin = clock()
        count = sum(1 for page in walk(url, way) for _ in page)
        found.append(clock() - begin)
        if count != int(rows):
            raise AssertionError(f"{count} rows came, not {rows}")
    return found


def collected(url: str) -> list[float]:
    """Return 1 for each page after which the garbage collector is on, else 0."""
    return [float(gc.isenabled()) for _ in walk(url, "ours.walk")]


def clients(count: str) -> list[float]:
    """Return the milliseconds of CPU that each client takes but the first."""
    from benchmarks.peers.ours import client

    found = []
    for _ in range(int(count) + 1):
        begin = time.process_time()
        with client(None):
            found.append((time.process_time() - begin) * 1e3)
    return found[1:]


def scaled(name: str, size: str, times: str) -> list[float]:
    """Return the seconds of CPU that a work of a size takes, each time anew."""
    from benchmarks.works import WORKS

    with WORKS[name](int(size)) as work:
        found = []
        for _ in range(int(times)):
            begin = time.process_time()
            work()
            found.append(time.process_time() - begin)
    return found


if __name__ == "__main__":
    measures = (kept, streamed, walked, waited, collected, clients, scaled)
    named = {measure.__name__: measure for measure in measures}
    print(json.dumps(named[sys.argv[1]](*sys.argv[2:])))
