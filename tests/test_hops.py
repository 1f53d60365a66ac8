"""A call walks no further than it did."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.hops import RECORDED

MEASURES = ("functions", "files", "changes")
MAY: dict[str, dict[str, Any]] = json.loads(RECORDED.read_text("utf-8"))


@pytest.fixture(scope="module")
def now() -> dict[str, dict[str, Any]]:
    """How far each call walks, in a process of its own."""
    program = str(RECORDED.with_suffix(".py"))
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, program, "--json"], capture_output=True, text=True, check=True
    )
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)["calls"]
    return found


@pytest.mark.parametrize("name", MAY)
def test_a_call_walks_no_further(name: str, now: dict[str, dict[str, Any]]) -> None:
    """A shorter way is written down by ``python tests/hops.py --record``."""
    may, does = MAY[name], now[name]
    further = {
        each: f"{does[each]} instead of {may[each]}"
        for each in MEASURES
        if does[each] > may[each]
    }
    came = sorted({*does["entered"]} - {*may["entered"]})
    assert not further, f"{name} walks further: {further}; new on the way: {came}"
