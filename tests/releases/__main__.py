"""``python -m tests.releases``: what each release changed, and what follows from it.

With a date, such as ``2026-03-01``, it keeps as the patch of that release what the spec
says beyond the last one.
"""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from generator import rendering, spec, staging
from generator.planning import plan
from generator.review.rules import LEVELS, worst

from .replay import PATCHES, Release, pending, replayed

Texts = Mapping[str, str]


def main(arguments: Sequence[str]) -> None:
    """Keep a patch, or print the table of all releases."""
    if arguments:
        day = date.fromisoformat(arguments[0]).isoformat()
        PATCHES[0].with_stem(day).write_text(pending(), "utf-8", newline="\n")
    else:
        table(replayed())


def table(releases: Iterable[Release]) -> None:
    """Print how large each release was, and what it made of what is generated."""
    rows = [("release", "spec", *LEVELS, "level", "openapi.yaml", "Python")]
    before: Texts = {}
    for release in releases:
        after = generated(release.new)
        rows.append(_row(release, before, after))
        before = after
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(map(str.ljust, row, widths)).rstrip())


def generated(root: spec.Spec) -> Texts:
    """Return what the spec becomes, by path."""
    with staging.staged(rendering.render(plan(root))) as folder:
        return {
            path.relative_to(folder).as_posix(): path.read_text("utf-8")
            for path in folder.rglob("*.*")
            if path.is_file()
        }


def _row(release: Release, before: Texts, after: Texts) -> tuple[str, ...]:
    counts = Counter(change.level for change in release.changes)
    added, removed = release.size
    return (
        release.title,
        f"+{added} -{removed}" if release.patch else "",
        *(str(counts[level]) for level in LEVELS),
        str(worst(release.changes)),
        *(_diff(before, after, ending) for ending in (".yaml", ".py")),
    )


def _diff(before: Texts, after: Texts, ending: str) -> str:
    """Return how many hunks and lines differ in the files of an ending."""
    lines = [
        line
        for path in before | after
        if path.endswith(ending)
        for line in list(
            difflib.unified_diff(
                before.get(path, "").splitlines(), after.get(path, "").splitlines()
            )
        )[2:]
    ]
    signs = Counter(line[0] for line in lines)
    return f"{signs['@']} hunks, +{signs['+']} -{signs['-']}"


if __name__ == "__main__":
    main(sys.argv[1:])
