"""The changes, as Markdown and as JSON, and the version that they ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from generator.problems import Problem, SpecError
from generator.review.rules import LEVELS, Change, Level, worst
from generator.tables import counted, table

_HEAD = ("level", "rule", "change", "Python", "why")
_WHOLE = "The API as a whole"
_STATUS: dict[Level | None, int] = {
    None: 0,
    "documentation": 0,
    "additive": 10,
    "behaviour": 11,
    "breaking": 12,
}


@frozen
class Bump:
    """The version that a release asks for."""

    part: str
    version: str


def bump(changes: Sequence[Change], version: str) -> Bump:
    """Return which part of the version grows, and what it becomes.

    Below 1.0 what breaks raises the second part, as semantic versioning has it.
    """
    major, minor, patch = _parts(version)
    level = worst(changes)
    if level == "breaking" and major:
        return Bump("major", f"{major + 1}.0.0")
    if level == "breaking":
        return Bump("minor", f"0.{minor + 1}.0")
    if level in ("behaviour", "additive") and major:
        return Bump("minor", f"{major}.{minor + 1}.0")
    if level is not None:
        return Bump("patch", f"{major}.{minor}.{patch + 1}")
    return Bump("none", version)


def _parts(version: str) -> Iterator[int]:
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        what = f"{version!r} is no version like 1.4.2; give one with --version"
        raise SpecError([Problem("pyproject.toml", "project.version", what)])
    return (int(part) for part in version.split("."))


def status(changes: Sequence[Change]) -> int:
    """Return the exit status: 10 additive, 11 behaviour, 12 breaking, else 0."""
    return _STATUS[worst(changes)]


def markdown(changes: Sequence[Change], version: str) -> str:
    """Return the report for a pull request."""
    if not changes:
        return "# Changes of the API\n\nNone.\n"
    summary = counted((change.level for change in changes), LEVELS)
    found = bump(changes, version)
    asks = f"The release asks for a {found.part} version: {version} → {found.version}."
    lines = ["# Changes of the API", "", f"{summary}. {asks}"]
    ordered = sorted(changes, key=lambda change: LEVELS.index(change.level))
    for collection in dict.fromkeys(change.collection for change in changes):
        lines += ["", f"## {collection or _WHOLE}", ""]
        of_one = [change for change in ordered if change.collection == collection]
        lines += table(_HEAD, map(_cells, of_one))
    return "\n".join(lines) + "\n"


def as_json(changes: Sequence[Change], version: str) -> str:
    """Return the report for programs."""
    found = bump(changes, version)
    document = {
        "level": worst(changes),
        "bump": found.part,
        "version": found.version,
        "changes": [
            {
                "rule": change.rule,
                "level": change.level,
                "collection": change.collection or None,
                "text": change.text,
                "python": list(change.python),
                "why": change.why,
            }
            for change in changes
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _cells(change: Change) -> tuple[str, ...]:
    python = ", ".join(f"`{name}`" for name in change.python)
    level = f"**{change.level}**" if change.level == "breaking" else change.level
    return level, f"`{change.rule}`", change.text, python, change.why
