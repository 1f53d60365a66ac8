"""What a link that is kept alive brings is kept; a hostile answer changes nothing."""

from __future__ import annotations

import json
from urllib.parse import unquote

import httpx
import pytest

from protime_emulator import Emulator
from protime_runtime.errors import ProtimeError
from protime_sync import State
from tests.sync.between import Answering, Between, client_over, real
from tests.sync.conftest import FEBRUARY, client_of, reopened, sync_of
from tests.sync.copying import Rows, apply, tenant


def body(**document: object) -> Answering:
    return lambda request, answer: httpx.Response(200, json=document)


def raw(status: int, content: bytes) -> Answering:
    return lambda request, answer: httpx.Response(status, content=content)


def to_itself(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
    return httpx.Response(200, json={"value": [], "nextLink": str(request.url)})


CHANGE = {"changeType": "Delete", "data": {"id": 1, "changeVersion": "~"}}
HOSTILE: dict[str, Answering] = {
    "no link": body(value=[CHANGE]),
    "an empty link": body(value=[CHANGE], deltaLink=""),
    "a link that is none": body(value=[CHANGE], deltaLink=7),
    "a link elsewhere": body(value=[], nextLink="https://evil.example/api"),
    "a link to itself": to_itself,
    "no page": body(error="?"),
    "no list": body(value={"id": 1}, deltaLink="/b"),
    "an unknown change": body(
        value=[{**CHANGE, "changeType": "Explode"}], deltaLink="/b"
    ),
    "no JSON": raw(200, b"<html>sign in</html>"),
    "nothing": raw(200, b""),
    "half": raw(200, b'{"value": [{"changeType": "Del'),
    "an error": raw(500, b"oops"),
    "a refusal": raw(403, b"{}"),
}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_keeping_alive_with_a_hostile_answer_keeps_the_link(
    emulator: Emulator, any_state: State, hostile: str
) -> None:
    """The link stays, nothing is kept, the lease is given back, and a batch goes on."""
    transport = Between(emulator.http(), real)
    client = client_over(emulator, transport)
    feed, copy = sync_of(emulator, client, any_state).follow("people"), Rows()
    apply(feed, copy)
    before = any_state.load(feed.name)
    emulator.change("people", 1, {"town": "Gent"})
    transport.answering = HOSTILE[hostile]
    with pytest.raises(ProtimeError):
        feed.keep_alive()
    after = any_state.load(feed.name)
    assert before is not None
    assert after is not None
    if hostile == "a link to itself":
        # Another spelling of the same address, which a server that recovers answers.
        assert unquote(after.link or "").endswith(unquote(before.link or "?"))
    else:
        assert after == before
        assert any_state.kept(feed.name) == ()
    assert feed.status().held_by is None
    transport.answering = real
    apply(feed, copy)
    assert copy == tenant(emulator, "people")


ELSEWHERE = "https://evil.example/api"


@pytest.mark.parametrize("link", ["nextLink", "deltaLink"])
@pytest.mark.parametrize("when", ["first", "first, in parts", "later"])
def test_a_link_that_leads_elsewhere_is_never_stored(
    emulator: Emulator, any_state: State, link: str, when: str
) -> None:
    """Stored, it would be refused by each later batch, for ever."""
    transport = Between(emulator.http(), real)
    client = client_over(emulator, transport)
    feed, copy = sync_of(emulator, client, any_state).follow("people"), Rows()
    if when == "later":
        apply(feed, copy)
    before = any_state.load(feed.name)

    def elsewhere(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        document = json.loads(answer.read())
        document.pop("nextLink", None)
        document.pop("deltaLink", None)
        return httpx.Response(200, json={**document, link: ELSEWHERE})

    transport.answering = elsewhere
    with pytest.raises(ProtimeError, match="was not followed"):
        apply(feed, Rows(), 1 if when == "first, in parts" else None)
    assert any_state.load(feed.name) == before
    transport.answering = real
    emulator.change("people", 1, {"town": "Gent"})
    apply(feed, copy)
    assert copy == tenant(emulator, "people")


def test_keeping_alive_before_a_first_load_asks_for_nothing(
    emulator: Emulator, any_state: State
) -> None:
    feed = sync_of(emulator, client_of(emulator), any_state).follow("people")
    feed.keep_alive()
    assert len(emulator.requests) == 0
    assert any_state.load(feed.name) is None


def test_keeping_alive_too_late_says_so(emulator: Emulator, any_state: State) -> None:
    feed, copy = (
        sync_of(emulator, client_of(emulator), any_state).follow("people"),
        Rows(),
    )
    apply(feed, copy)
    before = any_state.load(feed.name)
    emulator.clock.advance(hours=73)
    with pytest.raises(ProtimeError, match="410"):
        feed.keep_alive()
    assert any_state.load(feed.name) == before


def test_a_new_process_finds_what_was_kept_before_any_page(
    emulator: Emulator, any_state: State
) -> None:
    """Kept changes come first, and again until a batch that held them has ended."""
    feed, copy = (
        sync_of(emulator, client_of(emulator), any_state).follow(
            "clockings", date=FEBRUARY
        ),
        Rows(),
    )
    apply(feed, copy)
    first, second, third, *_ = sorted(copy)
    emulator.change("clockings", first, {"timeOfDayInMinutes": 7})
    feed.keep_alive()
    emulator.erase("clockings", second)
    feed.keep_alive()
    emulator.change("clockings", third, {"timeOfDayInMinutes": 7})
    asked = len(emulator.requests)
    client = client_of(emulator)
    again = sync_of(emulator, client, reopened(any_state)).follow(
        "clockings", date=FEBRUARY
    )
    with again.batch() as changes:
        found = iter(changes)
        assert next(found).id == first
        assert next(found).id == second
        assert len(emulator.requests) == asked, "Something was asked for before."
        assert next(found).id == third
    assert apply(again, copy) == 3
    assert copy == tenant(emulator, "clockings")
    assert any_state.kept(again.name) == ()
    assert apply(again, copy) == 0


def test_what_was_kept_outlives_a_link_that_died(
    emulator: Emulator, any_state: State
) -> None:
    """A 410 after kept changes loads all again, over what they brought."""
    feed, copy = (
        sync_of(emulator, client_of(emulator), any_state).follow("people"),
        Rows(),
    )
    apply(feed, copy)
    emulator.change("people", 1, {"town": "Gent"})
    emulator.erase("people", 2)
    feed.keep_alive()
    emulator.erase("people", 3)
    emulator.clock.advance(hours=73)
    apply(sync_of(emulator, client_of(emulator), any_state).follow("people"), copy)
    assert copy == tenant(emulator, "people")
    assert any_state.kept(feed.name) == ()
