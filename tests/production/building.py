"""``python -m tests.production.building FOLDER``: a Dockerfile's steps, as a folder.

There need be no container engine: what RUN and COPY do is done below the folder, with
the running Python in the place of the image's own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from dockerfile_parse import DockerfileParser

from tests.production.test_files import FOLDER

OF_THE_SYSTEM = ("useradd",)
"""Steps that change the system, and have no folder."""


def build(image: Path) -> None:
    """Make the image's files."""
    shutil.rmtree(image, ignore_errors=True)
    for name in ("tmp", "opt", "srv"):
        (image / name).mkdir(parents=True)
    for step in DockerfileParser(str(FOLDER / "Dockerfile")).structure:
        words = list(_below(image, step["value"].split()))
        if step["instruction"] == "COPY" and not words[0].startswith("--from"):
            shutil.copy(FOLDER / words[0], words[1])
        elif step["instruction"] == "RUN" and words[0] not in OF_THE_SYSTEM:
            program = sys.executable if words[0] == "python" else words[0]
            subprocess.run(  # noqa: S603 - our own steps
                [program, *words[1:]], check=True, env={**os.environ, **_found()}
            )


def _found() -> dict[str, str]:
    """Let pip find the built package beside what it finds anyway."""
    links = [os.environ.get("PIP_FIND_LINKS", ""), os.environ.get("PROTIME_BUILT", "")]
    return {"PIP_FIND_LINKS": " ".join(filter(None, links))}


def _below(image: Path, words: list[str]) -> Iterator[str]:
    for word in words:
        yield f"{image}{word}" if word.startswith("/") else word


if __name__ == "__main__":
    build(Path(sys.argv[1]))
