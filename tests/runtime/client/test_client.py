"""Both clients, over real HTTP on loopback and over transports without a socket."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import date, timedelta
from urllib.parse import parse_qs

import httpx
import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from protime_runtime.asking.days import DateRange
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.errors import (
    AuthenticationFailed,
    ConfigurationError,
    Conflict,
    CreationUnconfirmed,
    DecodingError,
    ForeignLink,
    InvalidRequest,
    NotFound,
    NotModified,
    ProtimeError,
    RequestFailed,
    ResponseError,
    ScopeMissing,
    Unauthorized,
)
from protime_runtime.messages import Delete, Response
from protime_runtime.sending.retries import RetryPolicy
from protime_runtime.types import etag
from tests.runtime.helpers import (
    AGENT,
    QUICK,
    SECRET,
    Received,
    Serve,
    SyncClient,
    WaitingClient,
    answer,
    connected,
    granted,
    is_for_token,
    page,
    serving,
    transport,
)
from tests.runtime.models import (
    BASE,
    READ,
    WRITE,
    Clocking,
    ClockingKind,
    NewClocking,
    PersonReference,
    clockings,
    departments,
    document,
    external_references,
)

JANUARY = DateRange(date(2026, 1, 1), date(2026, 1, 31))
PLACE = f"{BASE}/clockings"
MONITOR = f"{BASE}/status-monitor/clockings/931"
NEW = NewClocking(
    person=PersonReference.BADGE_NUMBER.of("676"),
    date=date(2026, 1, 5),
    time_of_day_in_minutes=510,
    kind=ClockingKind.IN_OUT,
)


def tenant(received: Received) -> Response:
    """Answer as a small tenant does."""
    if is_for_token(received):
        return granted(received)
    return TENANT[received.method](received)


def listed(received: Received) -> Response:
    if received.path.endswith("/7"):
        return answer(document(7), etag='"46ab44"')
    if received.path.endswith("/404"):
        return answer({"error": {"code": "NotFound", "message": "No."}}, 404)
    if "deltaToken" in received.query:
        gone = {"changeType": "Delete", "data": {"id": 1}}
        return page(gone, deltaLink=f"{BASE}/delta/clockings?deltaToken=b")
    if received.query.get("continuationToken") == ["a+b/c=="]:
        return page(document(2), deltaLink=f"{BASE}/delta/clockings?deltaToken=a")
    if received.query.get("continuationToken") == ["empty"]:
        return page(nextLink=f"{PLACE}?filter=a eq 'b'&continuationToken=a+b/c==")
    return page(document(1), nextLink=f"{PLACE}?continuationToken=empty")


TENANT: dict[str, Callable[[Received], Response]] = {
    "GET": listed,
    "POST": lambda _: answer(b"", 201, location=f"{PLACE}/76547"),
    "PUT": lambda _: answer(document(7), 200),
    "DELETE": lambda _: answer(b"", 204),
}


@pytest.fixture
def served() -> Iterator[tuple[str, list[Received]]]:
    with serving(tenant) as found:
        yield found


def client_at(url: str, **more: object) -> SyncClient:
    return SyncClient(
        "acme",
        client_id="client",
        client_secret=SECRET,
        user_agent=AGENT,
        base_url=url,
        retries=QUICK,
        **more,  # type: ignore[arg-type]  # settings
    )


def async_client_at(url: str, **more: object) -> WaitingClient:
    return WaitingClient(
        "acme",
        client_id="client",
        client_secret=SECRET,
        user_agent=AGENT,
        base_url=url,
        retries=QUICK,
        **more,  # type: ignore[arg-type]  # settings
    )


def test_all_operations_over_real_http(served: tuple[str, list[Received]]) -> None:
    """One token serves the reads; writing asks for one scope more."""
    url, log = served
    with client_at(url) as client:
        pager = client._paginate(clockings.list({"date": JANUARY, "person": [1, 2]}))
        assert [one.id for one in pager] == [1, 2]
        item = client._send(clockings.get(7))
        assert etag(item) == '"46ab44"'
        with client._follow(
            clockings.delta({"date": JANUARY}, today=JANUARY.start)
        ) as d:
            assert [one.id for one in d] == [1, 2]
        with client._follow(clockings.changes(d.link)) as d:
            assert list(d) == [Delete(1)]
        assert client._send(clockings.create(NEW)).id == 76547
        client._send(
            clockings.update(evolve(item, is_open=True), 7, if_match=etag(item))
        )
        assert not client._send(clockings.upsert(NEW, 7)).created
        client._send(clockings.delete(7, body={"from": date(2026, 1, 1)}))
        report = client._put_all(
            external_references, "people", "HRMID", {"a": 1, "b": 1}
        )
        assert (report.done, len(report.conflicts)) == (1, 1)
        with pytest.raises(NotFound, match="NotFound No"):
            client._send(clockings.get(404))
    checked(log)


async def test_all_operations_over_real_http_awaited(
    served: tuple[str, list[Received]],
) -> None:
    """The same requests, in the same order."""
    url, log = served
    async with async_client_at(url) as client:
        pager = client._paginate(clockings.list({"date": JANUARY, "person": [1, 2]}))
        assert [one.id async for one in pager] == [1, 2]
        item = await client._send(clockings.get(7))
        assert etag(item) == '"46ab44"'
        start = clockings.delta({"date": JANUARY}, today=JANUARY.start)
        async with client._follow(start) as d:
            assert [one.id async for one in d] == [1, 2]
        async with client._follow(clockings.changes(d.link)) as d:
            assert [one async for one in d] == [Delete(1)]
        assert (await client._send(clockings.create(NEW))).id == 76547
        changed = evolve(item, is_open=True)
        await client._send(clockings.update(changed, 7, if_match=etag(item)))
        assert not (await client._send(clockings.upsert(NEW, 7))).created
        await client._send(clockings.delete(7, body={"from": date(2026, 1, 1)}))
        report = await client._put_all(
            external_references, "people", "HRMID", {"a": 1, "b": 1}
        )
        assert (report.done, len(report.conflicts)) == (1, 1)
        with pytest.raises(NotFound, match="NotFound No"):
            await client._send(clockings.get(404))
    checked(log)


def checked(log: list[Received]) -> None:
    asked = [parse_qs(one.body.decode())["scope"] for one in log if is_for_token(one)]
    assert asked == [[READ], [f"{READ} {WRITE}"]]
    calls = [one for one in log if not is_for_token(one)]
    assert [one.method for one in calls] == [
        *["GET"] * 3,
        "GET",
        *["GET"] * 3,
        "GET",
        "POST",
        "PUT",
        "PUT",
        "DELETE",
        "PUT",
        "GET",
    ]
    assert calls[0].query == {
        "filter": ["date ge '2026-01-01' and date le '2026-01-31' and person in (1,2)"]
    }
    assert calls[2].target == f"{PLACE}?filter=a%20eq%20'b'&continuationToken=" + (
        "a%2Bb%2Fc%3D%3D"
    )
    for one in log:
        assert one.headers["user-agent"] == AGENT
        assert one.headers["accept"] == "application/json"
    for one in calls:
        assert one.headers["authorization"] == "Bearer token-1"
        assert SECRET not in str(one)
    created = calls[8]
    assert created.headers["content-type"] == "application/json"
    assert json.loads(created.body)["person"] == {
        "externalReferences": {"@badge-number": "676"}
    }
    assert calls[9].headers["if-match"] == '"46ab44"'
    assert json.loads(calls[9].body)["isOpen"] is True
    assert "id" not in json.loads(calls[9].body)
    assert json.loads(calls[11].body) == {"from": "2026-01-01"}
    assert "content-type" not in calls[0].headers


def test_64_threads_with_an_expired_token_ask_for_one() -> None:
    """Each of them is told 401 at once, and one renews."""
    gate = threading.Barrier(64)
    asked: list[Received] = []

    def serve(received: Received) -> Response:
        if is_for_token(received):
            asked.append(received)
            return granted(received, len(asked))
        if received.headers["authorization"] == "Bearer token-1":
            if received.path.endswith("/1"):
                gate.wait(20)
                return answer({}, 401)
            return answer(document(2))
        return answer(document())

    with serving(serve) as (url, _):
        limits = httpx.Limits(max_connections=100)
        with httpx.Client(limits=limits) as http, client_at(url, http=http) as client:
            client._send(clockings.get(2))
            with ThreadPoolExecutor(64) as pool:
                found = list(
                    pool.map(lambda _: client._send(clockings.get(1)).id, range(64))
                )
    assert found == [1] * 64
    assert len(asked) == 2


def test_64_threads_at_the_start_ask_for_one() -> None:
    """Also where the token's life is over instead of refused."""
    for _ in range(20):
        client, log = connected(lambda _: answer(document()))
        gate = threading.Barrier(64)

        def ask(
            _: int, client: SyncClient = client, gate: threading.Barrier = gate
        ) -> int:
            gate.wait(20)
            return client._send(clockings.get(1)).id

        with ThreadPoolExecutor(64) as pool:
            assert list(pool.map(ask, range(64))) == [1] * 64
        assert sum(map(is_for_token, log)) == 1


