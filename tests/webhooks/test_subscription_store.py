"""What is stored of webhooks is read as it was, or is an error with a name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from protime_sync import StateError
from protime_sync.database.tables import SUBSCRIPTIONS
from protime_sync.webhooks import (
    Receiver,
    SqliteInbox,
    StoredRoutes,
    SubscriptionStore,
)
from protime_sync.webhooks.store import Stage, Subscription

from .asgi import ask, pairs
from .conftest import event, make_verifier
from .signing import KEY, signed

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
WHOLE = Subscription(
    name="é'x",
    collection="clockings",
    destination_url="https://acme.eu/hooks/x",
    references=("people:@badge-number",),
    stage=Stage.BUFFERING,
    webhook_id="w1",
    key=KEY,
    created_at=NOW,
    valid_until=NOW + timedelta(days=3),
    retired_at=NOW + timedelta(days=4),
)
LEAST = Subscription(
    name="y", collection="people", destination_url="https://acme.eu/y", created_at=NOW
)


@pytest.fixture
def store(any_place: str) -> Iterator[SubscriptionStore]:
    made = SubscriptionStore(any_place)
    yield made
    made.close()


def test_what_was_saved_comes_back(store: SubscriptionStore) -> None:
    """All of it; saved again, it takes the place of what was there."""
    for one in (WHOLE, LEAST):
        assert store.save(one) == one
        assert store.get(one.name) == one
    changed = store.save(evolve(WHOLE, stage=Stage.ACTIVE, key=None))
    assert store.get(WHOLE.name) == changed
    assert len(store.all()) == 2
    store.remove(WHOLE.name)
    assert store.get(WHOLE.name) is None
    assert list(store.all()) == [LEAST]
    assert "kept.db" in repr(store) or "in" in repr(store)
    assert "tests" not in repr(store)
    assert KEY not in repr(WHOLE)


def test_all_come_in_the_order_of_their_creation(store: SubscriptionStore) -> None:
    """And by name where two were created at the same time."""
    times = {"b": 2, "c": 1, "a": 2, "d": 0}
    for name, hours in times.items():
        at = NOW + timedelta(hours=hours)
        store.save(evolve(LEAST, name=name, created_at=at))
    assert [one.name for one in store.all()] == ["d", "c", "a", "b"]


@pytest.mark.parametrize("stage", Stage)
def test_only_what_buffers_is_confirmed(store: SubscriptionStore, stage: Stage) -> None:
    """Of the collection, and created before the delta was read."""
    store.save(evolve(WHOLE, stage=stage))
    store.save(evolve(WHOLE, name="other", collection="people"))
    buffers = stage is Stage.BUFFERING
    assert store.confirm("clockings", NOW) == 0
    later = NOW + timedelta(microseconds=1)
    assert store.confirm("clockings", later) == buffers
    found = store.get(WHOLE.name)
    assert found is not None
    assert found.stage == (Stage.ACTIVE if buffers else stage)
    assert store.confirm("people") == 1
    assert store.confirm("people") == 0


def test_staged_are_those_of_the_collection_at_the_stages(
    store: SubscriptionStore,
) -> None:
    for stage in Stage:
        store.save(evolve(WHOLE, name=f"c-{stage}", stage=stage))
        store.save(evolve(WHOLE, name=f"p-{stage}", stage=stage, collection="people"))
    found = store.staged("people", Stage.ACTIVE, Stage.RETIRED)
    assert {one.name for one in found} == {"p-active", "p-retired"}
    assert not list(store.staged("people"))


@pytest.mark.parametrize(
    "document",
    [
        "no json",
        "[]",
        "{}",
        '{"stage": "galloping"}',
        '{"stage": "active", "created_at": "soon", "valid_until": null}',
        '{"stage": "active", "created_at": 5, "valid_until": null, "retired_at": null}',
        '{"stage": "active", "created_at": "2026-03-02", "valid_until": null,'
        ' "retired_at": null, "zork": 1}',
    ],
)
def test_what_is_no_subscription_is_an_error(
    store: SubscriptionStore, document: str
) -> None:
    """It may hold a key, so the error shows none of it."""
    with store._database.transaction() as database:
        row = {"name": "x", "document": document}
        database.execute(SUBSCRIPTIONS.insert(), row)
    for read in (store.all, lambda: store.get("x")):
        with pytest.raises(StateError, match="cannot be read") as failed:
            read()
        assert failed.value.__cause__ is None
        assert "galloping" not in str(failed.value)


async def test_a_webhook_whose_key_is_not_stored_is_asked_to_come_again(
    store: SubscriptionStore, tmp_path: Path
) -> None:
    """503 while it is being created, 404 where there is none, 204 once it is there."""
    body = event(1, "A")
    inbox = SqliteInbox(tmp_path / "inbox.db")
    receiver = Receiver(inbox, StoredRoutes(store, make_verifier))
    store.save(evolve(WHOLE, name="x", key=None))

    async def status(name: str) -> int:
        answer = await ask(receiver, f"/{name}", [body], headers=pairs(signed(body)))
        if answer.status == 503:
            assert answer.headers[b"retry-after"] == b"5"
        return answer.status

    assert (await status("x"), await status("z")) == (503, 404)
    assert (receiver.tally.failed, receiver.tally.refused) == (1, 1)
    store.save(evolve(WHOLE, name="x"))
    assert await status("x") == 204
    assert inbox.counts().waiting == 1
    assert repr(inbox) == f"<SqliteInbox {inbox.path}>"
    receiver.close()
    inbox.close()
