"""The client sends what the documentation shows, and reads what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

import protime
from protime.catalog import CATALOG
from tests.calling import (
    MODES,
    USER_AGENT,
    Call,
    Mode,
    client,
    opened,
    operation_of,
    pages_of,
    settled,
)
from tests.recording import Answered, Asked, Recorder, decoded, recording
from tests.yamls import parsed

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
ENTRIES = [entry for file in FILES for entry in parsed(file.read_text("utf-8"))]
KEYS = {
    *("name", "source", "inferred", "call", "request", "encoded"),
    *("shortened", "response", "reads", "contradicted"),
}
TENANT = {"tenant": "acme", "client_id": "the-client", "client_secret": "the-secret"}
TOKEN = {"access_token": "the-token", "expires_in": 1800, "token_type": "Bearer"}
TODAY = date(2025, 12, 31)
"""A day on which the days of all examples were within the API's limits."""
KINDS = {400: protime.BadRequest, 404: protime.NotFound}
"""Error that each documented status is."""


class Loopback(httpx.HTTPTransport):
    """Sends to a port of this machine what is meant for any host."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return super().handle_request(readdressed(request, self._port))


class AsyncLoopback(httpx.AsyncHTTPTransport):
    """Sends to a port of this machine what is meant for any host."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await super().handle_async_request(readdressed(request, self._port))


def readdressed(request: httpx.Request, port: int) -> httpx.Request:
    """Return the request with another address but the same ``Host``."""
    return httpx.Request(
        request.method,
        request.url.copy_with(scheme="http", host="127.0.0.1", port=port),
        headers=request.headers,
        stream=request.stream,
        extensions=request.extensions,
    )


def loopback(mode: Mode, port: int) -> httpx.Client | httpx.AsyncClient:
    """Return an HTTP client that reaches the recording server under any host."""
    if mode == "sync":
        return httpx.Client(transport=Loopback(port))
    return httpx.AsyncClient(transport=AsyncLoopback(port))


@pytest.fixture(scope="module")
def server() -> Iterator[Recorder]:
    with recording() as recorder:
        yield recorder


def test_entries_are_what_the_readme_says() -> None:
    """Entries have unique names and known keys; ``encoded`` decodes to ``query``."""
    names = [entry["name"] for entry in ENTRIES]
    assert len(set(names)) == len(names) >= 40
    for entry in ENTRIES:
        assert {"name", "source", "call", "request"} <= set(entry) <= KEYS, entry
        assert ("response" in entry) == ("reads" in entry), entry["name"]
        request = entry["request"]
        if "encoded" in entry:
            shown = request.get("query") or request["form"]
            assert normal(decoded(entry["encoded"])) == normal(shown), entry["name"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(
            one,
            id=one["name"],
            marks=[pytest.mark.skip(reason=one["contradicted"])]
            if "contradicted" in one
            else [],
        )
        for one in ENTRIES
    ],
)
async def test_exchange(entry: dict[str, Any], mode: Mode, server: Recorder) -> None:
    """The client sends exactly the documented request and reads the answer exactly."""
    server.asked.clear()
    server.answer = answering(entry)
    arguments = entry["call"]["arguments"]
    token = entry["call"]["operation"] == "token"
    settings = {**TENANT, **(arguments if token else {})}
    async with opened(loopback(mode, server.port)) as http:
        made = client(mode, http, strict=True, **settings)
        made._today = lambda: TODAY
        result = await outcome(made, entry)
        if token:
            await outcome(made, entry)
    asked = [one for one in server.asked if not is_token(one)]
    assert asked, result
    if token:
        (sent,) = (one for one in server.asked if is_token(one))
        check_token(entry, sent, asked)
    else:
        check_request(entry, asked[0])
        check_reading(entry, result, asked)


def answering(entry: Mapping[str, Any]) -> Any:
    """Return the documented answers: to the token request, the call, the monitor."""
    token = entry["call"]["operation"] == "token"
    response = entry.get("response") or undocumented(entry["call"])
    shown = Answered(
        status=response["status"],
        headers=response.get("headers", {}),
        body=completed(response.get("body"), entry.get("shortened", {})),
    )

    def answer(asked: Asked) -> Answered:
        if is_token(asked):
            return shown if token else Answered(body=TOKEN)
        if token:
            return Answered(body={"value": []})
        if "/status-monitor/" in asked.path:
            return Answered(body={})
        return shown

    return answer


