"""What the generator's tests share: the real spec, the small one, and changes of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from generator import spec
from generator.planning import plan
from generator.planning.package import Package
from generator.reading import loader

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"

Change = Callable[[str, Callable[[dict[str, object]], None]], Path]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a copy of the small spec that a test may spoil."""
    folder = tmp_path / "spec"
    shutil.copytree(GOLDEN / "spec", folder)
    return folder


@pytest.fixture
def change(small: Path) -> Change:
    """Return a function that changes one file of the small spec."""

    def changed(file: str, by: Callable[[dict[str, object]], None]) -> Path:
        path = small / file
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        by(content)
        path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
        return small

    return changed


@pytest.fixture(scope="session")
def real() -> spec.Spec:
    """Return the project's own spec."""
    return loader.load(ROOT / "spec")


@pytest.fixture(scope="session")
def package(real: spec.Spec) -> Package:
    """Return the package that the project's spec becomes."""
    return plan(real)


@pytest.fixture(scope="session")
def golden() -> Package:
    """Return the package that the small spec becomes."""
    return plan(loader.load(GOLDEN / "spec"))
