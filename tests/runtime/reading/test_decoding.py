"""Answers are read without failing over what differs, and written back whole."""

from __future__ import annotations

import copy
import json
import pickle
import warnings
from datetime import date, datetime, timedelta, timezone

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.errors import DecodingError, DeviationWarning, InvalidRequest
from protime_runtime.messages import Items, Page, Response
from protime_runtime.reading.converter import encode, unstructure
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.responses import read as read_answer
from protime_runtime.types import etag, with_etag
from tests.runtime.helpers import answer, page
from tests.runtime.models import (
    Clocking,
    ClockingKind,
    Geolocation,
    Level,
    PersonIdentifier,
    document,
)
from tests.runtime.strategies import ANY_JSON, FULL, spoiled

pytestmark = pytest.mark.filterwarnings(
    "ignore::protime_runtime.errors.DeviationWarning"
)

KNOWN = {
    spelling
    for one in attrs.fields(Clocking)
    if "wire" in one.metadata
    for spelling in (one.metadata["wire"], *one.metadata.get("also", ()))
}


def read(*documents: object, strict: bool = False) -> tuple[Clocking, ...]:
    return read_answer(Items(Clocking), page(*documents), Decoder(strict=strict)).value


def dumped(value: object) -> bytes:
    return json.dumps(value).encode()


def test_a_whole_item_is_read() -> None:
    """Each kind of value becomes Python's."""
    item = read_answer(Items(Clocking), answer(FULL), Decoder()).value[0]
    assert item == Clocking(
        id=1,
        person=PersonIdentifier(id=7),
        date=date(2026, 1, 5),
        time_of_day_in_minutes=510,
        kind=ClockingKind.IN_OUT,
        change_version="0001",
        country="BE",
        geolocation=Geolocation(longitude=4.39, latitude=51.0),
        levels=(Level(level=1, definition="d"),),
        registered=datetime(2026, 1, 5, 8, 30, tzinfo=timezone(timedelta(hours=1))),
        is_open=True,
        external_references={"@a": "b"},
        anything={"at": ["all"]},
    )


@pytest.mark.parametrize("spelling", ["countryIsoCode", "countryISOCode"])
def test_each_spelling_is_read(spelling: str) -> None:
    """The vendor's pages disagree on some names; none is unknown."""
    decoder = Decoder(strict=True)
    (item,) = read_answer(
        Items(Clocking), page({**document(), spelling: "BE"}), decoder
    ).value
    assert item.country == "BE"
    assert not decoder.deviations.counts()


@given(spoiled())
def test_any_value_in_any_place_raises_nothing_but_our_errors(whole: object) -> None:
    """One odd value neither fails a page nor escapes as an error of Python's."""
    for strict in (False, True):
        try:
            found = read_answer(
                Items(Clocking), answer(dumped(whole)), Decoder(strict=strict)
            )
            repr(found)
        except DecodingError as error:
            path, body = error.path, error.body
        else:
            path, body = "$", dumped(whole)
        assert path.startswith("$")
        assert body == dumped(whole)


@given(st.binary() | st.from_regex(rb'\{"value": ?\[.*'))
def test_any_bytes_raise_nothing_but_our_errors(content: bytes) -> None:
    """A body can be cut off, or not be JSON at all."""
    body = content
    try:
        read_answer(Items(Clocking), answer(content), Decoder())
    except DecodingError as error:
        body = error.body
    assert body == content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>Sign in</body></html>",
        b'{"value": [{"id": 1}',
        b'{"value": null}',
        b'{"value": [1]}',
        b'{"value": [], "nextLink": 5}',
        b"[" * 100_000,
        b"9" * 5_000,
        b"\xff\xfe",
        b"null",
    ],
)
def test_what_is_no_list_is_one_typed_error(content: bytes) -> None:
    """It keeps the body for whoever has to look into it."""
    with pytest.raises(DecodingError) as caught:
        read_answer(Items(Clocking), answer(content), Decoder())
    assert caught.value.body == content


