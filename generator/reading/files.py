"""Which files stand below ``spec/``: each is read, known, passed over or refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.problems import Problem, unknown
from generator.reading import schema

API, REFERENCES, TYPES = "api.yaml", "reference_types.yaml", "types.yaml"
COLLECTIONS = "collections"
_SCHEMAS = "schema"
_CHANGELOG = "CHANGELOG.md"


def passed_over(name: str) -> bool:
    """Whether a file is hidden, or an editor's copy: ``.x``, ``x~``, ``#x#``."""
    return name.startswith((".", "#")) or name.endswith("~")


def is_read(path: Path, folder: Path) -> bool:
    """Whether what the spec says may change with the file."""
    parts = path.resolve().relative_to(folder.resolve()).parts
    beside = parts[0] in (_SCHEMAS, _CHANGELOG)
    return not beside and not any(map(passed_over, parts))


def collections(folder: Path) -> list[str]:
    """Return the files of collections, in the same order on every system."""
    return [name for name in _names(folder) if _is_collection(name)]


def strangers(folder: Path) -> Iterator[Problem]:
    """Yield the files that nobody would read, each with what it may be meant for."""
    known = [API, REFERENCES, TYPES, _CHANGELOG]
    known += [f"{_SCHEMAS}/{name}" for name in schema.ROOTS]
    for name in _names(folder):
        if name not in known and not _is_collection(name):
            meant = _meant(name)
            what = unknown("file of a spec", name, [meant] if meant else known)
            yield Problem(name, "", what, 1)


def _meant(name: str) -> str | None:
    """Return the file of a collection that another one stands for."""
    path = PurePosixPath(name)
    inner = path.parts[0].lower() == COLLECTIONS
    return f"{COLLECTIONS}/{path.name.partition('.')[0]}.yaml" if inner else None


def _is_collection(name: str) -> bool:
    path = PurePosixPath(name)
    return path.parent.as_posix() == COLLECTIONS and path.suffix == ".yaml"


def _names(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if not path.is_dir())
    names = (path.relative_to(folder) for path in found)
    return sorted(
        name.as_posix() for name in names if not any(map(passed_over, name.parts))
    )
