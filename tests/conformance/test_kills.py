"""Runs that are killed at any moment leave nothing that the next one does not mend.

A few, in ``nox -s deep``; ``nox -s kills -- 300`` kills as many runs of each target.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forks import Forks

from .kills import COLLECTIONS
from .product import imported
from .steps import STEPS
from .targets import TARGETS
from .trying import killed, taken

pytest.importorskip("dlt")
pytestmark = pytest.mark.filterwarnings("ignore")
KILLS = 3
"""Of each target: the session ``kills`` kills more, of every one."""


@pytest.fixture(scope="module")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """Start children that have imported what a run imports."""
    folder = tmp_path_factory.mktemp("imports")
    with TARGETS["duckdb"]() as make:
        taken(STEPS["first load"], make, folder, COLLECTIONS)
    with Forks(*imported()) as made:
        yield made


@pytest.mark.heavy
@pytest.mark.parametrize("target", ["duckdb", "postgresql", "delta"])
def test_killed_runs(target: str, forks: Forks, tmp_path: Path) -> None:
    """The next run ends well, and every table equals the tenant."""
    seed = random.randrange(10**6)  # noqa: S311 - printed, so that it can come again
    with TARGETS[target]() as make:
        found = killed(make, forks, tmp_path, KILLS, seed)
    print(f"seed {seed}: {found}")
    assert not found.stuck, seed
    assert not found.differing, seed
