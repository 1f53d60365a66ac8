"""``--structure``: which levels of which activity structures are copied."""

from __future__ import annotations

from pathlib import Path

import pytest

from protime.catalog import CATALOG
from protime_emulator import Emulator

from .conftest import Run

pytest.importorskip("dlt")
duckdb = pytest.importorskip("duckdb")

pytestmark = pytest.mark.filterwarnings("ignore")

TO = "--to duckdb:acme.duckdb --state dlt"
KEPT = ("activity-", "employers", "external-references", "webhooks")
OTHERS = ",".join(name for name in CATALOG if not name.startswith(KEPT))
"""All that can be copied, but for activities and one more."""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("activity-usages", "found in the configuration of myProtime"),
        ("people activity-definitions", "give --structure ID:LEVELS"),
        ("activity-usages --structure 5f3c", "names no structure and its levels"),
        ("activity-usages --structure 5f3c:3-1", "'3-1' is no level"),
        ("people --structure 5f3c:1", "is for the collections of activities"),
    ],
)
def test_what_is_refused(run: Run, emulator: Emulator, words: str, said: str) -> None:
    """With status 2, in one line of its own, before anything is sent."""
    done = run(f"sync {words} {TO}")
    assert done.status == 2
    assert said in done.err.splitlines()[-1]
    assert not emulator.requests


def test_all_includes_activities_where_structures_are_given(
    run: Run, emulator: Emulator, tmp_path: Path
) -> None:
    """And ``verify`` needs no levels, as the copy has them."""
    structure = f"--structure {emulator.structure_version}"
    done = run(f"sync --all --except {OTHERS} {structure}:1 {structure}:2-3 {TO}")
    assert done.status == 0, done.err
    assert "activity-usages: no delta" in done.err
    assert "by a request for each row" in done.err
    with duckdb.connect(str(tmp_path / "acme.duckdb")) as database:
        query = "SELECT count(*) FROM protime.activity_usages"
        assert database.execute(query).fetchall() == [
            (len(emulator.collection("activity-definitions")),)
        ]
    done = run(f"verify activity-definitions activity-usages {TO}")
    assert done.status == 0, done.err


def test_other_names_go_where_they_are_taken(run: Run, emulator: Emulator) -> None:
    """A request by a definition's id takes no names of definitions."""
    refs = "--refs people:@employee-number,activity-definitions:@external-reference"
    names = "activity-definitions activity-usages activity-restrictions"
    structure = f"--structure {emulator.structure_version}:1"
    done = run(f"sync {names} {structure} {refs} {TO}")
    assert done.status == 0, done.err
