"""Watching: each save is generated anew, and a wrong one is told and waited for."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import ROOT

pytest.importorskip("watchfiles")


@pytest.fixture
def watching(small: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Start the generator on the small spec; it is interrupted in the end."""
    place = ("--spec", str(small), "--output", str(tmp_path / "generated"))
    started = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "generator", "generate", "--watch", *place],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with started:
        yield started
        started.kill()


def told(started: subprocess.Popen[str]) -> str:
    """Return what was printed until it watches again."""
    assert started.stdout is not None
    lines: list[str] = []
    for line in iter(started.stdout.readline, ""):
        lines.append(line)
        if "watching" in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


@pytest.mark.heavy
def test_each_save_is_generated(
    watching: subprocess.Popen[str], small: Path, tmp_path: Path
) -> None:
    """Whatever stands in its way changes nothing; what is right is there at once."""
    assert "0 changed, 0 deleted" in told(watching)
    path = small / "collections" / "rooms.yaml"
    right = path.read_text("utf-8")

    path.write_text(right.replace("domain: ", "domian: ", 1), "utf-8")
    assert "did you mean 'domain'?" in told(watching)

    path.write_text(right.replace("summary: ", "summary: New, and ", 1), "utf-8")
    assert " changed, 0 deleted" in told(watching)
    module = tmp_path / "generated" / "golden" / "collections" / "rooms.py"
    assert "New, and " in module.read_text("utf-8")

    stray = small / "collections" / "halls.yml"
    stray.write_text(right, "utf-8")
    assert "did you mean 'collections/halls.yaml'?" in told(watching)
    stray.unlink()
    assert "0 changed, 0 deleted" in told(watching)

    foreign = tmp_path / "generated" / "notes.txt"
    foreign.write_text("Mine.", "utf-8")
    path.write_text(right, "utf-8")
    assert "notes.txt" in told(watching)
    foreign.unlink()
    path.write_text(right + "\n", "utf-8")
    assert " changed, 0 deleted" in told(watching)

    watching.send_signal(signal.SIGINT)
    assert watching.wait(60) == 0
