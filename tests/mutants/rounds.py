"""A round: mutants one after another, in as many copies as there are workers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .copies import Copy
from .covering import Covering
from .equivalents import known
from .mutations import Mutant, sample
from .trying import Result, Verdict, attempt


class Round:
    """Takes mutants in the order of a seed, until the time is up."""

    def __init__(
        self, modules: Iterable[Path], seed: int, deadline: float, covering: Covering
    ) -> None:
        self._mutants = sample(modules, seed)
        self._deadline = deadline
        self._covering = covering
        self._equivalents = known()
        self._lock = threading.Lock()

    def run(self, copies: Sequence[Copy]) -> list[Result]:
        """Return what became of each mutant, having printed it as it came."""
        with ThreadPoolExecutor(len(copies)) as workers:
            try:
                return [
                    one for found in workers.map(self._work, copies) for one in found
                ]
            except BaseException:
                self._deadline = 0.0
                for copy in copies:
                    copy.end()
                raise

    def _work(self, copy: Copy) -> list[Result]:
        results = []
        while (mutant := self._next()) is not None:
            result = self._judge(copy, mutant)
            with self._lock:
                print(result, flush=True)
            results.append(result)
        return results

    def _next(self) -> Mutant | None:
        with self._lock:
            late = time.monotonic() > self._deadline
            return None if late else next(self._mutants, None)

    def _judge(self, copy: Copy, mutant: Mutant) -> Result:
        if any(equivalent.fits(mutant) for equivalent in self._equivalents):
            return Result(mutant, Verdict.EQUIVALENT)
        return attempt(copy, mutant, self._covering)
