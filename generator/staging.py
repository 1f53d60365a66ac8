"""Staging folder: what is to be written, formatted once by ruff."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.planning.texts import source
from generator.problems import GeneratorError

_FIXING = ("--fix", "--unsafe-fixes", "--output-format", "concise")
_LONGEST = 200
# As ruff writes it in its shortest form: file, line, column and what is wrong.
_PLACE = re.compile(r"([\w./-]+\.py):(\d+):\d+: *(.+)")
_CONFIG = Path(__file__).parents[1] / "pyproject.toml"


class FormattingFailed(GeneratorError):
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
        _ruff("check", "--select", rules, *_FIXING, folder=folder)
    _ruff("format", folder=folder)


def _ruff(*arguments: str, folder: Path) -> None:
    config = ["--config", str(_CONFIG)] if _CONFIG.exists() else ["--isolated"]
    # Where the folder is must not matter, nor what an earlier run has cached.
    command = [sys.executable, "-m", "ruff", *arguments, *config, "--no-cache", "."]
    done = subprocess.run(  # noqa: S603 - fixed arguments
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise FormattingFailed(_said(done.stdout + done.stderr, folder))


def _said(report: str, folder: Path) -> str:
    """Return the first of what a report of ruff's is about, and why."""
    place = _PLACE.search(report)
    if place is None or not (folder / place[1]).is_file():
        return f"ruff does not format what was generated: {report.strip()[:_LONGEST]}"
    made = f"made from {source((folder / place[1]).read_text('utf-8'))}"
    return f"{place[1]}:{place[2]}, {made}, is no Python: {place[3].strip()}"
