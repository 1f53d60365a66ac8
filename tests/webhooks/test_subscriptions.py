"""The wanted webhooks are there, their keys kept, and none ends before the next."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from protime import NewWebhook, PersonReference, Protime, WebhookCollection
from protime_emulator import Emulator
from protime_runtime.errors import DecodingError, InvalidRequest, ProtimeError
from protime_runtime.messages import CreatedWebhook
from protime_sync import StateError
from protime_sync.webhooks import (
    NotReady,
    Stage,
    StoredRoutes,
    Subscriptions,
    SubscriptionStore,
    Wanted,
)

from .asgi import pairs
from .conftest import event, make_verifier
from .signing import signed
from .tenancy import client_of, clocking, emulated

BASE = "https://hooks.example/protime"


class Consumer:
    """Takes deliveries."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.status = 204

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(self.status)


@pytest.fixture
def consumer() -> Consumer:
    return Consumer()


@pytest.fixture
def emulator(consumer: Consumer) -> Iterator[Emulator]:
    delivery = httpx.Client(transport=httpx.MockTransport(consumer))
    with emulated(delivery=delivery) as made:
        yield made


@pytest.fixture
def client(emulator: Emulator) -> Protime:
    return client_of(emulator)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SubscriptionStore]:
    made = SubscriptionStore(tmp_path / "keys.db")
    yield made
    made.close()


def managed(emulator: Emulator, store: Any, *wanted: Any, **more: Any) -> Subscriptions:
    wanted = wanted or ("clockings", "people")
    client = client_of(emulator)
    return Subscriptions(client, store, BASE, wanted, now=emulator.clock.now, **more)


def enabled(client: Protime) -> list[str]:
    """Return the collections of the webhooks that send."""
    found = client.webhooks.where("status eq 'Enabled'")
    return sorted(str(one.collection_name) for one in found)


def done(actions: Any) -> list[tuple[str, str]]:
    return [(one.what, one.collection) for one in actions]


def test_the_wanted_set_becomes_true_and_stays(
    emulator: Emulator, client: Protime, store: SubscriptionStore
) -> None:
    """What is missing is created once, what is not wanted any more is deleted."""
    both = managed(emulator, store)
    assert done(both.apply()) == [("created", "clockings"), ("created", "people")]
    assert done(both.apply()) == []
    assert enabled(client) == ["clockings", "people"]
    less = managed(emulator, store, "people")
    assert done(less.apply()) == [("deleted", "clockings")]
    assert enabled(client) == ["people"]
    emulator.clock.advance(days=3)
    assert done(less.apply()) == [("forgotten", "clockings")]
    assert done(less.delete_all()) == [("deleted", "people")]
    assert enabled(client) == []


def test_each_destination_is_its_own_and_cannot_be_guessed(
    emulator: Emulator, store: SubscriptionStore
) -> None:
    """So that the receiver knows each delivery's key and collection."""
    subscriptions = managed(emulator, store)
    subscriptions.apply()
    for kept, webhook in subscriptions.list():
        assert webhook is not None
        assert webhook.destination_url == f"{BASE}/{kept.name}" == kept.destination_url
        assert webhook.valid_until == kept.valid_until
        assert len(kept.name) > len(kept.collection) + 20


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_keys_are_kept_where_only_the_owner_reads(
    emulator: Emulator, store: SubscriptionStore, tmp_path: Path
) -> None:
    """And are never shown."""
    managed(emulator, store).apply()
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    for one in store.all():
        assert one.key
        assert one.key not in repr(one)
    (tmp_path / "keys.db").chmod(0o640)
    with pytest.raises(StateError, match="chmod 600"):
        SubscriptionStore(tmp_path / "keys.db")


