"""What the documentation shows must hold: its requests in, its answers out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from protime_emulator import Emulator
from tests.yamls import parsed

FILES = Path(__file__).parent.parent / "documentation"
ENTRIES = [
    entry
    for file in sorted(FILES.glob("*.yaml"))
    for entry in parsed(file.read_text(encoding="utf-8"))
]
USER_AGENT = "PeopleSyncService/v1 (Acme Corp)"

# Where the page's answer is made up, contradicts another page, or needs a state that an
# ordinary tenant does not have; each with the answer of this tenant and the reason.
OTHERWISE = {
    "clockings of people without days": (400, "newer pages require the days"),
    "clockings of a circle, next page by its link": (409, "the token is not ours"),
    "delta of clockings, last page": (400, "the tokens are shortened on the page"),
    "changes of clockings": (400, "the token is shortened on the page"),
    "error with a code and a message": (404, "made up texts"),
    "error with reasons": (200, "the filter is in order"),
    "error of a body that is not valid": (201, "the body is in order"),
    "new clocking that is only accepted": (201, "newer pages do not know 202"),
}


@pytest.fixture(scope="module")
def documented() -> Iterator[tuple[Emulator, httpx.Client]]:
    """Give a tenant that holds what the documentation names."""
    with Emulator(people=3, days=0, today=date(2025, 12, 1)) as emulator:
        for person in (4781, 76547, 123152):
            badge = {"badgeNumber": "6767676"} if person == 123152 else {}
            emulator.add("people", {"id": person, **badge})
        emulator.add("terminals", {"id": 765})
        emulator.add("departments", {"id": 456, "name": {"default": "Sales"}})
        emulator.reference("departments", "CustomReferenceName", "789", 456)
        emulator.reference("people", "HRMID", "6767676", 123152)
        _clockings(emulator)
        _catalogs(emulator)
        _activity(emulator, "38fc2206-b51f-434a-9c36-9e0esfc5e70e")
        yield emulator, emulator.http()


def _activity(emulator: Emulator, id: str) -> None:
    version = "b2347a7a-d60d-446f-b03b-7es2cc8c3281"
    emulator.add("structure-versions", {"id": version})
    row = {"id": id, "structureVersion": version, "level": 3}
    emulator.add("activity-definitions", {**row, "name": {"default": "Build"}})


def _catalogs(emulator: Emulator) -> None:
    emulator.add("counter-groups", {"id": 7, "name": {"default": "Overtime"}})
    emulator.reference("counter-groups", "customCounterGroupCode", "OVERTIME-GROUP", 7)
    emulator.add("job-categories", {"id": 456, "name": {"default": "Worker"}})
    emulator.reference("job-categories", "CustomReferenceName", "1795", 456)


def _clockings(emulator: Emulator) -> None:
    row = {"person": {"id": 123152}, "date": "2024-01-05", "timeOfDayInMinutes": 480}
    emulator.add("clockings", {"id": 39577408, **row, "kind": "InOut"})


def _send(
    emulator: Emulator, http: httpx.Client, request: dict[str, Any]
) -> httpx.Response:
    headers = {"User-Agent": USER_AGENT}
    if "form" not in request:
        form = {"grant_type": "client_credentials", "client_id": emulator.client_id}
        form["client_secret"] = emulator.client_secret
        token = http.post("/tenants/acme/connect/token", data=form).json()
        headers["Authorization"] = f"Bearer {token['access_token']}"
    query = httpx.QueryParams(request.get("query", {}))
    url = request["path"] + (f"?{query}" if query else "")
    return http.request(
        request["method"], url, headers=headers, json=request.get("body")
    )


REQUESTS = [one for one in ENTRIES if "request" in one and "form" not in one["request"]]


@pytest.mark.parametrize("entry", REQUESTS, ids=lambda entry: entry["name"])
def test_each_documented_request_is_answered(
    documented: tuple[Emulator, httpx.Client], entry: dict[str, Any]
) -> None:
    """The status is the page's, or a success; exceptions are listed with reasons."""
    emulator, http = documented
    _prepare(emulator, entry)
    response = _send(emulator, http, entry["request"])
    shown = entry.get("response", {}).get("status")
    if entry["name"] in OTHERWISE:
        assert response.status_code == OTHERWISE[entry["name"]][0], response.text
    elif shown is None:
        assert response.status_code in (200, 201, 204), response.text
    else:
        assert response.status_code == shown, response.text
        _compare(response, entry["response"])


def _compare(response: httpx.Response, shown: dict[str, Any]) -> None:
    """Hold an answer against the page's: its address, its values, its items' names."""
    if location := (shown.get("headers") or {}).get("Location"):
        found = response.headers["Location"].rpartition("/")
        assert found[0] == location.rpartition("/")[0]
    body = shown.get("body") or {}
    items = (
        {row["id"]: row for row in response.json()["value"]} if "value" in body else {}
    )
    for row in body.get("value", ()):
        assert row["id"] not in items or set(row) <= set(items[row["id"]])
    if "value" not in body:
        assert body.items() <= (response.json() if body else {}).items()