async def test_1000_tasks_with_an_expired_token_ask_for_one() -> None:
    """Tasks wait for each other without blocking the loop."""
    made, log = transport(lambda _: answer(document()))
    async with httpx.AsyncClient(transport=made) as http:
        client = async_client_at("https://acme.eu", http=http)
        for _ in range(2):
            await asyncio.gather(*(client._send(clockings.get(1)) for _ in range(1000)))
            later = evolve(client._context, clock=lambda: time.monotonic() + 1800)
            client._tokens._context = later
    assert sum(map(is_for_token, log)) == 2


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    """Neither with the token nor with the secret, even by a client that would."""
    with serving(lambda _: answer(document())) as (elsewhere, foreign):

        def serve(received: Received) -> Response:
            if is_for_token(received) and not tokens:
                return answer(b"", status, location=f"{elsewhere}/connect/token")
            if is_for_token(received):
                return granted(received)
            return answer(b"", status, location=f"{elsewhere}/x")

        tokens: list[bool] = []
        with (
            serving(serve) as (url, _),
            httpx.Client(follow_redirects=True) as http,
            client_at(url, http=http) as client,
        ):
            with pytest.raises(AuthenticationFailed):
                client._send(clockings.get(1))
            tokens.append(True)
            with pytest.raises(ResponseError, match=str(status)):
                client._send(clockings.get(1))
        assert foreign == []