def test_a_field_that_deviates_is_kept_counted_and_told_once() -> None:
    """A page of many items with the same oddity gives one warning."""
    decoder = Decoder()
    odd = [document(n, timeOfDayInMinutes="510", extra=1) for n in range(1000)]
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        found = read_answer(Items(Clocking), page(*odd), decoder).value
    odd_one: object = found[5].time_of_day_in_minutes
    assert odd_one == "510"
    counts = decoder.deviations.counts()
    assert {(one.field, one.kind): n for one, n in counts.items()} == {
        ("timeOfDayInMinutes", "type"): 1000,
        ("extra", "unknown field"): 1000,
    }
    assert [one.category for one in told] == [DeviationWarning] * 2


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"timeOfDayInMinutes": "510"}, "$[1].timeOfDayInMinutes"),
        ({"timeOfDayInMinutes": None}, "$[1].timeOfDayInMinutes"),
        ({"isOpen": 1}, "$[1].isOpen"),
        ({"person": {"id": True}}, "$[1].person.id"),
        ({"kind": "Zork"}, "$[1].kind"),
        ({"kind": 5}, "$[1].kind"),
        ({"date": "5 January"}, "$[1].date"),
        ({"registered": "x"}, "$[1].registered"),
        (
            {"geolocation": {"longitude": "4", "latitude": 5}},
            "$[1].geolocation.longitude",
        ),
        ({"activityLevels": [{"level": 1}, 5]}, "$[1].activityLevels[1]"),
        ({"activityLevels": {}}, "$[1].activityLevels"),
        ({"externalReferences": {"a": 5}}, "$[1].externalReferences.a"),
        ({"extra": 1}, "$[1].extra"),
    ],
)
def test_strict_reading_raises_with_the_path(
    more: dict[str, object], path: str
) -> None:
    """The same is read as it is without `strict`."""
    with pytest.raises(DecodingError) as caught:
        read(document(), document(2, **more), strict=True)
    assert caught.value.path == path
    assert len(read(document(), document(2, **more))) == 2


def test_no_value_of_an_item_is_told() -> None:
    """Warnings and counts hold types and names, since values may be personal."""
    decoder = Decoder()
    item = document(person={"id": "Janssens"}, timeOfDayInMinutes="Janssens")
    read_answer(Items(Clocking), page(item), decoder)
    assert "Janssens" not in str(decoder.deviations.counts())


@pytest.mark.parametrize("text", ["InOut", "inout", "Zork"])
def test_an_enum_is_read_as_one(text: str) -> None:
    """Not as the text that it equals, and an unknown value is counted."""
    decoder = Decoder()
    (item,) = read_answer(Items(Clocking), page(document(kind=text)), decoder).value
    assert type(item.kind) is ClockingKind
    assert item.kind.is_known == (text != "Zork")
    kinds = [(one.kind, one.detail) for one in decoder.deviations.counts()]
    assert kinds == ([] if item.kind.is_known else [("unknown value", "Zork")])


def test_absent_and_null_are_none() -> None:
    """And a mapping of references is always there."""
    (item,) = read(document(country=None, externalReferences=None))
    assert item.country is None
    assert item.external_references == {}
    assert item.person.external_references == {}


def test_an_open_end_may_be_an_empty_text() -> None:
    """Older pages have it for dates."""
    (item,) = read(document(date=""))
    assert item.date is None


def test_writing_back_what_was_read_blanks_nothing() -> None:
    """Unknown fields and values stay; what may not be sent is left out."""
    sent = document(
        kind="Zork",
        new={"from": "a later version"},
        activityLevels=[{"level": 1, "alsoNew": None}],
        countryISOCode="BE",
        changeVersion="0001",
    )
    (item,) = read(sent)
    changed = attrs.evolve(item, time_of_day_in_minutes=520)
    assert unstructure(changed) == {
        "person": {"id": 7},
        "date": "2026-01-05",
        "timeOfDayInMinutes": 520,
        "kind": "Zork",
        "new": {"from": "a later version"},
        "activityLevels": [{"level": 1, "alsoNew": None}],
        "countryIsoCode": "BE",
    }


