"""Rounds of several candidates in turn, so that what else runs disturbs all alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping

from attrs import frozen


@frozen
class Times:
    """Seconds of the rounds of one candidate."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def quartiles(self) -> tuple[float, float]:
        if len(self.seconds) < 2:
            return self.median, self.median
        low, _, high = statistics.quantiles(self.seconds, n=4, method="inclusive")
        return low, high


def rounds(
    candidates: Mapping[str, Callable[[], object]], count: int, *, steady: int = 0
) -> dict[str, Times]:
    """Run all candidates in turn, so often, after a round that is not counted.

    Args:
        candidates: What to run, by name.
        count: Rounds that are counted.
        steady: How often each runs in a row, after once that is not counted; the mean
            is a round's time. With 0 it runs once, from a cold start: a full garbage
            collection has just given all free memory back.
    """
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for number in range(count + 1):
        for name, run in candidates.items():
            gc.collect()
            spent = _spent(run, steady)
            if number:
                seconds[name].append(spent)
    return {name: Times(tuple(found)) for name, found in seconds.items()}


def _spent(run: Callable[[], object], steady: int) -> float:
    if steady:
        run()
    begin = time.process_time()
    for _ in range(steady or 1):
        run()
    return (time.process_time() - begin) / (steady or 1)


def ratio(found: Mapping[str, Times], one: str, other: str) -> float:
    """Return how many times as long the one takes as the other."""
    return found[one].median / found[other].median


def used(read: Callable[[], object]) -> Callable[[], None]:
    """Return the reading of a page, the use of all its rows, and their end.

    What the garbage collector has to do for the rows is a part of it, as in a program.
    """

    def run() -> None:
        page = read()
        rows = page["value"] if isinstance(page, dict) else page.value  # type: ignore[attr-defined]  # each has its own class
        for _ in rows:
            pass

    return run
