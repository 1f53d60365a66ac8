"""The page of a release, for its pull request."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from generator.releasing.migrating import migration
from generator.releasing.steps import Outcome
from generator.review import Change
from generator.review.reporting import Bump
from generator.tables import table

_HEADING = re.compile(r"^##(?= )", re.MULTILINE)
_ASKING = ("breaking", "behaviour")


@frozen(kw_only=True)
class Release:
    """What is known of a release of the API."""

    since: str
    """Revision that the spec is compared with."""
    version: str
    bump: Bump
    changes: Sequence[Change]
    changelog: str
    """What changed, in the API's words."""
    comparison: str
    """How the spec compares with the vendor's document."""
    steps: Sequence[Outcome]

    @property
    def done(self) -> bool:
        """Whether no step asks for anything more."""
        return all(step.done for step in self.steps)


def page(release: Release) -> str:
    """Return the page, as Markdown."""
    lines = [
        "# Release of the API",
        "",
        _verdict(release),
        "",
        *table(("step", "", "result"), map(_step, release.steps)),
        "",
        f"## What changed since {release.since}, in the API's words",
        "",
        release.changelog.rstrip() or "Nothing but words.",
        "",
        "## What changed, in Python's names",
        "",
        *(_names(release.changes) or ["Nothing."]),
        "",
        "## What breaks or behaves otherwise, and how to migrate",
        "",
        *(_migrations(release.changes) or ["Nothing: calls stay as they are."]),
        "",
        "## The vendor's document",
        "",
        _HEADING.sub("###", release.comparison).rstrip(),
    ]
    for step in release.steps:
        if step.details:
            lines += ["", f"## What `{step.name}` says", ""]
            lines += ["```text", step.details.rstrip(), "```"]
    return "\n".join(lines) + "\n"


def _verdict(release: Release) -> str:
    bump = release.bump
    now = f"{bump.part}; {release.version} now"
    version = f"Version to take: **{bump.version}** ({now})."
    if bump.version == release.version:
        version = f"No new version is needed: {release.version} stays."
    left = [f"`{step.name}`" for step in release.steps if not step.done]
    asks = f" To be looked at: {', '.join(left)}." if left else " Every step is done."
    return version + asks


def _step(step: Outcome) -> tuple[str, str, str]:
    return f"`{step.name}`", "done" if step.done else "**open**", step.says


def _names(changes: Sequence[Change]) -> list[str]:
    rows = [
        (f"`{name}`", change.level, change.text)
        for change in changes
        if change.level != "documentation"
        for name in change.python
    ]
    return [*table(("name", "level", "change"), rows)] if rows else []


def _migrations(changes: Sequence[Change]) -> list[str]:
    rows = [
        (change.collection or "the API", change.level, change.text, migration(change))
        for level in _ASKING
        for change in changes
        if change.level == level
    ]
    head = ("collection", "level", "change", "what to do")
    return [*table(head, rows)] if rows else []
