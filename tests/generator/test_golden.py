"""The small spec becomes exactly the package that is committed, however it is read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import rendering, writing
from generator.__main__ import main
from generator.planning import plan
from generator.reading import loader

from .conftest import GOLDEN, ROOT


def generate(output: Path) -> None:
    given = ["generate", "--spec", str(GOLDEN / "spec"), "--output", str(output)]
    assert main(given) == 0


def test_the_package_is_what_is_committed(tmp_path: Path) -> None:
    generate(tmp_path)
    difference = writing.compare(tmp_path, GOLDEN / "generated")
    assert not difference, writing.differences(tmp_path, GOLDEN / "generated")


@pytest.mark.heavy
def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    generate(tmp_path / "first")
    generate(tmp_path / "second")
    assert not writing.compare(tmp_path / "first", tmp_path / "second")


def test_the_order_of_files_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = rendering.render(plan(loader.load(GOLDEN / "spec")))
    listed = Path.glob

    def reversed_glob(self: Path, pattern: str) -> list[Path]:
        return sorted(listed(self, pattern), reverse=True)

    monkeypatch.setattr(Path, "glob", reversed_glob)
    assert rendering.render(plan(loader.load(GOLDEN / "spec"))) == expected


@pytest.mark.heavy
def test_the_package_type_checks(tmp_path: Path) -> None:
    paths = [GOLDEN / "generated", ROOT / "runtime"]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "-p", "golden"],
        cwd=ROOT,
        env={
            **os.environ,
            "MYPYPATH": os.pathsep.join(map(str, paths)),
            # Not the project's cache, which several sessions share.
            "MYPY_CACHE_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.heavy
@pytest.mark.parametrize("seed", ["random", "0", "1"])
def test_nothing_around_it_matters(seed: str, tmp_path: Path) -> None:
    """Hash seeds, line ends and the current folder leave the same bytes."""
    spec, output = tmp_path / "spec", tmp_path / "generated"
    shutil.copytree(GOLDEN / "spec", spec)
    for path in spec.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    given = ["generate", "--spec", "spec", "--output", "generated"]
    subprocess.run(  # noqa: S603 - fixed arguments
        [sys.executable, "-m", "generator", *given],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
        check=True,
    )
    assert not writing.compare(output, GOLDEN / "generated")


def test_no_line_is_too_long() -> None:
    files = sorted((GOLDEN / "generated").rglob("*.py"))
    assert files
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            # A single long word, such as an address, cannot be broken.
            assert len(line) <= 88 or " " not in line.strip(), f"{path}: {line}"


def test_the_projects_output_is_up_to_date() -> None:
    given = ["check", "--spec", str(ROOT / "spec")]
    assert main([*given, "--output", str(ROOT / "generated")]) == 0
