"""What grows with the work grows no faster: twice as much takes twice the time."""

from __future__ import annotations

import time

import pytest

from benchmarks.works import WORKS
from protime_runtime.messages import Page
from protime_runtime.paging.cursor import Cursor
from tests.runtime.models import Clocking, clockings
from tests.speed.test_waiting import YEAR

SIZES = (4, 16)
GROWING = {"asked": 400, "walked": 1_500, "digested": 100, "refused": 4}
"""Works by how much is size 1: of ids, of nested values, of clashing collections."""
STEADY = {"committed": 8_000, "received": 500}
"""Works on one thing, by how many are known already."""


def cost(work: str, size: int, times: int = 4) -> float:
    """Return the least seconds of CPU that the work takes."""
    found = []
    with WORKS[work](size) as run:
        for _ in range(times):
            begin = time.process_time()
            run()
            found.append(time.process_time() - begin)
    return min(found)


@pytest.mark.parametrize(("work", "unit"), GROWING.items())
def test_more_work_costs_as_much_more(work: str, unit: int) -> None:
    """Nothing of a list, a row or a report costs more for what is beside it."""
    one = cost(work, unit)
    for size in SIZES:
        assert cost(work, unit * size) < 2 * size * one + 0.005


@pytest.mark.parametrize(("work", "unit"), STEADY.items())
def test_what_is_known_costs_nothing(work: str, unit: int) -> None:
    """One change, or one delivery, costs the same whether few are known or many."""
    one = cost(work, unit, 20)
    for size in SIZES:
        assert cost(work, unit * size, 20) < 3 * one


def test_a_page_leads_on_to_all_that_is_left() -> None:
    """The way to go on is made when asked for, of each part that is left."""
    parts = clockings.list({"date": YEAR, "person": range(10**6, 10**6 + 2_000)})
    empty: Page[Clocking] = Page(value=())
    pages = list(Cursor(parts).each(lambda _: empty))
    assert len(pages) == len(parts) > 2
    assert pages[-1].resume_link is None
    assert pages[-2].resume_link == parts[-1].target
