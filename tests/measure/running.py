"""A checkout, and what is run in it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGES = ("generated", "runtime", "extras", ".")


@contextmanager
def checkout(revision: str) -> Iterator[Path]:
    """Unpack a revision into a folder that goes at the end of the block."""
    packed = subprocess.run(  # noqa: S603 - our own repository
        ["git", "archive", "--format=zip", revision],  # noqa: S607 - from the path
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    with TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            archive.extractall(folder)
        yield Path(folder)


def run(root: Path, *arguments: str) -> str:
    """Run Python with a checkout's packages, and return what it printed."""
    paths = os.pathsep.join(str(root / name) for name in PACKAGES)
    done = subprocess.run(  # noqa: S603 - our own programs
        [sys.executable, *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(
            f"{' '.join(arguments)} in {root}:\n{done.stderr}{done.stdout}"
        )
    return done.stdout


def walks(root: Path) -> dict[str, Any]:
    """Return how far calls walk in a checkout, and which modules they load."""
    program = ROOT / "tests" / "hops.py"
    found: dict[str, Any] = json.loads(run(root, str(program), "--json"))
    return found
