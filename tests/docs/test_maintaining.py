"""The pages for who keeps the client alive: every command runs, in a small checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from docs.building.blocks import PAGES, ROOT, blocks
from tests.generator.spec_edits import field, files, put, write
from tests.generator.swashbuckle import swagger
from tests.yamls import parsed

BASE = "/connector/protimeapi/api/v1"
RELEASES = PAGES / "maintaining" / "releases.md"
STEPS = PAGES / "maintaining" / "add-a-collection.md"
PERMITS = Path("spec/collections/parking-permits.yaml")
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
    theirs = swagger(parsed(text), BASE)
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
    # What was copied comes first; a spec alone has no more than the generator needs.
    ours = (folder / part for part in ("generated", "runtime", "extras"))
    path = [*ours, folder, ROOT]
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.heavy
def test_each_command_for_releases_runs(checkout: Path) -> None:
    """Reviews tell the level by their status, and what is compared is proposed."""
    whole, *_ = [line for line in lines(RELEASES) if line.startswith("nox ")]
    assert whole == "nox -s release-review -- swagger.json"
    alone = [line for line in lines(RELEASES) if not line.startswith("nox ")]
    told = {line: run(line, checkout) for line in alone}
    statuses = {line: one.returncode for line, one in told.items()}
    assert statuses == {
        "python -m generator review v1.4.0": ADDITIVE,
        "python -m generator review v1.4.0 v1.5.0": ADDITIVE,
        "python -m generator compare swagger.json": DIFFERS,
        "python -m generator compare swagger.json --patch proposed.patch": DIFFERS,
        "python -m generator compare swagger.json --propose": DIFFERS,
    }, told
    assert "`Person.shoe_size`" in told["python -m generator review v1.4.0"].stdout
    assert "hatSize" in told["python -m generator compare swagger.json"].stdout
    assert "hatSize" in (checkout / "spec/collections/people.yaml").read_text("utf-8")
    # What is proposed can be generated from as it stands.
    assert run("python -m generator generate", checkout).returncode == 0


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the whole checkout, as it is before the page's collection is added."""
    folder = tmp_path_factory.mktemp("checkout") / "copy"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.check_output(listed, cwd=ROOT, text=True)  # noqa: S603 - git
    for name in filter(None, found.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    (folder / PERMITS).unlink(missing_ok=True)
    git(folder, "init", "-q")
    release(folder, "v1.4.0")
    for block in blocks(STEPS.read_text("utf-8")):
        if block.title:
            (folder / block.title).write_text(block.text, "utf-8")
    return folder


def test_a_wrong_collection_is_told_as_shown(copied: Path) -> None:
    """The page shows what a slip of the pen leads to."""
    path = copied / PERMITS
    right = path.read_text("utf-8")
    path.write_text(right.replace("required: true", "requierd: true"), "utf-8")
    (shown,) = (
        one.text for one in blocks(STEPS.read_text("utf-8")) if one.language == "text"
    )
    assert run("python -m generator generate", copied).stderr == shown
    path.write_text(right, "utf-8")


@pytest.fixture(scope="module")
def followed(copied: Path) -> Mapping[str, subprocess.CompletedProcess[str]]:
    """Follow the page step by step, but for the last, and return what each printed."""
    *steps, _ = lines(STEPS)
    told = {line: run(line, copied) for line in steps}
    (copied / "look.py").unlink()
    return told


@pytest.mark.heavy
def test_each_command_for_a_collection_runs(
    copied: Path, followed: Mapping[str, subprocess.CompletedProcess[str]]
) -> None:
    """What each step is said to do is done."""
    told = followed
    statuses = {line: one.returncode for line, one in told.items()}
    assert statuses == {
        "python -m generator generate": 0,
        "python look.py": 0,
        "python -m tests.wire": 0,
        "python -m generator review HEAD --write": ADDITIVE,
    }, told
    assert [*lines(STEPS)][-1] == "nox"
    assert "/parking-permits?filter=" in told["python look.py"].stdout
    assert '"parking-permits"' in told["python -m tests.wire"].stdout
    entry = "- Add `parking-permits`."
    assert entry in (copied / "spec" / "CHANGELOG.md").read_text("utf-8")


RED = (
    "tests/emulator/test_sample.py",
    "tests/generated/test_operations.py",
    "tests/wire",
    "tests/cli/test_with.py",
    "tests/sync/spark/test_pushing.py",
    "tests/docs/test_site.py",
    "tests/test_boundaries.py",
)
"""What a collection that nothing was written for has once made fail."""

BESIDE = "--deselect tests/docs/test_site.py::test_every_block_runs"
"""Examples of other pages, which ask nothing of it and take longest."""


@pytest.mark.heavy
@pytest.mark.usefixtures("followed")
def test_no_test_is_red_then(copied: Path) -> None:
    """After the steps, the tests pass that look at every collection."""
    options = f"-q -p no:cacheprovider {BESIDE}"
    done = run(f"python -m pytest {options} {' '.join(RED)}", copied)
    assert done.returncode == 0, done.stdout[-4000:]
    assert run("python -m generator check", copied).returncode == 0
    # Nothing but the steps' own files is new.
    new = subprocess.check_output(  # noqa: S603 - git
        ["git", "-C", str(copied), "status", "--porcelain", "--untracked-files=all"],  # noqa: S607
        text=True,
    )
    folders = {line[3:].partition("/")[0] for line in new.splitlines()}
    assert folders == {"generated", "spec", "tests"}
    assert {line[3:] for line in new.splitlines() if " tests/" in line} == {
        line[3:] for line in new.splitlines() if " tests/wire/" in line
    }
