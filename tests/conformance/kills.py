"""Kills the product in the middle of its runs, and sees what the next run makes of it.

Moments are spread evenly over the phases of a run.
"""

from __future__ import annotations

import signal
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from attrs import define, evolve, field

from tests.forks import Forks

from .disturbing import disturb
from .phases import PHASES, Moments, watched
from .product import Product
from .targets import Maker
from .world import Figures, World

COLLECTIONS = ("clockings", "people", "departments")

ANEW, EXPIRED = 5, 7
"""One in so many kills hits a first load, and one in so many a load after 73 hours."""


@define
class Killed:
    """What kills did to a copy."""

    kills: int = 0
    late: int = 0
    """Runs that ended before they were killed."""
    where: Counter[str] = field(factory=Counter)
    stuck: list[str] = field(factory=list)
    differing: list[str] = field(factory=list)

    def __str__(self) -> str:
        places = ", ".join(f"{self.where[phase]} in {phase}" for phase in PHASES)
        return (
            f"{self.kills} kills ({places}), {len(self.stuck)} stuck,"
            f" {len(self.differing)} differing"
        )


@define
class KilledBefore:
    """Kills a run of each command line, which then runs again: for the steps."""

    forks: Forks
    moments: Moments
    found: Killed = field(factory=Killed)

    def __call__(self, product: Product, line: Sequence[str]) -> None:
        """Kill a run."""
        product.folder.mkdir(exist_ok=True)
        kill(product, self.forks, list(line), self.moments, self.found)


def kill(
    product: Product, forks: Forks, line: list[str], moments: Moments, found: Killed
) -> bool:
    """Start a run and kill it; return whether it was still running."""
    phase, seconds = moments.next()
    with watched(product, forks, line) as (process, watch):
        if watch.until(phase):
            time.sleep(seconds)
        place = watch.now()
        process.send_signal(signal.SIGKILL)
        if process.wait() != -signal.SIGKILL:
            found.late += 1
            return False
    found.kills += 1
    found.where[place] += 1
    return True


@define(kw_only=True)
class Killer:
    """Kills runs of one target, and compares after the next one."""

    world: World
    make: Maker
    forks: Forks
    moments: Moments
    found: Killed = field(factory=Killed)

    def kill(self, count: int) -> Killed:
        """Kill so many runs, and return what became of the copy."""
        self._anew()
        self._good("first load")
        while self.found.kills < count:
            turn = self.found.kills
            if turn % ANEW == ANEW - 1:
                self._anew()
            if turn % EXPIRED == EXPIRED - 1:
                self.world.emulator.clock.advance(hours=73)
            disturb(self.world, turn)
            if kill(self._product, self.forks, self._line(), self.moments, self.found):
                if turn % 2:
                    disturb(self.world, turn + 1)
                self._good(f"kill {turn + 1}")
        return self.found

    @property
    def _product(self) -> Product:
        return self.world.product

    def _line(self) -> list[str]:
        since = self.world.since()
        return self._product.line("sync", *COLLECTIONS, *since, "--allow-deletions")

    def _anew(self) -> None:
        """Begin with an empty target and an empty folder."""
        folder = Path(tempfile.mkdtemp(dir=self._product.folder))
        target = self.make(folder)
        product = evolve(self._product, folder=folder, target=target)
        self.world = evolve(self.world, product=product, target=target)

    def _good(self, when: str) -> None:
        """Run once to the end, and compare; after a fault, go on with an empty copy."""
        status = self._run()
        if status:
            said = " ".join((self._product.folder / "err").read_text().split())
            self.found.stuck.append(f"{when}: exit {status}: {said[-300:]}")
        else:
            self.world = evolve(self.world, figures=Figures())
            self.world.compare(when)
            if faults := self.world.figures.faults:
                self.found.differing.append("; ".join(faults))
        if status or faults:
            self._anew()
            self._run()

    def _run(self) -> int:
        with watched(self._product, self.forks, self._line()) as (process, watch):
            self.moments.learn(watch)
            return process.wait(10)
