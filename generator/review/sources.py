"""Where a spec comes from: a folder, or a revision of the repository."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

import yaml

from generator import spec
from generator.problems import Problem, SpecError
from generator.reading import documents, files, loader


def load(source: str, folder: Path) -> spec.Spec:
    """Return the spec in a folder, or what `folder` was at a revision.

    Raises:
        SpecError: There is no such folder or revision, or the spec is wrong.
    """
    if (Path(source) / "api.yaml").is_file():
        return loader.load(Path(source))
    with tempfile.TemporaryDirectory(prefix="spec-") as name:
        _unpack(source, folder, Path(name))
        with suppress(documents.Unreadable):  # The loader tells it, with its line.
            _complete(Path(name) / files.API, folder / files.API)
        return loader.load(Path(name), shown=f"{source}:{folder.as_posix()}")


def _complete(old: Path, new: Path) -> None:
    """Take keys that ``api.yaml`` had not yet from the present one.

    So revisions from before a key was known can be reviewed.
    """
    before, now = (documents.content(documents.text(path)) for path in (old, new))
    if isinstance(before, dict) and isinstance(now, dict):
        added = {key: value for key, value in now.items() if key not in before}
        with old.open("a", encoding="utf-8", newline="\n") as file:
            file.write(yaml.safe_dump(added, sort_keys=False) if added else "")


def _unpack(revision: str, folder: Path, target: Path) -> None:
    root = folder.resolve()
    command = ["git", "-C", str(root), "archive", "--format=zip", revision, "."]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        text = done.stderr.decode().strip().removeprefix("fatal: ")
        what = f"{revision!r} is neither a folder with a spec nor a revision: {text}"
        raise SpecError([Problem(str(folder), "", what)])
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as archive:
        archive.extractall(target)
