"""A first load of clockings into DuckDB: rows a second, CPU and memory of each way.

    python -m benchmarks.sync --rows 100000 1000000

The emulator runs in a process of its own and answers all candidates alike. Each
candidate runs in a fresh process. Writes SYNC.md; a million rows take some minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from attrs import evolve, field, frozen

from benchmarks import report
from benchmarks.loaders import (
    BY_HAND,
    FIRST,
    LOADERS,
    OURS,
    PAGES,
    PARQUET,
    REST,
    TODAY,
    USER_AGENT,
    Settings,
)
from benchmarks.report import Figure, Part

DAYS = (TODAY - FIRST).days
ROWS_A_DAY = 2.04
"""Clockings of a person and day in the sample, about."""
PAGE = 1000
SLOW = (REST, BY_HAND)
"""Measured with the first number of rows only."""
RIVALS = (REST, PARQUET, BY_HAND)
FEW = 1_000
LONGEST = 900.0
"""Seconds that a candidate may take."""

_TEXT = """\
# A first load into a warehouse

Printed by `python -m benchmarks.sync` on CPython {python}, {cores} cores: clockings
from the emulator, in a process of its own, into a DuckDB file; pages of {page:,}. Each
line is a fresh process, from its first import to the end of the load; what starting
takes, seen from a load of {few:,} rows, is left out of the rate "at length". dlt's
`rest_api` is configured as its documentation does it; with Parquet files it is given
what ours has anyway, and both merge with the same bound to DuckDB's memory.
`{by_hand}` stops after a minute. CPU is the loader's own.

{figures}

{tables}

## What limits it

`{pages}` fetches the same pages one after the other and reads nothing but the links:
no client that walks this list can be faster than about that, however it loads.

{limit}

What grows in ours is DuckDB's memory, up to the limit it is given (100 MB), and 8 bytes
a row for the ids that a load has brought.

The load itself stays a merge, although a first load finds an empty table: a process
that is killed after a file was stored, but before dlt noted it, stores the file again.
Merging by id makes that harmless; appending, or emptying the table first, does not.
"""


@frozen(kw_only=True)
class Load:
    """What one candidate did."""

    name: str
    rows: int
    seconds: float
    cpu: float
    server: float
    """Seconds of CPU that the emulator took meanwhile."""
    mebibytes: float
    steps: Mapping[str, float] = field(factory=dict)

    @property
    def rate(self) -> float:
        """Rows a second, from the first import on."""
        return self.rows / self.seconds

    def beyond(self, few: Load) -> Load:
        """Return what it did beyond a load of few rows, which is mostly starting."""
        return evolve(
            self,
            rows=self.rows - few.rows,
            seconds=self.seconds - few.seconds,
            cpu=self.cpu - few.cpu,
        )

    def line(self, few: Load, ours: Load) -> list[str]:
        more = self.beyond(few)
        return [
            self.name,
            f"{self.rows:,}",
            f"{self.seconds:.1f}",
            f"{self.rate:,.0f}",
            f"{more.rate:,.0f}",
            f"{ours.rate / self.rate:.2f}",
            f"{self.cpu:.1f}",
            f"{more.cpu / more.rows * 1e6:.1f}",
            f"{self.server:.1f}",
            f"{self.mebibytes:.0f}",
            ", ".join(f"{name} {one:.1f}" for name, one in self.steps.items()),
        ]


Loads = dict[str, Load]


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


def compared(rows: int, names: Sequence[str]) -> Loads:
    """Measure candidates one after the other on the same tenant."""
    with emulator(rows) as (settings, process):
        found = {}
        for name in names:
            found[name] = one = measured(name, settings, process)
            print(f"{name:20} {one.rows:>10,} {one.seconds:>7.1f} s", flush=True)
        return found


def part(few: Loads, found: Sequence[Loads]) -> Part:
    """Return the claims, and a table for each number of rows."""
    figures = [
        _faster(loads, name) for name in RIVALS for loads in found if name in loads
    ]
    for loads in found:
        beyond = {name: one.beyond(few[name]) for name, one in loads.items()}
        figures.append(evolve(_faster(beyond, PARQUET), note="starting left out"))
    first, last = found[0][OURS], found[-1][OURS]
    peak = max(one[OURS].mebibytes for one in found)
    figures.append(Figure("peak memory", peak, 400, False, " MiB"))
    if len(found) > 1:
        grown = last.mebibytes - first.mebibytes
        note = f"{first.rows:,} to {last.rows:,} rows"
        figures.append(Figure("growth of the peak", grown, 100, False, " MiB", note))
    return Part(figures, [_table(few, one) for one in found])


def _faster(found: Loads, name: str) -> Figure:
    ours, other = found[OURS], found[name]
    claim = f"rows/s to {name}, {ours.rows:,} rows"
    return Figure(claim, ours.rate / other.rate, 10, True)


def _table(few: Loads, found: Loads) -> str:
    head = ["", "rows", "s", "rows/s", "at length", "ours to it"]
    head += ["CPU s", "µs/row at length", "server CPU s", "MiB", "dlt's steps, s"]
    ours = found[OURS]
    lines = [one.line(few[name], ours) for name, one in found.items()]
    return report.rows(f"{ours.rows:,} rows", head, lines)


def limit(found: Sequence[Loads]) -> str:
    """Say what ratio could be had at the most, and how near ours is."""
    return "\n".join(_limit(one[PAGES], one[OURS], one[PARQUET]) for one in found)


def _limit(floor: Load, ours: Load, other: Load) -> str:
    return (
        f"- {floor.rows:,} rows: {floor.rate:,.0f} rows/s, {floor.seconds:.1f} s, in"
        f" which the server\n  computes for {floor.server:.1f} s. At the most"
        f" {floor.rate / other.rate:.1f} times `{PARQUET}`; ours is"
        f" {ours.rate / other.rate:.1f} times."
    )


def text(few: Loads, found: Sequence[Loads]) -> str:
    """Return the text of SYNC.md."""
    made = part(few, found)
    return _TEXT.format(
        python=platform.python_version(),
        cores=os.cpu_count(),
        page=PAGE,
        few=few[OURS].rows,
        by_hand=BY_HAND,
        pages=PAGES,
        figures=report.table(made.figures),
        tables="\n\n".join(made.tables),
        limit=limit(found),
    )


def main() -> None:
    """Measure, print, and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sync")
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    asked = parser.parse_args()
    # The first run after an installation compiles what the others import.
    few = [compared(FEW, list(LOADERS)) for _ in range(2)][1]
    found = [
        compared(rows, [one for one in LOADERS if not number or one not in SLOW])
        for number, rows in enumerate(asked.rows)
    ]
    whole = text(few, found)
    minor = f"{sys.version_info.major}{sys.version_info.minor}"
    name = "SYNC.md" if minor == "311" else f"SYNC-{minor}.md"
    (report.HERE / name).write_text(whole, "utf-8")
    print(whole)


if __name__ == "__main__":
    main()
