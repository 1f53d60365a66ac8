"""Takes a step with a new copy, or kills runs of one."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tests.forks import Forks

from .kills import COLLECTIONS, Killed, Killer
from .phases import Moments
from .product import Before
from .steps import Step
from .targets import Maker
from .world import Figures, world


def taken(
    step: Step,
    make: Maker,
    folder: Path,
    collections: Sequence[str],
    before: Before | None = None,
    **options: Any,
) -> Figures:
    """Take a step with a new copy, and return what was found."""
    more = {**step.options, **options}
    with world(make, folder, collections, before, **more) as made:
        try:
            step.act(made)
        except Exception as error:  # What the product did may leave nothing to read.
            made.figures.add("step", [f"{type(error).__name__}: {error}"])
        return made.figures


def killed(make: Maker, forks: Forks, folder: Path, count: int, seed: int) -> Killed:
    """Kill so many runs of a target, and return what became of its copy."""
    moments = Moments(random.Random(seed))  # noqa: S311 - no secret
    with world(make, folder, COLLECTIONS, today=date.today()) as made:
        killer = Killer(world=made, make=make, forks=forks, moments=moments)
        return killer.kill(count)
