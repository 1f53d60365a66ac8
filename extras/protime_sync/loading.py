"""Wide loads: many windows of days side by side, resumed where they stopped.

A part that was handed over is noted in a file, so that a load that is started again
asks only for the others. All threads share one client and its connections.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from os import PathLike

from protime_runtime.client import Client

from .arrow import pa
from .parallel import Journal, Progress, Report, side_by_side
from .partitions import Partition

__all__ = ["Progress", "load"]


def load(
    client: Client,
    tasks: Sequence[Partition],
    *,
    journal: str | PathLike[str] | None = None,
    threads: int = 4,
    report: Report = lambda progress: None,
) -> Iterator[pa.Table]:
    """Read tasks side by side, and give each table as it comes.

    A task counts as done, and is noted in the journal, once the next table is asked
    for; so what was not stored is read again. At most ``threads`` tables are held.

    Args:
        client: Asks, for all threads.
        tasks: What `partitions` gave.
        journal: File that names the tasks which are done.
        threads: Tasks that are read at the same time.
        report: Called after each task.

    Raises:
        ProtimeError: A request failed; what was handed over stays noted.
        StateError: The journal belongs to other tasks.
    """
    done = Journal(journal)
    done.check(one.part.label for one in tasks)
    waiting = [one for one in tasks if one.part.label not in done.labels]
    skipped, begin, rows = len(tasks) - len(waiting), time.monotonic(), 0
    parts = skipped
    with ThreadPoolExecutor(threads) as pool:
        read = partial(_read, client)
        for task, table in side_by_side(pool, read, waiting, threads):
            yield table
            done.add(task.collection, task.part.label)
            parts, rows = parts + 1, rows + table.num_rows
            seconds = time.monotonic() - begin
            report(
                Progress(
                    parts=parts,
                    of=len(tasks),
                    rows=rows,
                    seconds=seconds,
                    skipped=skipped,
                )
            )


def _read(client: Client, task: Partition) -> pa.Table:
    return task.read(client)
