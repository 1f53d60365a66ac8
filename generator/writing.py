"""Staging folder, ruff, compare, replace: the only module that touches generated/."""

from __future__ import annotations

import difflib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

_CONFIG = Path(__file__).parents[1] / "pyproject.toml"
_DIFF_LINES = 200
# What other programs leave behind is neither compared nor deleted.
_FOREIGN = ("__pycache__", ".ruff_cache", ".mypy_cache")


class FormattingFailed(Exception):
    """Ruff refused a generated file: a template is to be repaired."""


@contextmanager
def staged(files: Mapping[str, str]) -> Iterator[Path]:
    """Write the files into a temporary folder, formatted."""
    with tempfile.TemporaryDirectory(prefix="generated-") as name:
        folder = Path(name)
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        _format(folder)
        yield folder


def _format(folder: Path) -> None:
    """Sort imports, drop unused ones, and format: once, by the project's rules."""
    # In this order: what goes away is not broken over lines.
    for rules in ("F401,TC005", "I"):
        _ruff("check", "--select", rules, "--fix", "--unsafe-fixes", folder=folder)
    _ruff("format", folder=folder)


def _ruff(*arguments: str, folder: Path) -> None:
    config = ["--config", str(_CONFIG)] if _CONFIG.exists() else ["--isolated"]
    # Where the folder is must not matter, nor what an earlier run has cached.
    command = [sys.executable, "-m", "ruff", *arguments, *config, "--no-cache", "."]
    done = subprocess.run(  # noqa: S603 - fixed arguments
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise FormattingFailed(done.stdout + done.stderr)


@frozen
class Drift:
    """What differs between the staging folder and what is there."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.changed or self.deleted)


def compare(staging: Path, target: Path) -> Drift:
    """Return what would be added, changed and deleted."""
    new, old = _files(staging), _files(target)
    both = sorted(new & old)
    return Drift(
        added=tuple(sorted(new - old)),
        changed=tuple(
            path
            for path in both
            if (staging / path).read_bytes() != (target / path).read_bytes()
        ),
        deleted=tuple(sorted(old - new)),
    )


def replace(staging: Path, target: Path) -> Drift:
    """Make the target equal to the staging folder, deletions included."""
    found = compare(staging, target)
    for path in (*found.added, *found.changed):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(staging / path, target / path)
    for path in found.deleted:
        (target / path).unlink()
        _remove_empty((target / path).parent, target)
    return found


def differences(staging: Path, target: Path) -> str:
    """Return what differs as a unified diff, cut off where nobody reads on."""
    found = compare(staging, target)
    lines: list[str] = []
    for path in (*found.added, *found.changed, *found.deleted):
        lines += difflib.unified_diff(
            _lines(target / path),
            _lines(staging / path),
            f"a/{path}",
            f"b/{path}",
            "",
            "",
            2,
            "",
        )
    if len(lines) > _DIFF_LINES:
        lines[_DIFF_LINES:] = [f"... and {len(lines) - _DIFF_LINES} more lines"]
    return "\n".join(lines)


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not set(_FOREIGN) & set(path.parts)
    }


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
