"""What a run is at, by what its working folder holds and the tenant is asked.

dlt keeps what it is at in packages: folders, which it moves on from step to step.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path

from attrs import define, field

from tests.forks import Fork, Forks

from .product import Product

PHASES = ("start", "asking", "extract", "normalize", "load", "commit", "end")
"""In their order. What a run does once a package is loaded is its commit."""

_FOLDERS = {
    "load/normalized": "load",
    "load/new": "normalize",
    "normalize/extracted": "normalize",
}
_PAUSE = 0.003

PATIENCE = 120.0
"""Seconds after which a run is stuck."""


def packages(folder: Path) -> set[Path]:
    """Return the folders of packages, finished ones too."""
    places = ("normalize", "load")
    # Unlike a path's own, it goes on where a folder vanishes meanwhile.
    return {
        folder / found
        for part in places
        for found in glob(f"*/{part}/*/*", root_dir=folder)
    }


@define
class Watch:
    """Sees what one run is at."""

    product: Product
    ended: int
    """What can be read from once the run has ended."""
    _before: set[Path] = field(factory=set)
    _seen: set[str] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        """Remember what was there before the run, which is the next to ask."""
        self._before = packages(self.product.state)
        self.product.emulator.requests.clear()

    def now(self) -> str:
        """Return what the run is at."""
        found = self._now()
        self._seen.add(found)
        return found

    def _now(self) -> str:
        new = packages(self.product.state) - self._before
        places = {"/".join(path.parts[-3:-1]) for path in new}
        for place, name in _FOLDERS.items():
            if place in places:
                return name
        if places - {"load/loaded"}:
            return "extract"
        if places:
            return "commit"
        if "commit" in self._seen or "load" in self._seen:
            return "end"
        return "asking" if len(self.product.emulator.requests) else "start"

    def until(self, phase: str) -> bool:
        """Wait until the run has come to a phase; return whether it has."""
        wanted = PHASES.index(phase)
        while PHASES.index(self.now()) < wanted:
            if self.has_ended():
                return False
            time.sleep(_PAUSE)
        return True

    def has_ended(self) -> bool:
        """Return whether the run is over: nobody writes to its output any more."""
        try:
            return os.read(self.ended, 4096) == b""
        except BlockingIOError:
            return False


@contextmanager
def watched(
    product: Product, forks: Forks, line: list[str]
) -> Iterator[tuple[Fork, Watch]]:
    """Run a command line in a process of its own, which is watched in the block."""
    read, write = os.pipe()
    os.set_blocking(read, False)
    try:
        watch = Watch(product, read)
        with product.child(forks, line, write) as process:
            os.close(write)
            yield process, watch
    finally:
        os.close(read)


@define
class Moments:
    """Moments of runs, even over their phases, and at random within each."""

    chance: random.Random
    lengths: dict[str, float] = field(factory=dict)
    """Seconds that each phase takes, as far as is known."""
    _turn: int = 0

    def next(self) -> tuple[str, float]:
        """Return a phase, and seconds to let pass in it."""
        phase = PHASES[self._turn % len(PHASES)]
        self._turn += 1
        return phase, self.chance.random() * self.lengths.get(phase, 0.1)

    def learn(self, watch: Watch) -> None:
        """Follow a run to its end, and learn how long its phases take."""
        began, phase = time.monotonic(), watch.now()
        until = began + PATIENCE
        while not watch.has_ended() and time.monotonic() < until:
            now = watch.now()
            if now != phase:
                self.lengths[phase] = time.monotonic() - began
                began, phase = time.monotonic(), now
            time.sleep(_PAUSE)
        self.lengths[phase] = time.monotonic() - began
