"""What the generator's tests share: the real spec, the small one, and changes of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import spec
from generator.compare import View, view
from generator.planning import plan
from generator.planning.package import Package
from generator.reading import loader
from tests.yamls import parsed, written

from .spec_edits import Files, files

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
        content = parsed(path.read_text(encoding="utf-8"))
        by(content)
        path.write_text(written(content), encoding="utf-8")
        return small

    return changed


@pytest.fixture(scope="session")
def real() -> spec.Spec:
    """Return the project's own spec."""
    return loader.load(ROOT / "spec")


@pytest.fixture(scope="session")
def content() -> Files:
    """Return the project's own spec as it is parsed, by file; it is never changed."""
    return files()


@pytest.fixture(scope="session")
def package(real: spec.Spec) -> Package:
    """Return the package that the project's spec becomes."""
    return plan(real)


@pytest.fixture(scope="session")
def golden() -> Package:
    """Return the package that the small spec becomes."""
    return plan(loader.load(GOLDEN / "spec"))


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    """Return our own OpenAPI document."""
    text = (ROOT / "generated" / "openapi.yaml").read_text("utf-8")
    content: dict[str, Any] = parsed(text)
    return content


@pytest.fixture(scope="session")
def ours(document: dict[str, Any], real: spec.Spec) -> View:
    """Return what of it is compared with a vendor's."""
    return view(document, real.api.base_path)
