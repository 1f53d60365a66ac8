"""What was recorded, and what is made now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import unified_diff
from functools import cache
from pathlib import Path

from . import catalog_text, commands, names, refusals, requests, sessions, tables
from .doors import CATALOG
from .traffic import told

FOLDER = Path(__file__).parent
Texts = Iterable[tuple[str, str]]


def _requests() -> Iterator[tuple[str, str]]:
    yield from sessions.texts()
    for name in CATALOG:
        yield f"{name}.txt", told(requests.questions(name))


def _refusals() -> Texts:
    return ((f"{name}.txt", told(refusals.questions(name))) for name in CATALOG)


PARTS: Mapping[str, Callable[[], Texts]] = {
    "requests": _requests,
    "refusals": _refusals,
    "catalog": catalog_text.texts,
    "tables": tables.texts,
    "names": names.texts,
    "commands": commands.texts,
}


@cache
def made(part: str) -> dict[str, str]:
    """Return the texts of a part as they are made now, by the names of their files."""
    return dict(PARTS[part]())


def recorded(part: str) -> dict[str, str]:
    """Return the texts of a part as they were recorded."""
    files = (file for file in (FOLDER / part).glob("*") if file.is_file())
    return {file.name: file.read_text("utf-8") for file in files}


def differences(part: str) -> Iterator[str]:
    """Yield the lines by which what is made differs from what was recorded."""
    before, now = recorded(part), made(part)
    for name in sorted({*before, *now}):
        yield from unified_diff(
            before.get(name, "").splitlines(),
            now.get(name, "").splitlines(),
            f"tests/wire/{part}/{name}",
            "now",
            lineterm="",
            n=2,
        )


def record(part: str) -> None:
    """Write a part anew."""
    folder = FOLDER / part
    folder.mkdir(exist_ok=True)
    for file in folder.glob("*"):
        if file.name not in made(part):
            file.unlink()
    for name, text in made(part).items():
        (folder / name).write_text(text, "utf-8", newline="\n")
