"""The page that tells the API's history, release by release.

The words are those of the API's changelog; level and names follow from the patches.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from generator.review.rules import LEVELS, worst
from tests.releases.replay import SPEC, Release, replayed

_HEAD = """\
# The API's history

What each release of the API changed, the newest first, as `spec/CHANGELOG.md` says it.
Levels and the names in Python are what
[a review](releases.md#what-changed-between-two-revisions) tells between the spec before
a release and after it.

| release | level | breaking | behaviour | additive | lines of the spec |
|---|---|---|---|---|---|
"""


def page() -> str:
    """Return the text of the page."""
    sections = _sections()
    releases = replayed()[::-1]
    lines = [_row(release) for release in releases]
    for release in releases:
        lines += ["", f"## {release.title}", "", sections[release.title].strip(), ""]
        lines += _names(release)
    return _HEAD + "\n".join(lines) + "\n"


def _sections() -> Mapping[str, str]:
    """Return the sections of the API's changelog by their headings."""
    text = (SPEC / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.split(r"^## (.*)\n", text, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def _row(release: Release) -> str:
    found = Counter(change.level for change in release.changes)
    counts = [found[level] for level in LEVELS[:-1]]
    added, removed = release.size
    lines = f"{added} added, {removed} removed" if release.patch else ""
    link = f"[{release.title}](#{release.title.lower().replace(' ', '-')})"
    cells = (link, worst(release.changes), *(count or "" for count in counts), lines)
    return f"| {' | '.join(map(str, cells))} |"


def _names(release: Release) -> Iterator[str]:
    """Yield a table of the names in Python that a release touched, by level."""
    yield from ("| level | in Python |", "|---|---|")
    for level in LEVELS[:-1]:
        names = dict.fromkeys(
            f"`{name}`"
            for change in release.changes
            if change.level == level
            for name in change.python
        )
        if names:
            yield f"| {level} | {', '.join(names)} |"
