"""What only adds needs no line beside the spec's, in any part of the project.

The table of releases is held against what a client of all of them does, in processes of
its own: the project's tests of operations, the command, a copy, pages and webhooks.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from .releases import ADDED, RELEASES, ROOT, Release, generated, path_with, spec_with

pytestmark = pytest.mark.heavy
MODES = 2
FIRST, LAST = "2026-01-01", "2026-03-01"
"""Days of the tenant that is asked."""


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Return the environment of the client of all releases together."""
    folder = tmp_path_factory.mktemp("added")
    spec = spec_with(RELEASES, folder / "spec")
    made = generated(spec, folder / "generated")
    return {**os.environ, "PYTHONPATH": path_with(made), "PYTHONWARNINGS": "ignore"}


@pytest.fixture(scope="module")
def told(
    environ: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Any]:
    """Return what comes of using each collection."""
    folder = tmp_path_factory.mktemp("used")
    done(folder, environ, "tests.additive.using", *ADDED)
    found: Mapping[str, Any] = json.loads((folder / "told.json").read_text("utf-8"))
    return found


def done(folder: Path, environ: Mapping[str, str], *words: str) -> str:
    """Run a module, which must succeed, and return what it says."""
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", *words],
        cwd=folder,
        env=dict(environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-4000:]
    return ran.stdout


def test_each_operation_works(environ: Mapping[str, str]) -> None:
    """The project's own tests of all operations and rows pass for what is added."""
    files = ("tests/generated/test_operations.py", "tests/emulator/test_sample.py")
    chosen = " or ".join(f"[{name}-" for name in ADDED)
    rows = " or ".join(f"[{name}]" for name in ADDED)
    said = done(
        *(ROOT, environ, "pytest", "-q", "-p", "no:cacheprovider", *files),
        *("-k", f"{chosen} or {rows} or test_identifiers_name_rows_that_exist"),
    )
    asked = [name for one in ADDED.values() for name in one["operations"]]
    (passed,) = re.findall(r"(\d+) passed", said)
    # Of what has a delta, there is one more test: of the references that are told.
    assert int(passed) == MODES * (len(asked) + asked.count("delta")) + len(ADDED) + 1


@pytest.mark.parametrize("name", ADDED)
def test_rows_are_made(told: Mapping[str, Any], name: str) -> None:
    """Some rows, the same ones each time, with ids and versions that no other has."""
    rows = told[name]["rows"]
    assert len(rows) >= 8
    assert told[name]["again"]
    for key in ("id", "changeVersion"):
        assert len({row[key] for row in rows}) == len(rows)
    assert set().union(*rows) - {"id", "changeVersion"} == shown(name)


def shown(name: str) -> set[str]:
    """Return the properties that are read, but for those that are asked for."""
    fields = ADDED[name]["fields"]
    hidden = {"id", "changeVersion", "externalReferences"}
    return {wire for wire in fields if fields[wire].get("read") != "never"} - hidden


@pytest.mark.parametrize("name", ADDED)
def test_values_are_sensible(told: Mapping[str, Any], name: str) -> None:
    """Dates are the tenant's, people exist, numbers keep limits, all words occur."""
    types = {**ADDED[name].get("types", {})}
    seen: dict[str, set[Any]] = {}
    for row in told[name]["rows"]:
        for kind, field, value in values(row, ADDED[name]["fields"], types):
            check(field, value)
            seen.setdefault(kind, set()).add(value if isinstance(value, str) else None)
    for kind, type in types.items():
        if type.get("values"):
            assert seen[kind] == set(type["values"])


def values(
    row: Mapping[str, Any], fields: Mapping[str, Any], types: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any], Any]]:
    """Yield each value of a row at any depth, with its property and its type."""
    for wire, field in fields.items():
        held = row.get(wire, [])
        kind = field.get("type", "")
        for value in held if isinstance(held, list) else [held]:
            inner = types.get(kind, {}).get("fields")
            if inner and "identifier" not in field:
                yield from values(value, inner, types)
            else:
                yield kind, field, value


def check(field: Mapping[str, Any], value: Any) -> None:
    """Hold one value against what the spec says of its property."""
    if field.get("identifier") == "people":
        assert value["id"] in range(1, 9)
    if field.get("type") == "date":
        assert FIRST <= date.fromisoformat(value).isoformat() <= LAST
    if field.get("type") == "integer":
        low, high = field.get("minimum", 0), field.get("maximum", 10**6)
        assert low <= value <= high
    if "max_length" in field:
        assert 0 < len(value) <= field["max_length"]


def test_periods_end_after_they_begin(told: Mapping[str, Any]) -> None:
    """What is declared first comes first, in days and in minutes."""
    pairs = (("from", "until"), ("startTimeInMinutes", "endTimeInMinutes"))
    found = [
        (row[begin], row[end])
        for name in ADDED
        for row in told[name]["rows"]
        for begin, end in pairs
        if begin in row and end in row
    ]
    assert len(found) > 50
    assert all(begin <= end for begin, end in found)


@pytest.mark.parametrize("name", ADDED)
def test_the_command_lists_all(told: Mapping[str, Any], name: str) -> None:
    """`protime COLLECTION list` gives every row, and the emulator's page names it."""
    listed, rows = told[name]["listed"], told[name]["rows"]
    assert told[name]["on the page"]
    if "list" in ADDED[name]["operations"]:
        assert sorted(str(one["id"]) for one in listed) == sorted(
            str(row["id"]) for row in rows
        )
        assert not any("repairs" in item for item in listed)


@pytest.mark.parametrize("name", ADDED)
def test_a_copy_has_all(told: Mapping[str, Any], name: str) -> None:
    """A copy in DuckDB has every row, and gets one that changes."""
    operations = ADDED[name]["operations"]
    if "list" in operations and "path" not in ADDED[name]:
        versions = "changeVersion" in ADDED[name]["fields"]
        assert told[name]["copied"] == [len(told[name]["rows"]), int(versions)]


@pytest.mark.parametrize("name", ADDED)
def test_a_webhook_tells_a_change(told: Mapping[str, Any], name: str) -> None:
    """Where there are webhooks, one sends the row that changed."""
    if not ADDED[name].get("webhooks"):
        assert told[name]["event"] is None
        return
    (event,) = told[name]["event"]
    assert event["changeType"] == "InsertOrUpdate"
    assert event["data"]["id"] == told[name]["rows"][0]["id"]


def test_what_was_joined_stays_joined(environ: Mapping[str, str]) -> None:
    """A new history that names departments takes no path over from theirs."""
    program = (
        "from protime.catalog import CATALOG;"
        " from protime_runtime.joins.paths import Paths;"
        " print([hop.collection for path in ('department.name', 'badgeHistory.from')"
        " for hop in Paths(CATALOG, 'clockings').join(path).hops])"
    )
    said = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        env=dict(environ),
        capture_output=True,
        text=True,
        check=True,
    )
    hops = ["department-histories", "departments", "badge-histories"]
    assert said.stdout == f"{hops}\n"


@pytest.mark.parametrize("release", RELEASES, ids=lambda one: one.name)
def test_each_release_stands_alone(release: Release, tmp_path: Path) -> None:
    """No release of the table leans on another, but for the items that it names."""
    spec = spec_with([release], tmp_path / "spec")
    assert generated(spec, tmp_path / "generated").is_dir()
