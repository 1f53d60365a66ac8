"""Changes are read whole, and only then the link to later ones is given."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.asking.days import DateRange
from protime_runtime.errors import (
    DecodingError,
    InvalidRequest,
    LinkNotReady,
    RepeatedLink,
)
from protime_runtime.messages import Changes, Delete, Response, Upsert
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.entries import read_entry
from protime_runtime.reading.responses import change_of, read
from tests.runtime.helpers import AsyncSending, Sending, answer, page
from tests.runtime.models import BASE, Clocking, clockings, document
from tests.runtime.strategies import ANY_JSON, FULL, spoiled

pytestmark = pytest.mark.filterwarnings(
    "ignore::protime_runtime.errors.DeviationWarning"
)
START = clockings.delta({"date": DateRange(date(2026, 1, 1))}, today=date(2026, 3, 1))
LATER = f"{BASE}/delta/clockings?deltaToken=abc+/=="


def upsert(number: int) -> dict[str, object]:
    return {"changeType": "InsertOrUpdate", "data": document(number)}


def three_pages(target: str) -> Response:
    """Answer a first load of three pages, the last of them empty."""
    if "continuationToken=2" in target:
        return page(deltaLink=LATER)
    if "continuationToken=1" in target:
        return page(document(3), nextLink=f"{BASE}/clockings?continuationToken=2")
    return page(
        document(1), document(2), nextLink=f"{BASE}/clockings?continuationToken=1"
    )


def seen(change: Upsert[Clocking] | Delete) -> object:
    return change.id


def test_the_start_is_a_list_with_a_flag() -> None:
    """The flag has no value."""
    assert START.target == f"{BASE}/clockings?filter=date%20ge%20'2026-01-01'&delta"


def test_a_first_load_gives_upserts_and_then_the_link() -> None:
    """Plain items read like changes."""
    with DeltaPager(Sending(three_pages), START) as delta:
        found = list(delta)
    assert [type(one) for one in found] == [Upsert] * 3
    assert [one.id for one in found] == [1, 2, 3]
    assert delta.link == LATER


def test_later_answers_give_upserts_and_deletes() -> None:
    """A Delete has nothing but its id and its version."""
    body = page(
        upsert(1),
        {"changeType": "Delete", "data": {"id": 2, "changeVersion": "0002"}},
        {"changeType": "delete", "data": {"id": "x-3"}},
        deltaLink=LATER,
    )
    sending = Sending(lambda _: body)
    delta = DeltaPager(sending, clockings.changes(LATER))
    found = list(delta)
    assert [one.id for one in found] == [1, 2, "x-3"]
    assert found[1:] == [Delete(2, "0002"), Delete("x-3")]
    assert sending.targets == [LATER]
    assert delta.link == LATER


def test_an_empty_answer_gives_a_new_link() -> None:
    """Which restarts the 72 hours."""
    delta = DeltaPager(Sending(lambda _: page(deltaLink="/new")), START)
    assert list(delta) == []
    assert delta.link == "/new"


def test_the_link_is_not_ready_before_the_end() -> None:
    """Whoever kept it earlier would lose what is not read yet."""
    delta = DeltaPager(Sending(three_pages), START)
    with pytest.raises(LinkNotReady):
        _ = delta.link
    for _change in delta:
        with pytest.raises(LinkNotReady):
            _ = delta.link
    assert delta.link == LATER


def test_a_page_left_early_comes_again() -> None:
    """Its changes could be lost otherwise, with the link ready in the end."""
    one_page = page(upsert(1), upsert(2), deltaLink=LATER)
    delta = DeltaPager(Sending(lambda _: one_page), START)
    for change in delta:
        assert change.id == 1
        break
    with pytest.raises(LinkNotReady):
        _ = delta.link
    assert [one.id for one in delta] == [1, 2]
    assert delta.link == LATER
    assert list(delta) == []


def test_a_page_read_to_its_end_does_not_come_again() -> None:
    """Going on begins with the page that was left."""
    sending = Sending(three_pages)
    delta = DeltaPager(sending, START)
    for change in delta:
        if change.id == 3:
            break
    assert [one.id for one in delta] == [3]
    assert delta.link == LATER
    assert len(sending.targets) == 4


def test_a_last_page_without_a_link_is_an_error() -> None:
    """With the way back to that page, since its items did not come."""
    delta = DeltaPager(Sending(lambda _: page(document(1))), START)
    with pytest.raises(DecodingError, match="no deltaLink") as caught:
        list(delta)
    assert caught.value.resume_link == START.target


def test_a_failed_page_can_be_gone_on_from() -> None:
    """The rest of a first load, and its link."""
    broken = Sending(
        lambda target: answer(b"") if "Token=1" in target else three_pages(target)
    )
    with pytest.raises(DecodingError) as caught:
        list(DeltaPager(broken, START))
    link = caught.value.resume_link
    assert link is not None
    delta = DeltaPager(Sending(three_pages), clockings.changes(link))
    assert [one.id for one in delta] == [3]
    assert delta.link == LATER


def test_a_circle_of_links_is_an_error() -> None:
    """Also in a delta, and with the way to go on."""
    circle = page(document(1), nextLink=f"{BASE}/clockings?continuationToken=a")
    with pytest.raises(RepeatedLink) as caught:
        list(DeltaPager(Sending(lambda _: circle), START))
    assert caught.value.resume_link == f"{BASE}/clockings?continuationToken=a"


@pytest.mark.parametrize(
    "change",
    [
        {"changeType": "Delete"},
        {"changeType": "Delete", "data": {}},
        {"changeType": "Delete", "data": {"id": None}},
        {"changeType": "Delete", "data": {"id": True}},
        {"changeType": "Archived", "data": {"id": 5}},
        {"changeType": None, "data": {"id": 5}},
        {"changeType": "InsertOrUpdate"},
        {"changeType": "InsertOrUpdate", "data": None},
        5,
        None,
    ],
)
def test_what_is_no_change_is_an_error(change: object) -> None:
    """A deletion taken for an item would empty it, so nothing is guessed."""
    with pytest.raises(DecodingError):
        change_of(read_entry(change), Decoder(), Clocking)


@given(
    ANY_JSON
    | spoiled(FULL)
    | spoiled(
        {
            "value": [
                upsert(1),
                {"changeType": "Delete", "data": {"id": 2, "changeVersion": "1"}},
            ],
            "deltaLink": LATER,
        }
    )
)
def test_any_value_in_any_place_raises_nothing_but_our_errors(body: object) -> None:
    """The ids and versions of what was read can be asked for."""
    content = json.dumps(body).encode()
    try:
        for change in read(Changes(Clocking), answer(content), Decoder()).value:
            assert isinstance(change.id, int | str)
            assert isinstance(change.change_version, str | None)
    except DecodingError:
        return


@given(st.text())
def test_any_link_is_asked_for_as_it_is(link: str) -> None:
    """Nothing is added to what was kept."""
    try:
        request = clockings.changes(link)
    except InvalidRequest:
        assert not link.strip()
        return
    assert request.target == link.strip()


async def test_waiting_is_the_only_difference() -> None:
    """The async delta gives the same changes, and the link at the same time."""
    sending = AsyncSending(three_pages)
    async with AsyncDeltaPager(sending, START) as delta:
        pages = [len(one.value) async for one in delta.pages()]
    assert pages == [2, 1, 0]
    assert delta.link == LATER
    again = AsyncDeltaPager(sending, START)
    with pytest.raises(LinkNotReady):
        _ = again.link
    assert [one.id async for one in again] == [1, 2, 3]
    assert again.link == LATER
    assert again.explain() == DeltaPager(Sending(three_pages), START).explain()
    broken = AsyncDeltaPager(AsyncSending(lambda _: answer(b"")), START)
    with pytest.raises(DecodingError) as caught:
        _ = [one async for one in broken]
    assert caught.value.resume_link == START.target
