"""What people do on the status page, and who else may not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from protime.catalog import CATALOG
from protime_emulator.faults import KINDS

from .conftest import BASE, Asker

FORMS: Mapping[str, Mapping[str, str]] = {
    "clock": {"hours": "73"},
    "fault": {"path": "people", "what": "503"},
    "change": {
        "collection": "people",
        "id": "1",
        "property": "town",
        "value": "Gent",
    },
    "event": {"number": "1"},
}
TOKEN = re.compile('name="token" value="([^"]+)"')


def token_of(api: Asker) -> str:
    found = TOKEN.search(api.http.get("/").text)
    assert found is not None
    return found[1]


def send(
    api: Asker, action: str, headers: Mapping[str, str] = {}, **fields: str
) -> httpx.Response:
    form = {**FORMS[action], **fields}
    return api.http.post(f"/control/{action}", data=form, headers=dict(headers))


def state(api: Asker) -> tuple[Any, ...]:
    """Return what the forms could have changed."""
    emulator = api.emulator
    town = api.ask("/people/1").json().get("town")
    return emulator.clock.today(), town, len(emulator.deliveries)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("action", FORMS)
@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ({}, ""),
        ({}, "guessed"),
        ({}, "é"),
        ({"Origin": "https://evil.example"}, None),
        ({"Origin": "null"}, None),
        ({"Origin": "http://localhost:1"}, None),
        ({"Host": "evil.example"}, None),
        ({"Host": "evil.example", "Origin": "http://evil.example"}, None),
        ({"Host": "127.0.0.1.evil.example"}, None),
    ],
    ids=str,
)
def test_a_form_of_another_page_does_nothing(
    api: Asker, action: str, headers: Mapping[str, str], token: str | None
) -> None:
    """Not without this run's token, nor from another origin or under another name."""
    before = state(api)
    sent = token_of(api) if token is None else token
    answer = send(api, action, headers, token=sent)
    assert answer.status_code == 403
    assert "http://" in answer.text
    assert state(api) == before


@pytest.mark.parametrize("path", ["/", "/swagger"])
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8375", 200),
        ("127.0.0.1:8375", 200),
        ("[::1]:8375", 200),
        ("192.168.1.5", 200),
        ("evil.example", 403),
        ("evil:port", 403),
        ("[::1", 403),
        ("evil_host.example", 403),
        ("127.0.0.1@evil.example", 403),
        ("localhost.evil.example", 403),
    ],
)
def test_pages_are_shown_to_this_machine(
    api: Asker, path: str, host: str, status: int
) -> None:
    """A name that leads here (DNS rebinding) shows no page, and so no token."""
    answer = api.http.get(path, headers={"Host": host})
    assert answer.status_code == status
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert (TOKEN.search(answer.text) is not None) == (status == 200 and path == "/")


@pytest.mark.parametrize("action", FORMS)
def test_a_form_is_sent_from_the_page_only(api: Asker, action: str) -> None:
    """A link or a picture that leads there does nothing."""
    assert api.http.get(f"/control/{action}").status_code == 405


def test_the_clock_moves(api: Asker) -> None:
    """Deltas end with it."""
    day = api.emulator.clock.today()
    assert send(api, "clock", token=token_of(api)).headers["location"] == "/"
    assert (api.emulator.clock.today() - day).days == 3
    assert "73 hours later" in api.http.get("/").text


@pytest.mark.parametrize("hours", ["-1", "x", "nan", "inf", "1e9", "1e300", ""])
def test_hours_that_are_none(api: Asker, hours: str) -> None:
    """The page says why, and the clock stays."""
    before = api.emulator.clock.today()
    send(api, "clock", token=token_of(api), hours=hours)
    assert api.emulator.clock.today() == before
    assert "Not done: " in api.http.get("/").text


@pytest.mark.parametrize("what", ["429:1", "500", *KINDS[1:]])
def test_each_fault_is_offered_and_happens_once(api: Asker, what: str) -> None:
    """The next request to the API, and not the page's own, goes wrong."""
    page = api.http.get("/").text
    assert f"<option>{what}</option>" in page
    send(api, "fault", token=token_of(api), path="*", what=what)
    assert api.http.get("/").status_code == 200
    assert api.emulator.faults.next("GET", f"{BASE}/people") is not None
    assert api.emulator.faults.next("GET", f"{BASE}/people") is None


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", [name for name in CATALOG if name != "webhooks"])
def test_items_of_each_collection_are_offered(api: Asker, name: str) -> None:
    """A property that it has not is refused with those that it has."""
    assert f">{name}</option>" in api.http.get("/").text
    send(api, "change", token=token_of(api), collection=name, property="nonsense")
    said = api.http.get("/").text
    assert f"Not done: {name} has no" in said
    assert all(field.wire in said for field in CATALOG[name].fields)


