"""Wide loads: many windows of days side by side, resumed where they stopped.

A part that was handed over is noted in a file, so that a load that is started again
asks only for the others. All workers share one client and its connections.
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Iterator, Sequence
from functools import partial
from os import PathLike

from attrs import define, field

from protime_runtime.client.aio import AsyncClient
from protime_runtime.client.sync import Client
from protime_runtime.paging.workers import Workers
from protime_sync.arrow import pa
from protime_sync.loads.parallel import (
    Journal,
    Progress,
    Report,
    async_side_by_side,
    side_by_side,
)
from protime_sync.loads.partitions import Partition

__all__ = ["Progress", "async_load", "load"]


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
    course = _Course(tasks, Journal(journal), report)
    with Workers(threads, "protime-sync") as pool:
        read = partial(_read, client)
        for task, table in side_by_side(pool, read, course.waiting, threads):
            yield table
            course.done(task, table)


async def async_load(
    client: AsyncClient,
    tasks: Sequence[Partition],
    *,
    journal: str | PathLike[str] | None = None,
    workers: int = 4,
    report: Report = lambda progress: None,
) -> AsyncGenerator[pa.Table, None]:
    """Read tasks side by side in an event loop, as `load` does in threads.

    Args:
        client: Asks, for all workers.
        tasks: What `partitions` gave.
        journal: File that names the tasks which are done.
        workers: Tasks that are read at the same time.
        report: Called after each task.

    Raises:
        ProtimeError: A request failed; what was handed over stays noted.
        StateError: The journal belongs to other tasks.
    """
    course = _Course(tasks, Journal(journal), report)
    read = partial(_async_read, client)
    async for task, table in async_side_by_side(read, course.waiting, workers):
        yield table
        course.done(task, table)


@define
class _Course:
    """How far a load has come."""

    tasks: Sequence[Partition]
    journal: Journal
    report: Report
    waiting: Sequence[Partition] = field(init=False)
    _begin: float = field(init=False, factory=time.monotonic)
    _progress: Progress = field(init=False)

    def __attrs_post_init__(self) -> None:
        labels = self.journal.labels
        self.journal.check(task.part.label for task in self.tasks)
        self.waiting = [task for task in self.tasks if task.part.label not in labels]
        done = len(self.tasks) - len(self.waiting)
        self._progress = Progress(parts=done, of=len(self.tasks), skipped=done)

    def done(self, task: Partition, table: pa.Table) -> None:
        self.journal.add(task.collection, task.part.label)
        self._progress = self._progress.after(table.num_rows, self._begin)
        self.report(self._progress)


def _read(client: Client, task: Partition) -> pa.Table:
    return task.read(client)


async def _async_read(client: AsyncClient, task: Partition) -> pa.Table:
    return await task.read_async(client)
