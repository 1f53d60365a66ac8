"""What a fresh process measures of itself: ``python -m benchmarks.child NAME ...``."""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def resident() -> float:
    """Return the MiB that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def peak() -> float:
    """Return the most MiB that the process has held."""
    # Not `getrusage`, whose maximum starts with what the parent held.
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def kept(way: str, rows: str) -> float:
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
    return after - before


def streamed(url: str) -> float:
    """Return the most MiB that walking a list takes."""
    from benchmarks.ours import walk

    for _ in walk(url):
        pass
    return peak()


def first_call(url: str) -> float:
    """Return the milliseconds until the first page of the first list is read."""
    begin = time.perf_counter()
    from benchmarks.ours import walk

    next(iter(walk(url)))
    return (time.perf_counter() - begin) * 1_000


MEASURES: dict[str, Callable[..., float]] = {
    "kept": kept,
    "streamed": streamed,
    "first_call": first_call,
}


def measured(name: str, *arguments: str, times: int = 1) -> list[float]:
    """Return what fresh processes measure, of which the first is not counted.

    It compiles what the others import, as the first run after an installation does.
    """
    command = [sys.executable, "-m", "benchmarks.child", name, *arguments]
    compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    found: list[Any] = [
        json.loads(
            subprocess.run(
                command, env=compiled, capture_output=True, check=True
            ).stdout
        )
        for _ in range(times + (times > 1))
    ]
    return found[times > 1 :]


if __name__ == "__main__":
    print(json.dumps(MEASURES[sys.argv[1]](*sys.argv[2:])))