def test_stored_keys_verify_what_is_delivered(
    emulator: Emulator, consumer: Consumer, store: SubscriptionStore
) -> None:
    """Each by its own webhook's key, and no other."""
    managed(emulator, store).apply()
    routes = StoredRoutes(store, make_verifier)
    emulator.add("clockings", clocking(500))
    emulator.change("people", 1, {"firstName": "Nova"})
    emulator.deliver_events()
    names = [str(one.url).rpartition("/")[2] for one in consumer.requests]
    assert len(set(names)) == 2
    for request, name in zip(consumer.requests, names, strict=True):
        route = routes(name)
        assert route is not None
        assert name.startswith(route.collection)
        assert route.verifier.verify(request.content, request.headers)
        other = routes(next(one for one in names if one != name))
        assert other is not None
        with pytest.raises(ProtimeError):
            other.verifier.verify(request.content, request.headers)
    assert routes("nobody") is None


def test_a_webhook_is_replaced_ahead_of_its_expiry(
    emulator: Emulator, client: Protime, store: SubscriptionStore
) -> None:
    """New one first, then the delta, and only then the old one goes."""
    subscriptions = managed(emulator, store, "clockings")
    subscriptions.apply(resync=lambda name: None)
    emulator.clock.advance(days=89)
    seen: list[tuple[str, list[str]]] = []
    actions = subscriptions.apply(
        resync=lambda name: seen.append((name, enabled(client)))
    )
    assert seen == [("clockings", ["clockings", "clockings"])]
    assert done(actions) == [
        ("created", "clockings"),
        ("confirmed", "clockings"),
        ("deleted", "clockings"),
    ]
    assert enabled(client) == ["clockings"]
    assert done(subscriptions.apply()) == []


ODD: list[dict[str, object]] = [
    {"validUntil": "2026-05-31T10:00:00"},
    {"validUntil": "2026-05-31"},
    {"validUntil": "soon"},
    {"validUntil": 5},
    {"validUntil": None},
    {"destinationUrl": None},
    {"destinationUrl": 5},
    {"collectionName": 5},
    {"status": 5},
    {"status": None},
    {"externalReferences": "x"},
]


@pytest.mark.filterwarnings("ignore::protime_runtime.errors.DeviationWarning")
@pytest.mark.parametrize("odd", ODD, ids=str)
def test_webhooks_that_deviate_are_kept_all_the_same(
    emulator: Emulator,
    store: SubscriptionStore,
    monkeypatch: pytest.MonkeyPatch,
    odd: dict[str, object],
) -> None:
    """Every later run goes through, and what expires is replaced in time."""
    subscriptions = managed(emulator, store, "clockings")
    subscriptions.apply(resync=lambda name: None)
    shown = emulator.collection("webhooks")
    (first,) = (one["id"] for one in shown)
    spoil(emulator, monkeypatch, odd)
    assert done(subscriptions.apply()) == []
    assert [one.webhook_id for one, _ in subscriptions.list()] == [first]
    emulator.clock.advance(days=89)
    assert ("created", "clockings") in done(subscriptions.apply())


@pytest.mark.filterwarnings("ignore::protime_runtime.errors.DeviationWarning")
@pytest.mark.parametrize("id", [None, 5, {}, ""])
def test_a_webhook_whose_id_deviates_is_no_end(
    emulator: Emulator,
    store: SubscriptionStore,
    monkeypatch: pytest.MonkeyPatch,
    id: object,
) -> None:
    """What is not known by its id is left alone, and another one is made."""
    subscriptions = managed(emulator, store, "clockings")
    subscriptions.apply(resync=lambda name: None)
    spoil(emulator, monkeypatch, {"id": id})
    assert ("created", "clockings") in done(subscriptions.apply())


def spoil(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch, odd: dict[str, object]
) -> None:
    """Change what the tenant shows of its webhooks from now on."""
    send = httpx.Client.send

    def spoiled(self: httpx.Client, request: httpx.Request, **more: Any) -> Any:
        response = send(self, request, **more)
        path = request.url.path
        if response.status_code != 200 or not path.endswith("/webhooks"):
            return response
        response.read()
        document = response.json()
        document["value"] = [{**one, **odd} for one in document["value"]]
        return httpx.Response(200, json=document, request=request)

    monkeypatch.setattr(httpx.Client, "send", spoiled)


