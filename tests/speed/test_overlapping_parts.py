"""Reads that overlap: the same pages, asked for once each, whatever is read when."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import frozen
from hypothesis import example, given, settings
from hypothesis import strategies as st

from protime_runtime.asking.days import DateRange
from protime_runtime.errors import DecodingError, InvalidRequest, ServerError
from protime_runtime.messages import Response
from protime_runtime.paging.pager import AsyncPager, Pager
from protime_runtime.paging.prefetch import (
    AT_MOST,
    WORTH,
    _ReadAhead,
    has_left,
    peek,
)
from tests.depth import many
from tests.runtime.models import clockings
from tests.speed.listing import AsyncListing, Listing

START = date(2023, 7, 1)
pytestmark = pytest.mark.filterwarnings(
    "ignore::protime_runtime.errors.DeviationWarning"
)


class Noting(Listing):
    """A listing that notes which addresses it was asked for, and may be shut."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.targets: list[str] = []
        self.gate = threading.Event()
        self.gate.set()

    def _send(self, request: Any) -> Any:
        self.targets.append(request.target)
        assert self.gate.wait(20)
        return super()._send(request)


class AsyncNoting(AsyncListing):
    """The same, awaited."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.targets: list[str] = []

    async def _send(self, request: Any) -> Any:
        self.targets.append(request.target)
        return await super()._send(request)


@frozen
class Asked:
    """A list over days, whose parts are years, with some rows on a page."""

    days: int
    size: int
    fails: int | None = None
    """Days after the start from which on a page fails."""

    @property
    def parts(self) -> Any:
        last = START + timedelta(days=self.days - 1)
        return clockings.list({"date": DateRange(START, last)})

    @property
    def all(self) -> list[int]:
        return list(range(START.toordinal(), START.toordinal() + self.days))

    def given(self, *, failing: bool = True) -> dict[str, Any]:
        if self.fails is None or not failing:
            return {"size": self.size}
        fails = START + timedelta(days=self.fails)
        return {"size": self.size, "fails": fails.isoformat()}


ASKED = st.builds(
    Asked,
    st.integers(1, 1200),
    st.integers(60, 400),
    st.none() | st.integers(0, 1100),
)
ONE_PART = Asked(31, 60)
PARTS = Asked(800, 100)
A_PART_FAILS = Asked(1100, 200, 700)


Found = tuple[list[list[int]], list[str | None], str | None]
"""The ids of each page, where each leads on, and where an error does, or "" if none."""


def read(listing: Listing, asked: Asked, overlap: bool) -> Found:
    ids: list[list[int]] = []
    links: list[str | None] = []
    try:
        for page in Pager(listing, asked.parts).pages(overlap=overlap):
            ids.append([item.id for item in page.value])  # type: ignore[attr-defined]
            links.append(page.resume_link)
    except ServerError as error:
        return ids, links, error.resume_link
    return ids, links, ""


async def read_awaited(listing: AsyncListing, asked: Asked, overlap: bool) -> Found:
    ids: list[list[int]] = []
    links: list[str | None] = []
    try:
        async for page in AsyncPager(listing, asked.parts).pages(overlap=overlap):
            ids.append([item.id for item in page.value])  # type: ignore[attr-defined]
            links.append(page.resume_link)
    except ServerError as error:
        return ids, links, error.resume_link
    return ids, links, ""


@settings(max_examples=many(40, 15), deadline=None)
@given(ASKED)
@example(ONE_PART)
@example(PARTS)
@example(A_PART_FAILS)
def test_asking_ahead_changes_nothing_but_the_time(asked: Asked) -> None:
    """Pages, links, errors and requests are those of asking one after the other."""
    plain, ahead = Noting(**asked.given()), Noting(**asked.given())
    found = read(plain, asked, overlap=False)
    assert read(ahead, asked, overlap=True) == found
    assert ahead.targets == plain.targets
    awaited = AsyncNoting(**asked.given())
    assert asyncio.run(read_awaited(awaited, asked, overlap=True)) == found
    assert awaited.targets == plain.targets
    assert (
        asyncio.run(read_awaited(AsyncNoting(**asked.given()), asked, False)) == found
    )


class Spoiled(Noting):
    """A listing whose third page is none."""

    def _send(self, request: Any) -> Any:
        if len(self.targets) != 2:
            return super()._send(request)
        self.targets.append(request.target)
        return self._read(request, Response(status=200, content=b"no page"))


def test_what_cannot_be_read_ahead_is_an_error_in_its_turn() -> None:
    """It leads on from there."""
    listing = Spoiled(size=100)
    pages = Pager(listing, PARTS.parts).pages(overlap=True)
    came = [item.id for _ in range(2) for item in next(pages).value]  # type: ignore[attr-defined]
    with pytest.raises(DecodingError) as failed:
        next(pages)
    rest = Pager(Listing(size=100), clockings.resume(failed.value.resume_link or ""))
    assert [*came, *(item.id for item in rest)] == PARTS.all  # type: ignore[attr-defined]


@settings(max_examples=many(40, 15), deadline=None)
@given(ASKED, st.data())
@example(A_PART_FAILS, None)
def test_every_way_on_leads_to_the_rest(asked: Asked, data: Any) -> None:
    """From any page, and from an error: what came and what is left are the whole."""
    ids, links, error = read(Noting(**asked.given()), asked, overlap=True)
    came = [id for page in ids for id in page]
    if error:
        rest = Pager(Listing(size=asked.size), clockings.resume(error))
        assert [*came, *(item.id for item in rest)] == asked.all  # type: ignore[attr-defined]
    else:
        assert came == asked.all
        assert links[-1] is None
    if data is not None and len(links) > 1:
        at = data.draw(st.integers(0, len(links) - 2))
        way = links[at] or ""
        rest = Pager(Listing(size=asked.size), clockings.resume(way))
        before = [id for page in ids[: at + 1] for id in page]
        assert [*before, *(item.id for item in rest)] == asked.all  # type: ignore[attr-defined]


def test_one_request_is_ahead_and_no_more() -> None:
    """A reader that stops after a page has asked for one page too many at the most."""
    listing = Noting(size=100)
    pages = Pager(listing, PARTS.parts).pages(overlap=True)
    for read_so_far in range(1, 5):
        next(pages)
        assert len(listing.targets) == read_so_far + 1
    listing.gate.clear()
    pages.close()  # type: ignore[attr-defined]
    listing.gate.set()
    time.sleep(0.05)
    assert len(listing.targets) == 5


async def test_a_request_ahead_is_cancelled_with_its_reader() -> None:
    """No task is left that nobody waits for."""
    listing = AsyncNoting(size=100, delay=0.0)
    pages = AsyncPager(listing, PARTS.parts).pages(overlap=True)
    await anext(pages)
    listing.delay = 60.0
    await anext(pages)
    assert len(listing.targets) == 3
    before = asyncio.all_tasks()
    assert len(before) == 2
    await pages.aclose()  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    await asyncio.wait(before - {asyncio.current_task()}, timeout=5)  # type: ignore[type-var]
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize(
    ("waits", "worth"),
    [
        ([], False),
        ([1.0], False),
        ([1.0, WORTH], True),
        ([1.0, WORTH * 0.99], False),
        ([0.0, 1.0, 1.0], False),
        ([0.0, 1.0, 1.0, 1.0], True),
        ([1.0, 1.0, 1.0, 0.0], False),
    ],
)
def test_three_pages_say_whether_asking_ahead_is_worth_it(
    waits: Sequence[float], worth: bool
) -> None:
    """All of the last three, of which two are enough at the start."""
    reading: _ReadAhead[object] = _ReadAhead([], None)
    reading._seconds.extend(waits)
    assert reading.worth is worth
    for choice in (True, False):
        chosen: _ReadAhead[object] = _ReadAhead([], choice)
        chosen._seconds.extend(waits)
        assert chosen.worth is choice


LINKS = st.none() | st.text(max_size=30).map(lambda text: f"/clockings?{text}")
ROWS = st.lists(
    st.dictionaries(st.sampled_from(["id", "nextLink", "kind"]), st.text(max_size=9)),
    max_size=3,
)


@given(LINKS, ROWS, st.integers(0, 200), st.booleans(), st.sampled_from([None, 0, 1]))
@example("/a", [{"nextLink": "/b"}], 0, True, None)
@example("/a", [{"nextLink": "/b"}], 200, False, 1)
def test_a_link_is_seen_before_it_is_read_only_if_it_is_plain(
    link: str | None, rows: Any, many: int, in_front: bool, indent: int | None
) -> None:
    """What an item holds under the same name may hide it, and nothing else may."""
    value = [*rows, *[{"id": number, "kind": "x" * 80} for number in range(many)]]
    parts = [("nextLink", link), ("value", value)]
    document = dict(parts if in_front else reversed(parts))
    body = json.dumps(document, indent=indent).encode()
    plain, found = peek(body)
    hides = any("nextLink" in row for row in rows)
    if plain and not hides:
        assert found == link
    if not hides and link is not None:
        assert plain


@pytest.mark.parametrize("link", [rb"\x", rb"\u12", b"\xff", b"\n", rb"\u1g00"])
def test_a_link_that_cannot_be_read_is_not_plain(link: bytes) -> None:
    """Whoever reads the page tells of it."""
    assert peek(b'{"value": [], "nextLink": "/' + link + b'"}') == (False, None)


@settings(max_examples=many(25, 10), deadline=None)
@given(ASKED, st.integers(1, 5), st.booleans(), st.integers(1, 3))
@example(PARTS, 3, True, 1)
@example(PARTS, 3, False, 1)
@example(A_PART_FAILS, 2, True, 2)
@example(A_PART_FAILS, 2, False, 1)
def test_parts_read_side_by_side_are_the_whole(
    asked: Asked, workers: int, ordered: bool, ahead: int
) -> None:
    """Each item once, in order if so asked, and an error leads on to what is left."""
    listing = Noting(**asked.given())
    pager = Pager(listing, asked.parts)
    came: list[int] = []
    try:
        for page in pager.parallel(workers, ordered=ordered, ahead=ahead).pages():
            came += [item.id for item in page.value]  # type: ignore[attr-defined]
        link = ""
    except ServerError as error:
        link = error.resume_link or ""
    _whole(asked, came, link, ordered)
    assert len(set(listing.targets)) == len(listing.targets)


@settings(max_examples=many(25, 10), deadline=None)
@given(ASKED, st.integers(1, 5), st.booleans(), st.integers(1, 3))
@example(PARTS, 3, True, 1)
@example(A_PART_FAILS, 2, False, 1)
def test_parts_read_by_tasks_are_the_whole(
    asked: Asked, workers: int, ordered: bool, ahead: int
) -> None:
    """The same, awaited."""
    listing = AsyncNoting(**asked.given())

    async def read() -> tuple[list[int], str]:
        came: list[int] = []
        pager = AsyncPager(listing, asked.parts)
        try:
            async for page in pager.parallel(
                workers, ordered=ordered, ahead=ahead
            ).pages():
                came += [item.id for item in page.value]  # type: ignore[attr-defined]
        except ServerError as error:
            return came, error.resume_link or ""
        return came, ""

    _whole(asked, *asyncio.run(read()), ordered)
    assert len(set(listing.targets)) == len(listing.targets)


def _whole(asked: Asked, came: list[int], link: str, ordered: bool) -> None:
    """Hold what came, and what an error leads on to, against the days."""
    rest = []
    if link:
        pager = Pager(Listing(size=asked.size), clockings.resume(link))
        rest = [item.id for item in pager]  # type: ignore[attr-defined]
    assert sorted([*came, *rest]) == asked.all
    if ordered:
        assert came == sorted(came)


@pytest.mark.parametrize(
    ("workers", "parts"), [(1, 1), (2, 8), (5, 20), (31, 31), (100, 31)]
)
def test_parts_are_cut_as_fine_as_workers_need(workers: int, parts: int) -> None:
    """Four for each, but never finer than a day, and for one worker not at all."""
    listing = Noting(size=60)
    list(Pager(listing, ONE_PART.parts).parallel(workers))
    assert len(listing.targets) == parts


@pytest.mark.parametrize("given", [{"workers": 0}, {"workers": 2, "ahead": 0}])
async def test_nothing_is_read_by_nobody(given: dict[str, int]) -> None:
    """Refused before anything is asked for."""
    listing, awaited = Noting(), AsyncNoting()
    with pytest.raises(InvalidRequest, match="at least one"):
        next(iter(Pager(listing, ONE_PART.parts).parallel(**given)))  # type: ignore[arg-type]
    with pytest.raises(InvalidRequest, match="at least one"):
        await anext(aiter(AsyncPager(awaited, ONE_PART.parts).parallel(**given)))  # type: ignore[arg-type]
    assert listing.targets == awaited.targets == []


@pytest.mark.parametrize(
    ("event", "leaves"),
    [
        ("http11.send_request_body.complete", True),
        ("http2.send_request_body.complete", True),
        ("http11.send_request_body.started", False),
        ("http11.send_request_headers.complete", False),
        ("http11.receive_response_body.complete", False),
    ],
)
def test_a_request_has_left_once_its_body_has(event: str, leaves: bool) -> None:
    """Which an HTTP client reports by an event's name."""
    assert has_left(event) is leaves


