"""``python -m tests.conformance``: every target, step and collection, in figures.

``--kills 300`` kills so many runs of each target instead. The status is 1 where a table
differs or a run is stuck.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.forks import Forks

from .kills import COLLECTIONS, KilledBefore
from .phases import Moments
from .product import imported
from .steps import STEPS
from .targets import TARGETS, Maker
from .tenant_api import EVERY
from .trying import killed, taken

_KILLED = ("duckdb", "postgresql", "delta")


def main(arguments: Sequence[str] | None = None) -> int:
    """Try what is asked for, print the figures, and return the status."""
    warnings.simplefilter("ignore")
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    os.environ["RUNTIME__LOG_LEVEL"] = "CRITICAL"
    options = _parser().parse_args(arguments)
    print(f"seed {options.seed}", flush=True)
    names = options.targets or (_KILLED if options.kills else TARGETS)
    wrong = [name for name in names if not _target(name, options)]
    print(f"differing or stuck: {', '.join(wrong) or 'none'}")
    return int(bool(wrong))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance")
    add = parser.add_argument
    add("--targets", type=_split, help=f"some of {', '.join(TARGETS)}")
    add("--steps", type=_split, default=list(STEPS), help="names of steps")
    add("--collections", type=_split, default=EVERY, help="those to copy")
    add("--killed", action="store_true", help="kill each run once, and run it again")
    add("--kills", type=int, default=0, help="runs to kill, instead of the steps")
    add("--seed", type=int, default=random.randrange(10**6))  # noqa: S311 - no secret
    return parser


def _split(text: str) -> list[str]:
    return text.split(",")


def _target(name: str, options: argparse.Namespace) -> bool:
    """Try a target, and return whether all was equal."""
    try:
        with TARGETS[name]() as make, _folder() as folder:
            if options.kills:
                return _kills(name, make, folder, options)
            equal = [_step(name, make, step, options) for step in options.steps]
            return all(equal)
    except pytest.skip.Exception as skipped:
        print(f"{name:<12}not tried: {skipped}")
        return True


def _step(target: str, make: Maker, name: str, options: argparse.Namespace) -> bool:
    """Take a step, and print how many tables were compared and equal."""
    began, step = time.monotonic(), STEPS[name]
    with ExitStack() as stack:
        folder = stack.enter_context(_folder())
        killing = None
        more: dict[str, Any] = {}
        if options.killed:
            forks = stack.enter_context(_forks(make))
            moments = Moments(random.Random(options.seed))  # noqa: S311
            killing, more = KilledBefore(forks, moments), {"today": date.today()}
        figures = taken(step, make, folder, options.collections, killing, **more)
    equal, tried = figures.tried - figures.differing, figures.tried
    killed = "" if killing is None else f"  {killing.found}"
    seconds = time.monotonic() - began
    print(f"{target:<12}{name:<20}{equal:>5} of {tried:<5}{seconds:6.1f} s{killed}")
    for fault in figures.faults:
        print(f"    {fault}")
    sys.stdout.flush()
    return not figures.faults


def _kills(target: str, make: Maker, folder: Path, options: argparse.Namespace) -> bool:
    began = time.monotonic()
    with _forks(make) as forks:
        found = killed(make, forks, folder, options.kills, options.seed)
    print(f"{target:<12}{found}, {time.monotonic() - began:.0f} s", flush=True)
    for fault in (*found.stuck, *found.differing):
        print(f"    {fault}")
    return not (found.stuck or found.differing)


@contextmanager
def _forks(make: Maker) -> Iterator[Forks]:
    """Give what starts children with all that a run here has imported."""
    with _folder() as folder:
        taken(STEPS["first load"], make, folder, COLLECTIONS)
    with Forks(*imported()) as made:
        yield made


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="conformance-") as name:
        yield Path(name)


if __name__ == "__main__":
    sys.exit(main())
