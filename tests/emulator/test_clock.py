"""The clock must tick, move forward, and never back."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from protime_emulator.clock import Clock


def test_it_starts_in_the_morning_and_ticks() -> None:
    clock = Clock.at(date(2026, 3, 2))
    first = clock.now()
    time.sleep(0.002)
    assert first < clock.now() < datetime(2026, 3, 2, 8, 1, tzinfo=UTC)
    assert clock.today() == date(2026, 3, 2)


def test_it_moves_forward_only() -> None:
    clock = Clock.at(date(2026, 3, 2))
    before = clock.now()
    clock.advance(days=1, hours=2, minutes=3, seconds=4)
    moved = clock.now() - before
    assert timedelta(0, 93784) <= moved < timedelta(0, 93785)
    with pytest.raises(ValueError, match="back"):
        clock.advance(hours=-1)
