"""Copies equal the tenant after each step, as raw HTTP and plain drivers see them.

A sample, of which ``nox -s deep`` tries more; ``nox -s conformance`` tries every step
of every target with every collection.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from attrs import frozen

from tests.depth import many

from .databases import DuckDb
from .disturbing import disturb
from .steps import STEPS, Step
from .targets import TARGETS, Maker
from .tenant_api import EVERY
from .trying import taken
from .world import World, world

pytest.importorskip("dlt")
pytestmark = pytest.mark.filterwarnings("ignore")

HERE = ("duckdb", "postgresql", "delta")
FEW = ("clockings", "departments")


@pytest.fixture(scope="module", params=HERE)
def make(request: pytest.FixtureRequest) -> Iterator[Maker]:
    """Make targets of a kind."""
    with TARGETS[request.param]() as made:
        yield made


def _main_steps(made: World) -> None:
    made.sync(*made.since())
    made.compare("first load")
    disturb(made)
    made.sync(*made.since())
    made.compare("changes")
    disturb(made, 1)
    made.emulator.clock.advance(hours=73)
    made.sync(*made.since(), "--allow-deletions")
    made.compare("after 73 hours")


@pytest.mark.sampled(3)
@pytest.mark.parametrize("make", HERE, indirect=True)
def test_every_collection(
    make: Maker, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """A first load, changes, and a reload; every column of every row.

    By default, each target takes its part of a quarter of the collections.
    """
    parts = many(1, 4 * len(HERE))
    turn = HERE.index(request.node.callspec.params["make"]) % parts
    figures = taken(Step(_main_steps), make, tmp_path, EVERY[turn::parts])
    assert not figures.faults
    assert figures.tried == 3 * len(EVERY[turn::parts])


@pytest.mark.sampled(20)
@pytest.mark.parametrize("name", STEPS)
def test_a_step(make: Maker, name: str, tmp_path: Path) -> None:
    """Of a few collections; the message names each table that differs."""
    figures = taken(STEPS[name], make, tmp_path, FEW)
    assert not figures.faults
    assert figures.tried


@frozen
class _Files(DuckDb):
    """Files that cannot be merged into."""

    form: str = ""

    @property
    def words(self) -> list[str]:
        return ["--to", f"{self.form}:{self.folder / 'rows'}"]


@pytest.mark.parametrize("form", ["parquet", "iceberg", "csv", "jsonl"])
def test_what_cannot_follow_is_refused(form: str, tmp_path: Path) -> None:
    """In one line, with nothing written, and before a row is asked for."""
    make = partial(_Files, form=form)
    with world(make, tmp_path, ["people"]) as made:
        done = made.product.run("sync", "people")
        assert (done.status, done.out) == (3, "")
        assert len(done.err.splitlines()) == 1
        assert not len(made.emulator.requests)
    assert not (tmp_path / "rows").exists()
