"""The next page is asked for ahead where that helps; parts are read in parallel."""

from __future__ import annotations

import time
from datetime import date

import pytest

from protime_runtime.asking.days import DateRange
from protime_runtime.asking.splitting import evenly
from protime_runtime.errors import InvalidRequest, ServerError
from protime_runtime.paging import prefetch
from protime_runtime.paging.pager import AsyncPager, Pager
from protime_runtime.paging.prefetch import peek
from tests.runtime.models import clockings
from tests.speed.listing import AsyncListing, Listing

YEAR = DateRange(date(2026, 1, 1), date(2026, 12, 31))
MONTH = DateRange(date(2026, 1, 1), date(2026, 1, 31))
ALL = list(range(YEAR.start.toordinal(), date(2026, 12, 31).toordinal() + 1))
pytestmark = pytest.mark.filterwarnings(
    "ignore::protime_runtime.errors.DeviationWarning"
)


def pager(listing: Listing, days: DateRange = MONTH) -> Pager[object]:
    return Pager(listing, clockings.list({"date": days}))  # type: ignore[arg-type]


@pytest.mark.parametrize("waited", [0.0, 0.001, 0.003])
def test_nothing_is_asked_ahead_where_nothing_is_waited_for(
    waited: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without waiting, each page is read before the next is asked for."""
    measured = prefetch._ReadAhead.measured

    def on_an_idle_machine(self: prefetch._ReadAhead[object], *when: float) -> None:
        measured(self, *when)
        self._seconds[-1] = waited

    monkeypatch.setattr(prefetch._ReadAhead, "measured", on_an_idle_machine)
    listing = Listing()
    assert len(list(pager(listing))) == 31
    assert listing.notes == ["ask", "read"] * 7


def test_the_next_page_is_asked_for_ahead_where_there_is_waiting() -> None:
    """After two pages, which say how long is waited, requests come first."""
    listing = Listing(delay=0.02)
    pages = pager(listing).pages()
    next(pages), next(pages)
    assert listing.notes == ["ask", "read", "ask", "read"]
    next(pages)
    assert listing.notes[4:] == ["ask", "ask"]
    assert [one.id for page in pages for one in page.value][-1] == ALL[30]  # type: ignore[attr-defined]
    assert listing.notes.count("ask") == 7


@pytest.mark.parametrize("delay", [0.0, 0.01])
def test_asking_ahead_can_be_switched(delay: float) -> None:
    """`overlap` says yes or no, and the items are the same."""
    for overlap in (False, True):
        listing = Listing(delay=delay)
        pages = list(pager(listing).pages(overlap=overlap))
        assert [one.id for page in pages for one in page.value] == ALL[:31]  # type: ignore[attr-defined]
        assert (listing.notes == ["ask", "read"] * 7) is not overlap


def test_what_fails_ahead_fails_in_its_turn() -> None:
    """The page before is given first, and the error leads on from the page after."""
    listing = Listing(fails="2026-01-11")
    pages = pager(listing).pages(overlap=True)
    assert len(next(pages).value) == 5
    assert len(next(pages).value) == 5
    with pytest.raises(ServerError) as failed:
        next(pages)
    assert failed.value.resume_link is not None
    again = Pager(Listing(), clockings.resume(failed.value.resume_link))
    assert [one.id for one in again] == ALL[10:31]


async def test_asking_ahead_when_awaited() -> None:
    """The same in an event loop."""
    listing = AsyncListing(delay=0.01)
    listed = AsyncPager(listing, clockings.list({"date": MONTH}))
    assert [one.id async for one in listed] == ALL[:31]
    assert listing.notes.count("ask") == 7
    assert listing.notes[:6] == ["ask", "read", "ask", "read", "ask", "ask"]


def test_links_are_found_at_either_end() -> None:
    """A link in front of the items, behind them, escaped, or none."""
    rows = b"[" + b'{"a": "b"},' * 2_000 + b"{}]"
    assert peek(b'{"value":' + rows + b',"nextLink":"/a\\u0062"}') == (True, "/ab")
    assert peek(b'{"nextLink": "/a","value":' + rows + b"}") == (True, "/a")
    assert peek(b'{"value":' + rows + b"}") == (True, None)
    assert peek(b'{"value":' + rows + b',"nextLink":""}') == (True, None)
    hidden = b'{"value":' + rows + b',"nextLink":"/a","more":' + rows + b"}"
    assert peek(hidden) == (False, None)


@pytest.mark.parametrize("workers", [1, 3, 8])
def test_parts_come_in_order(workers: int) -> None:
    """All items come once, in the order of the days."""
    listing = Listing(size=7, delay=0.002)
    found = list(pager(listing, YEAR).parallel(workers))
    assert [one.id for one in found] == ALL  # type: ignore[attr-defined]
    assert (listing.busiest > 1) is (workers > 1)
    assert listing.busiest <= workers


def test_parts_come_as_they_may() -> None:
    """Without an order all items come once, too."""
    found = list(pager(Listing(delay=0.001), YEAR).parallel(4, ordered=False))
    assert sorted(one.id for one in found) == ALL  # type: ignore[attr-defined]


async def test_parts_are_read_by_tasks() -> None:
    """The same for the async client, ordered or not."""
    for ordered in (True, False):
        listing = AsyncListing(size=7, delay=0.001)
        listed = AsyncPager(listing, clockings.list({"date": YEAR}))
        found = [one.id async for one in listed.parallel(4, ordered=ordered)]
        assert (found if ordered else sorted(found)) == ALL
        assert 1 < listing.busiest <= 4


def test_parts_come_as_columns() -> None:
    """A list that several workers read can be one table, in its order."""
    pytest.importorskip("pyarrow")
    listing = Listing(delay=0.001)
    table = pager(listing, YEAR).parallel(4).to_arrow()
    assert table.column("id").to_pylist() == ALL
    assert 1 < listing.busiest <= 4


async def test_parts_come_as_columns_when_awaited() -> None:
    """The same for tasks."""
    pytest.importorskip("pyarrow")
    listed = AsyncPager(AsyncListing(), clockings.list({"date": YEAR}))
    table = await listed.parallel(4).to_arrow()
    assert table.column("id").to_pylist() == ALL


def test_memory_is_bounded() -> None:
    """A reader that stops holds back the workers."""
    listing = Listing(size=1)
    pages = pager(listing, YEAR).parallel(2, ahead=3).pages()
    next(pages)
    asked = 0
    while len(listing.notes) > asked:
        asked = len(listing.notes)
        time.sleep(0.1)
    assert listing.notes.count("ask") <= 2 * (3 + 1) + 2
    pages.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("ordered", [True, False])
def test_an_error_leads_on_to_all_that_is_left(ordered: bool) -> None:
    """What came before the error and what its link leads to are the whole list."""
    came: list[int] = []
    listed = pager(Listing(size=7, fails="2026-06-01"), YEAR)
    pages = listed.parallel(3, ordered=ordered).pages()
    with pytest.raises(ServerError) as failed:
        came.extend(one.id for page in pages for one in page.value)  # type: ignore[attr-defined]
    assert failed.value.resume_link is not None
    rest = Pager(Listing(size=7), clockings.resume(failed.value.resume_link))
    assert sorted([*came, *(one.id for one in rest)]) == ALL


def test_a_page_leads_on_to_all_that_is_left() -> None:
    """One can stop after any page, and go on from its link, in parallel again."""
    pages = pager(Listing(size=7), YEAR).parallel(3).pages()
    first = next(pages)
    pages.close()  # type: ignore[attr-defined]
    assert first.resume_link is not None
    rest = Pager(Listing(size=7), clockings.resume(first.resume_link)).parallel(3)
    came = [one.id for one in first.value]  # type: ignore[attr-defined]
    assert [*came, *(one.id for one in rest)] == ALL


async def test_an_error_leads_on_when_awaited() -> None:
    """The same in an event loop."""
    came: list[int] = []
    listed = AsyncPager(
        AsyncListing(fails="2026-06-01"), clockings.list({"date": YEAR})
    )

    async def read() -> None:
        async for one in listed.parallel(3):
            came.append(one.id)

    with pytest.raises(ServerError) as failed:
        await read()
    assert failed.value.resume_link is not None
    rest = Pager(Listing(), clockings.resume(failed.value.resume_link))
    assert sorted({*came, *(one.id for one in rest)}) == ALL


def test_numbers_below_one_are_refused() -> None:
    """Nobody reads with no worker."""
    with pytest.raises(InvalidRequest):
        list(pager(Listing()).parallel(0))


@pytest.mark.parametrize("parts", [1, 2, 12, 48, 365, 1000])
def test_windows_cover_each_day_once(parts: int) -> None:
    """Windows follow each other without a gap, and are of about the same length."""
    windows = list(evenly(YEAR, parts))
    days = [
        day
        for one in windows
        if one.end is not None
        for day in range(one.start.toordinal(), one.end.toordinal() + 1)
    ]
    assert days == ALL
    assert len(windows) == min(parts, 365)


def test_an_open_range_stays_whole() -> None:
    """What has no end cannot be cut, and is read as it is."""
    open_ended = DateRange(date(2026, 1, 1))
    assert list(evenly(open_ended, 5)) == [open_ended]