def test_a_change_reaches_a_delta(api: Asker) -> None:
    """As one that somebody makes in Protime."""
    _, _, link = api.walk("/people?delta")
    send(api, "change", token=token_of(api), property="town", value="Gent")
    changes, _, _ = api.walk(link)
    assert [change["data"]["town"] for change in changes] == ["Gent"]


def test_an_event_is_sent_again(api: Asker) -> None:
    """With the same body, and so with the same version."""
    webhook = {"destinationUrl": "http://127.0.0.1:1/", "collectionName": "people"}
    api.ask("/webhooks", "POST", json=webhook)
    send(api, "change", token=token_of(api))
    assert api.emulator.deliver_events() == 1
    (sent,) = api.emulator.deliveries.sent
    assert f'name="number" value="{sent.number}"' in api.http.get("/").text
    send(api, "event", token=token_of(api), number=str(sent.number))
    assert api.emulator.deliver_events() == 1
    first, second = api.emulator.deliveries.sent
    assert (first.number, first.event.body) != (second.number, "")
    assert first.event.body == second.event.body
    send(api, "event", token=token_of(api), number="999")
    assert "no longer kept" in api.http.get("/").text


def test_what_a_person_types_is_text(api: Asker) -> None:
    """Nothing of a form becomes markup."""
    send(api, "change", token=token_of(api), collection="<script>")
    page = api.http.get("/").text
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_the_clock_stops_before_dates_do(api: Asker) -> None:
    """However often it is moved, the page is shown and says why it stands."""
    for _ in range(9):
        send(api, "clock", token=token_of(api), hours="9999999")
    assert "Not done: hours of" in api.http.get("/").text


@pytest.mark.parametrize("what", ["slow:-1", "slow:nan", "slow:1e9", "429:-1", "429:x"])
def test_seconds_that_are_none(api: Asker, what: str) -> None:
    """Nothing goes wrong for longer than a day, or for less than nothing."""
    send(api, "fault", token=token_of(api), path="*", what=what)
    assert "Not done: " in api.http.get("/").text
    assert api.emulator.faults.next("GET", f"{BASE}/people") is None


@pytest.mark.parametrize(
    ("name", "property", "typed", "held"),
    [
        ("people", "employeeNumber", "123", "123"),
        ("people", "lastName", "true", "true"),
        ("people", "lastName", "NaN", "NaN"),
        ("people", "lastName", "[" * 100_000, "[" * 100_000),
        ("people", "town", "null", ""),
        ("people", "birthDate", "2001-02-03", "2001-02-03"),
        ("people", "birthDate", "3 February", None),
        ("clockings", "timeOfDayInMinutes", "481", 481),
        ("clockings", "timeOfDayInMinutes", "eight", None),
        ("clockings", "kind", "InOut", "InOut"),
        ("clockings", "kind", "Sideways", None),
        ("clockings", "person", '{"id": 2}', {"id": 2}),
        ("clockings", "person", "2", None),
    ],
    ids=lambda part: str(part)[:20],
)
def test_a_value_is_of_its_property(
    api: Asker, name: str, property: str, typed: str, held: object
) -> None:
    """A number stays text where texts are held; what does not fit is refused."""
    id = api.emulator.collection(name)[0]["id"]
    before = api.emulator.collection(name)[0].get(property)
    fields = {"collection": name, "id": str(id), "property": property, "value": typed}
    send(api, "change", token=token_of(api), **fields)
    after = api.emulator.collection(name)[0].get(property) or ""
    assert after == (before if held is None else held)
    assert ("Not done: " in api.http.get("/").text) == (held is None)


@pytest.mark.parametrize("id", ["9" * 5000, "999999", "-1", "x", "1.0"])
def test_an_item_that_is_none(api: Asker, id: str) -> None:
    """The page says so, however long the number is."""
    send(api, "change", token=token_of(api), id=id)
    assert "Not done: people has no item" in api.http.get("/").text
