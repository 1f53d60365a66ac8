"""The table of figures says what is met, what is not, and why."""

from __future__ import annotations

import pytest

from benchmarks import bars
from benchmarks.bars import Bar
from benchmarks.report import Found

CASES = {
    "at most": (Bar(figure="f", at_most=2, why="so"), 2.0, "yes", ""),
    "too much": (Bar(figure="f", at_most=2, why="so"), 2.1, "**no**", "so"),
    "at least": (Bar(figure="f", at_least=2), 2.0, "yes", ""),
    "too little": (Bar(figure="f", at_least=2), 1.9, "**no**", ""),
    "only measured": (Bar(figure="f", why="so"), 9.0, "", ""),
}


@pytest.mark.parametrize("case", CASES)
def test_a_figure_stands_beside_its_bar(case: str) -> None:
    """Why it is missed is said where it is, and only there."""
    bar, found, met, why = CASES[case]
    *_, said, note = bar.cells(Found("f", found))
    assert (said, note) == (met, why)


def test_what_was_not_measured_is_said() -> None:
    """A whole table leaves no bar out; a part of it has what was found."""
    figure = "async walk to sync"
    whole = bars.table("reach", [Found(figure, 1.1, 1.4)]).splitlines()
    part = bars.table("reach", [Found(figure, 1.1, 1.4)], whole=False).splitlines()
    assert part[2:] == [f"| {figure} | 1.1 | 1.4 | ≤ 1.2 | yes |  |"]
    assert part[2] in whole
    assert len(whole) > 20
    told = ("not measured", "by hand")
    assert sum(any(word in line for word in told) for line in whole) == len(whole) - 3


def test_a_figure_without_a_bar_is_refused() -> None:
    """A name that the file has not would be left out without a word."""
    bars.refuse_unknown([Found("async walk to sync", 1.0)])
    with pytest.raises(SystemExit, match="no entry of something else"):
        bars.refuse_unknown([Found("something else", 1.0)])
