"""Our client beside itself at another revision: ``nox -s bench-against -- REV``.

Both run the same jobs in turn, each round in a process of its own; where the quartiles
of a job overlap, the instructions of both decide, if valgrind is there.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import Times
from benchmarks.scenarios import JOBS

ROOT = Path(__file__).parent.parent
JOB = Path(__file__).parent / "scenarios.py"
PACKAGES = ("generated", "runtime", "extras")
STARTS = {
    "python -c pass": ["-c", "pass"],
    "import protime": ["-c", "import protime"],
} | {
    command: ["-m", "protime_cli", *command.split()[1:]]
    for command in ("protime --help", "protime clockings list --help")
}
MOST = 1.05
"""How many times as long as before a job may take."""


@contextmanager
def checked_out(revision: str) -> Iterator[Path]:
    """Yield a folder with the files of a revision."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["git", "archive", revision, *PACKAGES]
        files = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        unpacked = ["tar", "-x", "-C", folder]
        subprocess.run(unpacked, input=files.stdout, check=True)
        yield Path(folder)


def paired(job: str, roots: tuple[Path, Path], rounds: int) -> tuple[Times, Times]:
    """Run a job of both revisions in turn."""
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for times, root in zip(found, roots, strict=True):
            seconds = _seconds(job, root)
            times += [seconds] if number else []  # The first compiles modules.
    return Times(tuple(found[0])), Times(tuple(found[1]))


def instructions(job: str, root: Path) -> int:
    """Return the instructions of one more round, counted by valgrind."""
    return _counted(job, root, 2) - _counted(job, root, 1)


def _counted(job: str, root: Path, rounds: int) -> int:
    with tempfile.NamedTemporaryFile() as out:
        tool = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}"]
        command = [*tool, sys.executable, str(JOB), job, str(rounds)]
        ran = subprocess.run(command, env=_on(root), check=True, capture_output=True)
    return int(ran.stderr.decode().rpartition("Collected :")[2].split()[0])


def _seconds(job: str, root: Path) -> float:
    if job in STARTS:
        return _started(STARTS[job], root)
    command = [sys.executable, str(JOB), job, "3"]
    ran = subprocess.run(command, env=_on(root), check=True, capture_output=True)
    return statistics.median(map(float, ran.stdout.split()))


def _started(arguments: list[str], root: Path) -> float:
    before = _of_children()
    command = [sys.executable, *arguments]
    subprocess.run(command, env=_on(root), check=True, capture_output=True)
    return _of_children() - before


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _on(root: Path) -> dict[str, str]:
    return os.environ | {
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPATH": os.pathsep.join(str(root / package) for package in PACKAGES),
        "PYTHONHASHSEED": "0",
    }


def line(job: str, roots: tuple[Path, Path], rounds: int) -> tuple[str, float]:
    """Return a job's row of the table, and how many times as long it takes."""
    before, after = paired(job, roots, rounds)
    ratio, by = after.median / before.median, "time"
    overlapping = after.quartiles[0] <= before.quartiles[1]
    if ratio > MOST and overlapping and job in JOBS and shutil.which("valgrind"):
        old, new = (instructions(job, root) for root in roots)
        ratio, by = new / old, "instructions"
    text = f"| {job} | {before.median * 1e3:.1f} | {after.median * 1e3:.1f} |"
    return f"{text} {ratio:.2f} | {by} |", ratio


def main() -> None:
    """Print a table of all jobs; end with status 1 if one is slower than it may be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.revisions")
    parser.add_argument("revision")
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args()
    print(f"| job | {asked.revision}, ms | now, ms | ratio | by |")
    print("|---|---:|---:|---:|---|")
    slower = []
    with checked_out(asked.revision) as old:
        for job in [*STARTS, *JOBS]:
            row, ratio = line(job, (old, ROOT), asked.rounds)
            print(row, flush=True)
            slower += [job] if ratio > MOST else []
    sys.exit(f"Slower than it may be: {', '.join(slower)}" if slower else 0)


if __name__ == "__main__":
    main()
