"""Where a spec comes from: a folder, or a revision of the repository."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

from attrs import evolve

from generator import spec
from generator.problems import Problem, SpecError
from generator.reading import loader


def load(source: str, folder: Path) -> spec.Spec:
    """Return the spec in a folder, or what `folder` was at a revision.

    Raises:
        SpecError: There is no such folder or revision, or the spec is wrong.
    """
    if (Path(source) / "api.yaml").is_file():
        return loader.load(Path(source))
    with tempfile.TemporaryDirectory(prefix="spec-") as name:
        _unpack(source, folder, Path(name))
        try:
            return loader.load(Path(name))
        except SpecError as error:
            problems = [
                evolve(problem, file=f"{source}:{problem.file}")
                for problem in error.problems
            ]
            raise SpecError(problems) from None


def _unpack(revision: str, folder: Path, target: Path) -> None:
    root = folder.resolve()
    command = ["git", "-C", str(root), "archive", "--format=tar", revision, "."]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        text = done.stderr.decode().strip().removeprefix("fatal: ")
        what = f"{revision!r} is neither a folder with a spec nor a revision: {text}"
        raise SpecError([Problem(str(folder), "", what)])
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(target, filter="data")
