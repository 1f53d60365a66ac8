"""The page of a release: what changed, what breaks, what to do, which version."""

from __future__ import annotations

import pytest

from generator import spec
from generator.releasing.migrating import migration, sentences
from generator.releasing.page import Release, page
from generator.releasing.steps import Outcome
from generator.review import RULES, changelog, reporting

from .spec_edits import Case, Files, changes
from .test_review import CASES


def test_each_rule_that_asks_something_says_how_to_migrate() -> None:
    """Rules that break or behave otherwise have advice, and no other has."""
    asking = ("breaking", "behaviour")
    assert sentences().keys() == {
        name for name, rule in RULES.items() if rule.level in asking
    }


@pytest.mark.sampled(6)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_each_change_stands_on_the_page(
    real: spec.Spec, content: Files, case: Case
) -> None:
    """Its words, its names, the version, and what to do where it asks something."""
    found = changes(real, content, case.edits)
    release = Release(
        since="v1.4.0",
        version="1.4.0",
        bump=reporting.bump(found, "1.4.0"),
        changes=found,
        changelog=changelog.entry(found),
        comparison="Nothing differs.\n",
        steps=[Outcome("compare", done=True, says="97 operations")],
    )
    text = page(release)
    for change in found:
        assert migration(change).replace("|", "\\|") in text
        if change.level != "documentation":
            assert not change.python or change.text.replace("|", "\\|") in text
            assert all(f"`{name}`" in text for name in change.python)
    assert release.bump.version in text
    assert "{" not in migration(found[0])
