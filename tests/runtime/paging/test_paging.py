"""Lists are walked to their end, nothing twice and nothing left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import parse_qs, unquote

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.asking.days import DateRange
from protime_runtime.errors import (
    DecodingError,
    InvalidRequest,
    ProtimeError,
    RepeatedLink,
)
from protime_runtime.messages import Response
from protime_runtime.paging.pager import AsyncPager, Pager
from tests.runtime.helpers import AsyncSending, Sending, answer, page
from tests.runtime.models import BASE, Clocking, clockings, departments, document

PLACE = f"{BASE}/clockings"
MANY = {"date": DateRange(date(2026, 1, 1)), "person": range(10**6, 10**6 + 900)}

SIZES = st.lists(
    st.lists(st.integers(0, 3), min_size=1, max_size=4), min_size=1, max_size=3
)


class Listing:
    """A list in parts, each of pages with so many items; empty pages are no end."""

    def __init__(self, sizes: Sequence[Sequence[int]]) -> None:
        self.sizes = sizes
        self.failing: set[str] = set()

    def link(self, part: int, number: int) -> str:
        return f"{PLACE}?filter=kind eq 'A+B/C'&continuationToken=p{part}+{number}/="

    def answer(self, target: str) -> Response:
        if unquote(target) in self.failing:
            return answer(b"cut off")
        token = parse_qs(target.partition("?")[2].replace("+", "%2B"))
        part, _, number = token["continuationToken"][0].strip("p/=").partition("+")
        return self.page(int(part), int(number))

    def page(self, part: int, number: int) -> Response:
        sizes = self.sizes[part]
        first = sum(map(sum, self.sizes[:part])) + sum(sizes[:number])
        items = [document(first + one) for one in range(sizes[number])]
        more = number + 1 < len(sizes)
        return page(*items, nextLink=self.link(part, number + 1) if more else None)

    def pager(self) -> Pager[Clocking]:
        request = clockings.resume("/x")[0]
        parts = [
            evolve(request, target=self.link(part, 0))
            for part in range(len(self.sizes))
        ]
        return Pager(Sending(self.answer), parts)

    def resumed(self, link: str) -> Pager[Clocking]:
        return Pager(Sending(self.answer), clockings.resume(link))

    @property
    def total(self) -> int:
        return sum(map(sum, self.sizes))


def ids(pager: Pager[Clocking]) -> list[int]:
    return [one.id for one in pager]


@given(SIZES)
def test_all_items_come_once_and_in_order(sizes: list[list[int]]) -> None:
    """Empty pages in the middle and at the ends included, for split lists, too."""
    listing = Listing(sizes)
    assert ids(listing.pager()) == list(range(listing.total))
    first = 0 if listing.total else None
    found = listing.pager().first()
    assert (found and found.id) == first


@given(SIZES)
def test_every_page_says_how_to_go_on(sizes: list[list[int]]) -> None:
    """Its link gives exactly what the walk would still have given."""
    listing = Listing(sizes)
    came: list[int] = []
    for one in listing.pager().pages():
        came += [item.id for item in one.value]
        rest = ids(listing.resumed(one.resume_link)) if one.resume_link else []
        assert came + rest == list(range(listing.total))
    assert one.resume_link is None


@given(SIZES, st.data())
def test_a_failed_page_says_how_to_go_on(
    sizes: list[list[int]], data: st.DataObject
) -> None:
    """From itself, so that nothing is lost and nothing comes twice."""
    listing = Listing(sizes)
    part = data.draw(st.integers(0, len(sizes) - 1))
    number = data.draw(st.integers(0, len(sizes[part]) - 1))
    listing.failing = {unquote(listing.link(part, number))}
    with pytest.raises(DecodingError) as caught:
        ids(listing.pager())
    listing.failing = set()
    before = sum(map(sum, sizes[:part])) + sum(sizes[part][:number])
    link = caught.value.resume_link
    assert link is not None
    assert ids(listing.resumed(link)) == list(range(before, listing.total))


def test_a_resume_link_means_what_the_link_meant() -> None:
    """A plus in a bare link stays a plus, and Base64 stays Base64."""
    sending = Sending(lambda _: page())
    link = f"{PLACE}?filter=kind eq 'A+B'&continuationToken=a+b/="
    first = Pager(Sending(lambda _: page(nextLink=link)), departments.list())
    resume = next(first.pages()).resume_link
    assert resume is not None
    list(Pager(sending, clockings.resume(resume)))
    assert sending.targets == [
        f"{PLACE}?filter=kind%20eq%20'A%2BB'&continuationToken=a%2Bb%2F%3D"
    ]


def test_a_link_as_the_api_gave_it_can_be_resumed() -> None:
    """Its blanks are no ends of links."""
    link = f"{PLACE}?filter=date ge '2026-01-01'&continuationToken=a"
    assert [one.target for one in clockings.resume(link)] == [link]
    with pytest.raises(InvalidRequest):
        clockings.resume("  ")


@pytest.mark.parametrize(
    "link",
    [
        f"{PLACE}?filter=date%20ge%20'2026-01-01'",
        f"{PLACE}?filter=date ge '2026-01-01'",
        f"{PLACE}?filter=date%20ge%20%272026-01-01%27",
    ],
)
def test_a_link_back_to_the_first_page_is_an_error(link: str) -> None:
    """However it is encoded; no item of the page comes, so none comes twice."""
    pager = Pager(
        Sending(lambda _: page(document(1), nextLink=link)),
        clockings.list({"date": DateRange(date(2026, 1, 1))}),
    )
    came: list[Clocking] = []
    with pytest.raises(RepeatedLink) as caught:
        came.extend(pager)
    assert caught.value.resume_link is not None


def test_a_circle_of_links_is_an_error() -> None:
    """Also over several pages."""
    circle = {"a": "b", "b": "c", "c": "a"}

    def serve(target: str) -> Response:
        return page(nextLink=f"{PLACE}?continuationToken={circle[target[-1]]}")

    sending = Sending(serve)
    with pytest.raises(RepeatedLink, match="continuationToken=a"):
        list(Pager(sending, clockings.resume(f"{PLACE}?continuationToken=a")))
    assert len(sending.targets) == 3


@given(st.text(st.characters(), min_size=1))
def test_any_next_link_is_followed_or_an_error_of_ours(link: str) -> None:
    """A page's way to go on can be told of any text."""
    answers = iter([page(nextLink=link), page()])
    pager = Pager(Sending(lambda _: next(answers)), departments.list())
    try:
        pages = list(pager.pages())
    except ProtimeError:
        return
    resume = pages[0].resume_link
    assert resume is None or resume.isascii()


