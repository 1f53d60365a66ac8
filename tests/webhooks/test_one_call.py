"""A delivery is verified and read in one call."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest

from protime import (
    AsyncProtime,
    Clocking,
    DecodingError,
    Delete,
    InvalidRequest,
    NewWebhook,
    Protime,
    Upsert,
    WebhookCollection,
    WebhookRefused,
    WebhookVerifier,
)
from protime.catalog import CATALOG

from .signing import HEADER, KEY, signed
from .tenancy import client_of, emulated

AGENT = "Hooks/v1 (Acme Corp)"
VERIFIER = WebhookVerifier([KEY], header=HEADER)
ROW = {
    "id": 7,
    "changeVersion": "0A",
    "person": {"id": 1},
    "date": "2026-03-02",
    "timeOfDayInMinutes": 480,
    "kind": "InOut",
}
UPSERT = {"changeType": "InsertOrUpdate", "data": ROW}
DELETE = {"changeType": "Delete", "data": {"id": 8, "changeVersion": "0B"}}
SETTINGS: Mapping[str, Any] = {
    "tenant": "acme",
    "client_id": "a",
    "client_secret": "b",
    "user_agent": AGENT,
}
ANNOUNCED = sorted(info.name for info in CATALOG.values() if info.webhooks)


@pytest.fixture(scope="module")
def client() -> Iterator[Protime]:
    with Protime(**SETTINGS) as client:
        yield client


def event(client: Protime | AsyncProtime, document: object) -> object:
    body = json.dumps(document).encode()
    return VERIFIER.event(body, signed(body), client.clockings)


@pytest.mark.parametrize(
    "around",
    [
        lambda found: found,
        lambda found: [found],
        lambda found: {"events": [found]},
        lambda found: {"collectionName": "clockings", "event": found},
    ],
)
def test_an_event_is_its_change(around: Any, client: Protime) -> None:
    """An item, or what is gone, whatever stands around it, with either client."""
    for one in (client, AsyncProtime(**SETTINGS)):
        upsert, delete = event(one, around(UPSERT)), event(one, around(DELETE))
        assert isinstance(upsert, Upsert)
        assert isinstance(upsert.item, Clocking)
        assert (upsert.id, upsert.item.time_of_day_in_minutes) == (7, 480)
        assert delete == Delete(8, "0B")


def test_nothing_is_read_of_a_forgery(client: Protime) -> None:
    """A body that is no JSON either is refused for its signature."""
    with pytest.raises(WebhookRefused):
        VERIFIER.event(b"{", signed(b"[]"), client.clockings)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([UPSERT, DELETE], "holds 2 events: use events"),
        ([], "holds 0 events"),
        ({"collectionName": "people", "event": UPSERT}, "of people, not clockings"),
        ({"changeType": "Delete", "data": {}}, "no id"),
        ({"hello": 1}, "holds no event"),
    ],
)
def test_what_is_no_event_of_the_collection_raises(
    document: object, words: str, client: Protime
) -> None:
    """Rather than to be read as something else, or in part."""
    with pytest.raises(DecodingError, match=words):
        event(client, document)


def test_all_events_of_a_delivery(client: Protime) -> None:
    """In their order."""
    body = json.dumps([UPSERT, DELETE]).encode()
    found = VERIFIER.events(body, signed(body), client.clockings)
    assert [change.id for change in found] == [7, 8]


@pytest.mark.parametrize("name", ANNOUNCED)
def test_every_collection_with_webhooks_is_taken(name: str, client: Protime) -> None:
    """What is gone is told of each alike."""
    body = json.dumps(DELETE).encode()
    collection = getattr(client, name.replace("-", "_"))
    assert VERIFIER.event(body, signed(body), collection) == Delete(8, "0B")


def test_a_collection_without_webhooks_is_refused(client: Protime) -> None:
    """Nothing could come of it."""
    with pytest.raises(InvalidRequest, match="departments has no webhooks"):
        VERIFIER.event(b"{}", signed(b"{}"), client.departments)


def test_what_the_tenant_sends() -> None:
    """A change in the tenant, as it is posted."""
    posted: list[httpx.Request] = []

    def receive(request: httpx.Request) -> httpx.Response:
        posted.append(request)
        return httpx.Response(204)

    with (
        httpx.Client(transport=httpx.MockTransport(receive)) as delivery,
        emulated(delivery=delivery) as emulator,
        client_of(emulator) as client,
    ):
        created = client.webhooks.create(
            NewWebhook(
                destination_url="https://hooks.acme.example/protime",
                collection_name=WebhookCollection.CLOCKINGS,
            )
        )
        (id,) = (row["id"] for row in emulator.collection("clockings")[:1])
        assert isinstance(id, int)
        emulator.change("clockings", id, {"timeOfDayInMinutes": 481})
        emulator.deliver_events()

        (request,) = posted
        verifier = WebhookVerifier([created.private_key], header=HEADER)
        change = verifier.event(request.content, request.headers, client.clockings)

    assert isinstance(change, Upsert)
    assert (change.id, change.item.time_of_day_in_minutes) == (id, 481)
