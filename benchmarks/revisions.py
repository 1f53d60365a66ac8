"""Our client beside itself at another revision: ``nox -s bench-against -- REV``.

Both run the same jobs in turn, each round in a process of its own; where the quartiles
of a job overlap, the instructions of both decide, if valgrind is there.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import FOLDERS, ROOT, VALGRIND, Program, compiled, in_turn
from benchmarks.scenarios import JOBS

JOB = str(Path(__file__).parent / "scenarios.py")
STARTS = {
    "python -c pass": ("-c", "pass"),
    "import protime": ("-c", "import protime"),
} | {
    command: ("-m", "protime_cli", *command.split()[1:])
    for command in ("protime --help", "protime clockings list --help")
}
MOST = 1.05
"""How many times as long as before a job may take."""


@contextmanager
def checked_out(revision: str) -> Iterator[Path]:
    """Yield a folder with the files of a revision that are run."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["git", "archive", revision, *FOLDERS]
        files = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
        if files.returncode:
            sys.exit(f"No revision {revision} to measure: {files.stderr.decode()}")
        unpacked = ["tar", "-x", "-C", folder]
        subprocess.run(unpacked, input=files.stdout, check=True)
        compiled(Path(folder))
        yield Path(folder)


def instructions(job: str, root: Path) -> int:
    """Return the instructions of one more round."""
    one, two = (Program((JOB, job, rounds), root).instructions() for rounds in "12")
    return two - one


def line(job: str, old: Path, rounds: int) -> tuple[str, float]:
    """Return a job's row of the table, and how many times as long it takes."""
    starts = job in STARTS
    program = Program(STARTS[job] if starts else (JOB, job, "3"))
    look = Program.cpu if starts else Program.median
    found = in_turn({"old": program.at(old), "now": program}, rounds, look)
    before, after = found["old"], found["now"]
    ratio, by = after.median / before.median, "time"
    overlapping = after.quartiles[0] <= before.quartiles[1]
    if ratio > MOST and overlapping and not starts and VALGRIND:
        ratio, by = instructions(job, ROOT) / instructions(job, old), "instructions"
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
            row, ratio = line(job, old, asked.rounds)
            print(row, flush=True)
            slower += [job] if ratio > MOST else []
    sys.exit(f"Slower than it may be: {', '.join(slower)}" if slower else 0)


if __name__ == "__main__":
    main()