def undocumented(call: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer for a call of which the documentation shows none."""
    if call["operation"] in ("list", "list_for_person", "delta", "changes", "next"):
        return {"status": 200, "body": {"value": [], "deltaLink": "/end"}}
    return {"status": 404}


def completed(body: Any, left_out: Mapping[str, object]) -> Any:
    """Return the body with what the page leaves out of its items."""
    if not isinstance(body, dict) or not left_out:
        return body
    items = body.get("value", [body])
    for item in items:
        inner = item.get("data", item)
        if item.get("changeType") != "Delete":
            for name, value in left_out.items():
                inner.setdefault(name, value)
    return body


def is_token(asked: Asked) -> bool:
    return asked.path.endswith("/connect/token")


async def outcome(made: Any, entry: Mapping[str, Any]) -> Any:
    """Return what the client gives back: pages, a value, or an error."""
    call = as_call(entry["call"])
    try:
        result = call.on(made)
        if hasattr(result, "pages"):
            return await pages_of(result, most=1)
        return await settled(result)
    except protime.ProtimeError as error:
        return error


def as_call(call: Mapping[str, Any]) -> Call:
    if call["operation"] != "token":
        return Call(
            collection=call["collection"],
            operation=call["operation"],
            **call["arguments"],
        )
    scopes = set(call["arguments"]["scopes"])
    name = next(
        name for name, one in CATALOG.items() if scopes.intersection(one.read_scopes)
    )
    path = {
        one.wire: 1 if one.type == "integer" else "1"
        for one in operation_of(name, "list").path_parameters
    }
    where = "date ge '2026-01-01'" if operation_of(name, "list").filters else None
    return Call(collection=name, operation="list", path=path, where=where)


def check_request(entry: Mapping[str, Any], asked: Asked) -> None:
    shown = entry["request"]
    assert (asked.method, asked.path) == (shown["method"], shown["path"])
    assert normal(decoded(asked.query)) == normal(shown.get("query", {}))
    if "delta" in shown.get("query", {}):
        assert "delta" in asked.query.split("&"), "delta is a flag without a value"
    assert asked.body == shown.get("body")
    if asked.body is not None:
        assert asked.headers["content-type"] == "application/json"
    assert asked.headers["host"] == shown.get("host", "acme.myprotime.eu")
    assert asked.headers["authorization"] == "Bearer the-token"
    check_user_agent(asked)


def check_user_agent(asked: Asked) -> None:
    assert asked.headers["user-agent"] == USER_AGENT
    assert re.fullmatch(r"\S+/\S+ \(.+\)", asked.headers["user-agent"])


def check_token(entry: Mapping[str, Any], sent: Asked, used: list[Asked]) -> None:
    """Hold the one token request against the page, and both calls that used it."""
    shown, reads = entry["request"], entry["reads"]["token"]
    assert (sent.method, sent.path) == (shown["method"], shown["path"])
    assert sent.headers["host"] == shown["host"]
    assert sent.headers["content-type"] == "application/x-www-form-urlencoded"
    assert normal(decoded(sent.content.decode())) == normal(shown["form"])
    check_user_agent(sent)
    tokens = [one.headers["authorization"] for one in used]
    assert tokens == [f"Bearer {reads['access_token']}"] * 2
    assert reads["expires_in"] > 60, "the second call would need a token of its own"
    assert set(reads["scopes"]) == set(shown["form"]["scope"].split())


def normal(parameters: Mapping[str, Any]) -> dict[str, object]:
    """Return parameters so that equal ones compare equal: conditions are a set."""
    found: dict[str, object] = dict(parameters)
    if "filter" in parameters:
        conditions = parameters["filter"].split(" and ")
        found["filter"] = {re.sub(r"\s*([(),])\s*", r"\1", one) for one in conditions}
    if "scope" in parameters:
        found["scope"] = set(parameters["scope"].split())
    return found


def check_reading(entry: Mapping[str, Any], result: Any, asked: list[Asked]) -> None:
    if "reads" not in entry:
        assert not isinstance(result, protime.DecodingError), result
        return
    for what, shown in entry["reads"].items():
        READERS[what](shown, result, entry, asked)


def read_error(shown: Any, result: Any, entry: Any, _: object) -> None:
    assert type(result) is KINDS[entry["response"]["status"]]
    assert result.status == entry["response"]["status"]
    assert result.code == shown["code"]
    assert result.message == shown["message"]
    assert list(result.reasons) == shown["reasons"]


def read_monitor(shown: Any, result: Any, _: object, asked: list[Asked]) -> None:
    assert isinstance(result, protime.CreationUnconfirmed)
    assert result.monitor == shown
    assert (asked[1].method, asked[1].path) == ("GET", shown)


def read_items(shown: Any, result: Any, *_: object) -> None:
    (page,) = result
    items = [getattr(one, "item", one) for one in page.value]
    assert len(items) == len(shown)
    for expected, item in zip(shown, items, strict=True):
        check(expected, item)


def read_changes(shown: Any, result: Any, *_: object) -> None:
    (page,) = result
    assert len(page.value) == len(shown)
    for one, change in zip(shown, page.value, strict=True):
        ((kind, expected),) = one.items()
        if kind == "upsert":
            assert type(change) is protime.Upsert
            check(expected, change.item)
        else:
            assert change == protime.Delete(**expected)


def check(expected: Any, found: Any) -> None:
    """Compare what is expected with what was read, as far as it is expected."""
    if isinstance(expected, dict):
        for name, value in expected.items():
            inner = found[name] if isinstance(found, Mapping) else getattr(found, name)
            check(value, inner)
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for one, two in zip(expected, found, strict=True):
            check(one, two)
    elif isinstance(found, datetime):
        assert found == datetime.fromisoformat(expected)
    else:
        assert found == expected


READERS = {
    "error": read_error,
    "monitor": read_monitor,
    "items": read_items,
    "changes": read_changes,
    "item": lambda shown, result, *_: check(shown, result),
    "created": lambda shown, result, *_: check({"id": shown}, result),
    "next_link": lambda shown, result, *_: check(shown, result[0].next_link),
    "delta_link": lambda shown, result, *_: check(shown, result[0].delta_link),
}
