"""An endpoint's requests are the documented ones, and nothing in them moves."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs, unquote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.asking.days import DateRange
from protime_runtime.asking.filters import Circle
from protime_runtime.asking.links import resolve
from protime_runtime.errors import InvalidRequest
from protime_runtime.messages import Request
from protime_runtime.reading.converter import encode
from tests.runtime.models import (
    BASE,
    READ,
    WRITE,
    PersonReference,
    clockings,
    departments,
    external_references,
    people,
    usages,
)

BADGE = PersonReference.BADGE_NUMBER
TODAY = date(2026, 3, 1)
JANUARY = DateRange(date(2026, 1, 1), date(2026, 1, 31))


def query(request: Request[Any]) -> dict[str, list[str]]:
    return parse_qs(request.target.partition("?")[2], keep_blank_values=True)


def test_a_list_has_filter_and_references() -> None:
    """One request, with the read scope."""
    (request,) = clockings.list(
        {"date": JANUARY, "person": Circle(2)},
        external_references=[BADGE, PersonReference("HR"), BADGE],
    )
    assert (request.method, request.target.partition("?")[0]) == (
        "GET",
        f"{BASE}/clockings",
    )
    assert request.scopes == (READ,)
    assert query(request) == {
        "filter": [
            "date ge '2026-01-01' and date le '2026-01-31' and person in circle(2)"
        ],
        "externalReferences": ["(people,@badge-number)(people,HR)"],
    }


def test_an_expression_is_sent_as_it_is() -> None:
    """It is not empty, and not longer than an address."""
    (request,) = clockings.where("kind eq 'A''B' and date ge '2026-01-01'")
    assert query(request) == {"filter": ["kind eq 'A''B' and date ge '2026-01-01'"]}
    for ask in (clockings.where, clockings.delta_where):
        with pytest.raises(InvalidRequest, match="empty"):
            ask(" ")
        with pytest.raises(InvalidRequest, match="longer than"):
            ask("x" * 5000)
        with pytest.raises(InvalidRequest, match="a text, not int"):
            ask(1)  # type: ignore[arg-type]


def test_a_delta_checks_its_rules() -> None:
    """Person is no filter of it, and it begins last year at the earliest."""
    request = clockings.delta(
        {"date": JANUARY}, today=TODAY, external_references=[BADGE]
    )
    assert list(query(request)) == ["filter", "delta", "externalReferences"]
    with pytest.raises(InvalidRequest, match="no filter 'person'"):
        clockings.delta({"date": JANUARY, "person": [1]}, today=TODAY)
    with pytest.raises(InvalidRequest, match="previous year"):
        clockings.delta({"date": DateRange(date(2024, 1, 1))}, today=TODAY)
    with pytest.raises(InvalidRequest, match="more than one year"):
        clockings.delta({"date": DateRange(date(2025, 1, 1), date.max)}, today=TODAY)
    with pytest.raises(InvalidRequest, match="required"):
        clockings.delta({}, today=TODAY)


def test_an_item_by_id_or_by_reference() -> None:
    """A reference's value stands in the path, and its type in the query."""
    by_id = clockings.get(5, expand=["usage", "restrictions"], if_none_match='"1"')
    assert by_id.target == f"{BASE}/clockings/5?expand=usage,restrictions"
    assert by_id.headers == {"if-none-match": '"1"'}
    by_value = people.get(BADGE.of("a/b c"), external_references=[BADGE])
    assert by_value.target == (
        f"{BASE}/people/a%2Fb%20c?externalReferences=(people,@badge-number)"
    )
    with pytest.raises(InvalidRequest, match="at the same time"):
        people.get(BADGE.of("5"), external_references=[PersonReference("HR")])


