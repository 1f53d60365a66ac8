"""The pages for who keeps the client alive: every command runs, in a small checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from docs.building.blocks import PAGES, ROOT, blocks
from tests.generator.spec_edits import field, files, put, write
from tests.generator.swashbuckle import swagger

BASE = "/connector/protimeapi/api/v1"
RELEASES = PAGES / "maintaining" / "releases.md"
STEPS = PAGES / "maintaining" / "add-a-collection.md"
ADDITIVE, DIFFERS = 10, 1


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Make a repository with two releases of a spec, and what a tenant serves."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "spec", tmp_path / "spec")
    git(tmp_path, "init", "-q")
    release(tmp_path, "v1.4.0")
    content = files(ROOT / "spec")
    put("people", "fields/shoeSize", field())(content)
    write(content, tmp_path / "spec")
    release(tmp_path, "v1.5.0")
    text = (ROOT / "generated" / "openapi.yaml").read_text("utf-8")
    theirs = swagger(yaml.load(text, yaml.CSafeLoader), BASE)
    person = theirs["components"]["schemas"]["PersonDto"]["properties"]
    person["hatSize"] = {"type": "string", "nullable": True}
    (tmp_path / "swagger.json").write_text(json.dumps(theirs), "utf-8")
    return tmp_path


def release(folder: Path, tag: str) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-qm", tag)
    git(folder, "tag", tag)


def git(folder: Path, *arguments: str) -> None:
    name = ["-c", "user.name=Tests", "-c", "user.email=tests@acme.example"]
    subprocess.run(  # noqa: S603 - our own program
        ["git", "-C", str(folder), *name, *arguments],  # noqa: S607 - by its name
        check=True,
        capture_output=True,
    )


def lines(page: Path) -> Iterator[str]:
    """Iterate over the commands of a page, without what is said of them."""
    for block in blocks(page.read_text("utf-8")):
        if block.language == "console":
            for line in block.text.splitlines():
                yield line.partition("  #")[0].strip()


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program, *arguments = line.split()
    assert program == "python", line
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_each_command_for_releases_runs(checkout: Path) -> None:
    """Reviews tell the level by their status, and what is compared is proposed."""
    told = {line: run(line, checkout) for line in lines(RELEASES)}
    statuses = {line: one.returncode for line, one in told.items()}
    assert statuses == {
        "python -m generator review v1.4.0": ADDITIVE,
        "python -m generator review v1.4.0 v1.5.0": ADDITIVE,
        "python -m generator compare swagger.json": DIFFERS,
        "python -m generator compare swagger.json --propose": DIFFERS,
    }, told
    assert "`Person.shoe_size`" in told["python -m generator review v1.4.0"].stdout
    assert "hatSize" in told["python -m generator compare swagger.json"].stdout
    assert "hatSize" in (checkout / "spec/collections/people.yaml").read_text("utf-8")
    # What is proposed can be generated from as it stands.
    assert run("python -m generator generate", checkout).returncode == 0


def test_each_command_for_a_collection_runs(checkout: Path) -> None:
    """The page's file is generated from, and a wrong one told as shown."""
    for block in blocks(STEPS.read_text("utf-8")):
        if block.title:
            (checkout / block.title).write_text(block.text, "utf-8")
    path = checkout / "spec/collections/parking-permits.yaml"
    right = path.read_text("utf-8")
    path.write_text(right.replace("required: true", "requierd: true"), "utf-8")
    (shown,) = (
        one.text for one in blocks(STEPS.read_text("utf-8")) if one.language == "text"
    )
    assert run("python -m generator generate", checkout).stderr == shown

    path.write_text(right, "utf-8")
    told = {line: run(line, checkout) for line in lines(STEPS)}
    assert [one.returncode for one in told.values()] == [0, ADDITIVE], told
    entry = "- Add `parking-permits`: list, get."
    assert entry in (checkout / "spec" / "CHANGELOG.md").read_text("utf-8")
