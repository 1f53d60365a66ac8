"""README: every block runs, and what it says of sessions and files is there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import protime
from docs.building.blocks import ROOT, Block, blocks
from docs.picture import PICTURE, drawn
from protime_emulator import Emulator

TEXT = (ROOT / "README.md").read_text("utf-8")
BESIDE = sorted(ROOT.glob("*.md"))
"""README, and the pages that stand beside it."""

BLOCKS = blocks(TEXT)
PYTHON = [one for one in BLOCKS if one.language == "python"]


def run(folder: Path, served: Emulator, *command: str) -> str:
    """Run a program with the settings of a tenant, and nothing else."""
    programs = str(Path(sys.executable).parent)
    with protime.Protime.from_env() as client:
        address = client.settings.base_url
    done = subprocess.run(  # noqa: S603 - README's own commands
        command,
        cwd=folder,
        env={
            "PATH": os.pathsep.join([programs, os.environ["PATH"]]),
            "HOME": str(folder),
            "PROTIME_TENANT": served.tenant_name,
            "PROTIME_CLIENT_ID": served.client_id,
            "PROTIME_CLIENT_SECRET": served.client_secret,
            "PROTIME_BASE_URL": address,
            "PROTIME_USER_AGENT": "Readme/v1 (Acme Corp)",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("block", PYTHON, ids=lambda one: f"line {one.line}")
def test_each_block_runs_alone(block: Block, served: Emulator, tmp_path: Path) -> None:
    """A block that is pasted into a file runs, and prints what stands below it."""
    file = tmp_path / "pasted.py"
    file.write_text(block.text, "utf-8")
    printed = run(tmp_path, served, sys.executable, "-W", "error", str(file))
    following = BLOCKS[BLOCKS.index(block) + 1 :][:1]
    if following and following[0].language == "text":
        assert printed == following[0].text


@pytest.mark.heavy
def test_each_command_runs(served: Emulator, tmp_path: Path) -> None:
    """Commands of README end well."""
    (block,) = [
        one for one in BLOCKS if one.language == "sh" and "protime " in one.text
    ]
    for line in block.text.splitlines():
        run(tmp_path, served, *shlex.split(line, comments=True))


@pytest.mark.parametrize("page", BESIDE, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Each relative link and picture is a file of the checkout."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert page.name != "README.md" or len(links) > 20
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.heavy
def test_the_picture_is_what_the_commands_print() -> None:
    """``python -m docs.picture`` would draw the same."""
    assert drawn() == PICTURE.read_text("utf-8")


def figures(text: str) -> set[tuple[str, ...]]:
    """Return the name and the value of each figure in the tables of a text."""
    lines = (line for line in text.splitlines() if line.startswith("| "))
    cells = (tuple(cell.strip() for cell in line.split("|")[1:3]) for line in lines)
    return {pair for pair in cells if re.match(r"[\d.]+", pair[-1])}


def test_figures_are_those_that_were_printed() -> None:
    """What README says of speed is what ``nox -s bench`` wrote, word for word."""
    said = figures(TEXT.partition("## Reading fast")[2].partition("\n## ")[0])
    printed = figures((ROOT / "benchmarks" / "RESULTS.md").read_text("utf-8"))
    assert len(said) > 5
    assert said <= printed


def test_python_versions_are_those_of_the_package() -> None:
    """README names the versions that the classifiers do."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    versions = [
        text.rpartition(" ")[2]
        for text in project["classifiers"]
        if re.search(r":: 3\.\d+$", text)
    ]
    *others, last = versions
    assert f"Python {', '.join(others)} and {last} are supported" in TEXT


def test_every_session_that_is_named_exists() -> None:
    """README and the pages name no session that nox does not have."""
    sessions = set(
        re.findall(
            r"@nox\.session(?:\(name=\"([\w-]+)\"\)|[^\n]*)\n(?:@.*\n)?def (\w+)",
            (ROOT / "noxfile.py").read_text("utf-8"),
        )
    )
    known = {name or function for name, function in sessions}
    named = {
        name
        for page in (*BESIDE, *ROOT.glob("docs/pages/**/*.md"))
        for name in re.findall(r"nox -s ([a-z][\w-]*)", page.read_text("utf-8"))
    }
    assert named
    assert named <= known


def test_every_folder_that_is_named_exists() -> None:
    """The table of folders is the repository's."""
    named = re.findall(r"^\| `(\w+/)` \|", TEXT, re.M)
    assert len(named) >= 8
    assert [one for one in named if not (ROOT / one).is_dir()] == []