@given(st.text(), st.text())
def test_no_value_changes_the_address(value: str, name: str) -> None:
    """Any text stays in its place: one segment of the path, one of the query."""
    try:
        request = usages.at(PersonReference(name).of(value), 2).get()
    except InvalidRequest:
        assert value in ("", ".", "..") or not name or set(name) & set("(),")
        return
    address = resolve("https://acme.myprotime.eu", request.target, httpx.URL)
    path, _, _ = address.removeprefix("https://acme.myprotime.eu").partition("?")
    start = f"{BASE}/activity-structure-versions/"
    assert unquote(path) == f"{start}{value}/levels/2/usages"
    assert path.count("/") == f"{start}x/levels/2/usages".count("/")
    assert query(request) == {"externalReferences": [f"(people,{name})"]}


@given(st.text(st.characters(exclude_characters="'", exclude_categories=["Cs"])))
def test_no_filters_value_changes_the_address(value: str) -> None:
    """Any text stays in its literal."""
    (request,) = clockings.list({"date": JANUARY, "code": value})
    address = resolve("https://acme.myprotime.eu", request.target, httpx.URL)
    found = parse_qs(address.partition("?")[2])
    assert list(found) == ["filter"]
    assert found["filter"][0].endswith(f" and code eq '{value}'")


@pytest.mark.parametrize(
    "ask",
    [
        lambda one: clockings.get(one),
        lambda one: clockings.update({}, one),
        lambda one: clockings.upsert({}, one),
        lambda one: clockings.delete(one),
        lambda one: usages.at(one, 1),
    ],
)
def test_a_missing_id_is_not_the_whole_collection(
    ask: Callable[[object], object],
) -> None:
    """An item that deviates may have none; deleting by it must not go wider."""
    with pytest.raises(InvalidRequest):
        ask(None)


def test_writes_have_their_scope_and_condition() -> None:
    """And the body is JSON."""
    create = clockings.create({"a": 1})
    assert (create.method, create.target, create.scopes) == (
        "POST",
        f"{BASE}/clockings",
        (WRITE,),
    )
    update = clockings.update({"a": 1}, 5, if_match='"1"')
    assert (update.method, update.target) == ("PUT", f"{BASE}/clockings/5")
    assert update.headers == {"if-match": '"1"'}
    upsert = people.upsert({}, BADGE.of("5"))
    assert upsert.target.endswith("/5?externalReferences=(people,@badge-number)")
    delete = usages.at("v", 1).delete(body={"from": date(2026, 1, 1)})
    assert (delete.method, delete.target) == (
        "DELETE",
        f"{BASE}/activity-structure-versions/v/levels/1/usages",
    )
    assert json.loads(encode(delete.body)) == {"from": "2026-01-01"}
    assert usages.at("v", 1).post([1]).method == "POST"


@pytest.mark.parametrize("etag", ["a\r\nX: y", "é", "a\x00"])
def test_what_is_no_etag_is_refused(etag: str) -> None:
    """It would end the header, or fail within the HTTP library."""
    for ask in (
        lambda: clockings.get(1, if_none_match=etag),
        lambda: clockings.update({}, 1, if_match=etag),
    ):
        with pytest.raises(InvalidRequest, match="ETag"):
            ask()


def test_a_custom_reference_is_put_with_its_id_as_text() -> None:
    """Each part of the path is one segment."""
    place = external_references.at("people", "HR/ID", "Emp 1")
    request = place.put_reference(4781)
    assert (request.method, request.target) == (
        "PUT",
        f"{BASE}/external-references/people/HR%2FID/Emp%201",
    )
    assert json.loads(encode(request.body)) == {"internalReference": "4781"}
    assert place.delete().body is None


def test_a_webhook_may_name_references() -> None:
    """In the query, as the only creation."""
    request = departments.create_webhook({}, external_references=[BADGE])
    assert request.method == "POST"
    assert query(request) == {"externalReferences": ["(people,@badge-number)"]}


def test_a_collection_without_filters_asks_for_all() -> None:
    """Without a query at all."""
    assert [one.target for one in departments.list()] == [f"{BASE}/departments"]
