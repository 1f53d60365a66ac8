"""Events read as a delta's changes, whatever stands around them."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime import Clocking, Person
from protime.catalog import CATALOG
from protime_runtime.errors import DecodingError, RawBodyNeeded
from protime_runtime.messages import Delete, Upsert
from protime_runtime.reading.decoder import Decoder
from protime_runtime.webhooks.events import parse_events, split_events

UPSERT = {
    "changeType": "InsertOrUpdate",
    "data": {
        "id": 7,
        "changeVersion": "0A",
        "person": {"id": 1},
        "date": "2026-03-02",
        "timeOfDayInMinutes": 510,
        "kind": "InOut",
    },
}
DELETE = {"changeType": "Delete", "data": {"id": 8, "changeVersion": "0B"}}
PERSON = {"changeType": "InsertOrUpdate", "data": {"id": 1, "changeVersion": "0C"}}


def parsed(document: Any, collection: str | None = "clockings") -> list[Any]:
    body = json.dumps(document).encode()
    return [one.change for one in parse_events(body, CATALOG, collection=collection)]


ENVELOPES = {
    "a single event": lambda event: event,
    "a list": lambda event: [event],
    "an object with a list": lambda event: {"value": [event]},
    "an object with ids and a list": lambda event: {
        "webhookId": "x",
        "events": [event],
    },
    "an object with the event": lambda event: {"id": "e1", "at": 3, "event": event},
    "a list of objects with events": lambda event: [{"id": "e1", "payload": event}],
}


@pytest.mark.parametrize("name", ENVELOPES)
def test_each_envelope_gives_the_same_changes(name: str) -> None:
    """The envelope is not published, so none is taken for granted."""
    wrap = ENVELOPES[name]
    (change,) = parsed(wrap(UPSERT))
    assert isinstance(change, Upsert)
    assert isinstance(change.item, Clocking)
    assert (change.id, change.change_version) == (7, "0A")
    assert parsed(wrap(DELETE)) == [Delete(8, "0B")]


@pytest.mark.parametrize("wrap", ENVELOPES.values(), ids=ENVELOPES)
def test_what_the_envelope_says_of_the_collection_holds(wrap: Any) -> None:
    """Rather than what the webhook was made for, and also beside the event."""
    (change,) = parsed(wrap({**PERSON, "collectionName": "people"}))
    assert isinstance(change.item, Person)
    document = wrap(PERSON)
    if isinstance(document, dict):
        (change,) = parsed({**document, "collectionName": "people"})
        assert isinstance(change.item, Person)


def test_unknown_collections_stay_raw() -> None:
    """An event of a collection that this version does not know is not lost."""
    body = json.dumps({**UPSERT, "collectionName": "cars"}).encode()
    (event,) = parse_events(body, CATALOG)
    assert (event.collection, event.change) == ("cars", None)
    assert event.raw.document["data"] == UPSERT["data"]
    (event,) = parse_events(json.dumps(UPSERT).encode(), CATALOG)
    assert (event.collection, event.change) == (None, None)


def test_every_collection_with_events_has_a_model() -> None:
    """As many as the documentation lists, each by its name in URLs."""
    telling = [info for info in CATALOG.values() if info.webhooks]
    assert len(telling) == 18
    for info in telling:
        assert info.model.__name__ == info.item
    body = json.dumps({"collectionName": "departments", **UPSERT}).encode()
    (event,) = parse_events(body, CATALOG)
    assert (event.collection, event.change) == ("departments", None)


@pytest.mark.parametrize(
    "document",
    [
        None,
        3,
        {},
        {"value": 3},
        {"a": [], "b": []},
        [3],
        {**UPSERT, "changeType": "Zork"},
        {"changeType": "Delete"},
        {"changeType": "Delete", "data": {"id": None}},
        {"changeType": "InsertOrUpdate", "data": {"id": True}},
        {"changeType": "InsertOrUpdate", "data": []},
    ],
)
def test_what_is_no_event_is_an_error_with_the_reason(document: Any) -> None:
    """Nothing is guessed: an upsert taken for a deletion would lose a row."""
    with pytest.raises(DecodingError):
        parsed(document)


def test_a_parsed_body_is_refused() -> None:
    """What was parsed before was not verified."""
    with pytest.raises(RawBodyNeeded):
        split_events(json.dumps(UPSERT))  # type: ignore[arg-type]  # the mistake itself


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["changeType", "data", "id", "changeVersion", "value"])
            | st.text(max_size=3),
            inner | st.sampled_from(["Delete", "InsertOrUpdate"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.mark.filterwarnings("ignore::protime_runtime.errors.DeviationWarning")
@given(JSON)
def test_any_json_is_events_or_an_error_of_ours(document: Any) -> None:
    """Also with the tolerance of a decoder that counts deviations."""
    body = json.dumps(document).encode()
    try:
        events = parse_events(body, CATALOG, collection="clockings", decoder=Decoder())
    except DecodingError as error:
        repr(error)
    else:
        assert all(one.change is not None or one.collection for one in events)


@pytest.mark.filterwarnings("ignore::protime_runtime.errors.DeviationWarning")
@given(st.binary() | st.just(b"[" * 100_000) | st.just(b"1" * 5000))
def test_any_bytes_are_events_or_an_error_of_ours(body: bytes) -> None:
    """Deep nesting and long numbers included."""
    with suppress(DecodingError):
        assert not parse_events(body, CATALOG, collection="clockings")