def test_the_old_one_stays_until_the_delta_was_read(
    emulator: Emulator, client: Protime, store: SubscriptionStore
) -> None:
    """Whoever reads the delta confirms it; a resync that fails changes nothing."""
    subscriptions = managed(emulator, store, "clockings")
    subscriptions.apply(resync=lambda name: None)
    emulator.clock.advance(days=89)

    def fails(name: str) -> None:
        raise ProtimeError("no answer")

    with pytest.raises(ProtimeError, match="no answer"):
        subscriptions.apply(resync=fails)
    assert done(subscriptions.apply()) == []
    assert enabled(client) == ["clockings"] * 2
    assert store.confirm("clockings", before=emulator.clock.now() - timedelta(1)) == 0
    assert store.confirm("clockings", before=emulator.clock.now()) == 1
    assert done(subscriptions.apply()) == [("deleted", "clockings")]


def test_a_disabled_or_expired_one_is_replaced(
    emulator: Emulator, consumer: Consumer, client: Protime, store: SubscriptionStore
) -> None:
    """Neither can be revived; the reason is told."""
    subscriptions = managed(emulator, store, "clockings", ahead=timedelta())
    subscriptions.apply()
    consumer.status = 500
    emulator.add("clockings", clocking(500))
    for _ in range(6):
        emulator.deliver_events()
        emulator.clock.advance(days=2)
    assert enabled(client) == []
    assert "disabled" in subscriptions.apply(resync=lambda name: None)[0].why
    emulator.clock.advance(days=91)
    assert "valid until" in subscriptions.apply(resync=lambda name: None)[0].why


def test_other_references_make_another_webhook(
    emulator: Emulator, store: SubscriptionStore
) -> None:
    """As events must hold what the feed's rows hold."""
    managed(emulator, store, "clockings").apply(resync=lambda name: None)
    wanted = Wanted(
        collection="clockings", external_references=(PersonReference.EMPLOYEE_NUMBER,)
    )
    subscriptions = managed(emulator, store, wanted)
    assert done(subscriptions.apply(resync=lambda name: None))[0][0] == "created"
    assert done(subscriptions.apply()) == []


def test_what_a_crash_left_is_cleaned_up(
    emulator: Emulator, client: Protime, store: SubscriptionStore
) -> None:
    """A webhook without a stored key is deleted; others' are left alone."""
    for url in (f"{BASE}/clockings-lost", "https://elsewhere.example/x"):
        collection = WebhookCollection.CLOCKINGS
        client.webhooks.create(
            NewWebhook(destination_url=url, collection_name=collection)
        )
    actions = managed(emulator, store, "people").apply()
    assert done(actions) == [("deleted", "clockings"), ("created", "people")]
    assert enabled(client) == ["clockings", "people"]


def test_events_that_come_before_the_key_is_stored_come_again(
    emulator: Emulator, store: SubscriptionStore
) -> None:
    """The name is known before Protime is asked, so the receiver says: not yet."""
    names: list[str] = []
    routes = StoredRoutes(store, make_verifier)

    def key_of(created: CreatedWebhook) -> str:
        (pending,) = [one for one in store.all() if one.stage is Stage.PENDING]
        names.append(pending.name)
        with pytest.raises(NotReady):
            routes(pending.name)
        return created.private_key

    managed(emulator, store, "clockings", key_of=key_of).apply()
    route = routes(names[0])
    assert route is not None
    with pytest.raises(ProtimeError):
        route.verifier.verify(event(1, "A"), pairs(signed(event(1, "A"))))


def test_a_webhook_whose_key_cannot_be_told_is_deleted(
    emulator: Emulator, client: Protime, store: SubscriptionStore
) -> None:
    """Its events could never be verified."""

    def key_of(created: CreatedWebhook) -> str:
        raise DecodingError("no key")

    with pytest.raises(DecodingError):
        managed(emulator, store, "clockings", key_of=key_of).apply()
    assert enabled(client) == []
    assert store.all() == []


@pytest.mark.parametrize("wanted", [["departments"], ["cars"], ["people", "people"]])
def test_what_has_no_events_cannot_be_wanted(
    emulator: Emulator, store: SubscriptionStore, wanted: list[str]
) -> None:
    """Nor the same collection twice."""
    with pytest.raises(InvalidRequest):
        managed(emulator, store, *wanted)
