"""What reads parts side by side has in common: workers, a journal, and progress."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Sequence,
)
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TypeVar

from attrs import evolve, frozen

from protime_runtime.errors import InvalidRequest
from protime_runtime.paging.workers import Workers
from protime_sync.errors import StateError


@frozen(kw_only=True)
class Progress:
    """How far a load has come."""

    parts: int
    """Parts that are done, those of earlier runs included."""
    of: int
    rows: int = 0
    """Rows that came in this run."""
    seconds: float = 0.0
    """Since this run began."""
    skipped: int = 0
    """Parts that an earlier run had done."""

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the end at the present rate; `None` before the first part."""
        done = self.parts - self.skipped
        return self.seconds / done * (self.of - self.parts) if done else None

    def after(self, rows: int, begin: float) -> Progress:
        """Return how far a load has come with one more part, since `time.monotonic`."""
        return evolve(
            self,
            parts=self.parts + 1,
            rows=self.rows + rows,
            seconds=time.monotonic() - begin,
        )

    def __str__(self) -> str:
        """Return counts and time left."""
        left = self.seconds_left
        ending = "" if left is None else f", about {left:.0f} s left"
        return f"{self.parts} of {self.of} parts, {self.rows:,} rows{ending}"


Task = TypeVar("Task")
Found = TypeVar("Found")
Report = Callable[[Progress], None]


def at_least_one(*numbers: int) -> None:
    """Refuse a number of workers or days that reads nothing.

    Raises:
        InvalidRequest: One of them is below 1.
    """
    if min(numbers) < 1:
        raise InvalidRequest("To read side by side takes at least one of each.")


def side_by_side(
    pool: Workers,
    read: Callable[[Task], Found],
    tasks: Sequence[Task],
    threads: int,
) -> Iterator[tuple[Task, Found]]:
    """Iterate over tasks with what they found, in the order in which they end."""
    at_least_one(threads)
    running: dict[Future[Found], Task] = {}
    waiting = list(reversed(tasks))
    try:
        while waiting or running:
            while waiting and len(running) < threads:
                task = waiting.pop()
                running[pool.submit(partial(read, task))] = task
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                yield running.pop(future), future.result()
    finally:
        for future in running:
            future.cancel()


async def async_side_by_side(
    read: Callable[[Task], Awaitable[Found]], tasks: Sequence[Task], workers: int
) -> AsyncIterator[tuple[Task, Found]]:
    """Iterate over tasks with what they found, in the order in which they end."""
    at_least_one(workers)
    running: dict[asyncio.Future[Found], Task] = {}
    waiting = list(reversed(tasks))
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                task = waiting.pop()
                running[asyncio.ensure_future(read(task))] = task
            ended, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for future in ended:
                yield running.pop(future), future.result()
    finally:
        for future in running:
            future.cancel()
        await asyncio.gather(*running, return_exceptions=True)


class Journal:
    """Names of the parts that are done, a line for each."""

    def __init__(self, path: str | PathLike[str] | None) -> None:
        """Read the file, if there is one; without it, or empty, it costs time only.

        Raises:
            StateError: The file is something else.
        """
        self._path = None if path is None else Path(path)
        self.labels: set[str] = set()
        if self._path is None or not self._path.exists():
            return
        whole, end, part = self._path.read_bytes().rpartition(b"\n")
        for line in whole.split(b"\n") if end else filter(None, [part]):
            self._read(line)
        if end and part:
            # Half a line, if the machine stopped while writing.
            os.truncate(self._path, len(whole + end))

    def _read(self, line: bytes) -> None:
        try:
            self.labels.add(json.loads(line)["part"])
        except (ValueError, KeyError, TypeError):
            raise StateError(
                f"{self._path} is no journal of a load, and was left alone: name"
                " another."
            ) from None

    def check(self, known: Iterable[str]) -> None:
        """Refuse a journal of another load.

        Raises:
            StateError: It notes what is no part of this one.
        """
        foreign = self.labels.difference(known)
        if foreign:
            raise StateError(
                f"{self._path} notes {min(foreign)!r}, which is no part of this load;"
                " give each load a journal of its own."
            )

    def add(self, collection: str, label: str) -> None:
        """Note a part."""
        if self._path is None:
            return
        line = json.dumps({"collection": collection, "part": label})
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
