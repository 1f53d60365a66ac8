"""A first load of clockings into DuckDB: rows a second, CPU and memory of each way.

The emulator runs in a process of its own and answers all candidates alike. Each
candidate runs in a fresh process. Writes SYNC.md.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from benchmarks import report
from benchmarks.loaders import (
    BY_HAND,
    FIRST,
    LOADERS,
    OURS,
    PAGES,
    REST,
    TODAY,
    USER_AGENT,
    Settings,
)
from benchmarks.loads import PAGE, Load, Loads, text
from benchmarks.processes import Program
from benchmarks.report import Found, Part, before

DAYS = (TODAY - FIRST).days
ROWS_A_DAY = 2.04
"""Clockings of a person and day in the sample, about."""
SLOW = (REST, BY_HAND)
"""Measured with the first number of rows only."""
FEW, MANY, MOST = 1_000, 100_000, 1_000_000
OLD = before(OURS)
REPEATED = (OURS, OLD, PAGES)
"""Measured in several rounds; the others take long, and are far behind."""
QUIET = {"RUNTIME__DLTHUB_TELEMETRY": "false", "RUNTIME__LOG_LEVEL": "CRITICAL"}


def loaded(name: str, settings: Settings, server: int, root: Path) -> Load:
    """Load in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        way = OURS if name == OLD else name
        arguments = (way, json.dumps(settings), folder)
        program = Program(("-m", "benchmarks.loaders", *arguments), variables=QUIET)
        before = _cpu(server)
        said = (program.at(root) if name == OLD else program).output()
        found: dict[str, Any] = json.loads(said.splitlines()[-1])
        return Load(name=name, server=_cpu(server) - before, **found)


def _cpu(process: int) -> float:
    """Return the seconds of CPU that a process has taken, from Linux's ``/proc``."""
    numbers = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def emulator(rows: int) -> Iterator[tuple[Settings, int]]:
    """Serve so many rows, about; give the settings, and the process."""
    people = max(1, round(rows / DAYS / ROWS_A_DAY))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "protime_emulator", "--port", port, "--quiet"]
    command += ["--people", str(people), "--days", str(DAYS), "--today", str(TODAY)]
    command += ["--page-size", str(PAGE)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = [process.stderr.readline().split("=", 1)[1].strip() for _ in range(4)]
        names = ("tenant", "client_id", "client_secret", "base_url")
        try:
            _wait(said[3])
            found = {**dict(zip(names, said, strict=True)), "user_agent": USER_AGENT}
            yield found, process.pid
        finally:
            process.terminate()


def _wait(url: str) -> None:
    for _ in range(100):
        try:
            httpx.get(url)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The emulator did not start.")


def compared(rows: int, names: Sequence[str], rounds: int, root: Path) -> Loads:
    """Measure candidates in turn on the same tenant; return the median load of each."""
    found: dict[str, list[Load]] = {name: [] for name in names}
    with emulator(rows) as (settings, process):
        for number in range(rounds):
            for name in names if not number else REPEATED:
                found[name].append(loaded(name, settings, process, root))
    return {name: _median(loads) for name, loads in found.items()}


def _median(loads: Sequence[Load]) -> Load:
    return sorted(loads, key=lambda load: load.seconds)[len(loads) // 2]


def measured(root: Path, rounds: int) -> Part:
    """Measure, write SYNC.md, and return what loading takes beside fetching."""
    names = [*LOADERS, OLD]
    few = compared(FEW, names, rounds, root)
    many = compared(MANY, names, rounds, root)
    lasting = [name for name in names if name not in SLOW]
    most = compared(MOST, lasting, rounds, root)
    whole = text(few, [many, most])
    (report.HERE / f"SYNC{report.OTHER}.md").write_text(whole, "utf-8")
    title = "1,000,000 clockings into DuckDB to fetching the pages alone"
    now, old = (most[name].seconds / most[PAGES].seconds for name in (OURS, OLD))
    return Part([Found(title, now, old, "by the wall")], [])
