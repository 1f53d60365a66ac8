"""Threads that ask side by side, and keep nobody waiting when they are needed no more.

A program that ends waits for the threads of the standard library's pools. So Ctrl-C
would last as long as the slowest response, and as its repeats. These are not waited
for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, Self, TypeVar

T = TypeVar("T")


class Workers:
    """Some threads that do what they are given, each thing once and in order."""

    def __init__(self, count: int, name: str) -> None:
        """Take how many threads there are at the most, and what they are called."""
        self._count = count
        self._name = name
        self._begun = 0
        self._given: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None]
        self._given = SimpleQueue()

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Return what will be known of a piece of work."""
        future: Future[T] = Future()
        self._given.put((future, work))
        if self._begun < self._count:
            self._begun += 1
            name = f"{self._name}-{self._begun}"
            threading.Thread(target=self._run, name=name, daemon=True).start()
        return future

    def end(self) -> None:
        """Cancel what has not begun; what has ends by itself, and nobody waits."""
        while True:
            try:
                given = self._given.get_nowait()
            except Empty:
                break
            if given is not None:
                given[0].cancel()
        for _ in range(self._begun):
            self._given.put(None)

    def __enter__(self) -> Self:
        """Enter a block at whose end the threads are needed no more."""
        return self

    def __exit__(self, *_: object) -> None:
        """End, without waiting."""
        self.end()

    def _run(self) -> None:
        while (given := self._given.get()) is not None:
            _do(*given)
            del given  # What was found is not kept while waiting for more.


def _do(future: Future[T], work: Callable[[], T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        found = work()
    except BaseException as error:
        future.set_exception(error)
    else:
        future.set_result(found)
