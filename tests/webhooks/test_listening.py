"""Events on a terminal, as they come, with webhooks that are gone afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from protime_emulator import Emulator
from protime_runtime.errors import DecodingError
from protime_runtime.messages import Delete, Upsert
from protime_runtime.webhooks.events import parse_events
from protime_sync import SyncError
from protime_sync.webhooks import SqliteInbox, listening
from protime_sync.webhooks.listening import line

from .conftest import event, make_verifier, received
from .tenancy import client_of, clocking, emulated


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with emulated(deliver=True) as made:
        yield made


def test_events_come_while_they_happen(emulator: Emulator) -> None:
    """From the emulator's own deliveries, of several collections, each as a model."""
    client = client_of(emulator)
    with listening(
        client, make_verifier, collections=["clockings", "people"], pause=0.02
    ) as events:
        row = emulator.add("clockings", clocking(500))
        first = next(events)
        assert isinstance(first.change, Upsert)
        assert line(first) == f"{row['changeVersion']}  clockings {row['id']} changed"
        emulator.change("people", 1, {"firstName": "Nova"})
        assert next(events).collection == "people"
        emulator.erase("clockings", row["id"])  # type: ignore[arg-type]  # an id
        last = next(events)
        assert isinstance(last.change, Delete)
        assert line(last).endswith("deleted")
    assert {str(one.status) for one in client.webhooks.list()} == {"Disabled"}


def test_an_event_of_an_unknown_collection_has_its_line() -> None:
    """What became of its item is told, though no model is made of it."""
    (event,) = parse_events(
        b'{"changeType": "DELETE", "collectionName": "moods", "data": {"id": 2.0}}', {}
    )
    assert event.change is None
    assert line(event) == "-  moods 2 deleted"
    with pytest.raises(DecodingError, match="'Merge'"):
        parse_events(
            b'{"changeType": "Merge", "collectionName": "moods", "data": {"id": 2}}', {}
        )


def test_it_ends_when_told_to(emulator: Emulator) -> None:
    """And leaves no webhook behind, also after an error."""
    client = client_of(emulator)
    with listening(
        client, make_verifier, collections=["people"], stop=lambda: True
    ) as events:
        assert list(events) == []
    with (
        pytest.raises(ZeroDivisionError),
        listening(client, make_verifier, collections=["people"]),
    ):
        print(1 // 0)
    assert {str(one.status) for one in client.webhooks.list()} == {"Disabled"}


def test_what_waits_in_an_inbox_comes_first(emulator: Emulator, tmp_path: Path) -> None:
    """And is done with once it was given, where an inbox of its own would be gone."""
    inbox = SqliteInbox(tmp_path / "inbox.db")
    inbox.put([received(event(7, "A", "Delete"), "people")])
    for waits in (1, 0):
        assert inbox.counts().waiting == waits
        with listening(
            client_of(emulator),
            make_verifier,
            collections=["people"],
            inbox=tmp_path / "inbox.db",
            stop=iter([False, True]).__next__,
        ) as events:
            assert [one.raw.id for one in events] == [7] * waits
    inbox.close()


def test_a_tunnel_ends_in_a_slash_or_not(emulator: Emulator) -> None:
    """Each webhook is sent to one segment below it, with no slash twice."""
    client = client_of(emulator)
    for tunnel in ("https://tunnel.example/a", "https://tunnel.example/a/"):
        with listening(
            client, make_verifier, collections=["people"], public_url=tunnel
        ):
            *_, webhook = sorted(client.webhooks.list(), key=lambda one: one.status)
        place = webhook.destination_url.removeprefix("https://tunnel.example/a/")
        assert re.fullmatch(r"listen-\w+/people-\w+", place), place


def test_a_taken_port_is_told(emulator: Emulator) -> None:
    """Before any webhook is created."""
    import socket

    client = client_of(emulator)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        made = listening(client, make_verifier, collections=["people"], port=port)
        with pytest.raises(SyncError, match="cannot be listened on"):
            made.__enter__()
    assert list(client.webhooks.list()) == []
