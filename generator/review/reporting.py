"""What was found, as Markdown, as JSON, and as an entry of the API's changelog."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from generator.problems import Problem, SpecError
from generator.review.rules import LEVELS, Change, Level, worst

_WHOLE = "The API as a whole"
_HEADING = re.compile(r"^## Unreleased\n+", re.MULTILINE)
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
    return (int(one) for one in version.split("."))


def status(changes: Sequence[Change]) -> int:
    """Return the exit status: 10 additive, 11 behaviour, 12 breaking, else 0."""
    return _STATUS[worst(changes)]


def markdown(changes: Sequence[Change], version: str) -> str:
    """Return the report for a pull request."""
    if not changes:
        return "# Changes of the API\n\nNone.\n"
    counts = Counter(one.level for one in changes)
    told = ", ".join(f"{counts[level]} {level}" for level in LEVELS if counts[level])
    found = bump(changes, version)
    asks = f"The release asks for a {found.part} version: {version} → {found.version}."
    lines = ["# Changes of the API", "", f"{told}. {asks}"]
    for collection, some in _grouped(changes):
        lines += ["", f"## {collection or _WHOLE}", ""]
        lines += ["| level | rule | change | Python | why |", "|---|---|---|---|---|"]
        lines += [_row(one) for one in some]
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
                "rule": one.rule,
                "level": one.level,
                "collection": one.collection or None,
                "text": one.text,
                "python": list(one.python),
                "why": one.why,
            }
            for one in changes
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def entry(changes: Sequence[Change]) -> str:
    """Return the changelog's lines: what is more than words, by collection."""
    lines = []
    for one in changes:
        if one.level != "documentation":
            named = one.collection and f"`{one.collection}`" not in one.text
            text = f"{one.text}, in `{one.collection}`" if named else one.text
            lines.append(f"- {text}{' (breaking)' * (one.level == 'breaking')}.")
    return "\n".join(lines) + "\n" if lines else ""


def write_entry(changes: Sequence[Change], changelog: Path) -> int:
    """Put the lines that are not there yet below ``Unreleased``; return how many."""
    text = changelog.read_text(encoding="utf-8")
    told = _unreleased(text).splitlines()
    fresh = [line for line in entry(changes).splitlines() if line not in told]
    if not fresh:
        return 0
    block = "\n".join(fresh)
    if _HEADING.search(text):
        text = _HEADING.sub(lambda found: f"{found[0]}{block}\n", text, count=1)
    else:
        first = text.index("\n## ") + 1 if "\n## " in text else len(text)
        text = f"{text[:first]}## Unreleased\n\n{block}\n\n{text[first:]}"
    changelog.write_text(text, encoding="utf-8", newline="\n")
    return len(fresh)


def _unreleased(text: str) -> str:
    """Return the section of what is not released; older ones may say the same."""
    found = _HEADING.search(text)
    return text[found.end() :].partition("\n## ")[0] if found else ""


def _grouped(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    for collection in dict.fromkeys(one.collection for one in changes):
        some = [one for one in changes if one.collection == collection]
        yield collection, sorted(some, key=lambda one: LEVELS.index(one.level))


def _row(one: Change) -> str:
    python = ", ".join(f"`{name}`" for name in one.python)
    level = f"**{one.level}**" if one.level == "breaking" else one.level
    cells = (level, f"`{one.rule}`", one.text, python, one.why)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
