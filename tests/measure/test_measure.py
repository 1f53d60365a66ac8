"""The figures count what they say, on a package that is made for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.imports import circles, floors, graph, modules

from .__main__ import RUN, TARGETS
from .lines import classes, figures
from .running import ROOT
from .twins import twins


def package(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a package, and return its folder."""
    for name, text in files.items():
        file = folder / "acme" / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    modules.cache_clear()
    return folder / "acme"


@pytest.mark.parametrize(
    "upward",
    [
        "from acme.high import x",
        "import acme.high",
        "from . import high",
        "from .high import x",
        "def late():\n    from acme import high",
        "from importlib import import_module\nimport_module('acme.high')",
        "import importlib\nimportlib.import_module('.high', 'acme')",
        "_MODULES = {'x': 'acme.high'}",
    ],
)
def test_a_circle_is_seen_however_it_is_imported(tmp_path: Path, upward: str) -> None:
    files = {
        "__init__": "",
        "low": "",
        "middle": "from acme import low",
        "high": "from acme import middle",
    }
    found = graph("acme", package(tmp_path, files))
    assert not circles(found)
    assert max(floors(found).values()) == 3
    found = graph("acme", package(tmp_path, {**files, "low": upward}))
    assert circles(found) == [("acme.high", "acme.low", "acme.middle")]


def test_what_is_written_twice_is_found(tmp_path: Path) -> None:
    plain = "class Door:\n    def open(self):\n        return self.key()\n    x = 1\n"
    waiting = (
        "class AsyncDoor:\n\n    async def open(self):\n"
        "        return await self.key()\n    x = 2\n"
    )
    files = {"plain": plain, "waiting": waiting, "other": "class Window:\n    y = 1\n"}
    (found,) = twins(package(tmp_path, files))
    assert (found.name, found.other) == ("waiting.AsyncDoor", "plain.Door")
    assert (found.lines, found.same) == (4, 3)


def test_names_with_several_meanings_are_found(tmp_path: Path) -> None:
    files = {"a": "class _Part: ...", "b": "class Part: ...", "c": "class Whole: ..."}
    assert classes(package(tmp_path, files)) == {"Part": 2, "Whole": 1}


@pytest.mark.heavy
def test_every_figure_is_there() -> None:
    found = dict(figures(ROOT))
    assert all(found.values())
    assert {*TARGETS} - {*found} == {name for name in TARGETS if name in RUN}
