"""The documentation: every block runs, every collection has a page, the site builds."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from docs.building.blocks import PAGES, ROOT, Block, blocks, commands, pages
from docs.building.examples import STRUCTURE, command, example
from docs.building.pages import index, page
from docs.building.relations import relations
from generator import spec
from protime.catalog import CATALOG
from protime_cli import exits
from protime_cli.__main__ import main
from protime_emulator import Emulator

STEPS = PAGES / "maintaining" / "add-a-collection.md"
ADDRESS = "http://127.0.0.1:8375"
RUN = [one for one in pages() if one.parent.name != "maintaining"]
NEEDS = {
    "a2wsgi": "a2wsgi",
    "duckdb": "duckdb",
    "fastapi": "fastapi",
    "to_pandas": "pandas",
    "to_polars": "polars",
    "protime_sync": "dlt",
    "protime sync": "dlt",
}


def wanted(block: Block) -> None:
    """Skip what needs a package that is not installed."""
    for word, package in NEEDS.items():
        if word in block.text and find_spec(package) is None:
            pytest.skip(f"{package} is not installed")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", RUN, ids=lambda path: path.stem)
def test_every_block_runs(
    path: Path, served: Emulator, capfd: pytest.CaptureFixture[str]
) -> None:
    """Python blocks of a page run in their order, and commands print what they show."""
    names: dict[str, object] = {"structure_version": served.structure_version}
    found = blocks(path.read_text("utf-8"))
    for block in found:
        if block.title and not block.title.startswith("~"):
            Path(block.title).write_text(block.text, "utf-8")
    for block in found:
        wanted(block)
        if block.language == "python":
            place = f"{path.name}:{block.line}"
            exec(compile("\n" * block.line + block.text, place, "exec"), names)  # noqa: S102
        elif block.language == "console":
            _run(block, capfd)


def _run(block: Block, capfd: pytest.CaptureFixture[str]) -> None:
    for one in commands(block.text):
        line, both, _ = one.line.partition(" 2>&1")
        program, *arguments = shlex.split(line)
        assert program == "protime", one.line
        capfd.readouterr()
        status = main(arguments)
        out, err = capfd.readouterr()
        assert status == one.status, f"{one.line}: {err}"
        out = err + out if both else out
        if one.output is not None:
            shown = out.replace(os.environ["PROTIME_BASE_URL"], ADDRESS)
            assert shown.rstrip() == one.output.rstrip(), one.line


@pytest.mark.parametrize("path", RUN, ids=lambda path: path.stem)
def test_commands_that_go_on_are_known(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What is not run, such as a server, has only options that its help tells."""
    for block in blocks(path.read_text("utf-8")):
        if block.language not in ("console", "sh"):
            continue
        wanted(block)
        for line in block.text.splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["protime"]:
                until = next((n for n, one in enumerate(words) if one[0] == "-"), None)
                assert main([*words[1:until], "--help"]) == 0
                told = capfd.readouterr().out
                assert all(one in told for one in words if one.startswith("--")), line


@pytest.mark.parametrize("name", CATALOG)
def test_each_collection_has_a_page_whose_examples_run(
    name: str, root: spec.Spec, lasting: Emulator, capfd: pytest.CaptureFixture[str]
) -> None:
    """The page names every property, and its examples run as they stand."""
    text = page(name, root)
    assert all(f"`{wire}`" in text for wire in root.collections[name].fields)
    fields = root.collections[name].fields.values()
    types = {one.type for one in fields} & {*root.types, *root.collections[name].types}
    assert all(f"## {one}\n" in text for one in types)
    code, line = "\n".join(example(name, root)), command(name, root)
    assert code in text
    assert f"$ {line}\n" in text
    version = lasting.structure_version
    exec(compile(code, name, "exec"), {STRUCTURE.code: version})  # noqa: S102
    assert main(shlex.split(line.replace(STRUCTURE.word, version))[1:]) == 0


def test_all_relations_are_shown(root: spec.Spec) -> None:
    """Every identifier of the spec is a line of the picture and of its table."""
    found = relations(root)
    assert len(found) > 40
    text = index(root)
    assert all(f"| {one.source} | `{one.field}` |" in text for one in found)


def test_exit_statuses_are_told() -> None:
    """The table of the command line's page is what the code says."""
    text = (PAGES / "command-line.md").read_text("utf-8")
    for kind in exits.KINDS:
        assert f"| {kind.status} | {kind.means} | {kind.advice}".rstrip() in text


def test_adding_a_collection(tmp_path: Path) -> None:
    """The steps of the page make a package with the new collection."""
    shutil.copytree(ROOT / "spec", tmp_path / "spec")
    for block in blocks(STEPS.read_text("utf-8")):
        if block.title:
            (tmp_path / block.title).write_text(block.text, "utf-8")
    folders = (tmp_path / "generated", ROOT / "runtime", ROOT)
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))}
    for line in ("-m generator generate", "look.py"):
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, *line.split()],
            cwd=tmp_path,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert "/parking-permits?filter=" in done.stdout


def test_the_site_builds(root: spec.Spec, tmp_path: Path) -> None:
    """Built strictly: every link leads somewhere, and every page is in the menu."""
    pytest.importorskip("mkdocs")
    target = tmp_path / "site"
    done = subprocess.run(  # noqa: S603 - MkDocs itself
        [
            *(sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"),
            *("-f", str(ROOT / "docs" / "mkdocs.yml"), "-d", str(target)),
        ],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for name in CATALOG:
        html = (target / "reference" / name / "index.html").read_text("utf-8")
        assert f'<h1 id="{name}">' in html
    picture = (target / "reference" / "index.html").read_text("utf-8")
    assert picture.count('<path class="to-') == len(relations(root))
    remote = re.compile(r"(?:src|href)=\"(https?://[^\"]+)\"")
    found = set(remote.findall((target / "index.html").read_text("utf-8")))
    assert not [one for one in found if one.endswith((".js", ".css", ".woff2"))]
