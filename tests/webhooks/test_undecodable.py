"""An event that splits off but cannot be read: set aside alone, and nothing else is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from attrs import frozen
from hypothesis import example, given
from hypothesis import strategies as st

from protime.catalog import CATALOG
from protime_runtime.errors import DecodingError
from protime_runtime.messages import Delete, Upsert
from protime_runtime.webhooks.events import parse_events, read_event, split_events
from protime_sync.webhooks import Consumer, Inbox, SqliteInbox, consumer

from .conftest import event, received

Document = dict[str, Any]

BAD: dict[str, Document] = {
    "an unknown word": {"changeType": "Zork", "data": {"id": 1}},
    "no word": {"changeType": None, "data": {"id": 1}},
    "no data": {"changeType": "Delete"},
    "a list for data": {"changeType": "InsertOrUpdate", "data": [{"id": 1}]},
    "nothing for data": {"changeType": "InsertOrUpdate", "data": None},
    "no id": {"changeType": "InsertOrUpdate", "data": {"changeVersion": "A"}},
    "an empty id": {"changeType": "Delete", "data": {"id": ""}},
    "an id that is a list": {"changeType": "Delete", "data": {"id": [1]}},
    "an id of the wrong type": {"changeType": "InsertOrUpdate", "data": {"id": True}},
}


def good(number: int, version: str, *, gone: bool = False) -> Document:
    word = "Delete" if gone else "InsertOrUpdate"
    document: Document = json.loads(event(number, version, word))
    return document


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_it_splits_and_is_an_error_where_it_is_read(name: str, at: int) -> None:
    """The others are read, so that whoever goes one by one loses one only."""
    documents = [good(1, "A"), good(2, "B", gone=True)]
    documents.insert(at, BAD[name])
    body = json.dumps(documents).encode()
    raw = split_events(body, collection="clockings")
    assert [one.document for one in raw] == documents
    with pytest.raises(DecodingError):
        parse_events(body, CATALOG, collection="clockings")
    with pytest.raises(DecodingError) as failed:
        read_event(raw[at], CATALOG)
    assert str(failed.value)
    rest = [one for number, one in enumerate(raw) if number != at]
    first, second = (read_event(one, CATALOG).change for one in rest)
    assert isinstance(first, Upsert)
    assert (first.id, first.change_version) == (1, "A")
    assert second == Delete(2, "B")


def test_a_word_that_nobody_knows_is_an_error_of_any_collection() -> None:
    """Also of one without a model: whoever has one of their own would have to guess."""
    for name in ("an unknown word", "no word"):
        (raw,) = split_events(json.dumps(BAD[name]).encode(), collection="x")
        with pytest.raises(DecodingError, match="change"):
            read_event(raw, CATALOG)


@frozen
class Delivery:
    """Events that came together, alone or as a list, and which of them are bad."""

    events: tuple[Document | str, ...]
    """What is good, or the name of what is not."""

    @property
    def documents(self) -> list[Document]:
        return [BAD[one] if isinstance(one, str) else one for one in self.events]

    @property
    def body(self) -> bytes:
        told = self.documents
        return json.dumps(told[0] if len(told) == 1 else {"events": told}).encode()


EVENTS = st.sampled_from(sorted(BAD)) | st.builds(
    good, st.integers(1, 4), st.sampled_from("ABCD"), gone=st.booleans()
)
DELIVERIES = st.lists(
    st.builds(Delivery, st.lists(EVENTS, min_size=1, max_size=4).map(tuple)),
    max_size=4,
    unique_by=lambda one: one.body,  # The same bytes may count as a repetition.
)


@given(DELIVERIES)
@example([Delivery(("no id", good(1, "A"), "no id")), Delivery(("no word",))])
@example([Delivery((good(1, "B"), good(1, "A"))), Delivery((good(1, "B"), "no data"))])
def test_what_is_bad_is_set_aside_alone(
    tmp_path_factory: pytest.TempPathFactory, deliveries: list[Delivery]
) -> None:
    """The newest of each item comes; each bad one waits to be tried again."""
    inbox = SqliteInbox(tmp_path_factory.mktemp("inbox") / "inbox.db")
    inbox.put([received(one.body) for one in deliveries])
    reading = Consumer(inbox, "clockings")
    with reading.batch() as events:
        came = [(one.raw.id, one.raw.change_version) for one in events]
    told = [one for delivery in deliveries for one in delivery.events]
    newest: dict[object, str] = {}
    for one in (one for one in told if not isinstance(one, str)):
        data = one["data"]
        newest[data["id"]] = max(data["changeVersion"], newest.get(data["id"], ""))
    assert dict(came) == newest
    bad = [BAD[one] for one in told if isinstance(one, str)]
    aside = [_without_collection(one.body) for one in inbox.set_aside()]
    assert sorted(map(json.dumps, aside)) == sorted(map(json.dumps, bad))
    counted = reading.seen
    assert counted.events == len(came)
    assert counted.aside == len(bad) == inbox.counts().aside
    left_out = counted.repeated + counted.older
    assert counted.events + counted.aside + left_out == len(told)
    _come_again(inbox, len(bad))
    inbox.close()


def _without_collection(body: bytes) -> Document:
    document: Document = json.loads(body)
    assert document.pop("collectionName") == "clockings"
    return document


def _come_again(inbox: Inbox, number: int) -> None:
    """See that what was set aside can be tried again, and is set aside again."""
    kept = [one.number for one in inbox.set_aside()]
    assert inbox.retry(kept) == number
    assert inbox.counts().aside == 0
    with Consumer(inbox, "clockings").batch() as events:
        assert not list(events)
    assert inbox.counts().aside == number
    assert inbox.counts().waiting == 0


@pytest.mark.parametrize("name", ["collectionName", "collection"])
@pytest.mark.parametrize("said", [5, "", [], {}, None, True])
def test_a_name_that_is_none_says_nothing_of_the_collection(
    name: str, said: object
) -> None:
    """What the webhook was made for holds then."""
    body = json.dumps({**good(1, "A"), name: said, "webhookId": said}).encode()
    (raw,) = split_events(body, collection="clockings")
    assert (raw.collection, raw.webhook_id) == ("clockings", None)


def test_the_innermost_name_holds() -> None:
    """An event's own before its envelope's, and the longer word before the other."""
    inner = {**good(1, "A"), "collection": "people"}
    envelope = {"webhookId": "w", "collectionName": "clockings"}
    (raw,) = split_events(json.dumps({**envelope, "event": inner}).encode())
    assert (raw.collection, raw.webhook_id) == ("people", "w")
    both = {**inner, "collectionName": "clockings", "subscriptionId": "s"}
    (raw,) = split_events(json.dumps(both).encode())
    assert (raw.collection, raw.webhook_id) == ("clockings", "s")


@pytest.mark.parametrize(("levels", "is_read"), [(0, True), (3, True), (4, False)])
def test_envelopes_are_opened_to_a_depth(levels: int, is_read: bool) -> None:
    """Deeper ones are no event, and what is wrong comes with the body."""
    document: Any = good(1, "A")
    for _ in range(levels):
        document = {"value": [document]}
    body = json.dumps(document).encode()
    if is_read:
        assert len(split_events(body)) == 1
        return
    with pytest.raises(DecodingError, match="holds no event") as failed:
        split_events(body)
    assert failed.value.body == body


def test_what_a_model_cannot_take_is_set_aside_as_well(
    inbox: SqliteInbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After it was put into order, and without those around it."""

    def picky(raw: Any, *rest: Any, **more: Any) -> Any:
        if raw.id == 2:
            raise DecodingError("Two is too many", path="$.data")
        return read_event(raw, *rest, **more)

    monkeypatch.setattr(consumer, "read_event", picky)
    bodies = [json.dumps([good(1, "A"), good(2, "B")]).encode(), event(3, "C")]
    inbox.put([received(one) for one in bodies])
    reading = Consumer(inbox, "clockings")
    with reading.batch() as events:
        assert [one.raw.id for one in events] == [1, 3]
    (aside,) = inbox.set_aside()
    assert _without_collection(aside.body) == good(2, "B")
    assert "Two is too many" in aside.reason
    assert (reading.seen.events, reading.seen.aside) == (2, 1)
    # It was not consumed: another of the same version is no repetition.
    inbox.put([received(event(2, "B", isOpen=True))])
    monkeypatch.undo()
    with reading.batch() as events:
        assert [one.raw.id for one in events] == [2]
