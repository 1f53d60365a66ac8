"""What comes before the first row: importing, the first page; and regenerating."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import report
from benchmarks.child import measured
from benchmarks.report import Figure, Part
from benchmarks.server import serving

ROOT = Path(__file__).parent.parent


def first() -> Part:
    """Measure fresh processes."""
    ours, client, peers = (
        statistics.median(_imported(line) for _ in range(9))
        for line in (
            "import protime",
            "from protime import Protime",
            "import pydantic, httpx",
        )
    )
    with serving(0, 100, 1) as url:
        page = statistics.median(measured("first_call", url, times=9))
    spent = {
        "`import protime`": ours,
        "`from protime import Protime`": client,
        "`import pydantic, httpx`": peers,
        "from nothing to the first page of the first list, by the wall": page,
        "regenerating the package, by the wall": _regenerated() * 1e3,
    }
    lines = [[name, f"{found / peers:.3g}"] for name, found in spent.items()]
    figures = [
        Figure("`import protime` above the interpreter", ours, 5, False, " ms"),
        Figure("the same, to pydantic + httpx", ours / peers, 0.1, False),
    ]
    return Part(
        figures, [report.rows("Starting", ["", "to `import pydantic, httpx`"], lines)]
    )


def _imported(line: str) -> float:
    """Return the milliseconds that a bare interpreter imports for, by its own count."""
    command = [sys.executable, "-I", "-X", "importtime", "-c", f"0; {line}"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = [line.split("|") for line in done.stderr.splitlines() if "|" in line]
    # What is imported within another stands further in, and counts there already.
    outer = [row for row in told[1:] if not row[2].startswith("   ")]
    begin = next(at for at, row in enumerate(outer) if row[2].strip() == "site")
    return sum(int(row[1]) for row in outer[begin + 1 :]) / 1_000


def _regenerated() -> float:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("spec", "generator", "generated"):
            shutil.copytree(ROOT / name, Path(folder, name))
        shutil.copy(ROOT / "pyproject.toml", folder)
        return statistics.median(_generated(folder) for _ in range(3))


def _generated(folder: str) -> float:
    begin = time.perf_counter()
    command = [sys.executable, "-m", "generator", "generate"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - begin
