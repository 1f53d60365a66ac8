"""One and the same document, in the styles of many vendors, differs in nothing."""

from __future__ import annotations

import pytest

from generator.compare import View, comparison, view

from .dotnet import Json
from .styles import BASE, STYLES, styled

_DELTAS = 18
_ANSWERS = {"answer": 0, "untyped scope": 83 - _DELTAS, "delta": 83 - _DELTAS}
"""How many answers are compared, where not all of them are."""


@pytest.mark.sampled(5)
@pytest.mark.parametrize("style", STYLES)
def test_no_style_is_a_difference(style: str, document: Json, ours: View) -> None:
    """Nothing differs; what the style never speaks of is told, and nothing else."""
    theirs = styled(document, style)
    assert theirs.keys() >= {"openapi", "paths"}
    result = comparison(view(theirs, BASE), ours)
    unsaid = STYLES[style][2]
    assert result.differences == []
    assert {each.reason for each in result.uncompared} == set(unsaid.split())
    assert result.is_clear == (not unsaid)
    assert result.operations == len(ours) - (_DELTAS if unsaid == "delta" else 0)
    assert (result.answers, result.bodies) == (_ANSWERS.get(unsaid, 83), 11)


def test_how_many_styles_there_are() -> None:
    """There are many, most of which say all that our own document says."""
    assert len(STYLES) >= 40
    assert sum(not unsaid for _, _, unsaid in STYLES.values()) >= 25
