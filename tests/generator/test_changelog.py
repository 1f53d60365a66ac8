"""The API's changelog: what a person would write of the changes, and where."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator import spec
from generator.review.changelog import entry, write_entry

from .breaking_changes import BREAKING
from .other_changes import DOCUMENTATION, ENTRIES
from .spec_edits import Edit, Files, changes

SECTION = "- Remove get from `breaks` (breaking).\n"


@pytest.mark.parametrize(
    ("heading", "before", "after"),
    [
        # A new section comes first, and what is not released before any other.
        (
            "Unreleased",
            "# Changes\n\n## 5 May 2025\n\n- Old.\n",
            f"# Changes\n\n## Unreleased\n\n{SECTION}\n## 5 May 2025\n\n- Old.\n",
        ),
        (
            "15 July 2025",
            "# Changes\n\n## Unreleased\n\n- New.\n\n## 5 May 2025\n\n- Old.\n",
            "# Changes\n\n## Unreleased\n\n- New.\n\n"
            f"## 15 July 2025\n\n{SECTION}\n## 5 May 2025\n\n- Old.\n",
        ),
        ("Unreleased", "# Changes\n", f"# Changes\n\n## Unreleased\n\n{SECTION}"),
        ("Unreleased", "", f"## Unreleased\n\n{SECTION}"),
        # What there is stays, and older sections may tell the same.
        (
            "5 May 2025",
            "# Changes\n\n## 5 May 2025\n\nIn words.\n\n## 1 May 2025\n\n- Old.\n",
            f"# Changes\n\n## 5 May 2025\n\nIn words.\n\n{SECTION}\n"
            "## 1 May 2025\n\n- Old.\n",
        ),
        (
            "Unreleased",
            f"## Unreleased\n\n- New,\n  in two lines.\n\n## 5 May 2025\n\n{SECTION}",
            "## Unreleased\n\n- New,\n  in two lines.\n"
            f"{SECTION}\n## 5 May 2025\n\n{SECTION}",
        ),
    ],
)
def test_the_changelog_gets_its_lines_once(
    real: spec.Spec,
    content: Files,
    tmp_path: Path,
    heading: str,
    before: str,
    after: str,
) -> None:
    """Lines go below the heading, which is made where it is missing, and only once."""
    found = changes(real, content, [*BREAKING[2].edits, *DOCUMENTATION[0].edits])
    assert entry(found) == SECTION
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text(before, "utf-8")
    assert write_entry(found, changelog, heading) == 1
    assert changelog.read_text("utf-8") == after
    assert write_entry(found, changelog, heading) == 0
    assert changelog.read_text("utf-8") == after


@pytest.mark.parametrize(("edits", "expected"), ENTRIES)
def test_a_changelog_says_alike_changes_at_once(
    real: spec.Spec, content: Files, edits: Sequence[Edit], expected: str
) -> None:
    """An entry reads as a person writes it, and leaves out what another line tells."""
    assert entry(changes(real, content, edits)) == expected
