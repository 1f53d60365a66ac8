"""Answers to single requests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.errors import CreationUnconfirmed
from protime_runtime.messages import (
    AnItem,
    Created,
    NewId,
    Nothing,
    Upserted,
    Upsertion,
)
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.responses import read
from protime_runtime.types import etag
from tests.runtime.helpers import answer
from tests.runtime.models import Clocking, document

DECODER = Decoder()


@pytest.mark.parametrize(
    ("location", "id"),
    [
        ("/connector/protimeapi/api/v1/clockings/76547", 76547),
        ("/connector/protimeapi/api/v1/clockings/76547/", 76547),
        ("https://acme.myprotime.eu/api/v1/clockings/76547?x=1/2", 76547),
        ("76547", 76547),
    ],
)
def test_the_id_is_the_end_of_the_location(location: str, id: int) -> None:
    """With or without a host, a slash or a query."""
    found = read(NewId(int), answer(b"", 201, location=location), DECODER)
    assert found == Created(id=id, location=location)


def test_an_id_of_text_stays_text() -> None:
    """Even where it looks like a number."""
    found = read(NewId(str), answer(b"", 201, location="/x/007"), DECODER)
    assert found.id == "007"
    found = read(NewId(str), answer(b"", 201, location="/x/a%20b"), DECODER)
    assert found.id == "a b"


@given(st.text())
def test_any_location_is_an_id_or_an_error(location: str) -> None:
    """What was accepted is never reported as something else."""
    try:
        found = read(NewId(int), answer(b"", 201, location=location), DECODER)
    except CreationUnconfirmed:
        return
    assert found.location == location


def test_a_number_too_long_to_be_one_stays_text() -> None:
    """Python refuses to read it."""
    found = read(NewId(int), answer(b"", 201, location="/x/" + "9" * 5000), DECODER)
    assert found.location.endswith("999")


@pytest.mark.parametrize("headers", [{}, {"location": ""}, {"location": "/"}])
def test_without_a_location_the_creation_is_unconfirmed(
    headers: dict[str, str],
) -> None:
    """It is no failure: asking again could create a second item."""
    with pytest.raises(CreationUnconfirmed, match="before creating it again"):
        read(NewId(int), answer(b"", 201, **headers), DECODER)


def test_an_upsert_says_whether_the_item_is_new() -> None:
    """201 is a new item, 200 an updated one."""
    new = read(Upsertion(), answer(b"", 201, location="/x/a%2Fb"), DECODER)
    assert new == Upserted(created=True, id="a/b", location="/x/a%2Fb")
    old = read(Upsertion(), answer({"any": 1}, 200), DECODER)
    assert old == Upserted(created=False, id=None, location=None)


def test_an_item_is_read_with_its_etag() -> None:
    """It can be sent back with what is written."""
    item = read(AnItem(Clocking), answer(document(), etag='"46ab44"'), DECODER)
    assert etag(item) == '"46ab44"'


def test_nothing_is_read_where_nothing_is_promised() -> None:
    """Not even whether it is JSON."""
    assert read(Nothing(), answer(b"<html>"), DECODER) is None  # type: ignore[func-returns-value]  # asserted