@pytest.mark.parametrize(
    "link",
    ["{evil}/b", "//{host}/b", "http://token@{host}/b", "https://127.0.0.1/b"],
)
def test_a_foreign_link_gets_no_token(link: str) -> None:
    """Nothing at all arrives there."""
    with serving(lambda _: answer(document())) as (evil, foreign):
        given = link.format(evil=evil, host=evil.removeprefix("http://"))

        def serve(received: Received) -> Response:
            return (
                granted(received)
                if is_for_token(received)
                else page(document(1), nextLink=given)
            )

        with serving(serve) as (url, log), client_at(url) as client:
            came: list[Clocking] = []
            with pytest.raises(ForeignLink) as caught:
                came.extend(client._paginate(departments.list()))
            assert len(log) == 2
        assert foreign == []
        assert caught.value.resume_link is not None


def test_a_post_is_sent_once_whatever_happens_to_the_answer() -> None:
    """On the wire: the connection is closed without an answer."""

    def serve(received: Received) -> Response | None:
        return granted(received) if is_for_token(received) else None

    with serving(serve) as (url, log), client_at(url) as client:
        with pytest.raises(RequestFailed, match=r"POST .*after 1 attempt\b"):
            client._send(clockings.create(NEW))
        assert sum(one.method == "POST" and not is_for_token(one) for one in log) == 1
        log.clear()
        with pytest.raises(RequestFailed, match="after 5 attempts"):
            client._send(clockings.get(1))
        assert len(log) == 6  # A token for reading, too.