async def test_a_request_that_does_not_leave_is_not_waited_for() -> None:
    """The page before it is read all the same."""
    listing = AsyncNoting(size=100)
    pages = AsyncPager(listing, PARTS.parts).pages(overlap=True)
    await anext(pages)
    listing.delay = 20 * AT_MOST
    begin = time.monotonic()
    await anext(pages)
    assert time.monotonic() - begin < 10 * AT_MOST
    assert len((await anext(pages)).value) == 100
    await pages.aclose()  # type: ignore[attr-defined]


@pytest.mark.parametrize("ordered", [True, False])
async def test_tasks_are_as_many_as_parts_and_none_fails_unseen(ordered: bool) -> None:
    """Begun two for each worker, and the next as one ends."""
    unseen: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: unseen.append(context))
    listing = AsyncNoting(size=60)
    pager = AsyncPager(listing, PARTS.parts).parallel(3, ordered=ordered)
    assert len([item async for item in pager]) == 800
    gc.collect()
    await asyncio.sleep(0)
    assert not unseen


@pytest.mark.parametrize("ordered", [True, False])
async def test_tasks_end_with_their_reader(ordered: bool) -> None:
    """What is read in parallel and not wanted any more is not asked for."""
    listing = AsyncNoting(size=60, delay=0.0)
    pager = AsyncPager(listing, PARTS.parts).parallel(3, ordered=ordered)
    pages = pager.pages()
    await anext(pages)
    listing.delay = 60.0
    await pages.aclose()  # type: ignore[attr-defined]
    left = asyncio.all_tasks() - {asyncio.current_task()}
    if left:
        await asyncio.wait(left, timeout=5)
    assert asyncio.all_tasks() == {asyncio.current_task()}


