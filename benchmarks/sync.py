"""A first load of clockings into DuckDB: rows a second, CPU and memory of each way.

    python -m benchmarks.sync --rows 100000 1000000

The emulator runs in a process of its own and answers all candidates alike. Each
candidate runs in a fresh process. Writes SYNC.md; a million rows take some minutes.
"""

from __future__ import annotations

import argparse
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
    REST,
    TODAY,
    USER_AGENT,
    Settings,
)
from benchmarks.loads import PAGE, Load, Loads, text

DAYS = (TODAY - FIRST).days
ROWS_A_DAY = 2.04
"""Clockings of a person and day in the sample, about."""
SLOW = (REST, BY_HAND)
"""Measured with the first number of rows only."""
FEW = 1_000
LONGEST = 900.0
"""Seconds that a candidate may take."""


def measured(name: str, settings: Settings, server: int) -> Load:
    """Load in a fresh process."""
    quiet = {
        "RUNTIME__DLTHUB_TELEMETRY": "false",
        "RUNTIME__LOG_LEVEL": "CRITICAL",
        "PYTHONDONTWRITEBYTECODE": "",
    }
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.loaders", name]
        before = _cpu(server)
        ended = subprocess.run(
            [*command, json.dumps(settings), folder],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=LONGEST,
            env={**os.environ, **quiet},
        )
        found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
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
    command = [sys.executable, "-m", "protime_emulator", "--port", port]
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


def compared(rows: int, names: Sequence[str], rounds: int = 1) -> Loads:
    """Measure candidates in turn on the same tenant; return the median load of each."""
    found: dict[str, list[Load]] = {name: [] for name in names}
    with emulator(rows) as (settings, process):
        for number in range(rounds):
            for name in names:
                if number and name in SLOW:
                    continue
                load = measured(name, settings, process)
                found[name].append(load)
                print(f"{name:20} {load.rows:>10,} {load.seconds:>7.1f} s", flush=True)
    return {name: _median(loads) for name, loads in found.items()}


def _median(loads: Sequence[Load]) -> Load:
    return sorted(loads, key=lambda load: load.seconds)[len(loads) // 2]


def main() -> None:
    """Measure, print, and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sync")
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    # The first run after an installation compiles what the others import.
    compared(FEW, list(LOADERS))
    few = compared(FEW, list(LOADERS), asked.rounds)
    found = []
    for number, rows in enumerate(asked.rows):
        names = [name for name in LOADERS if not number or name not in SLOW]
        found.append(compared(rows, names, asked.rounds))
    whole = text(few, found)
    (report.HERE / f"SYNC{report.OTHER}.md").write_text(whole, "utf-8")
    print(whole)


if __name__ == "__main__":
    main()
