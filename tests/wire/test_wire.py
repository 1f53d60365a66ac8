"""What is sent, refused, described and tabulated is what was recorded."""

from __future__ import annotations

import re

import pytest

from .doors import CATALOG
from .recorded import PARTS, differences, recorded

SHOWN = 120


@pytest.mark.parametrize("part", PARTS)
def test_is_as_recorded(part: str) -> None:
    """If a change is meant, ``python -m tests.wire`` records it."""
    found = list(differences(part))
    left = f"\n... and {len(found) - SHOWN} lines more" if found[SHOWN:] else ""
    assert not found, "\n".join(found[:SHOWN]) + left


def test_every_operation_is_there() -> None:
    """Each operation of each collection is asked for, and sends something."""
    texts = recorded("requests")
    for name, info in CATALOG.items():
        for operation in info.operations:
            asked = rf"^## {operation.name}\([^\n]*\n{operation.method} /"
            assert re.search(asked, texts[f"{name}.txt"], re.MULTILINE), operation


def test_both_ways_of_waiting_send_the_same() -> None:
    """Where they differ, what the one does otherwise is written below."""
    for part in ("requests", "refusals"):
        for name, text in recorded(part).items():
            assert "\nasync:\n" not in text, name