def test_a_pager_shows_nobody_that_it_asks_for() -> None:
    """Filters name people; a traceback or a log shows what holds them."""
    days = DateRange(START, START + timedelta(days=3))
    parts = clockings.list({"date": days, "person": [4711]})
    blocking, awaited = Pager(Listing(), parts), AsyncPager(AsyncListing(), parts)
    for pager in (blocking, awaited, blocking.parallel(2), awaited.parallel(2)):
        assert "4711" not in repr(pager)


@pytest.mark.parametrize("kind", [list, tuple, lambda parts: parts])
async def test_what_cannot_be_cut_is_read_as_it_is(kind: Callable[[Any], Any]) -> None:
    """A way on has no days to cut, and neither have requests that somebody made."""
    _, links, _ = read(Noting(size=100), PARTS, overlap=False)
    for at in (0, 4):
        parts = kind(clockings.resume(links[at] or ""))
        rest = PARTS.all[100 * (at + 1) :] if at == 0 else None
        pager = Pager(Listing(size=100), parts)
        found = [item.id for item in pager.parallel(4)]  # type: ignore[attr-defined]
        awaited = AsyncPager(AsyncListing(size=100), parts).parallel(4)
        assert [item.id async for item in awaited] == found  # type: ignore[attr-defined]
        assert found == [item.id for item in pager]  # type: ignore[attr-defined]
        assert rest is None or found == rest