def _prepare(emulator: Emulator, entry: dict[str, Any]) -> None:
    """Let the items exist that a page takes for granted."""
    path = entry["request"]["path"]
    last = path.rpartition("/")[2]
    collection = path.split("/")[5] if path.count("/") == 6 else ""
    if entry["name"] == "new clocking, fetched by its id":
        row = {"person": {"id": 1}, "date": "2026-01-15", "kind": "InOut"}
        times = {"id": int(last), "timeOfDayInMinutes": 510}
        emulator.add("clockings", {**row, **times})
    body = entry["request"].get("body") or {}
    if isinstance(body, dict) and "HRMID" in str(body.get("person", "")):
        emulator.reference("people", "HRMID", "Emp123", 4781)
    if collection == "webhooks" and last != "webhooks":
        until = "2026-03-31T12:30:00+02:00"
        fixed = {"id": last, "status": "Enabled", "validUntil": until}
        more = {"destinationUrl": "https://a.example/", "collectionName": "clockings"}
        emulator.add("webhooks", {**fixed, **more, "externalReferences": {}})


def test_the_delta_walkthrough() -> None:
    """Start, pages, deltaLink, then an insertion and a deletion, each wrapped."""
    with Emulator(people=0, days=0, today=date(2025, 3, 1), page_size=1) as emulator:
        emulator.add("people", {"id": 1})
        row = {"person": {"id": 1}, "timeOfDayInMinutes": 480, "kind": "InOut"}
        emulator.add("clockings", {**row, "id": 1001, "date": "2024-12-01"})
        http, base = emulator.http(), "/connector/protimeapi/api/v1"
        query = {"filter": "date ge '2024-12-01'", "delta": ""}
        path = f"{base}/clockings"
        first = {"method": "GET", "path": path, "query": query}
        body = _send(emulator, http, first).json()
        assert [one["id"] for one in body["value"]] == [1001]
        assert "deltaLink" not in body
        start = f"{path}?filter=date ge '2024-12-01'&continuationToken="
        assert body["nextLink"].startswith(start)
        assert "&deltaToken=" in body["nextLink"]
        body = _follow(emulator, http, body["nextLink"])
        assert body["value"] == []
        assert "nextLink" not in body
        assert body["deltaLink"].startswith(f"{base}/delta/clockings?deltaToken=")
        emulator.add("clockings", {**row, "id": 1050, "date": "2024-12-02"})
        emulator.erase("clockings", 1001)
        body = _follow(emulator, http, body["deltaLink"])
        kinds = [(one["changeType"], one["data"]["id"]) for one in body["value"]]
        assert kinds == [("InsertOrUpdate", 1050), ("Delete", 1001)]
        assert set(body["value"][1]["data"]) == {"changeVersion", "id"}
        assert body["deltaLink"].startswith(f"{base}/delta/clockings?deltaToken=")


def _follow(emulator: Emulator, http: httpx.Client, link: str) -> dict[str, Any]:
    path, _, query = link.partition("?")
    pairs = dict(part.split("=", 1) for part in query.split("&"))
    request = {"method": "GET", "path": path, "query": pairs}
    response = _send(emulator, http, request)
    assert response.status_code == 200, response.text
    return dict(response.json())


@pytest.mark.parametrize("name", ["@badge-number", "HRMID"])
def test_a_clocking_with_references(name: str) -> None:
    """The documented clocking comes out to the letter, versions and status aside."""
    with Emulator(people=0, days=0) as emulator:
        emulator.add("people", {"id": 123152, "badgeNumber": "6767676"})
        emulator.reference("people", "HRMID", "6767676", 123152)
        _clockings(emulator)
        path = "/connector/protimeapi/api/v1/clockings/39577408"
        query = {"externalReferences": f"(people,{name})"}
        request = {"method": "GET", "path": path, "query": query}
        body = _send(emulator, emulator.http(), request).json()
    assert {
        key: body[key] for key in body if key not in ("changeVersion", "status")
    } == {
        "id": 39577408,
        "calculatedTimeOfDayInMinutes": 480,
        "isGenerated": False,
        "person": {"id": 123152, "externalReferences": {name: "6767676"}},
        "date": "2024-01-05",
        "timeOfDayInMinutes": 480,
        "kind": "InOut",
    }


def test_the_token_request() -> None:
    """Credentials and scopes in; Bearer, 1800 seconds and the scopes out."""
    scopes = "connector-protimeapi-clockings.read connector-protimeapi-clockings.write"
    with Emulator(people=0, days=0) as emulator:
        form = {
            "grant_type": "client_credentials",
            "client_id": emulator.client_id,
            "client_secret": emulator.client_secret,
            "scope": scopes,
        }
        response = emulator.http().post("/tenants/acme/connect/token", data=form)
        discovery = "/tenants/acme/.well-known/openid-configuration"
        document = emulator.http().get(discovery).json()
    body = response.json()
    assert response.status_code == 200
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 1800)
    assert set(body["scope"].split()) == set(scopes.split())
    assert document["token_endpoint"].endswith("/tenants/acme/connect/token")


def test_the_catalog_with_translations() -> None:
    """Job categories come with all their translations, in the order of their ids."""
    (entry,) = (one for one in ENTRIES if one["name"].startswith("job categories"))
    expected = entry["response"]["body"]["value"]
    with Emulator(people=0, days=0) as emulator:
        for row in expected:
            emulator.add("job-categories", row)
        body = _send(emulator, emulator.http(), entry["request"]).json()
    found = [row for row in body["value"] if row["id"] in (176, 177)]
    hidden = ("changeVersion",)
    assert [{k: v for k, v in row.items() if k not in hidden} for row in found] == [
        {k: v for k, v in row.items() if k not in hidden} for row in expected
    ]
