"""Makes a folder equal to the staging folder, or says how the two differ.

Files are replaced as a whole, one by one. What was not generated is never touched: a
folder that holds such files is refused.
"""

from __future__ import annotations

import difflib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from attrs import frozen

from generator.planning.texts import MADE_FROM
from generator.problems import GeneratorError

if sys.platform != "win32":
    import fcntl

_DIFF_LINES = 200
_HEADER = MADE_FROM.encode()
_WITHOUT_HEADER = "py.typed"
# What other programs leave behind is neither compared nor deleted.
_CACHES = {"__pycache__", ".ruff_cache", ".mypy_cache"}
# What a run leaves behind that was killed; the next one deletes it.
_UNFINISHED = ".unfinished"
_NAMED = 3


class ForeignFiles(GeneratorError):
    """The folder holds what was not generated."""


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
    new, old = set(_files(staging)), set(_files(target))
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


def refuse_foreign(target: Path) -> None:
    """Do nothing if a folder holds generated files only, or is not there.

    Raises:
        ForeignFiles: It holds others, the first of which are named.
    """
    found = (path for path in _files(target) if not _is_ours(target / path))
    named = list(islice(found, _NAMED + 1))
    if named:
        more = " and others" * (len(named) > _NAMED)
        raise ForeignFiles(
            f"{target} holds {', '.join(named[:_NAMED])}{more}, which no run of this"
            " has generated: give --output a folder of its own"
        )


def replace(staging: Path, target: Path) -> Drift:
    """Make the target equal to the staging folder, deletions included.

    Raises:
        ForeignFiles: The target holds what was not generated; it stays as it was.
    """
    target.mkdir(parents=True, exist_ok=True)
    with _alone(target):
        for path in [*target.rglob(f"*{_UNFINISHED}")]:
            path.unlink()
        refuse_foreign(target)
        found = compare(staging, target)
        for name in (*found.added, *found.changed):
            write(target / name, (staging / name).read_bytes())
        for name in found.deleted:
            (target / name).unlink()
            _remove_empty((target / name).parent, target)
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


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other run writes into the folder, and keep others waiting."""
    if sys.platform == "win32":  # It has no such lock, and one run at a time.
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def write(path: Path, content: bytes) -> None:
    """Replace the file at once: who reads it or kills this finds all of one version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Replace files, each at once; none of them if one cannot be written."""
    prepared: dict[Path, Path] = {}
    try:
        # All that may fail comes first, so that the files stay of one mind.
        for path, content in contents.items():
            target = path.resolve()
            prepared[_prepared(target, content)] = target
        for temporary, target in prepared.items():
            temporary.replace(target)
    finally:
        for temporary in prepared:
            temporary.unlink(missing_ok=True)


def _prepared(target: Path, content: bytes) -> Path:
    with tempfile.NamedTemporaryFile(
        dir=target.parent, prefix=".", suffix=_UNFINISHED, delete=False
    ) as file:
        file.write(content)
    if target.exists():
        shutil.copymode(target, file.name)
    else:
        # Others may read it, as they may read what is written without this.
        Path(file.name).chmod(0o644)
    return Path(file.name)


def _is_ours(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    if path.name == _WITHOUT_HEADER:
        return not path.stat().st_size
    with path.open("rb") as file:
        return file.read(len(_HEADER)) == _HEADER


def _files(folder: Path) -> Iterator[str]:
    """Iterate over what the folder holds, by paths from there; no link is followed."""
    for place, folders, names in os.walk(folder):
        linked = [name for name in folders if (Path(place) / name).is_symlink()]
        folders[:] = [name for name in folders if name not in {*_CACHES, *linked}]
        for name in sorted((*names, *linked)):
            yield (Path(place) / name).relative_to(folder).as_posix()


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