def test_a_post_that_cannot_have_arrived_is_repeated() -> None:
    """Nobody listens there."""
    with serving(tenant) as (url, _):
        pass
    with client_at(url) as client, pytest.raises(AuthenticationFailed, match="reached"):
        client._send(clockings.create(NEW))


def test_a_broken_answer_is_asked_for_again() -> None:
    """A body shorter than it says."""
    bodies = iter([document(1), None, document(3)])

    def serve(received: Received) -> Response | None:
        if is_for_token(received):
            return granted(received)
        body = next(bodies)
        if body is None:
            return answer({}, content_length="500")
        return answer(body)

    with serving(serve) as (url, _):
        client = client_at(url, timeout=0.3)
        assert client._send(clockings.get(1)).id == 1
        assert client._send(clockings.get(3)).id == 3
        client.close()


def test_a_refused_token_is_renewed_once() -> None:
    """Then the refusal is the answer."""
    client, log = connected(lambda _: answer({"error": {"message": "no"}}, 401))
    with pytest.raises(Unauthorized, match="scopes cover"):
        client._send(clockings.get(1))
    assert len(log) == 4


def monitored(*answers: Response) -> tuple[SyncClient, list[Received]]:
    given = iter(answers)
    client, log = connected(lambda _: next(given))
    client._sleep = lambda _: None
    return client, log


ACCEPTED = answer(b"", 202, operation_location=MONITOR, retry_after="2")


def test_what_is_accepted_is_followed_to_its_location() -> None:
    """With a GET that carries nothing of the POST."""
    client, log = monitored(
        ACCEPTED, ACCEPTED, answer({}, 200, location=f"{PLACE}/931")
    )
    assert client._send(clockings.create(NEW)).id == 931
    assert [one.method for one in log] == ["POST", "POST", "GET", "GET"]
    assert log[2].target == MONITOR
    assert "content-type" not in log[2].headers
    assert log[2].body == b""


@pytest.mark.parametrize(
    "last",
    [
        answer({"status": "done"}, 200),
        answer({}, 404),
        answer({}, 400),
        answer(b"", 202, operation_location="https://evil.example/x"),
    ],
)
def test_what_is_accepted_is_never_reported_as_failed(last: Response) -> None:
    """Whoever reads NotFound would create the item again."""
    first = last if last.status == 202 else ACCEPTED
    client, _ = monitored(first, last)
    with pytest.raises(CreationUnconfirmed) as caught:
        client._send(clockings.create(NEW))
    assert caught.value.monitor == first.headers["operation-location"]


def test_waiting_for_what_is_accepted_ends() -> None:
    """After some minutes, with the monitor's address."""
    client, _ = connected(lambda _: ACCEPTED)
    passed = iter(range(0, 10_000, 10))
    client._sleep = lambda _: None
    client._context = evolve(client._context, clock=lambda: float(next(passed)))
    with pytest.raises(CreationUnconfirmed, match="still working") as caught:
        client._send(clockings.create(NEW))
    assert caught.value.monitor == MONITOR


def test_an_unchanged_item_is_not_modified() -> None:
    """304 has no body."""
    client, _ = connected(
        lambda one: answer(b"", 304 if one.headers.get("if-none-match") == "1" else 200)
    )
    with pytest.raises(NotModified):
        client._send(clockings.get(1, if_none_match="1"))


