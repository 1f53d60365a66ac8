"""Webhooks must be managed as documented and told what happens, signed and again."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from protime_emulator import Emulator
from protime_emulator.deliveries import RETRIES, Signature

from .conftest import BASE, TODAY, Asker, asker

BODY = {
    "destinationUrl": "https://hooks.example/protime",
    "collectionName": "clockings",
}
CLOCKING = {
    "person": {"id": 1},
    "date": "2026-02-27",
    "timeOfDayInMinutes": 700,
    "kind": "InOut",
}


def _create(api: Asker, **body: object) -> dict[str, str]:
    response = api.ask("/webhooks", "POST", json={**BODY, **body})
    assert response.status_code == 201, response.text
    return dict(response.json())


class Consumer:
    """Takes events and answers with a status that can be set."""

    def __init__(self) -> None:
        self.status = 200
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.status == 0:
            raise httpx.ConnectError("unreachable")
        return httpx.Response(self.status)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(request.content) for request in self.requests]


@contextmanager
def _with_consumer(**options: Signature) -> Iterator[tuple[Asker, Consumer]]:
    consumer = Consumer()
    client = httpx.Client(transport=httpx.MockTransport(consumer))
    with Emulator(people=5, today=TODAY, delivery=client, **options) as emulator:  # type: ignore[arg-type]  # only signatures are passed
        yield asker(emulator), consumer


def test_the_key_is_shown_once(api: Asker) -> None:
    response = api.ask("/webhooks", "POST", json=BODY)
    location, key = response.headers["Location"], response.json()["privateKey"]
    assert location.startswith(f"{BASE}/webhooks/")
    shown = api.ask(location).json()
    assert shown["status"] == "Enabled"
    assert shown["validUntil"].startswith("2026-05-31T")
    assert set(shown) == {
        *BODY,
        "id",
        "status",
        "validUntil",
        "externalReferences",
    }
    assert key not in api.ask(location).text + api.ask("/webhooks").text


def test_lists_are_filtered(api: Asker) -> None:
    first, _ = _create(api), _create(api, collectionName="people")
    api.ask(f"/webhooks/{first['id']}", "DELETE")

    def count(text: str) -> int:
        return len(api.ask("/webhooks", filter=text).json()["value"])

    assert len(api.ask("/webhooks").json()["value"]) == 2
    assert count("status eq 'Disabled'") == 1
    assert count("collection-name eq 'people' and status eq 'Enabled'") == 1
    assert count("collection-name eq 'people' or collection-name eq 'clockings'") == 2


def test_deletion_is_soft(api: Asker) -> None:
    path = f"/webhooks/{_create(api)['id']}"
    assert api.ask(path, "DELETE").status_code in (200, 204)
    assert api.ask(path).json()["status"] == "Disabled"
    api.emulator.add("clockings", CLOCKING)
    assert len(api.emulator.deliveries) == 0


@pytest.mark.parametrize(
    "body",
    [
        {"destinationUrl": "nowhere"},
        {"destinationUrl": "ftp://a.example"},
        {"destinationUrl": "https://[::1"},
        {"destinationUrl": "https://a:99999"},
        {"collectionName": "cars"},
        {"collectionName": "departments"},
        {"collectionName": None},
    ],
)
def test_wrong_webhooks_are_refused(api: Asker, body: dict[str, object]) -> None:
    response = api.ask("/webhooks", "POST", json={**BODY, **body})
    assert response.status_code == 400


def test_events_have_the_form_of_a_deltas_items() -> None:
    with _with_consumer() as (api, consumer):
        asked: dict[str, Any] = {"externalReferences": "(people,@employee-number)"}
        api.ask("/webhooks", "POST", json=BODY, **asked)
        id = api.emulator.add("clockings", CLOCKING)["id"]
        api.emulator.remove("clockings", id)  # type: ignore[arg-type]  # an id
        api.emulator.erase("clockings", id)  # type: ignore[arg-type]  # an id
        assert api.emulator.deliver_events() == 3
    kinds = [event["changeType"] for event in consumer.events]
    assert kinds == ["InsertOrUpdate", "InsertOrUpdate", "Delete"]
    data = [event["data"] for event in consumer.events]
    assert data[0]["person"]["externalReferences"] == {"@employee-number": "E-1001"}
    assert data[1]["status"] == "Deleted"
    assert set(data[2]) == {"id", "changeVersion"}
    versions = [one["changeVersion"] for one in data]
    assert versions == sorted(versions)


def test_events_have_the_references_of_deltas_at_most() -> None:
    """Events of groups tell none, though a webhook may ask for them."""
    with _with_consumer() as (api, consumer):
        api.emulator.reference("counter-groups", "Code", "HOURS", 1)
        query: dict[str, Any] = {"externalReferences": "(counter-groups,Code)"}
        body = {**BODY, "collectionName": "counter-groups"}
        assert api.ask("/webhooks", "POST", json=body, **query).status_code == 201
        api.emulator.change("counter-groups", 1, {})
        assert api.emulator.deliver_events() == 2
    assert all("externalReferences" not in one["data"] for one in consumer.events)


@pytest.mark.parametrize(
    "signature",
    [
        Signature(),
        Signature(header="X-Hub", hash="sha512", encoding="base64", prefix="sha512="),
        Signature(hash="sha1"),
    ],
)
def test_events_are_signed(signature: Signature) -> None:
    with _with_consumer(signature=signature) as (api, consumer):
        key = _create(api)["privateKey"]
        api.emulator.add("clockings", CLOCKING)
        api.emulator.deliver_events()
    (request,) = consumer.requests
    digest = hmac.new(key.encode(), request.content, getattr(hashlib, signature.hash))
    text = digest.hexdigest()
    if signature.encoding == "base64":
        text = base64.b64encode(digest.digest()).decode()
    assert request.headers[signature.header] == signature.prefix + text


def test_failed_events_are_sent_again_by_the_clock() -> None:
    with _with_consumer() as (api, consumer):
        _create(api)
        consumer.status = 500
        api.emulator.add("clockings", CLOCKING)
        assert [api.emulator.deliver_events() for _ in range(3)] == [1, 0, 0]
        api.emulator.clock.advance(seconds=RETRIES[0])
        consumer.status = 204
        assert [api.emulator.deliver_events() for _ in range(2)] == [1, 0]
    assert consumer.requests[0].content == consumer.requests[1].content
    statuses = [one.status for one in api.emulator.deliveries.attempts]
    assert statuses == [500, 204]


def test_who_is_unreachable_for_long_is_disabled() -> None:
    with _with_consumer() as (api, consumer):
        path = f"/webhooks/{_create(api)['id']}"
        consumer.status = 0
        api.emulator.add("clockings", CLOCKING)
        api.emulator.deliver_events()
        for seconds in RETRIES:
            api.headers["Authorization"] = api.authorization()
            assert api.ask(path).json()["status"] == "Enabled"
            api.emulator.clock.advance(seconds=seconds)
            api.emulator.deliver_events()
        api.headers["Authorization"] = api.authorization()
        assert api.ask(path).json()["status"] == "Disabled"
        assert len(api.emulator.deliveries) == 0


def test_an_expired_webhook_is_told_nothing() -> None:
    with _with_consumer() as (api, consumer):
        _create(api)
        api.emulator.clock.advance(days=91)
        api.emulator.add("clockings", CLOCKING)
        assert api.emulator.deliver_events() == 0
    assert consumer.requests == []


def test_one_clocking_raises_events_of_several_collections() -> None:
    with _with_consumer() as (api, consumer):
        for name in ("clockings", "calculated-totals", "paid-presences"):
            _create(api, collectionName=name)
        api.emulator.add("clockings", CLOCKING)
        api.emulator.deliver_events()
    assert len({request.url for request in consumer.requests}) == 1
    assert len(consumer.events) >= 3


def test_events_can_come_twice_and_out_of_order() -> None:
    with _with_consumer() as (api, consumer):
        _create(api, collectionName="counter-groups")
        api.emulator.deliveries.duplicate = api.emulator.deliveries.reorder = True
        api.emulator.change("counter-groups", 1, {})
        api.emulator.deliver_events()
    versions = [event["data"]["changeVersion"] for event in consumer.events]
    assert len(versions) == 4
    assert versions == sorted(versions, reverse=True)


def test_events_go_over_real_http_by_themselves() -> None:
    received: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with (
        ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server,
        Emulator(people=1, today=TODAY, deliver=True) as emulator,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        api = asker(emulator)
        _create(api, destinationUrl=f"http://127.0.0.1:{server.server_port}/")
        emulator.add("clockings", CLOCKING)
        until = time.monotonic() + 60
        while not received and time.monotonic() < until:
            time.sleep(0.01)
        server.shutdown()
    assert json.loads(received[0])["changeType"] == "InsertOrUpdate"