@pytest.mark.parametrize(
    "more",
    [
        {"activityLevels": "abc"},
        {"activityLevels": 5},
        {"activityLevels": {"a": 1}},
        {"activityLevels": [5, {"level": "1"}, {"level": 2}]},
        {"geolocation": "here"},
        {"geolocation": {"longitude": "4", "latitude": 5}},
        {"registered": "soon"},
        {"isOpen": "yes"},
        {"countryIsoCode": 32},
        {"timeOfDayInMinutes": "510"},
        {"externalReferences": [1]},
        {"anything": [{"a": None}]},
        {"date": "2026-01-05T00:00:00"},
    ],
)
def test_what_deviates_is_written_back_as_it_came(more: dict[str, object]) -> None:
    """Reading it anyway must not change it."""
    (item,) = read({**document(), **more})
    written = unstructure(item)
    assert isinstance(written, dict)
    assert {name: written[name] for name in more} == more


@given(
    st.dictionaries(
        st.text(st.characters(), min_size=1).filter(lambda name: name not in KNOWN),
        ANY_JSON,
        max_size=4,
    )
)
def test_reading_writing_reading_keeps_what_is_unknown(
    unknown: dict[str, object],
) -> None:
    """Whatever a later version of the API adds, goes back as it came."""
    (item,) = read({**unknown, **document()})
    try:
        content = encode(item)
    except InvalidRequest:
        return  # Such as NaN, which Python reads though it is no JSON.
    (again,) = read({"id": 1, **json.loads(content)})
    assert again == item
    assert unstructure(again) == unstructure(item)
    assert {**unknown, **document()}.items() <= {"id": 1, **json.loads(content)}.items()


def test_items_can_be_pickled_and_copied() -> None:
    """With what they keep, as pools and caches need it."""
    (plain,) = read(document())
    (keeping,) = read(document(new=1))
    for item in (plain, with_etag(keeping, '"7"')):
        for again in (
            pickle.loads(pickle.dumps(item)),  # noqa: S301 - our own
            copy.deepcopy(item),
        ):
            assert again == item
            assert etag(again) == etag(item)
            assert unstructure(again) == unstructure(item)


def test_an_etag_is_kept_beside_unknown_fields() -> None:
    """Both go along when the item is changed."""
    (item,) = read(document(new=1))
    changed = attrs.evolve(with_etag(item, '"7"'), is_open=True)
    assert etag(changed) == '"7"'
    assert unstructure(changed)["new"] == 1  # type: ignore[index]  # an object
    assert "7" not in repr(changed).replace("id=7", "")


def test_a_bare_array_is_a_page() -> None:
    """One of two forms that a person's history may have."""
    found = read_answer(Items(Clocking), answer([document()]), Decoder())
    assert found == Page(value=read(document()))


@pytest.mark.parametrize("more", [b',"nextLink":"https://x"', b',"value":[]', b"{}"])
def test_what_follows_a_bare_array_is_no_json(more: bytes) -> None:
    """On every page, whichever way it is read: nothing after it is taken for more."""
    decoder = Decoder()
    spoiled = Response(status=200, content=json.dumps([document()]).encode() + more)
    for _ in range(3):
        with pytest.raises(DecodingError, match="not JSON"):
            read_answer(Items(Clocking), spoiled, decoder)
        read_answer(Items(Clocking), answer([document()]), decoder)


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, b"x", object()])
def test_what_is_no_json_is_refused(value: object) -> None:
    """It is said before anything is sent."""
    with pytest.raises(InvalidRequest, match="JSON"):
        encode({"x": value})