def test_scopes_outside_of_the_given_ones_fail_before_sending() -> None:
    """Nothing goes over the wire."""
    made, log = transport(lambda _: answer(document()))
    client = client_at(
        "https://acme.eu", http=httpx.Client(transport=made), scopes=[READ]
    )
    assert client._send(clockings.get(1)).id == 1
    with pytest.raises(ScopeMissing, match=WRITE.replace(".", r"\.")):
        client._send(clockings.create(NEW))
    assert len(log) == 2


def test_a_failed_page_carries_the_link_to_go_on_from() -> None:
    """And the error has what was asked, and the raw body."""
    answers = [
        page(document(1), nextLink=f"{PLACE}?continuationToken=b"),
        answer({"error": {"message": "expired"}}, 409),
        page(document(2)),
    ]
    given = iter(answers)
    client, _ = connected(lambda _: next(given))
    with pytest.raises(Conflict, match="start the list again") as caught:
        list(client._paginate(departments.list()))
    error = caught.value
    assert error.body == answers[1].content
    assert error.request.url.endswith("?continuationToken=b")
    link = error.resume_link
    assert link is not None
    assert [one.id for one in client._paginate(clockings.resume(link))] == [2]


@pytest.mark.filterwarnings("ignore::protime_runtime.errors.DeviationWarning")
@given(st.binary(), st.sampled_from([200, 201, 204, 302, 400, 401, 500]))
@example(b"{}", 200)
def test_any_bytes_raise_nothing_but_our_errors(body: bytes, status: int) -> None:
    """As an answer to anything."""
    once = RetryPolicy(attempts=1)
    client, _ = connected(lambda _: answer(body, status), retries=once)
    for ask in (
        lambda: client._send(clockings.get(1)),
        lambda: client._send(clockings.create(NEW)),
        lambda: client._send(clockings.update(NEW, 1)),
        lambda: client._send(departments.create_webhook({})),
        lambda: list(client._paginate(departments.list())),
        lambda: list(client._follow(clockings.changes("/x"))),
    ):
        shown = ""
        try:
            ask()
        except ProtimeError as error:
            shown = f"{error}{error!r}"
        assert SECRET not in shown
        assert "token-1" not in shown


def test_a_decoding_error_names_the_request() -> None:
    """A proxy's page with status 200."""
    client, _ = connected(lambda _: answer(b"<html>Sign in</html>"))
    with pytest.raises(DecodingError, match="begins with '<html>") as caught:
        client._send(clockings.get(1))
    assert caught.value.request is not None
    assert caught.value.request.url.endswith("/clockings/1")


def test_secrets_are_in_no_error_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    """Neither in their text nor in what Python prints of them."""
    caplog.set_level(logging.DEBUG, "protime")
    answers = iter(
        [answer({}, 400), answer({}, 401), answer({}, 401), None, answer(b"<", 200)]
    )
    client, _ = connected(lambda _: next(answers), retries=RetryPolicy(attempts=1))
    shown = [
        repr(client),
        repr(client.settings),
        repr(client._paginate(departments.list())),
    ]
    for _ in range(4):
        with pytest.raises(ProtimeError) as caught:
            client._send(clockings.get(1))
        shown += traceback.format_exception(caught.value)
        shown += [repr(caught.value), repr(vars(caught.value))]
    refused = httpx.MockTransport(
        lambda _: httpx.Response(400, json={"error": SECRET[:3]})
    )
    other = client_at("https://acme.eu", http=httpx.Client(transport=refused))
    with pytest.raises(AuthenticationFailed) as failed:
        other._send(clockings.get(1))
    shown += traceback.format_exception(failed.value)
    text = "".join(shown) + caplog.text
    assert SECRET not in text
    assert "token-1" not in text
    assert f"{PLACE}/1: 400" in caplog.text


def test_explaining_sends_nothing() -> None:
    """The address, its length and the number of requests."""
    client, log = connected(lambda _: page())
    days = DateRange(date(2024, 1, 1), date(2025, 12, 31))
    explained = client._paginate(clockings.list({"date": days})).explain()
    assert explained.url.startswith("https://acme.myprotime.eu/connector/")
    assert (explained.method, explained.requests) == ("GET", 2)
    started = clockings.delta(
        {"date": DateRange(days.end or days.start)}, today=days.start
    )
    assert client._follow(started).explain().url.endswith("&delta")
    assert log == []


