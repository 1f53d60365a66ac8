"""A name that handwritten code knows and the spec lost is an error that says where.

Collections are named by text in few modules of the emulator, the sync and the command;
each such name goes through `known`, or stands in a table that the sample checks.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from protime.api import API
from protime.catalog import CATALOG, REFERENCES
from protime_emulator import Emulator
from protime_emulator.sample import OWN, Sample
from protime_emulator.tables import EVERYTHING
from protime_runtime.catalog import Catalog, FieldInfo
from protime_runtime.catalog.handwritten import known
from tests.additive.releases import ROOT, generated, path_with

NAMES = {*CATALOG, *REFERENCES}
OTHERWISE = {
    ("protime_cli/commands/webhooks.py", "webhooks"): "an extra of the package",
    ("protime_cli/root.py", "people"): "a domain",
    ("protime_emulator/command_line.py", "people"): "an option",
    ("protime_emulator/running.py", "people"): "an option",
    ("protime_sync/spark/options.py", "people"): "an option",
    ("protime_sync/webhooks/__init__.py", "webhooks"): "an extra of the package",
    ("protime_sync/webhooks/listening.py", "webhooks"): "an extra of the package",
}
"""Texts that are a collection's name and mean something else."""


def texts(tree: ast.AST, inside: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield each text of a module, and whether it is held against the spec."""
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        yield tree.value, inside
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
        inside = inside or tree.func.id.removeprefix("_") == "known"
    for node in ast.iter_child_nodes(tree):
        yield from texts(node, inside)


def said() -> Iterator[tuple[str, str, bool]]:
    """Yield each name of a collection in the extras with its file."""
    extras = ROOT / "extras"
    for path in sorted(extras.rglob("*.py")):
        for text, is_known in texts(ast.parse(path.read_text("utf-8"))):
            if text in NAMES:
                yield path.relative_to(extras).as_posix(), text, is_known


SAID = sorted({(file, name) for file, name, is_known in said() if is_known})


def without(name: str) -> Catalog:
    """Return the catalog of an API that has no such collection."""
    domains = {
        domain: tuple(one for one in names if one != name)
        for domain, names in API.collections.items()
    }
    return Catalog(evolve(API, collections=domains), "protime", "Protime")


def sample(catalog: object, references: object = REFERENCES) -> Sample:
    return Sample(
        catalog,  # type: ignore[arg-type]  # what a test changed of one
        references,  # type: ignore[arg-type]  # what a test changed of them
        people=2,
        days=9,
        seed=1,
        today=date(2026, 3, 2),
    )


def test_no_name_is_said_without_the_spec() -> None:
    """Each text that names a collection is held against the spec, or means another."""
    free = {
        (file, name)
        for file, name, is_known in said()
        if not is_known and not file.startswith("protime_emulator/sample/")
    }
    assert free == set(OTHERWISE)
    assert len(SAID) > 15


@pytest.mark.parametrize(("file", "name"), SAID)
def test_what_the_spec_lost_is_told(file: str, name: str) -> None:
    """Without the collection, the error says which module names it, and what to do."""
    module = file.removesuffix(".py").replace("/", ".")
    assert known(name, CATALOG, by=module) == name
    with pytest.raises(LookupError) as told:
        known(name, without(name), by=module)
    assert str(told.value).startswith(
        f"{module} names '{name}', which the spec does not"
    )
    assert "rename it there" in str(told.value)


@pytest.mark.parametrize("name", sorted({*sample(CATALOG).sources} - {*OWN}))
def test_rows_of_what_the_spec_lost_are_told(name: str) -> None:
    """Rows that are written for a collection that is gone make no tenant at all."""
    left = {one: info for one, info in REFERENCES.items() if one != name}
    with pytest.raises(LookupError, match=rf"sample names '{name}', which the spec"):
        sample(without(name), left)


WRITTEN = [name for name, source in sample(CATALOG).sources.items() if len(source)]


@pytest.mark.parametrize("name", sorted({*WRITTEN} & {*CATALOG}))
def test_properties_that_the_spec_lost_are_told(name: str) -> None:
    """Rows with a property that is gone are an error when the first one is made."""
    wire = list(Emulator(people=2, days=9).collection(name)[0])[-2]
    if wire in ("id", "changeVersion"):
        return
    info = CATALOG[name]
    left = tuple(field for field in info.fields if field.wire != wire)
    changed = {**CATALOG, name: evolve(info, fields=left)}
    with pytest.raises(LookupError, match=rf"rows of '{name}'\) names '{wire}'"):
        list(sample(changed).sources[name].rows(None, EVERYTHING))


@pytest.mark.parametrize("name", ["people", "clockings", "departments", "assignments"])
def test_properties_that_every_item_gets_are_filled(name: str) -> None:
    """Where the spec says that none lacks it; one that can be absent stays absent."""
    new = [
        FieldInfo(wire="shoeSize", python="shoe_size", type="integer", read="always"),
        FieldInfo(wire="hatSize", python="hat_size", type="integer"),
    ]
    info = CATALOG[name]
    grown = {**CATALOG, name: evolve(info, fields=(*info.fields, *new))}
    before = list(sample(CATALOG).sources[name].rows(None, EVERYTHING))
    after = list(sample(grown).sources[name].rows(None, EVERYTHING))
    assert [{**row, "shoeSize": 0} for row in before] == [
        {**row, "shoeSize": 0} for row in after
    ]
    assert before
    assert all(isinstance(row["shoeSize"], int) for row in after)


def test_a_typing_error_is_no_empty_collection() -> None:
    """Who asks an emulator for a collection that is none is told the nearest one."""
    with Emulator() as emulator, pytest.raises(LookupError, match="'people'"):
        emulator.collection("peoples")


def _of_persons(line: re.Match[str]) -> str:
    return re.sub(r"\bpeople\b(?=[\],:/]|$)", "persons", line[0], flags=re.MULTILINE)


@pytest.mark.heavy
def test_a_renamed_collection_is_told(tmp_path: Path) -> None:
    """The emulator of a spec whose people are called persons says what to rename."""
    renamed = re.compile(r"^(?!domain).*\n", re.MULTILINE)
    for path in (ROOT / "spec").rglob("*.yaml"):
        new = tmp_path / "spec" / path.relative_to(ROOT / "spec")
        new.parent.mkdir(parents=True, exist_ok=True)
        new = new.with_stem("persons") if path.stem == "people" else new
        text = renamed.sub(_of_persons, path.read_text("utf-8"))
        new.write_text(text, "utf-8")
    made = generated(tmp_path / "spec", tmp_path / "generated")
    done = subprocess.run(
        [sys.executable, "-c", "import protime_emulator.emulator"],
        env={**os.environ, "PYTHONPATH": path_with(made)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines()[-1] == (
        "LookupError: protime_emulator.names names 'people', which the spec does not"
        " have: rename it there, or take out what is written for it."
    )
