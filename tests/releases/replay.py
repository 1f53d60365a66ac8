"""Replays the vendor's releases: each spec is the one before it, and a patch.

The first patch makes the spec from nothing. What comes after the last is the spec as it
is now.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path

from attrs import define, evolve

from generator import spec
from generator.reading import loader
from generator.review import Change, review

PATCHES = tuple(sorted(Path(__file__).parent.glob("*.patch")))
SPEC = Path(__file__).parents[2] / "spec"


@define(slots=False)
class Release:
    """A release of the API: the spec before and after it."""

    title: str
    """The heading of its section in the API's changelog."""
    patch: str
    """What it changed in the spec's files; empty for what came after all patches."""
    old: spec.Spec
    new: spec.Spec

    @cached_property
    def changes(self) -> list[Change]:
        """What a review tells of it."""
        return review(self.old, self.new)

    @property
    def size(self) -> tuple[int, int]:
        """How many lines it adds and removes."""
        found = re.findall(r"^(?:\+(?!\+\+ )|-(?!-- ))", self.patch, re.MULTILINE)
        return found.count("+"), found.count("-")


def replayed() -> list[Release]:
    """Return every release, from the oldest to what came after the last."""
    patches = [*(patch.read_text("utf-8") for patch in PATCHES), ""]
    titles = [title(patch) for patch in PATCHES]
    titles.append(f"After {titles[-1]}")
    roots = [*_patched(), loader.load(SPEC)]
    # Before the first there was the API, but nothing of it.
    nothing = evolve(roots[0], reference_types={}, types={}, collections={})
    return [
        Release(*told)
        for told in zip(titles, patches, [nothing, *roots], roots, strict=False)
    ]


def pending() -> str:
    """Return a patch of what came after the last one: the spec as it is now."""
    with tempfile.TemporaryDirectory(prefix="releases-") as name:
        folder = Path(name).resolve()
        for patch in PATCHES:
            apply(patch, folder)
        old, new = _files(folder), _files(SPEC)
    return "".join(
        line
        for path in sorted(old | new)
        for line in difflib.unified_diff(
            old.get(path, "").splitlines(keepends=True),
            new.get(path, "").splitlines(keepends=True),
            f"a/{path}" if path in old else "/dev/null",
            f"b/{path}" if path in new else "/dev/null",
            n=1,
        )
    )


def _files(folder: Path) -> dict[str, str]:
    """Return the texts that make a spec."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*.yaml")
    }


def title(patch: Path) -> str:
    """Return the date of a patch as the changelog writes it: 4 August 2024."""
    day = date.fromisoformat(patch.stem)
    return f"{day.day} {day:%B %Y}"


def _patched() -> Iterator[spec.Spec]:
    """Iterate over the spec after each patch."""
    with tempfile.TemporaryDirectory(prefix="releases-") as name:
        folder = Path(name).resolve()
        for patch in PATCHES:
            apply(patch, folder)
            yield loader.load(folder)


def apply(patch: Path, folder: Path) -> None:
    """Change the files of a folder as a patch says."""
    # Not as a part of any repository that the folder may be in.
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    subprocess.run(  # noqa: S603 - our own patches
        ["git", "apply", "--whitespace=nowarn", str(patch)],  # noqa: S607 - by its name
        cwd=folder,
        env=environment,
        check=True,
    )