def test_a_client_from_the_environment() -> None:
    """With a base URL alone, the token comes from there."""
    environ = {
        "PROTIME_TENANT": "acme",
        "PROTIME_CLIENT_ID": "client",
        "PROTIME_CLIENT_SECRET": SECRET,
        "PROTIME_USER_AGENT": AGENT,
    }
    with serving(tenant) as (url, log):
        with SyncClient.from_env({**environ, "PROTIME_BASE_URL": url}) as client:
            assert client._send(clockings.get(7)).id == 7
        assert log[0].path == "/tenants/acme/connect/token"
    with pytest.raises(ConfigurationError, match="PROTIME_TENANT"):
        WaitingClient.from_env({})


async def test_an_async_client_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, served: tuple[str, list[Received]]
) -> None:
    """The process's own, if none is given."""
    monkeypatch.setenv("PROTIME_TENANT", "acme")
    monkeypatch.setenv("PROTIME_CLIENT_ID", "client")
    monkeypatch.setenv("PROTIME_CLIENT_SECRET", SECRET)
    monkeypatch.setenv("PROTIME_USER_AGENT", AGENT)
    monkeypatch.setenv("PROTIME_BASE_URL", served[0])
    async with WaitingClient.from_env() as client:
        assert (await client._send(clockings.get(7))).id == 7


def test_a_given_http_client_stays_open() -> None:
    """Closing it is its owner's."""
    made, _ = transport(lambda _: answer(document()))
    with httpx.Client(transport=made) as http:
        with client_at("https://acme.eu", http=http) as client:
            client._send(clockings.get(1))
        assert not http.is_closed
    with serving(tenant) as (url, _), client_at(url) as own:
        own._send(clockings.get(7))
        used = own._http
    assert isinstance(used, httpx.Client)
    assert used.is_closed


def test_exceptions_are_the_given_librarys_own() -> None:
    """A library of another name, with classes of its own, will do."""

    class Own(httpx.Client):
        """From a module without exceptions."""

    made, _ = transport(lambda _: None)
    client = client_at("https://acme.eu", http=Own(transport=made))
    with pytest.raises(RequestFailed, match="ReadError: lost"):
        client._send(clockings.get(1))

    def fail(_: httpx.Request) -> httpx.Response:
        raise ZeroDivisionError

    own = client_at(
        "https://acme.eu", http=httpx.Client(transport=httpx.MockTransport(fail))
    )
    with pytest.raises(ZeroDivisionError):
        own._send(clockings.get(1))


@pytest.mark.filterwarnings("ignore::protime_runtime.errors.DeviationWarning")
def test_deviations_are_the_clients() -> None:
    """Counted on one, raised by another that is strict."""
    serve: Serve = lambda _: answer(document(new=1))  # noqa: E731 - short
    client, _ = connected(serve)
    client._send(clockings.get(1))
    ((found, count),) = client.deviations.items()
    assert (found.field, count) == ("new", 1)
    strict, _ = connected(serve, strict=True)
    with pytest.raises(DecodingError, match="new"):
        strict._send(clockings.get(1))


def test_a_body_that_is_no_json_is_not_sent() -> None:
    """Before a token is asked for."""
    client, log = connected(lambda _: answer({}))
    with pytest.raises(InvalidRequest):
        client._send(clockings.create({"x": float("nan")}))
    assert log == []


def test_collections_hold_their_client() -> None:
    """And the day that rules are checked against is the client's."""
    client, _ = connected(lambda _: answer({}))
    assert Collection(client)._client is client
    assert AsyncCollection(async_client_at("https://acme.eu"))._client is not None
    assert abs(client._today() - date.today()) <= timedelta(days=1)
    assert isinstance(client, AbstractContextManager)
