"""What can be seen of a client: log, hooks, spans, raw answers, and facts on errors."""

from __future__ import annotations

import asyncio
import importlib
import logging
import subprocess
import sys
import threading
from types import ModuleType
from typing import Any

import pytest

from protime import PersonReference
from protime_runtime.errors import (
    AuthenticationFailed,
    ConfigurationError,
    DecodingError,
    RequestFailed,
    ServerError,
)
from protime_runtime.messages import Response
from protime_runtime.sending.hooks import Hooks, RequestEvent, ResponseEvent
from protime_runtime.sending.retries import RetryPolicy
from tests.trust.helpers import (
    BASE,
    TOKEN,
    Sent,
    Served,
    answering,
    awaiting,
    said,
)

OK = said({"id": 1})
TROUBLE = said({}, 503, **{"x-request-id": "abc"})


def test_one_line_a_request_and_one_a_retry(caplog: pytest.LogCaptureFixture) -> None:
    """At debug and at info."""
    given = iter([TROUBLE, OK])
    client, _ = answering(lambda _: next(given))
    with caplog.at_level(logging.DEBUG, "protime"):
        client.people.get(1)
    lines = [(one.levelname, one.getMessage()) for one in caplog.records]
    kinds = [(level, text.partition(",")[0]) for level, text in lines]
    assert kinds == [
        ("DEBUG", "POST /tenants/acme/connect/token: 200"),
        ("DEBUG", f"GET {BASE}/people/1: 503"),
        ("INFO", kinds[2][1]),
        ("DEBUG", f"GET {BASE}/people/1: 200"),
    ]
    assert kinds[2][1].startswith(f"GET {BASE}/people/1: 503 at attempt 1")
    assert {one.name for one in caplog.records} == {"protime"}


def test_names_of_people_are_in_no_line(caplog: pytest.LogCaptureFixture) -> None:
    """Neither in the path nor in the query, on no page."""
    link = f"{BASE}/people/E-4821/department-history?continuationToken=E-4821"
    pages = iter([said({"value": [], "nextLink": link}), said({"value": []}), OK])
    client, stub = answering(lambda _: next(pages))
    person = PersonReference.EMPLOYEE_NUMBER.of("E-4821")
    with caplog.at_level(logging.DEBUG, "protime"):
        list(client.department_histories.list_for_person(person))
        client.people.get(person)
    assert sum("E-4821" in one.url for one in stub.log) == 3
    assert "E-4821" not in caplog.text
    assert caplog.text.count(f"GET {BASE}/people/…/department-history: 200") == 2
    assert f"GET {BASE}/people/…: 200" in caplog.text


def test_names_in_raw_paths_are_in_no_line(caplog: pytest.LogCaptureFixture) -> None:
    """Words and numbers stay, all else is hidden."""
    client, _ = answering(lambda _: OK)
    with caplog.at_level(logging.DEBUG, "protime"):
        client.raw("GET", "people/E-4821/department-history", query={"x": "Peeters"})
        client.external_references.delete("people", "HRMID", "Peeters")
    assert "4821" not in caplog.text
    assert "Peeters" not in caplog.text
    assert f"GET {BASE}/people/…/department-history: 200" in caplog.text


def test_hooks_are_told_of_each_attempt() -> None:
    """With the address and the answer, and without the token."""
    given = iter([TROUBLE, OK])
    asked: list[RequestEvent] = []
    came: list[ResponseEvent] = []
    hooks = Hooks(on_request=asked.append, on_response=came.append)
    client, _ = answering(lambda _: next(given), hooks=hooks)
    client.people.get(1)
    assert [(one.method, one.attempt) for one in asked] == [
        ("POST", 1),
        ("GET", 1),
        ("GET", 2),
    ]
    assert [one.status for one in came] == [200, 503, 200]
    assert [one.request for one in came] == asked
    assert asked[1].url == f"https://acme.myprotime.eu{BASE}/people/1"
    assert all(one.seconds >= 0 for one in came)
    assert TOKEN not in repr((asked, came))


def test_a_hook_is_told_of_a_lost_answer() -> None:
    """As a failure, with its reason."""
    came: list[ResponseEvent] = []

    def lose(_: Sent) -> Served:
        raise importlib.import_module("httpx").ReadError("lost")

    client, _ = answering(
        lose,
        retries=RetryPolicy(attempts=1),
        hooks=Hooks(on_response=came.append),
    )
    with pytest.raises(RequestFailed):
        client.people.get(1)
    assert came[-1].status is None
    assert "ReadError" in repr(came[-1])


def test_errors_say_which_request_and_how_often() -> None:
    """The API's name of the request, where its answer has one, and the attempts."""
    client, stub = answering(lambda _: TROUBLE)
    with pytest.raises(ServerError) as caught:
        client.people.get(1)
    assert (caught.value.request_id, caught.value.request.attempts) == ("abc", 5)
    cut = Served(content=b"{", headers={"request-id": "def"})
    other, _ = answering(lambda _: cut)
    with pytest.raises(DecodingError) as unread:
        other.people.get(1)
    assert unread.value.request is not None
    assert unread.value.request.request_id == "def"
    stub._serve = lambda _: TROUBLE
    client._tokens._kept = None
    with pytest.raises(AuthenticationFailed) as refused:
        client.people.get(1)
    assert (refused.value.request_id, refused.value.attempts) == ("abc", 5)


