"""Webhook events a second, each on disk before its response, beside storing nothing.

    python -m benchmarks.webhooks --seconds 3 --rounds 3

Each candidate is one process of uvicorn: our receiver with its SQLite inbox, and a bare
Starlette endpoint that reads the body and answers. The requests are the same, signed,
and all different. The ratio is the figure: what verifying and storing cost. Writes
WEBHOOKS.md; takes about a minute.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from attrs import field, frozen

from benchmarks import delivering
from benchmarks.report import OTHER, machine

HERE = Path(__file__).parent
OURS, BARE = "receiver", "bare Starlette"

_HEAD = """\
| connections | | events/s | p50 ms | p99 ms | CPU, µs/event | per transaction |
|---|---|---|---|---|---|---|
"""
_TEXT = """\
# Webhook events a second

Printed by `nox -s bench` on
{machine}, uvicorn with
{parts}: one process each, and one that sends. Medians of {rounds} rounds of
{seconds:g} s, one candidate after the other. The ratio is the figure, of events a
second and of the server's CPU time; the latter depends less on what else the machine
does.

{table}

The bare endpoint reads the body and responds. The receiver checks the headers, verifies
the signature, looks whether it has the delivery already, and stores it; only then it
responds. All {answered:,} deliveries that were answered were found on disk after the
process was killed.

Stored means durable: the inbox is a SQLite file with a write-ahead log and
`synchronous` set to `FULL`, so each transaction ends with an `fsync` of the log, and
what was answered survives a loss of power, as far as the disk keeps its promise (here a
write of 4 KiB with `fdatasync` takes {sync:.2f} ms). What arrives while a transaction
is written goes into the next one (group commit): with one connection each delivery pays
for a transaction of its own, with many they share it.

## Where the time goes

Profiled once, at 64 connections: of some 150 µs of CPU an event, 90 are the HTTP
server's, 22 the receiver's own (headers 6, limits and body 8, signature 6), and the
rest is SQLite's. A transaction of 32 deliveries takes 2 ms, of which 1.5 are its
`COMMIT`: of the 52 pages it writes once there are 48,000 deliveries, 42 hold digests,
by which repeated deliveries are recognised and which are spread over the file. Fewer
statements a transaction changed nothing that could be measured. With
`uvicorn[standard]` (uvloop and httptools) the server's part falls to 30 µs an event,
and the disk is what limits the rate.
"""


@frozen(kw_only=True)
class Run:
    """What one candidate did in one round."""

    responses: delivering.Responses
    stored: int
    transactions: int

    @property
    def group(self) -> float:
        """Deliveries in a transaction."""
        return self.stored / self.transactions if self.transactions else 0


@frozen
class Row:
    """What a candidate did with some connections, in all rounds."""

    name: str
    connections: int
    runs: list[Run] = field(factory=list)

    def median(self, of: str) -> float:
        return statistics.median(getattr(run.responses, of) for run in self.runs)

    def line(self) -> str:
        group = statistics.median(run.group for run in self.runs)
        return (
            f"| {self.connections} | {self.name} | {self.median('rate'):,.0f}"
            f" | {self.median('middle') * 1e3:.2f} | {self.median('last') * 1e3:.2f}"
            f" | {self.median('cpu') * 1e6:.0f} | {f'{group:.1f}' if group else ''} |"
        )


@contextmanager
def serving(name: str, folder: str) -> Iterator[int]:
    """Serve a candidate from a process of its own; give its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    paths = [str(Path(path or ".").resolve()) for path in sys.path]
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.receiving", name, str(port)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )
    try:
        delivering.wait_for(port)
        yield port
    finally:
        process.kill()
        process.wait()


def measured(row: Row, seconds: float, folder: str) -> Run:
    """Send to a candidate, and count what it has on disk after it was killed."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        with serving(row.name, place) as port:
            warm = asyncio.run(delivering.load(port, 0.5, row.connections, first=0))
            before = delivering.spent(port)["transactions"]
            responses = asyncio.run(
                delivering.load(port, seconds, row.connections, first=10**9)
            )
            after = delivering.spent(port)["transactions"]
        stored = _kept(place) - len(warm.times) if row.name == OURS else 0
    if row.name == OURS and stored != len(responses.times):
        raise SystemExit(f"{len(responses.times)} answered, and {stored} are on disk.")
    return Run(responses=responses, stored=stored, transactions=int(after - before))


def _kept(folder: str) -> int:
    from protime_sync.webhooks import SqliteInbox

    inbox = SqliteInbox(Path(folder) / "inbox.db")
    count = inbox.counts().waiting
    inbox.close()
    return count


def table(rows: list[Row]) -> str:
    """Return a table with a line of ratios after each pair."""
    lines = []
    for ours, bare in zip(rows[::2], rows[1::2], strict=True):
        ratios = (
            f"{ours.median(of) / bare.median(of):.2f}"
            for of in ("rate", "middle", "last", "cpu")
        )
        lines += [ours.line(), bare.line(), f"| | ratio | {' | '.join(ratios)} | |"]
    return _HEAD + "\n".join(lines)


def _sync(folder: str) -> float:
    """Return the milliseconds that a small write takes until it is on disk."""
    times = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(200):
            begin = time.perf_counter()
            os.write(file.fileno(), bytes(4096))
            getattr(os, "fdatasync", os.fsync)(file.fileno())
            times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1000


def report(rows: list[Row], seconds: float, folder: str) -> str:
    """Return the text of WEBHOOKS.md."""
    loop = "uvloop" if find_spec("uvloop") else "asyncio"
    parser = "httptools" if find_spec("httptools") else "h11"
    return _TEXT.format(
        machine=machine(),
        parts=f"{loop} and {parser}",
        rounds=len(rows[0].runs),
        seconds=seconds,
        table=table(rows),
        answered=sum(run.stored for row in rows for run in row.runs),
        sync=_sync(folder),
    )


def main() -> None:
    """Measure both in turn, print the table, and write it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.webhooks")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, nargs="*", default=[1, 64])
    parser.add_argument("--folder", help="on the disk to be measured", default=".")
    asked = parser.parse_args()
    rows = [Row(name, many) for many in asked.connections for name in (OURS, BARE)]
    for _ in range(asked.rounds):
        for row in rows:
            row.runs.append(measured(row, asked.seconds, asked.folder))
    text = report(rows, asked.seconds, asked.folder)
    (HERE / f"WEBHOOKS{OTHER}.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
