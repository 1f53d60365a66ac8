"""What each release of the table adds to the files of the spec."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from tests.yamls import parsed, written

ROOT = Path(__file__).parents[2]
Content = Mapping[str, Any]


@frozen
class Release:
    """A release by the name of its file."""

    name: str
    files: Mapping[str, Content]

    @property
    def collections(self) -> Mapping[str, Content]:
        """The collections that it adds, by name."""
        return {
            content["collection"]: content
            for content in self.files.values()
            if "collection" in content
        }


def _read(path: Path) -> Release:
    return Release(path.stem, parsed(path.read_text("utf-8")))


RELEASES = [*map(_read, sorted((Path(__file__).parent / "releases").glob("*.yaml")))]

ADDED = {name: content for one in RELEASES for name, content in one.collections.items()}
"""Every collection of the table."""


def spec_with(releases: Iterable[Release], folder: Path) -> Path:
    """Write the project's spec with what releases add into a folder, and return it."""
    shutil.copytree(ROOT / "spec", folder)
    for release in releases:
        for name, content in release.files.items():
            path = folder / name
            before = parsed(path.read_text("utf-8")) if path.exists() else {}
            text = written(_merged(before, content))
            path.write_text(text, "utf-8")
    return folder


def _merged(before: Any, more: Any) -> Any:
    if isinstance(before, list):
        return [*before, *more]
    if not isinstance(before, dict):
        return more
    merged = {name: _merged(before.get(name), value) for name, value in more.items()}
    return before | merged


def generated(spec: Path, folder: Path) -> Path:
    """Generate the client of a spec into a folder, and return that."""
    subprocess.run(  # noqa: S603 - our own program
        [
            *(sys.executable, "-m", "generator", "generate"),
            *("--spec", str(spec), "--output", str(folder)),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder


def path_with(generated: Path) -> str:
    """Return the path of Python with which another client stands before ours."""
    ours = (ROOT / name for name in ("runtime", "extras"))
    return ":".join(map(str, (generated, *ours, ROOT)))


__all__ = [
    "ADDED",
    "RELEASES",
    "ROOT",
    "Release",
    "generated",
    "path_with",
    "spec_with",
]