def test_explaining_sends_nothing() -> None:
    """It says what would be sent, and in how many requests."""
    sending = Sending(lambda _: page())
    explained = Pager(sending, clockings.list(MANY)).explain()
    assert explained.method == "GET"
    assert explained.length == len(explained.url) < 4096
    assert explained.requests == 3
    assert explained.scopes == clockings.read
    assert sending.targets == []


def test_iterating_again_begins_again() -> None:
    """A pager is what is asked, not the way through it."""
    pager = Listing([[2, 0, 1]]).pager()
    assert ids(pager) == ids(pager) == [0, 1, 2]
    assert "Pager" in repr(pager)


async def test_waiting_is_the_only_difference() -> None:
    """The async pager gives the same items, pages and first item."""
    listing = Listing([[2, 0, 1], [0], [2]])
    pager = AsyncPager(AsyncSending(listing.answer), listing.pager()._parts)
    assert [one.id async for one in pager] == list(range(5))
    assert [len(one.value) async for one in pager.pages()] == [2, 0, 1, 0, 2]
    found = await pager.first()
    assert found is not None
    assert found.id == 0
    assert pager.explain() == listing.pager().explain()
    listing.failing = {unquote(listing.link(0, 1))}
    with pytest.raises(DecodingError) as caught:
        _ = [one async for one in pager]
    assert caught.value.resume_link is not None
