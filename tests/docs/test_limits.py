"""The numbers that pages give for limits and retries are the code's."""

from __future__ import annotations

import pytest

from docs.building.blocks import PAGES
from protime.api import API
from protime_runtime.client.deadlines import LONGEST
from protime_runtime.client.own_http import TIMEOUT
from protime_runtime.reading.documents import DEEPEST
from protime_runtime.sending.retries import RetryPolicy

POLICY = RetryPolicy()
WORDS = {0.5: "half a second", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}
SAID = [
    ("limits.md", f"at most {API.longest_uri:,} characters"),
    ("limits.md", f"expires {API.delta_hours} hours after its last use"),
    ("limits.md", f"at most {LONGEST:.0f} s (`attempt_deadline`)"),
    ("limits.md", f"a wait for a byte {TIMEOUT:.0f} s (`timeout`)"),
    ("limits.md", f"after {POLICY.deadline:.0f} s (`RetryPolicy.deadline`)"),
    ("limits.md", f"JSON of more than {DEEPEST} levels"),
    ("errors.md", f"not used for {API.delta_hours} hours"),
    ("errors.md", f"without a byte, {TIMEOUT:.0f} unless"),
    ("errors.md", f"{LONGEST:.0f} seconds by default"),
    ("errors.md", f"`RetryPolicy.deadline`, {POLICY.deadline:.0f} seconds"),
    ("how-to/retries.md", f"A retry waits {WORDS[POLICY.shortest]} at the most"),
    ("how-to/retries.md", f"at most {WORDS[POLICY.attempts]} attempts"),
    ("how-to/retries.md", f"and {WORDS[POLICY.deadline // 60]} minutes in all"),
    ("how-to/retries.md", f"a budget of {POLICY.budget:.0f} repeats"),
    ("how-to/retries.md", f"a byte, {TIMEOUT:.0f} seconds"),
    ("how-to/retries.md", f"drips, {LONGEST:.0f} seconds"),
]


@pytest.mark.parametrize(("page", "text"), SAID)
def test_a_number_is_that_of_the_code(page: str, text: str) -> None:
    """Whoever changes a limit is led to the sentence that tells it."""
    assert text in " ".join((PAGES / page).read_text("utf-8").split())


def test_statuses_of_retries_are_those_of_the_policy() -> None:
    """The table of what is repeated names every status that is, but 429 apart."""
    text = (PAGES / "how-to" / "retries.md").read_text("utf-8")
    named = ", ".join(map(str, sorted(POLICY.statuses - {429})))
    assert f"| no response, or {named} |" in text
