"""What five changes of the spec change in ``generated/``: files, lines, hunks."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

from .running import run

Edit = Callable[[Path], None]


@frozen
class Cost:
    """How much one change changes."""

    files: int
    added: int
    deleted: int
    hunks: int
    in_openapi: int
    """Hunks of them in ``openapi.yaml``."""

    def __str__(self) -> str:
        """Return it as a cell of the table."""
        return (
            f"{self.hunks} hunks ({self.in_openapi} in openapi.yaml),"
            f" {self.files} files, +{self.added} -{self.deleted}"
        )


def costs(root: Path) -> Iterator[tuple[str, str]]:
    """Yield what each change costs in a checkout."""
    with TemporaryDirectory() as name:
        before = Path(name) / "before"
        _generate(root, root / "spec", before)
        for number, (title, edit) in enumerate(EDITS.items()):
            spec, after = Path(name) / f"spec{number}", Path(name) / f"after{number}"
            _copy(root / "spec", spec)
            edit(spec)
            _generate(root, spec, after)
            yield title, str(_cost(before, after))


def _copy(source: Path, target: Path) -> None:
    for file in source.rglob("*.yaml"):
        copied = target / file.relative_to(source)
        copied.parent.mkdir(parents=True, exist_ok=True)
        copied.write_bytes(file.read_bytes())


def _generate(root: Path, spec: Path, output: Path) -> None:
    arguments = ("--spec", str(spec), "--output", str(output))
    run(root, "-m", "generator", "generate", *arguments)


def _cost(before: Path, after: Path) -> Cost:
    command = ["git", "diff", "--no-index", "--no-color", "--no-ext-diff"]
    text = subprocess.run(  # noqa: S603 - our own folders
        [*command, str(before), str(after)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    parts = re.split(r"^diff --git ", text, flags=re.MULTILINE)[1:]
    hunks = [len(re.findall(r"^@@ ", part, re.MULTILINE)) for part in parts]
    return Cost(
        files=len(parts),
        added=len(re.findall(r"^\+(?!\+\+ )", text, re.MULTILINE)),
        deleted=len(re.findall(r"^-(?!-- )", text, re.MULTILINE)),
        hunks=sum(hunks),
        in_openapi=sum(
            count
            for count, part in zip(hunks, parts, strict=True)
            if "openapi.yaml" in part.splitlines()[0]
        ),
    )


def _replaced(spec: Path, name: str, before: str, after: str) -> None:
    file = spec / "collections" / f"{name}.yaml"
    text = file.read_text("utf-8")
    if text.count(before) != 1:
        raise SystemExit(f"{before!r} stands {text.count(before)} times in {file}.")
    file.write_text(text.replace(before, after), "utf-8")


def _new_field(spec: Path) -> None:
    anchor = "  terminal:\n    identifier: terminals\n"
    field = "  isRounded:\n    type: boolean\n    write: optional\n"
    summary = "    summary: Whether it was rounded.\n"
    _replaced(spec, "clockings", anchor, field + summary + anchor)


def _new_value(spec: Path) -> None:
    _replaced(
        spec, "clockings", "Activity, ActivityEnd]", "Activity, ActivityEnd, Lunch]"
    )


def _renamed(spec: Path) -> None:
    after = "  isAutomatic:\n    python: is_generated\n    also: [isGenerated]\n"
    _replaced(spec, "clockings", "  isGenerated:\n", after)


def _operator(spec: Path) -> None:
    before = "  person:\n    type: integer\n    operators: [in]\n"
    after = "  person:\n    type: integer\n    operators: [in, eq]\n"
    _replaced(spec, "clockings", before, after)


def _new_collection(spec: Path) -> None:
    folder = spec / "collections"
    text = (folder / "clockings.yaml").read_text("utf-8")
    text = text.replace("clocking", "parking").replace("Clocking", "Parking")
    text = re.sub(r"(reference/collections/|concepts/)[\w/-]+", r"\1parkings/", text)
    (folder / "parkings.yaml").write_text(text, "utf-8")


EDITS: Mapping[str, Edit] = {
    "a new field": _new_field,
    "a new value of an enum": _new_value,
    "a field renamed, with `also`": _renamed,
    "another operator of a filter": _operator,
    "a new collection, like clockings": _new_collection,
}