def test_raw_takes_any_path() -> None:
    """With token, repeats and rate; what it answers is not read."""
    given = iter([TROUBLE, said({"new": True}, 200, etag="1")])
    client, stub = answering(lambda _: next(given))
    answer = client.raw(
        "PUT", "new-things/1", query={"a": "b c"}, body={"x": 1}, headers={"X-Y": "z"}
    )
    assert isinstance(answer, Response)
    assert (answer.status, answer.headers["etag"]) == (200, "1")
    sent = stub.log[-1]
    assert sent.url == f"https://acme.myprotime.eu{BASE}/new-things/1?a=b%20c"
    assert (sent.method, sent.content) == ("PUT", b'{"x":1}')
    assert sent.headers["x-y"] == "z"
    assert sent.headers["authorization"] == f"Bearer {TOKEN}"


def test_raw_asks_for_the_scopes_that_it_is_given() -> None:
    """As any other call does."""
    client, stub = answering(lambda _: OK)
    client.raw("GET", "/elsewhere", scopes=["a.read"])
    assert b"scope=a.read" in (stub.log[0].content or b"")
    assert stub.log[-1].url == "https://acme.myprotime.eu/elsewhere"


async def test_raw_is_awaited() -> None:
    """The same."""
    client, _ = awaiting(lambda _: OK)
    assert (await client.raw("GET", "people/1")).content == OK.content


def test_the_raw_answer_is_kept_beside_what_it_is_read_as() -> None:
    """Of each call in a block, the last attempt's."""
    given = iter([TROUBLE, OK, said({"value": []}), OK])
    client, _ = answering(lambda _: next(given))
    with client.responses() as responses:
        person = client.people.get(1)
        list(client.people.list())
    assert [one.status for one in responses] == [200, 200]
    assert responses[0].content == b'{"id": %d}' % person.id
    client.people.get(1)
    assert len(responses) == 2


def test_answers_are_of_the_thread_that_asks() -> None:
    """What other threads get stays theirs."""
    client, _ = answering(lambda _: OK)
    with client.responses() as responses:
        thread = threading.Thread(target=lambda: client.people.get(1))
        thread.start()
        thread.join()
    assert responses == []


async def test_answers_are_of_the_task_that_asks() -> None:
    """And of the tasks that it starts."""
    client, _ = awaiting(lambda _: OK)

    async def ask(times: int) -> int:
        with client.responses() as responses:
            for _ in range(times):
                await client.people.get(1)
        return len(responses)

    assert await asyncio.gather(*map(ask, range(5))) == list(range(5))


class Recorded:
    """A span that remembers."""

    def __init__(self, name: str, kind: str, attributes: dict[str, object]) -> None:
        self.name, self.kind, self.attributes = name, kind, attributes
        self.status: object = None
        self.ended = 0

    def set_attribute(self, name: str, value: object) -> None:
        self.attributes[name] = value

    def set_status(self, status: object) -> None:
        self.status = status

    def end(self) -> None:
        self.ended += 1


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> list[Recorded]:
    """Spans that a stand-in for OpenTelemetry's interface recorded."""
    recorded: list[Recorded] = []

    class Tracer:
        def start_span(self, name: str, *, kind: str, attributes: Any) -> Recorded:
            recorded.append(Recorded(name, kind, dict(attributes)))
            return recorded[-1]

    trace: Any = ModuleType("opentelemetry.trace")
    trace.get_tracer = lambda name: Tracer()
    trace.SpanKind = type("SpanKind", (), {"CLIENT": "client"})
    trace.StatusCode = type("StatusCode", (), {"ERROR": "error"})
    trace.Status = lambda code: code
    monkeypatch.setitem(sys.modules, "opentelemetry", ModuleType("opentelemetry"))
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", trace)
    return recorded


def test_a_call_is_a_span(spans: list[Recorded]) -> None:
    """Around all attempts, with neither query nor names."""
    given = iter([TROUBLE, OK])
    client, _ = answering(lambda _: next(given), hooks=Hooks(tracing=True))
    client.people.get(PersonReference.BADGE_NUMBER.of("676"))
    (span,) = spans
    assert (span.name, span.kind) == (f"GET {BASE}/people/…", "client")
    assert span.attributes == {
        "http.request.method": "GET",
        "url.path": f"{BASE}/people/…",
        "http.response.status_code": 200,
        "http.request.resend_count": 1,
    }
    assert (span.status, span.ended) == (None, 1)


async def test_a_failed_call_is_a_failed_span(spans: list[Recorded]) -> None:
    """By its answer, or by what was raised."""
    client, stub = awaiting(lambda _: TROUBLE, hooks=Hooks(tracing=True))
    with pytest.raises(ServerError):
        await client.people.get(1)
    client._tokens._kept = None
    stub.inner._serve = lambda _: said({"error": "invalid_client"}, 400)
    with pytest.raises(AuthenticationFailed):
        await client.people.get(1)
    assert [one.status for one in spans] == ["error", "error"]
    assert spans[1].attributes["error.type"] == "AuthenticationFailed"
    assert [one.ended for one in spans] == [1, 1]


def test_spans_need_their_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which is said in one line; without spans nothing of it is imported."""
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", None)
    with pytest.raises(ConfigurationError, match=r"protime-client\[otel\]"):
        answering(lambda _: OK, hooks=Hooks(tracing=True))
    program = "import sys, protime; protime.Protime; print(*sys.modules)"
    loaded = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert "protime_runtime.sending.tracing" in loaded
    assert "opentelemetry" not in loaded


def test_opentelemetry_itself_takes_the_spans() -> None:
    """Where it is installed."""
    pytest.importorskip("opentelemetry.trace")
    client, _ = answering(lambda _: OK, hooks=Hooks(tracing=True))
    assert client.people.get(1).id == 1
